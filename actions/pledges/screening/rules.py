"""The ordered table of rules. A rule says what it found and what it suggests; a person decides.

Codes D1 to D13 are those of part 7.4 of the guidance brief. `help` names the screen of texts.toml that a writer meets
at once (parts 7.6 to 7.8).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.pledges.screening import contact, proper, telling
from actions.pledges.screening.contact import Slices
from actions.pledges.screening.reading import Reading

Finder = Callable[[Reading], Slices]
NEW, CARE = "new", "care"


@dataclass(frozen=True)
class Rule:
    """`code` names the rule; `suggests` is D1 to D13; `queue` is "new" or "care"; `identifies` somebody, or not."""

    code: str
    suggests: str
    queue: str
    sentence: Promise
    finder: Finder
    help: str = ""
    identifies: bool = False


def listed(name: str) -> Finder:
    """Whatever the list of phrases finds."""

    def find(reading: Reading) -> Slices:
        return reading.phrases.get(name, [])

    return find


def unsupported(name: str) -> Finder:
    """What the list finds, unless it belongs to words of support: "rape crisis centre", "I was assaulted"."""

    def find(reading: Reading) -> Slices:
        kind = [*reading.phrases.get("support", ()), *reading.phrases.get("disclosure", ())]
        found = reading.phrases.get(name, [])
        return [(a, b) for a, b in found if not any(c < b and a < d for c, d in kind)]

    return find


def calm(name: str) -> Finder:
    """What the list finds, unless a word of support covers all of it: "if a child tells me", "suicide helpline"."""

    def find(reading: Reading) -> Slices:
        support = reading.phrases.get("support", ())
        found = reading.phrases.get(name, [])
        return [(a, b) for a, b in found if not any(c <= a and b <= d for c, d in support)]

    return find


def _identity(code: str, sentence: Promise, finder: Finder, suggests: str = "D1") -> Rule:
    return Rule(code, suggests, NEW, sentence, finder, identifies=True)


# Danger first: what stands above decides in which order a moderator reads.
RULES: tuple[Rule, ...] = (
    Rule(
        "danger_now",
        "D13",
        CARE,
        _("It reads as if somebody is in danger now."),
        calm("danger_now"),
        "danger",
    ),
    Rule(
        "suicide",
        "D13",
        CARE,
        _("It reads as if somebody thinks about ending their life."),
        calm("suicide"),
        "danger",
    ),
    Rule(
        "child_at_risk",
        "D12",
        CARE,
        _("It reads as if a child may be at risk."),
        calm("child_at_risk"),
        "danger",
    ),
    Rule(
        "disclosure",
        "D2",
        CARE,
        _("It reads as if this happened to the writer."),
        calm("disclosure"),
        "disclosure",
    ),
    Rule(
        "harm_done",
        "D4",
        CARE,
        _("It reads as if the writer may have hurt somebody."),
        calm("harm_done"),
        "may_have_hurt",
    ),
    Rule(
        "maybe_disclosure",
        "D2",
        CARE,
        _("It may hint at something that happened to the writer."),
        calm("maybe_disclosure"),
    ),
    Rule("past_hint", "D4", CARE, _("It hints at something in the writer’s past."), calm("past_hint")),
    Rule(
        "past_told",
        "D2",
        CARE,
        _("It tells of something that was; a promise is about what will be."),
        telling.past,
    ),
    _identity("phone", _("This looks like a phone number."), contact.phones),
    _identity("email", _("This looks like an e-mail address."), contact.emails),
    _identity("link", _("This looks like a link."), contact.links, "D9"),
    _identity("handle", _("This looks like somebody’s name on another site."), contact.handles),
    _identity("address", _("This looks like a street address."), contact.streets),
    _identity("school", _("This looks like a school or a university."), proper.schools),
    _identity("workplace", _("This looks like a place of work, a team or a club."), proper.workplaces),
    _identity("name", _("This looks like a person’s name."), proper.names),
    _identity("initials", _("These letters may stand for a person."), proper.initials),
    _identity("pointing", _("This may show who somebody is, even without a name."), calm("pointing")),
    Rule("other_story", "D3", NEW, _("It may tell somebody else’s story."), calm("other_story")),
    Rule("attack", "D5", NEW, _("It may attack or threaten somebody."), unsupported("attack")),
    Rule("graphic", "D6", NEW, _("It may have details that are hard to read."), unsupported("graphic")),
    Rule("risky_plan", "D11", NEW, _("This plan may put somebody in danger."), calm("risky_plan")),
    Rule("blame", "D7", NEW, _("It may put the job on people who were hurt."), calm("blame")),
    Rule("off_topic", "D8", NEW, _("It may argue a point instead of making a promise."), calm("off_topic")),
    Rule("advert", "D9", NEW, _("It may be an advert or ask for money."), calm("advert")),
    Rule(
        "not_a_pledge",
        "D10",
        NEW,
        _("It may be a wish or a slogan, not yet something to do."),
        calm("not_a_pledge"),
    ),
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})

# In a nickname a first name is welcome. A way to reach somebody is not.
IN_NICKNAMES = ("phone", "email", "link", "handle", "attack", "graphic")

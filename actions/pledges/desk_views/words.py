"""What the desk says about findings, decisions and refusals, in plain words. Never a word of a pledge."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actions.pledges import moderation
from actions.pledges.models import PledgeDecision
from actions.pledges.screening.rules import BY_CODE

Outcome = PledgeDecision.Outcome
TITLE = gettext_lazy("Reading pledges")
FIELDS = {"nickname": gettext_lazy("Name to show"), "plan_if": gettext_lazy("Plan")}


def found(codes: Iterable[str]) -> list[str]:
    """A sentence for each code of a finding as it is stored: "name", "nickname:handle"."""
    return [_sentence(code) for code in codes]


def _sentence(stored: str) -> str:
    field, _colon, rule = stored.rpartition(":")
    known = BY_CODE.get(rule)
    sentence = str(known.sentence) if known else rule.replace("_", " ")  # a rule that is gone by now
    return f"{FIELDS[field]}: {sentence}" if field in FIELDS else sentence


def language(code: str) -> str:
    """The name of a language of the site; of another, its code."""
    return str(dict(settings.LANGUAGES).get(code, code))


def done(last: dict[str, Any]) -> str:
    """What a person reads about their newest decision. `last` is that of the sitting."""
    if not last:
        return ""
    what = last["code"] or ""
    label = Outcome(last["outcome"]).label
    if last["number"] == 1 and last["name"]:
        if last["outcome"] == Outcome.PROPOSE:
            return _("Pledge %(pledge)s: proposed. A different person has to decide the same.") % {
                "pledge": last["name"]
            }
        return _("Pledge %(pledge)s: %(what)s %(code)s") % {
            "pledge": last["name"],
            "what": label,
            "code": what,
        }
    values = {"number": last["number"], "what": label, "code": what}
    return (
        ngettext(
            "%(number)s pledge: %(what)s %(code)s", "%(number)s pledges: %(what)s %(code)s", last["number"]
        )
        % values
    )


def told(decision: PledgeDecision | None) -> str:
    """What the moderator who came second reads."""
    if decision is None:
        return _("Nothing was changed: this pledge is different from the one you saw. Please read it again.")
    values = {"who": decision.by, "what": decision.get_outcome_display(), "code": decision.code}
    return _("Nothing was changed: %(who)s decided first: %(what)s %(code)s") % values


def refused(error: Exception) -> str:
    """The sentence for what moderation.py raised."""
    if isinstance(error, moderation.AlreadyDecidedError):
        return told(error.decision)
    if isinstance(error, moderation.GoneError):
        return _("Nothing was changed: the writer took this pledge down.")
    return _("Nothing was changed: %(why)s") % {"why": error}


REFUSED = (moderation.AlreadyDecidedError, moderation.GoneError, moderation.NotAllowedError)

"""What the finder says around its moves: why these, what to mind, which help fits and which guide goes further.

Tables, read from the top: the first line that holds is the one to say.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actions.guidance.situation import Doer, Moment, Place, Safe, Situation

Holds = Callable[[Situation], bool]

BECAUSE: tuple[tuple[Holds, str | Promise], ...] = (
    (
        lambda s: s.at_home,
        _(
            "Because this is about a partner, a family or a home: moves that the person doing it does not "
            "notice, so that nobody pays for it later."
        ),
    ),
    (
        lambda s: s.who is Doer.CHARGE,
        _(
            "Because they have power: moves that do not face them, and an eye on payback, which means being "
            "punished for speaking."
        ),
    ),
    (
        lambda s: s.safe is Safe.NO,
        _("Because you do not feel safe: moves that keep you away from the person doing it."),
    ),
    (
        lambda s: s.who is Doer.GROUP,
        _("Because it is a group: moves that bring help, and do not put you in their way."),
    ),
    (
        lambda s: s.place is Place.ONLINE,
        _("Because it is online: moves that help the person, and do not feed a fight."),
    ),
    (
        lambda s: s.moment is Moment.BEFORE,
        _("Because there is still time: small things that make it easier to act."),
    ),
    (
        lambda s: s.safe is Safe.UNSURE,
        _("Because you are not sure that you are safe: moves for which you do not have to go near."),
    ),
    (
        lambda s: not s.sure,
        _("Because we do not know whether you are safe: moves for which you do not have to go near."),
    ),
    (
        lambda s: s.moment is Moment.OVER,
        _("Because it is over: what helps now is to be there, and to ask before you do anything."),
    ),
    (
        lambda s: s.moment is Moment.REPEATS,
        _("Because it keeps happening: moves that begin with what the person wants."),
    ),
    (lambda s: True, _("Because you feel safe: the smallest moves first. Stop whenever you want.")),
)

CAUTION: tuple[tuple[Holds, str | Promise], ...] = (
    (
        lambda s: s.at_home,
        _("Do not confront them, and do not hint that you know. If you hear an attack, call."),
    ),
    (
        lambda s: s.place is Place.ONLINE,
        _(
            "Is it a private picture of someone who may be under 18? Do not save it, copy it or send it on, "
            "not even as proof."
        ),
    ),
    (lambda s: True, _("Someone armed, very drunk or very angry, or no way out? Keep away, and get help.")),
)

# Codes of the directory. The line for the reader's own feelings stands last, always.
NEEDS: tuple[tuple[Holds, tuple[str, ...]], ...] = (
    (lambda s: s.at_home, ("crisis_support", "housing_safety")),
    (lambda s: s.moment is Moment.BEFORE, ("bystander_training",)),
    (lambda s: s.place is Place.ONLINE, ("online_abuse",)),
    (lambda s: s.place is Place.WORK, ("workplace", "legal")),
    (lambda s: s.place is Place.SCHOOL, ("campus",)),
    (lambda s: True, ("crisis_support",)),
)
FOR_THE_READER = "emotional_support"

GUIDES = {
    Place.PARTY: "G4",
    Place.WORK: "G5",
    Place.SCHOOL: "G7",
    Place.ONLINE: "G6",
}
STAYING_SAFE, IN_THE_MOMENT = "G2", "G1"


def link_from(guide: str) -> str | None:
    """What a guide answers already in its link to the finder; None where the finder has nothing to add."""
    places = {key: f"where={place.value}" for place, key in GUIDES.items()}
    return places.get(guide, "when=now" if guide == IN_THE_MOMENT else None)


def because(situation: Situation) -> str | Promise:
    """Why these moves, in one sentence."""
    return next(sentence for holds, sentence in BECAUSE if holds(situation))


def caution(situation: Situation) -> str | Promise:
    """What would make it worse."""
    return next(sentence for holds, sentence in CAUTION if holds(situation))


def needs_for(situation: Situation) -> list[str]:
    """Codes of the directory: help for the person harmed, then for the reader."""
    return [*next(codes for holds, codes in NEEDS if holds(situation)), FOR_THE_READER]


def guides_for(situation: Situation) -> list[str]:
    """Keys of guides to read on: staying safe, and the one for the place."""
    return [STAYING_SAFE] if situation.at_home else [STAYING_SAFE, GUIDES.get(situation.place, IN_THE_MOMENT)]

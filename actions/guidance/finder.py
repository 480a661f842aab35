"""From a situation to two or three moves. Tables and rules, no database.

The rules are those of the guide to staying safe (G2): with a weapon, a group, somebody very drunk or angry, no way
out, or a partner or family member doing harm, get help instead of stepping in; never confront abuse at home; ask
before calling the police unless there is danger. tests/actions/guidance/test_finder.py says them again, in other
words, and tries them on every combination of answers.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from enum import Enum, auto

from actions.guidance.situation import Doer, Moment, Place, Situation


class Contact(Enum):
    """How near a move brings the reader to the person doing harm."""

    CONFRONTS = auto()  # its steps or its words speak to that person
    NEAR = auto()  # goes up to the person being harmed while the other one is there
    AWAY = auto()  # needs neither of them: others are called in, or something is prepared
    LATER = auto()  # with the person harmed, once the other one has gone


@dataclass(frozen=True)
class Move:
    """An action as the finder sees it. `quick`: done in a minute. `friends_only`: for somebody the reader knows."""

    key: str
    contact: Contact
    quick: bool = False
    friends_only: bool = False


MOVES = {
    move.key: move
    for move in (
        Move("A01", Contact.NEAR, quick=True),
        Move("A02", Contact.NEAR, quick=True),
        Move("A03", Contact.CONFRONTS, quick=True),
        Move("A04", Contact.AWAY, quick=True),
        Move("A05", Contact.AWAY, quick=True),
        Move("A06", Contact.NEAR, quick=True),
        Move("A07", Contact.AWAY, quick=True),
        Move("A08", Contact.LATER, quick=True),
        Move("A09", Contact.AWAY, quick=True),
        Move("A12", Contact.CONFRONTS, quick=True),
        Move("A13", Contact.AWAY),
        Move("A14", Contact.CONFRONTS, quick=True),
        Move("A15", Contact.LATER),
        Move("A16", Contact.LATER),
        Move("A17", Contact.AWAY, quick=True),
        Move("A18", Contact.LATER),
        Move("A22", Contact.AWAY, quick=True),
        Move("A25", Contact.CONFRONTS, quick=True),
        Move("A27", Contact.AWAY, quick=True),
        Move("A28", Contact.LATER, quick=True),
        Move("A30", Contact.LATER),
        Move("A31", Contact.LATER),
        Move("A32", Contact.AWAY),
        Move("A34", Contact.LATER),
        Move("A35", Contact.AWAY, quick=True),
        Move("A37", Contact.LATER),
        Move("A39", Contact.CONFRONTS, friends_only=True),
        Move("A40", Contact.CONFRONTS, friends_only=True),
        Move("A53", Contact.CONFRONTS, quick=True),  # its example plans a word to the person doing it
    )
}

# What fits, the best first: the smallest and safest moves lead. The rules below strike out what a situation forbids.
# Taking notes (A07) stands after the moves that bring help: help comes first.
FITTING: dict[Moment, dict[Place, str]] = {
    Moment.NOW: {
        Place.STREET: "A01 A05 A03 A04 A02 A07",
        Place.PARTY: "A01 A05 A12 A04 A02 A07",
        Place.WORK: "A01 A05 A14 A04 A07",
        Place.SCHOOL: "A01 A05 A03 A04 A07",
        Place.ONLINE: "A27 A25 A07",
        Place.HOME: "A37 A32 A31",
        Place.FRIENDS: "A04 A05 A03 A01 A07",
        Place.ELSEWHERE: "A05 A01 A04 A03 A07",
    },
    Moment.OVER: {
        Place.STREET: "A08 A06 A30 A07 A31",
        Place.PARTY: "A08 A06 A30 A07 A31",
        Place.WORK: "A15 A16 A08 A07",
        Place.SCHOOL: "A15 A08 A22 A16",
        Place.ONLINE: "A27 A28 A30",
        Place.HOME: "A37 A30 A31",
        Place.FRIENDS: "A08 A30 A40 A31 A07",
        Place.ELSEWHERE: "A08 A30 A06 A07 A31",
    },
    Moment.REPEATS: {
        Place.STREET: "A08 A05 A07",
        Place.PARTY: "A08 A05 A13 A07",
        Place.WORK: "A15 A16 A17 A08",
        Place.SCHOOL: "A15 A22 A08 A16",
        Place.ONLINE: "A27 A25 A07",
        Place.HOME: "A37 A31 A32",
        Place.FRIENDS: "A08 A39 A30 A31 A07",
        Place.ELSEWHERE: "A08 A05 A30 A07",
    },
    Moment.BEFORE: {
        Place.STREET: "A09 A53 A22",
        Place.PARTY: "A13 A09 A53 A22",
        Place.WORK: "A17 A09 A22",
        Place.SCHOOL: "A22 A17 A09",
        Place.ONLINE: "A09 A53 A22",
        Place.HOME: "A37 A31 A32",
        Place.FRIENDS: "A13 A09 A53 A22",
        Place.ELSEWHERE: "A09 A53 A22",
    },
}
# A partner doing harm in front of others: staff can look in on them, and the rest is for a quiet hour.
IN_PUBLIC = {Place.STREET, Place.PARTY, Place.WORK, Place.SCHOOL}
PARTNER_IN_PUBLIC = "A05 A37 A32"

Rule = Callable[[Situation, Move], bool]

STRUCK_OUT: tuple[Rule, ...] = (
    # To speak up, one has to feel safe and to face one person without power over others or over a home.
    lambda s, move: move.contact is Contact.CONFRONTS and not (s.sure and may_be_spoken_to(s)),
    # To go near, one has to feel safe, and it is no group and nobody's partner.
    lambda s, move: (
        move.contact is Contact.NEAR and (not s.sure or s.who in (Doer.GROUP, Doer.PARTNER) or s.at_home)
    ),
    # "The person in charge is the one doing harm. Go to someone else." (A05)
    lambda s, move: move.key == "A05" and s.who is Doer.CHARGE,
    lambda s, move: move.friends_only and s.who is not Doer.KNOWN,
    # Reaching somebody who is harmed at home takes the time it takes; what is quick there is dangerous.
    lambda s, move: s.hurried and not move.quick and not s.at_home,
)


def may_be_spoken_to(situation: Situation) -> bool:
    return situation.who in (Doer.STRANGER, Doer.KNOWN) and not situation.at_home


def candidates(situation: Situation) -> list[Move]:
    """What fits the moment and the place, before any rule."""
    row = FITTING[situation.moment][Place.HOME if situation.at_home else situation.place]
    if situation.who is Doer.PARTNER and situation.moment is Moment.NOW and situation.place in IN_PUBLIC:
        row = PARTNER_IN_PUBLIC
    return [MOVES[key] for key in row.split()]


def moves_for(situation: Situation, published: Container[str] = MOVES) -> list[Move]:
    """Two moves, or three for somebody with time and no reason to hurry away.

    `published`: the keys that have a page. An editor can take one away; the next that fits steps in.
    """
    allowed = [
        move
        for move in candidates(situation)
        if move.key in published and not any(rule(situation, move) for rule in STRUCK_OUT)
    ]
    calm = situation.sure or situation.moment is not Moment.NOW
    return allowed[: 3 if calm and not situation.hurried else 2]


def after_for(situation: Situation, published: Container[str] = MOVES) -> list[Move]:
    """What to do afterwards: check in, watch for payback from people with power, look after yourself."""
    given = {move.key for move in moves_for(situation, published)}
    keys = []
    if situation.at_home:
        keys.append("A34")  # the quiet way of checking in
    elif not given & {"A08", "A15", "A27"}:
        keys.append("A08")
    if situation.who is Doer.CHARGE:
        keys.append("A18")
    return [MOVES[key] for key in [*keys, "A35"] if key in published]

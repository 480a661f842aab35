"""The rules of safety, said again in other words and tried on every combination of answers.

What a move does to the person doing harm is not taken from the finder's own table: the content files say by its
strategy whether an action speaks to that person (direct) or walks up to them (distract).
"""

import tomllib
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from actions.guidance import finder, reasons
from actions.guidance.questions import QUESTIONS
from actions.guidance.situation import Doer, Moment, Place, Safe, Situation, Time
from resources.vocabulary import NEEDS

CONTENT = Path(finder.__file__).parent / "content"
ACTIONS = {
    row["id"]: row for row in tomllib.loads((CONTENT / "en" / "actions.toml").read_text("utf-8"))["action"]
}
EVERY = [
    Situation(*answers)
    for answers in product([None, *Moment], [None, *Place], [None, *Doer], [None, *Safe], [None, *Time])
]
CHOOSES = "A09"  # names all five ways, and chooses between them before anything happens
SPEAKS_IN_STEPS = {"A53"}  # a plan whose example speaks to the person doing it


@cache
def moves(situation):
    return [move.key for move in finder.moves_for(situation)]


@cache
def after(situation):
    return [move.key for move in finder.after_for(situation)]


def speaks(key):
    return key in SPEAKS_IN_STEPS or (key != CHOOSES and "direct" in ACTIONS[key]["strategy"])


def goes_near(key):
    return key != CHOOSES and "distract" in ACTIONS[key]["strategy"]


def broken(promise):
    """The situations that break a promise, with what they got."""
    return [(s, moves(s), after(s)) for s in EVERY if not promise(s)]


def given(situation):
    return [*moves(situation), *after(situation)]


def test_there_are_as_many_situations_as_answers_allow():
    assert len(EVERY) == len(set(EVERY)) == 5 * 9 * 7 * 4 * 3


PROMISES = {
    "two or three different moves, and none of them twice": lambda s: (
        len(moves(s)) in (2, 3) and len(set(given(s))) == len(given(s))
    ),
    "whoever is not sure to be safe never speaks to the person doing harm": lambda s: (
        s.safe is Safe.YES or not any(map(speaks, given(s)))
    ),
    "whoever is not sure to be safe never goes near": lambda s: (
        s.safe is Safe.YES or not any(map(goes_near, given(s)))
    ),
    "nobody goes near a group, or speaks to one": lambda s: (
        s.who is not Doer.GROUP or not any(speaks(key) or goes_near(key) for key in given(s))
    ),
    "a partner or a family member is never confronted, met or recorded": lambda s: (
        not (s.who is Doer.PARTNER or s.where is Place.HOME)
        or not any(speaks(key) or goes_near(key) or key == "A07" for key in given(s))
    ),
    "abuse at home always leads to reaching out safely": lambda s: (
        not (s.who is Doer.PARTNER or s.where is Place.HOME) or "A37" in moves(s)
    ),
    "at home it comes first": lambda s: s.where is not Place.HOME or moves(s)[0] == "A37",
    "someone in charge is never confronted, nor called in, and payback is watched": lambda s: (
        s.who is not Doer.CHARGE
        or ("A18" in given(s) and "A05" not in given(s) and not any(map(speaks, given(s))))
    ),
    "whoever does not know who is doing it speaks to nobody": lambda s: (
        s.who not in (None, Doer.UNSURE) or not any(map(speaks, given(s)))
    ),
    "speaking up is never the first thing": lambda s: not speaks(moves(s)[0]),
    "what happens now gets a minute's moves, outside a home": lambda s: (
        s.when not in (None, Moment.NOW)
        or s.who is Doer.PARTNER
        or s.where is Place.HOME
        or all(ACTIONS[key]["effort"] == "a minute" for key in moves(s))
    ),
    "whoever has a minute gets a minute's moves, outside a home": lambda s: (
        s.time is Time.LONGER
        or s.who is Doer.PARTNER
        or s.where is Place.HOME
        or all(ACTIONS[key]["effort"] == "a minute" for key in moves(s))
    ),
    "help comes before notes": lambda s: (
        s.when not in (None, Moment.NOW)
        or "A07" not in moves(s)
        or any("delegate" in ACTIONS[key]["strategy"] for key in moves(s)[: moves(s).index("A07")])
    ),
    "nobody leaves without a word for the person harmed and one for themselves": lambda s: (
        after(s)[-1] == "A35" and bool({"A08", "A15", "A27", "A34"} & set(given(s)))
    ),
    "a fight is not fed online": lambda s: (
        s.where is not Place.ONLINE or not ({"A03", "A14", "A38", "A42"} & set(given(s)))
    ),
    "a word for a survivor's wishes comes before a word with a friend": lambda s: (
        not {"A39", "A40"} & set(moves(s)) or {"A08", "A15", "A30"} & set(moves(s)[:2])
    ),
    "what is done at the time is not offered for something that is over or still to come": lambda s: (
        s.when not in (Moment.OVER, Moment.BEFORE) or not {"A01", "A02", "A03", "A12", "A14"} & set(moves(s))
    ),
}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_combination_keeps(promise):
    assert broken(PROMISES[promise])[:3] == []


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (Situation(Moment.NOW, Place.STREET, Doer.STRANGER, Safe.UNSURE, Time.MINUTE), ["A05", "A04"]),
        (Situation(Moment.NOW, Place.STREET, Doer.STRANGER, Safe.YES, Time.MINUTE), ["A01", "A05"]),
        (Situation(Moment.NOW, Place.STREET, Doer.STRANGER, Safe.YES, Time.LONGER), ["A01", "A05", "A03"]),
        (Situation(Moment.NOW, Place.PARTY, Doer.PARTNER, Safe.YES, Time.MINUTE), ["A05", "A37"]),
        (Situation(Moment.OVER, Place.STREET, Doer.STRANGER, Safe.YES, Time.MINUTE), ["A08", "A06"]),
        (Situation(Moment.REPEATS, Place.WORK, Doer.CHARGE, Safe.NO, Time.LONGER), ["A15", "A16", "A17"]),
        (Situation(Moment.REPEATS, Place.FRIENDS, Doer.KNOWN, Safe.YES, Time.LONGER), ["A08", "A39", "A30"]),
        (Situation(), ["A05", "A04"]),
    ],
)
def test_some_answers_word_for_word(situation, expected):
    assert moves(situation) == expected


def test_danger_is_called_danger():
    """An unsafe reader, a group or abuse at home that goes on: the emergency number stands first."""
    missed = [
        s
        for s in EVERY
        if (
            s.safe is Safe.NO
            or (
                s.when in (None, Moment.NOW, Moment.REPEATS)
                and (s.who in (Doer.GROUP, Doer.PARTNER) or s.where is Place.HOME)
            )
        )
        != s.in_danger
    ]
    assert missed[:3] == []


def test_every_move_of_the_table_is_real_and_as_quick_as_it_says():
    for key, move in finder.MOVES.items():
        assert move.quick == (ACTIONS[key]["effort"] == "a minute"), key
        assert (move.contact is finder.Contact.CONFRONTS) == speaks(key), key
        if goes_near(key) and not speaks(key):
            assert move.contact is finder.Contact.NEAR, key
    used = {key for situation in EVERY for key in given(situation)}
    assert used == set(finder.MOVES), "a move that nobody is ever given"
    spanish = {
        row["id"] for row in tomllib.loads((CONTENT / "es" / "actions.toml").read_text("utf-8"))["action"]
    }
    assert used <= spanish


def test_a_move_without_a_page_makes_room_for_the_next_that_is_safe():
    situation = Situation(Moment.NOW, Place.STREET, Doer.STRANGER, Safe.UNSURE, Time.MINUTE)
    left = set(finder.MOVES) - {"A05", "A35"}
    assert [move.key for move in finder.moves_for(situation, left)] == ["A04", "A07"]
    assert [move.key for move in finder.after_for(situation, left)] == ["A08"]


def test_every_situation_has_a_reason_a_caution_help_and_a_guide():
    guides = {
        row["id"]
        for row in tomllib.loads((CONTENT / "en" / "guides_outline.toml").read_text("utf-8"))["guide"]
    }
    for situation in EVERY:
        assert str(reasons.because(situation)).startswith("Because")
        assert str(reasons.caution(situation))
        assert set(reasons.needs_for(situation)) <= set(NEEDS)
        assert reasons.needs_for(situation)[-1] == "emotional_support"
        assert set(reasons.guides_for(situation)) <= guides
        assert "G2" in reasons.guides_for(situation)


def test_no_reason_praises_going_near_to_somebody_who_may_not():
    """Only a reader who said yes is told that they are safe."""
    for situation in EVERY:
        if situation.safe is not Safe.YES:
            assert "you feel safe" not in str(reasons.because(situation))


def test_every_question_can_be_answered_and_named():
    assert [question.name for question in QUESTIONS] == ["when", "where", "who", "safe", "time"]
    for question in QUESTIONS:
        assert set(question.hints) <= set(question.answers.values)
        assert len({str(label) for _code, label, _hint, _chosen in question.options()}) == len(
            question.answers
        )

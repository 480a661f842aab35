"""Any text at all: never an error, findings that point into it, and time that grows with its length."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actions.pledges import linter
from actions.pledges.screening import identity_marks, screen, spans_of, without
from actions.pledges.screening.folding import fold
from actions.pledges.screening.lists import default

PARTS = [
    "I will ",
    "Dave",
    "@",
    ".",
    " at ",
    "com",
    "raped",
    "0",
    "é",
    "\u200b",
    "\u202e",
    "аbс",
    "ﬀ",
    "\u0301",
    "אב ",
    "7 ",
    "Ǆ",
]
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PARTS), max_size=60).map("".join))


@given(TEXTS, st.text(max_size=30))
@example("İ" * 30, "ß@ß.com")
@example("\ud800 Dave", "\x00")
@settings(deadline=None, max_examples=300)
def test_every_text_has_findings_that_point_into_it(text, nickname):
    for finding in screen(text, nickname):
        typed = text if finding.field == "text" else nickname
        assert finding.spans == tuple(sorted(finding.spans))
        assert all(0 <= start < end <= len(typed) for start, end in finding.spans)
        assert finding.matched == tuple(typed[start:end] for start, end in finding.spans)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_marking_loses_nothing_and_taking_out_leaves_nothing_to_find(text):
    spans = spans_of(identity_marks(text))
    assert "".join(piece for piece, _found in linter.pieces(text, spans)) == text
    rest, gone = linter.taken_out(text, lists=default())
    assert not identity_marks(rest)
    assert bool(gone) == bool(identity_marks(linter.one_line(text)))


@given(st.text())
@settings(deadline=None, max_examples=200)
def test_folding_keeps_a_place_for_every_character(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origins)
    assert list(folded.origins) == sorted(folded.origins)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Ｄａｖｅ", "Dave"),
        ("𝓓𝓪𝓿𝓮", "Dave"),
        ("Dаvе", "Dave"),
        ("D\u200ba\u2060v\u00ade", "Dave"),
        ("\u202eDave\u202c", "Dave"),
        ("D\u0336a\u0336v\u0336e\u0336", "Dave"),
        ("🅳🅰🆅🅴", "DAVE"),
        ("🇩🇦🇻🇪", "DAVE"),
        ("ƒακε", "fake"),
        ("٠١٢３", "0123"),
        ("José’s", "Jose's"),
    ],
)
def test_what_looks_alike_is_read_alike(typed, seen):
    assert fold(typed).text == seen


@pytest.mark.parametrize(
    "text", ["Привет Dave", "أنا I will שלום", "Γειά σου", "I will 帮助 others", "Я сам"]
)
def test_words_of_other_alphabets_stay_what_they_are(text):
    plain = fold(text).text
    assert [w for w in plain.split() if not w.isascii()] == [
        w for w in fold(text).text.split() if not w.isascii()
    ]
    assert not [f for f in screen(text) if f.rule not in ("name",)]
    assert any(not w.isascii() for w in plain.split())


HOSTILE = [
    "a",
    "a ",
    "1 ",
    "@",
    "a@a.",
    "((",
    "he will ",
    "I was ",
    "a.b",
    "www.",
    "Dave ",
    "0o",
    "д",
    "d.a.",
    " at ",
    "é",
]


def seconds(text):
    started = time.process_time()
    screen(text)
    return time.process_time() - started


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_and_no_faster(piece):
    """Four times the text takes at most about four times as long; eight leaves room for a busy machine.

    Sixteen would be what grows with the square. A machine that slows down in the middle is looked at
    up to three times more.
    """
    long, short = (piece * 2000)[:2000], (piece * 2000)[:500]

    def ratio():
        return min(seconds(long) for _n in range(20)) / max(min(seconds(short) for _n in range(20)), 0.0005)

    assert any(ratio() < 8 for _look in range(4))


def test_a_pledge_is_read_in_five_thousandths_of_a_second():
    text = (
        "I will talk to my brother about asking first and call 07700 900123 at Acme Corp, dave@gmail dot com"
    )
    screen(text)
    assert min(seconds(text) for _n in range(30)) < 0.005


def test_what_is_taken_out_leaves_a_sentence():
    assert without("I will tell Dave, and Jo.", [(12, 16), (22, 24)]) == "I will tell, and."

"""How much the screening finds, and what it leaves in peace."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from actions.pledges.screening import help_needed, queue_for, screen
from tests.actions.pledges.screening import corpus, on_phones

ACTIONS = Path(settings.BASE_DIR) / "actions" / "guidance" / "content"


def rules(text):
    return {finding.rule for finding in screen(text)}


def ready_made():
    rows = [
        row
        for language in ("en", "es")
        for row in tomllib.loads((ACTIONS / language / "actions.toml").read_text())["action"]
    ]
    return [row["pledge"] for row in rows if row["one_tap"]]


def missed(texts, found):
    return [text for text in texts if not found(text)]


@pytest.mark.parametrize(("text", "expected"), corpus.BRIEF)
def test_the_examples_of_the_brief(text, expected):
    assert rules(text) == expected


@pytest.mark.parametrize("rule", ["phone", "email", "link", "handle"])
def test_at_least_95_in_100_ways_to_reach_somebody_are_found(rule):
    texts = {"phone": corpus.PHONES, "email": corpus.EMAILS, "link": corpus.LINKS, "handle": corpus.HANDLES}
    left = missed(texts[rule], lambda text: rule in rules(text))
    assert len(left) <= 0.05 * len(texts[rule]), left


def test_at_least_90_in_100_names_are_found():
    left = missed(corpus.NAMES, lambda text: rules(text) & {"name", "initials"})
    assert len(left) <= 0.1 * len(corpus.NAMES), left


def test_at_least_90_in_100_places_are_found():
    left = [text for text, rule in corpus.PLACES if rule not in rules(text)]
    assert len(left) <= 0.1 * len(corpus.PLACES), left


@pytest.mark.parametrize("page", ["disclosure", "may_have_hurt", "danger"])
def test_at_least_90_in_100_calls_for_care_meet_the_right_help(page):
    cases = [text for text, expected in corpus.CARE if expected == page]
    left = missed(cases, lambda text: help_needed(screen(text)) == page)
    assert len(left) <= 0.1 * len(cases), left


def test_what_asks_for_care_reaches_the_queue_for_care():
    texts = [text for text, _page in corpus.CARE] + corpus.CARE_AT_LEAST
    left = missed(texts, lambda text: queue_for(screen(text)) == "care")
    assert len(left) <= 0.1 * len(texts), left


def test_at_least_90_in_100_of_the_rest_are_found():
    left = [text for text, rule in corpus.OTHERS if rule not in rules(text)]
    assert len(left) <= 0.1 * len(corpus.OTHERS), left


@pytest.mark.parametrize("text", corpus.SUPPORT)
def test_words_of_support_are_never_held_as_abuse(text):
    assert not rules(text) & {"attack", "graphic", "blame", "harm_done"}


def test_clean_words_are_left_in_peace():
    held = {text: rules(text) for text in corpus.CLEAN if rules(text)}
    assert len(corpus.CLEAN) >= 60
    assert len(held) <= 0.1 * len(corpus.CLEAN), held


def test_ready_made_promises_never_ask_for_care():
    pledges = ready_made()
    assert len(pledges) >= 2 * 51
    assert {p: rules(p) for p in pledges if queue_for(screen(p)) == "care"} == {}
    assert len([p for p in pledges if rules(p)]) <= 0.1 * len(pledges)


def test_the_examples_are_many_enough():
    own = [
        corpus.PHONES, corpus.EMAILS, corpus.LINKS, corpus.HANDLES, corpus.NAMES, corpus.PLACES, corpus.CARE,
        corpus.OTHERS, corpus.SUPPORT, corpus.CLEAN, corpus.CARE_AT_LEAST,
    ]  # fmt: skip
    texts = [row if isinstance(row, str) else row[0] for rows in own for row in rows]
    assert len(corpus.BRIEF) == 10
    assert len(set(texts)) >= 400
    for group in (corpus.CARE, corpus.NAMES, corpus.OTHERS, corpus.CLEAN):
        words = [row if isinstance(row, str) else row[0] for row in group]
        assert {True, False} == {text.startswith(("Voy", "Yo", "voy")) for text in words}


def test_what_people_write_on_phones_reaches_the_queue_for_care():
    left = missed(on_phones.CARE, lambda text: queue_for(screen(text)) == "care")
    assert len(left) <= 0.1 * len(on_phones.CARE), left


def test_of_what_nobody_thought_of_at_least_a_third_reaches_the_queue_for_care():
    """A measure, no promise: hints without any word of it stay hidden from lists. Every text is read by a person."""
    left = missed(on_phones.HELD_OUT, lambda text: queue_for(screen(text)) == "care")
    assert len(left) <= 0.67 * len(on_phones.HELD_OUT), left


@pytest.mark.parametrize("texts", [on_phones.INNOCENT, on_phones.HELD_OUT_INNOCENT])
def test_the_innocent_are_left_in_peace(texts):
    """At most one in 20 is read with care for nothing; a screen of help jumps at hardly anybody."""
    careful = [text for text in texts if queue_for(screen(text)) == "care"]
    helped = [text for text in texts if help_needed(screen(text))]
    assert len(careful) <= 0.05 * len(texts), careful
    assert len(helped) <= 0.01 * len(texts), helped

"""Lists that people edit: from files or from rows, checked before they count."""

import time

import pytest

from actions.pledges.screening import screen
from actions.pledges.screening.examples import examples
from actions.pledges.screening.lists import Change, changed, compiled, from_files, from_rows
from actions.pledges.screening.phrases import parse
from actions.pledges.screening.rules import RULES

FILES = from_files()


def found(entry, text):
    lists = compiled(from_rows([("en", "attack", entry)]))
    return [m for f in screen(text, lists=lists) if f.rule == "attack" for m in f.matched]


@pytest.mark.parametrize(
    ("entry", "text", "matched"),
    [
        ("mean words", "I will use MEAN words", ["MEAN words"]),
        ("mean words", "I will use m3an wordssss", ["m3an wordssss"]),
        ("mean words", "I will use mean kind words", []),
        ("mean*", "I will be meaner", ["meaner"]),
        ("mean ... words", "I will use mean and very old words", ["mean and very old words"]),
        ("mean ... words", "I will use mean one two three four five words", []),
        ("(a|two|) mean (words|word $)", "I will use two mean words", ["two mean words"]),
        ("mean (words|word $)", "I will use a mean word again", []),
        ("mean word $", "I will use a mean word. Never", ["mean word"]),
        ("^ i will", "I will. I will", ["I will"]),
        ("don't", "I will, dont", ["dont"]),
        ("mañana", "I will manana", ["manana"]),
        ("(big (mean|bad)|small) words", "I will use big bad words", ["big bad words"]),
    ],
)
def test_an_entry_finds_what_it_says(entry, text, matched):
    assert found(entry, text) == matched


@pytest.mark.parametrize(
    "entry",
    ["", "...", "^", "(a|)", "a (b", "a) b", "a|b", "word(s)", "a* b*c", "... a", "[a]", "a+", "(" * 300],
)
def test_an_entry_that_makes_no_sense_is_refused_with_a_sentence(entry):
    with pytest.raises(ValueError, match=r"\w"):
        parse("attack", entry)


def test_an_unknown_list_is_refused():
    with pytest.raises(ValueError, match="no list"):
        compiled({"en": {"atack": ["x"]}})


def test_rows_and_files_have_one_shape():
    rows = [
        (lang, name, entry) for lang, lists in FILES.items() for name, rows in lists.items() for entry in rows
    ]
    text = "I will talk to my boss Carl because I was assaulted"
    assert screen(text, lists=compiled(from_rows(rows))) == screen(text)


def test_both_languages_have_every_list():
    assert set(FILES["en"]) == set(FILES["es"])
    assert {"en", "es"} == set(FILES)


def test_one_language_can_be_read_alone():
    assert screen("Voy a matarme", language="es")
    assert not screen("Voy a matarme", language="en")
    assert screen("Voy a matarme", language="fr")


def test_a_given_name_is_no_ordinary_word():
    """Names that are words too belong to `given_also_words`, or "I will" would be somebody."""
    ordinary = {word for lists in FILES.values() for word in compiled({"x": lists}).words["ordinary"]}
    given = {word for lists in FILES.values() for word in compiled({"x": lists}).words["given"]}
    assert given & ordinary == set()
    assert len(given) > 800


def test_every_rule_says_why_and_suggests_a_code():
    codes = {f"D{n}" for n in range(1, 14)}
    assert all(str(rule.sentence).endswith(".") and rule.suggests in codes for rule in RULES)
    assert all(rule.queue == "care" for rule in RULES if rule.help)
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_how_people_write_on_phones_counts_as_what_they_mean():
    assert {"disclosure"} <= {f.rule for f in screen("voy a contar lo q me iso mi primo")}
    with pytest.raises(ValueError, match="what is meant"):
        compiled({"en": {"spellings": ["wat"]}})


def test_examples_of_a_phrase_are_found_by_it():
    for name, entry in [
        ("attack", "mean (words|big* (boys|girls)|) ... now $"),
        ("attack", "(red|blue green|grey) hats"),
    ]:
        alone = compiled({"en": {name: [entry]}})
        texts = examples(name, entry)
        assert len(texts) >= 3
        assert all("attack" in {f.rule for f in screen(text, lists=alone)} for text in texts), texts


def test_a_change_adds_takes_out_and_leaves_the_files_alone():
    source = {"en": {"attack": ["mean words"], "given": ["Dave"]}}
    after = changed(
        source,
        [
            Change("en", "attack", "bad words"),
            Change("en", "attack", "mean words", adds=False),
            Change("es", "given", "Ana"),
            Change("en", "given", "dave", adds=False),
        ],
    )
    assert after == {"en": {"attack": ["bad words"], "given": []}, "es": {"given": ["Ana"]}}
    assert source == {"en": {"attack": ["mean words"], "given": ["Dave"]}}


def test_lists_are_ready_in_time_after_a_change():
    """A switch makes every process read the lists anew; no visitor should wait for that."""
    compiled(FILES)
    started = time.process_time()
    compiled(changed(FILES, [Change("en", "attack", "mean words")]))
    assert time.process_time() - started < 0.15

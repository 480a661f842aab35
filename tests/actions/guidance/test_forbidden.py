"""Phrases that our own voice never uses: caught in bad samples, absent from every text of the site."""

import re
import tomllib

import polib
import pytest
from django.conf import settings

from actions.guidance.forbidden import found_in, phrases
from actions.guidance.kinds import ACTION, FACT, WORD
from actions.guidance.records import CONTENT
from actions.guidance.validation import faults_in_record
from actions.pledges.texts import CONTENT as PLEDGE_TEXTS

ROOT = settings.BASE_DIR
LANGUAGES = ("en", "es")
# Rows that no pattern can tell: where the law needs a word, or in how many lines it stands.
NO_PATTERN = {"en": {"L03"}, "es": {"L03"}}  # the house rule on "victim" stands in for L03


def words(language):
    return tomllib.loads((CONTENT / language / "words.toml").read_text(encoding="utf-8"))["word"]


def strings(value):
    """Every text of a content file, without the notes of editors."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner) if name != "note" else ()
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.bad)
def test_each_pattern_catches_its_bad_sentence_and_offers_better_words(phrase):
    assert phrase.pattern.search(phrase.bad.lower())
    assert phrase.better
    caught = [found for found, _better in found_in(phrase.bad)]
    assert any(phrase.pattern.search(found) or found in phrase.bad.lower() for found in caught)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_table_of_words_has_a_pattern(language):
    covered = {phrase.word for phrase in phrases() if phrase.language == language}
    assert {word["id"] for word in words(language)} - covered == NO_PATTERN[language]


@pytest.mark.parametrize(
    "text",
    [
        "The accuser says so.",
        "An alleged victim.",
        "Sex with a child.",
        "A domestic dispute.",
        "Be a hero!",
        "Why didn’t you leave?",
        "Boys will be boys.",
        "Listen, and ask why did she stay there.",
        "> “Why didn't you report it?”",  # words to say, offered by us
        "| She was raped. | Say more. |",
        "You shouldn't have gone there.",
        "Sé un héroe.",
        "¿Por qué no denunciaste?",
        "Deberías haberlo dicho.",
    ],
)
def test_bad_samples_are_caught_in_every_shape_of_text(text):
    assert list(found_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "Question 'boys will be boys' and \"man up\".",
        '| "Accuser" | "The survivor" |',
        'Not "She was raped." Say "A man raped her."',
        "Victimisation surveys ask about crimes. No one has to be a hero, and no heroes are needed.",
        "Some men found things they should not have done.",
        "Anyone can be assaulted. Someone chose to do it.",
        "Monsters seem far away.",
        "Muchas personas no hacen nada porque no saben qué hacer.",
    ],
)
def test_what_others_say_and_innocent_words_pass(text):
    assert list(found_in(text)) == []


def record(kind, **values):
    """A record with empty fields but for these."""
    empty = {"flag": False, "number": 0, "text": "", "code": "", "handle": "", "word": "", "markdown": ""}
    return {field.name: empty.get(field.shape, []) for field in kind.fields} | values


def said(kind, **values):
    """The faults that name a forbidden phrase, as (field, sentence)."""
    known = {field.refers: set() for field in kind.fields if field.refers}
    known |= {"point": set(), "action": set(), "fact": set(), "guide": set()}
    found = faults_in_record(kind, record(kind, **values), known, {})
    return [(field, text) for field, text in found if text.startswith("says ")]


def test_an_editor_reads_the_phrase_and_the_better_words_beside_the_field():
    field, text = said(ACTION, risk="Be a hero.")[0]
    assert field == "risk"
    assert text == "says 'be a hero'. Better: “Upstander”, “someone who helped”"
    assert said(ACTION, words=["Why didn't you tell me?"])[0][0] == "words"


def test_fields_that_tell_what_others_said_may_say_victim_and_our_own_may_not():
    assert said(FACT, measures="What victims said.", value="3 victims", population="victims") == []
    assert said(WORD, title='"Victim"') == []
    assert [field for field, _ in said(FACT, title="Victims said so.", caveats="Few victims.")] == [
        "title",
        "caveats",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_we_offer_instead_hold_no_forbidden_phrase(language):
    for word in words(language):
        assert list(found_in(re.sub(r"[\"']", "", word["say"]))) == [], word["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_never_uses_a_forbidden_phrase(language):
    texts = tomllib.loads((PLEDGE_TEXTS / language / "texts.toml").read_text(encoding="utf-8"))
    assert [found for text in strings(texts) for found in found_in(text)] == []


def test_no_page_and_no_sentence_of_the_interface_uses_a_forbidden_phrase():
    texts = {
        path.name: re.sub(r"<[^>]*>", "", path.read_text()) for path in (ROOT / "templates").rglob("*.html")
    }
    for path in (ROOT / "config" / "locale").rglob("*.po"):
        for entry in polib.pofile(str(path)):
            texts |= {text: text for text in (entry.msgid, entry.msgstr, *entry.msgstr_plural.values())}
    assert len(texts) > 1000
    assert {name: list(found_in(text)) for name, text in texts.items() if list(found_in(text))} == {}

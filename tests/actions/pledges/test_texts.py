import pytest
from django.utils import translation

from actions.pledges import texts
from actions.pledges.moderation import CODES


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_code_has_words_or_a_screen(language):
    with translation.override(language):
        rows = texts.codes()
        assert tuple(row.code for row in rows) == CODES
        for row in rows:
            assert row.label
            assert row.template or row.screen


@pytest.mark.parametrize("language", ["en", "es"])
def test_moderators_read_names_and_not_placeholders(language):
    with translation.override(language):
        steps = [texts.named(step) for step in texts.texts()["moderator_check"]["steps"]]
        for text in [*steps, *(row.moderator_note for row in texts.codes())]:
            assert "{" not in text


def test_a_language_without_a_file_reads_english():
    with translation.override("fr"):
        assert texts.texts()["form"]["heading"] == "Make your #IWill pledge"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I will ask first", ("I will", "ask first")),
        ("i WILL ask", ("i WILL", "ask")),
        ("I'll ask", ("I'll", "ask")),
        ("Voy a preguntar", ("Voy a", "preguntar")),
        ("Yo preguntaré primero", ("Yo", "preguntaré primero")),
        ("You will ask", ("", "You will ask")),
        ("I willing", ("", "I willing")),
    ],
)
def test_the_opening_is_found_in_every_language(text, parts):
    assert texts.split_opening(text) == parts


def test_text_is_escaped_and_names_are_filled_in():
    html = texts.fill(
        "<b> & {link}", {"link": texts.anchor({"to": "x", "text": "A & B"}, {"x": "/y/?a=1&b=2"})}
    )
    assert html == '&lt;b&gt; &amp; <a href="/y/?a=1&amp;b=2">A &amp; B</a>'


def test_an_unknown_name_is_an_error_and_an_unknown_target_is_plain_text():
    with pytest.raises(KeyError):
        texts.fill("{nobody}", {})
    assert texts.anchor({"to": "nowhere", "text": "Words"}, {}) == "Words"

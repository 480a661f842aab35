"""The card for telling: made from the form, forgotten at once."""

import re

import pytest

from actions.guidance import disclosure
from tests.actions.guidance.test_pages import main_of

CARD = "/act/card/"
# Words that would tell a finder of the paper what it is about.
TELLING = re.compile(r"rap(e|ist)|sexual|assault|abus|violen|harass|survivor|victim", re.IGNORECASE)


def shown(page):
    """The text of the card itself."""
    return re.sub(r"<[^>]+>", " ", page.split('id="card"', 1)[1].split('id="paper"', 1)[0])


def test_it_needs_no_database_to_make_a_card(visitor, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert 'id="card"' not in visitor.get(CARD).content.decode()
        page = visitor.post(CARD, {"whom": "told", "country": "GB"}).content.decode()
    assert "“I believe you.”" in shown(page)
    assert "0808 500 2222" in shown(page)
    assert "999" in shown(page)


@pytest.mark.parametrize("whom", disclosure.WHOM)
def test_no_card_says_what_it_is_about_or_names_a_service(visitor, whom, db):
    for code in ("GB", "US", "IE", "MX", ""):
        response = visitor.post(CARD, {"whom": whom, "country": code, "heading": "work"})
        page = response.content.decode()
        assert not TELLING.search(shown(page)), code
        assert "<title>Work</title>" in page
        assert not response.cookies


def test_whoever_tells_owes_nobody_details(visitor, db):
    text = shown(visitor.post(CARD, {"whom": "tell", "country": "US"}).content.decode())
    assert "I owe nobody details" in text
    assert "What stays private, and what do you have to pass on?" in text
    assert "911" in text


def test_only_what_is_ticked_is_on_it(visitor, db):
    form = {"whom": "tell", "seen": "tell", "part": ["numbers"], "heading": "none", "country": "GB"}
    page = visitor.post(CARD, form).content.decode()
    assert "details" not in shown(page)
    assert "999" in shown(page)
    assert 'class="voice"' not in page
    nothing = visitor.post(CARD, form | {"part": []}).content.decode()
    assert "Nothing is ticked" in shown(nothing)
    # the ticks of one card say nothing about the other
    other = visitor.post(CARD, form | {"whom": "told"}).content.decode()
    assert "“I believe you.”" in shown(other)


@pytest.mark.parametrize(
    "form",
    [
        {"whom": "nobody"},
        {"whom": ["told", "x"], "heading": "<b>"},
        {"whom": "told", "country": "ZZ", "part": "x" * 5000},
        {"seen": "told", "part": "say"},
    ],
)
def test_junk_is_ignored(visitor, form, db):
    response = visitor.post(CARD, form)
    assert response.status_code == 200
    assert "<title>Notes</title>" in response.content.decode()


def test_what_was_chosen_gets_into_no_address(visitor, db):
    page = main_of(visitor.post(CARD, {"whom": "tell", "country": "GB"}).content.decode())
    assert not re.search(r'(href|action)="[^"]*(whom|tell\b|heading|part)', page)

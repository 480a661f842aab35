"""Before anybody else reads a pledge, its writer is asked about what may show who somebody is."""

import html as entities
import re

import html5lib
import pytest

from actions.pledges.models import Pledge
from tests.actions.pledges.conftest import Writer, return_path

pytestmark = pytest.mark.django_db
NAMED = "I will talk to my boss Carl about <jokes>, 07700 900123"
TOLD = "I will speak up because I was assaulted"


def html(response):
    return response.content.decode()


def typed(page):
    """What stands in the box for the pledge."""
    return entities.unescape(re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.DOTALL).group(1))


def test_a_name_is_asked_about_in_the_writers_own_words_and_nothing_is_stored(writer):
    response = writer.send(text=NAMED, nickname="sam", plan_if="he jokes")
    page = html(response)
    assert response.status_code == 422
    assert not Pledge.objects.exists()
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["Carl", "07700 900123"]
    assert "about &lt;jokes&gt;, <mark>" in page
    assert "looks like a person’s name" in page
    assert "looks like a phone number" in page
    assert typed(page) == NAMED
    assert 'value="sam"' in page
    assert 'value="he jokes"' in page
    assert re.search(r'name="agree"[^>]*checked', page)
    assert 'aria-describedby="asking id_text_helptext"' in page
    assert 'id="asking"' in page
    assert 'id="id_text_helptext"' in page


def test_the_words_are_taken_out_and_the_writer_reads_them_before_they_are_sent(writer):
    page = html(writer.send(text=NAMED, nickname="sam", plan_if="he jokes", take_out="1"))
    assert typed(page) == "I will talk to my boss about <jokes>,"
    assert "Carl" in re.search(r"We took these words out:.*?</p>", page).group(0)
    assert 'value="sam"' in page
    assert 'value="he jokes"' in page
    assert not Pledge.objects.exists()
    assert return_path(writer.send(text=typed(page)))
    assert Pledge.objects.get().text == "I will talk to my boss about <jokes>,"


def test_taking_out_works_on_what_cannot_be_sent_yet(writer):
    page = html(writer.send(text="I will tell Dave " + "x" * 120, agree=None, take_out="1"))
    assert "Dave" not in typed(page)
    assert 'role="alert"' not in page
    assert "nothing to take out" in html(writer.send(text="I will ask first", take_out="1"))


def test_as_it_is_goes_to_a_person_unchanged(writer):
    assert return_path(writer.send(text=NAMED, as_it_is="1"))
    pledge = Pledge.objects.get()
    assert (pledge.status, pledge.text) == ("pending", NAMED)


def test_words_changed_by_hand_are_looked_at_again(writer):
    assert writer.send(text="I will tell Carl").status_code == 422
    assert writer.send(text="I will tell Karla").status_code == 422
    assert writer.send(text="I will tell a friend").status_code == 200
    assert Pledge.objects.get().text == "I will tell a friend"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TOLD, "What happened was not your fault."),
        ("I will never forget what I did to her", "It takes honesty"),
        ("I will tell, my uncle is touching my little sister", "We are worried about what you wrote."),
        ("I will kill myself", "We are worried about what you wrote."),
        ("Voy a hablar porque me violaron", "What happened was not your fault."),
    ],
)
@pytest.mark.parametrize("more", [{}, {"agree": None}, {"as_it_is": "1"}, {"take_out": "1"}])
def test_words_that_call_for_help_meet_it_before_anything_else(writer, text, words, more):
    response = writer.send(text=text, **more)
    page = html(response)
    assert response.status_code == 200
    assert words in entities.unescape(page)
    assert 'role="alert"' not in page
    assert not Pledge.objects.exists()


def test_a_danger_in_the_plan_meets_help_too(writer):
    assert "We are worried" in html(writer.send(text="I will ask first", plan_if="my husband beats me"))


def test_the_help_page_shows_no_words_and_has_a_way_to_a_person(writer, visitor):
    page = html(writer.send(text=TOLD + ", says Carl", nickname="sam", plan_if="on Monday"))
    visible = re.sub(r"<[^>]*>", " ", page)
    assert "assaulted" not in visible
    assert "Carl" not in visible
    assert "send it to a person" in visible
    form = page.split('id="not-that"')[1].split("</form>")[0]
    fields = {
        name: entities.unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    }
    assert set(fields) == {"text", "nickname", "plan_if", "near", "place", "agree", "started", "work"}
    token = fields.pop("started")
    assert return_path(writer.send(token=token, **fields, not_that="1"))
    pledge = Pledge.objects.get()
    assert (pledge.status, pledge.text, pledge.nickname) == ("pending", TOLD + ", says Carl", "sam")


def test_an_error_after_the_help_page_keeps_the_words_and_the_way(writer):
    response = writer.send(text=TOLD, agree=None, not_that="1")
    page = html(response)
    assert response.status_code == 400
    assert typed(page) == TOLD
    assert '<input type="hidden" name="not_that" value="1">' in page


def test_who_said_so_themselves_meets_help_without_a_detour(writer):
    page = html(writer.send(text=TOLD, about_me="on"))
    assert "not your fault" in page
    assert "assaulted" not in page


@pytest.mark.parametrize(
    ("nickname", "sentence"),
    [
        ("Dave Smith", "not a full name"),
        ("dave smithson", "not a full name"),
        ("María de la Cruz", "not a full name"),
        ("@davesmith", "out of the nickname"),
        ("dave.example.com", "out of the nickname"),
        ("0770 0900 123", "out of the nickname"),
        ("d@example.org", "out of the nickname"),
        ("x" * 31, "at most 30"),
    ],
)
def test_a_nickname_that_says_too_much_is_explained(writer, nickname, sentence):
    response = writer.send(text="I will ask first", nickname=nickname)
    page = html(response)
    assert response.status_code == 400
    assert sentence in page
    assert f'value="{nickname}"' in page
    assert not Pledge.objects.exists()


@pytest.mark.parametrize(
    "nickname", ["Dave", "sam", "a friend", "Luz", "big sister", "Анна", "小明", "quiet one", "Zoë"]
)
def test_a_first_name_or_an_invented_one_is_welcome(writer, nickname):
    assert writer.send(text="I will ask first", nickname=nickname).status_code == 200
    assert Pledge.objects.get().nickname == nickname


def test_spanish_words_on_an_english_page_are_understood(writer):
    assert writer.send(text="Voy a hablar con mi jefe Carlos").status_code == 422


def test_a_spanish_page_asks_too(visitor, guidance):
    assert Writer(visitor, "/es/iwill/new/").send(text="Voy a hablar con Nacho").status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"text": NAMED},
        {"text": NAMED, "take_out": "1"},
        {"text": TOLD},
        {"text": TOLD, "not_that": "1", "agree": None},
    ],
)
def test_every_answer_is_valid_and_names_each_part_once(writer, fields):
    page = html(writer.send(**fields))
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    assert list(parser.errors) == []
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    pointed = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page)
    assert set(" ".join(pointed).split()) <= set(ids)
    assert len(list(tree.iter("h1"))) == 1

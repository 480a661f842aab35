import html
import re
from itertools import pairwise

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actions.guidance.models import Action
from actions.guidance.questions import QUESTIONS
from tests.actions.guidance.test_pages import double_the_content, main_of, plain
from tests.actions.guidance.test_titles import SUBJECT

pytestmark = pytest.mark.django_db

FIND = "/act/find/"
CALM = {"when": "now", "where": "street-transport", "who": "stranger", "safe": "yes", "time": "longer"}
HOME = {"when": "now", "where": "home-family", "who": "partner", "safe": "no", "time": "longer"}
BOSS = {"when": "repeats", "where": "workplace", "who": "charge", "safe": "unsure", "time": "longer"}
STEPS = [{}, {"when": "now"}, {"when": "now", "where": "elsewhere"}, {"about": "me"}, CALM, HOME, BOSS]


@pytest.fixture
def reader():
    return Client(headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en-GB"})


def sent(client, data, path=FIND, status=200):
    response = client.post(path, data)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def heading(page):
    return plain(re.search(r"<h1.*?</h1>", page, re.DOTALL)[0]).strip()


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([\w-]+)">', main_of(page)))


def press(client, page, name, value):
    """Send the form of a page with one of its buttons, as a browser does."""
    found = re.search(rf'<button class="[^"]*"([^>]*) name="{name}" value="{value}"', page)
    assert found, (name, value)
    assert 'form="' not in found[1] or 'id="answers"' in page
    return sent(client, {**hidden(page), name: value})


def test_five_pages_lead_to_the_moves_and_every_answer_travels_along(content, reader):
    page = reader.get(FIND).content.decode()
    for number, question in enumerate(QUESTIONS, start=1):
        assert heading(page) == question.title
        assert f"Question {number} of 5" in page
        answers = {name: CALM[name] for name in list(CALM)[: number - 1]}
        assert hidden(page) == answers
        page = press(reader, page, question.name, CALM[question.name])
    assert heading(page) == "Three things you can do"
    for slug in (
        "make-a-small-distraction",
        "find-the-person-in-charge",
        "say-it-short-and-calm-then-turn-away",
    ):
        assert f'<a href="/act/actions/{slug}/">' in page
    text = plain(page)
    for key in ("A01", "A05", "A03"):
        action = Action.objects.get(key=key, language="en")
        assert all(f"“{line}”" in text for line in action.words)
        assert action.risk in text
        assert action.limits in text


def test_no_answer_gets_into_an_address(content, reader):
    for data in STEPS:
        page = main_of(sent(reader, data))
        addresses = re.findall(r'(?:href|action)="([^"]*)"', page)
        assert not [a for a in addresses if re.search(r"(when|where|who|safe|time|need)=", a)]
        assert {m.lower() for m in re.findall(r'<form[^>]*method="(\w+)"', page)} <= {"post"}


def test_getting_the_address_starts_over_and_a_link_may_only_say_when_and_where(content, reader):
    page = reader.get(f"{FIND}?when=now&where=online&who=partner&safe=no&time=minute").content.decode()
    assert heading(page) == "Who is doing it?"
    assert hidden(page) == {"when": "now", "where": "online"}
    assert heading(reader.get(f"{FIND}?where=online").content.decode()) == "Is it happening now?"
    assert (
        heading(reader.get(f"{FIND}?when=%01&where[]=x&about=me").content.decode()) == "Is it happening now?"
    )


def test_every_question_can_be_skipped_and_the_rest_at_once(content, reader):
    page = reader.get(FIND).content.decode()
    for question in QUESTIONS:
        page = press(reader, page, question.name, "skip")
    assert heading(page) == "Two things you can do"
    assert "we do not know whether you are safe" in page
    at_once = press(reader, reader.get(FIND).content.decode(), "show", "now")
    assert main_of(at_once) == main_of(page)


def test_answers_that_can_be_changed_are_told_apart_and_no_gap_is_counted_up(content, reader):
    page = main_of(sent(reader, {"when": "now", "show": "now"}))
    above, below = page.split('id="answers"')
    buttons = re.findall(r'name="change" value="\w+">(.*?)</button>', below, re.DOTALL)
    assert len(set(map(plain, buttons))) == len(QUESTIONS)
    assert "It is happening now" in above
    assert "Not answered" not in above
    assert "Not answered" not in sent(reader, {"when": "now", "where": "skip"})


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_an_answer_can_be_changed_and_the_others_stay(content, reader, question):
    page = press(reader, sent(reader, CALM), "change", question.name)
    assert heading(page) == question.title
    assert f'value="{CALM[question.name]}" aria-current="true"' in page
    assert hidden(page) == CALM
    other = next(code for code in question.answers.values if code != CALM[question.name])
    assert "things you can do" in heading(press(reader, page, question.name, other))


def test_going_back_one_asks_the_question_before(content, reader):
    page = press(reader, sent(reader, {"when": "over", "where": "online"}), "change", "where")
    assert heading(page) == "Where is it?"
    assert 'name="change" value="when"' in page
    assert 'name="change"' not in reader.get(FIND).content.decode()


@pytest.mark.parametrize("bad", ["nonsense", "", "now\x00", "<script>alert(1)</script>", "x" * 5000, "Ñ"])
def test_what_is_no_answer_is_asked_again_and_never_shown(content, reader, bad):
    page = sent(reader, {**CALM, "who": bad}, status=400)
    assert heading(page) == "Who is doing it?"
    assert 'role="alert"' in page
    assert "We could not read that answer." in page
    assert hidden(page) == {name: code for name, code in CALM.items() if name != "who"}
    assert not bad or bad not in main_of(page)


def test_odd_forms_start_or_go_on_and_never_fail(content, reader):
    assert heading(sent(reader, {})) == "Is it happening now?"
    assert heading(sent(reader, {"change": "nothing", "about": "you", "page": "9"})) == "Is it happening now?"
    assert heading(sent(reader, {"time": "minute"})) == "Is it happening now?"
    assert reader.put(FIND).status_code == 405
    assert Client().post(FIND, CALM).status_code == 403


def test_whoever_it_happens_to_gets_help_and_no_question(content, reader):
    first = reader.get(FIND).content.decode()
    assert first.index('name="about" value="me"') < first.index('name="when" value="now"')
    for page in (press(reader, first, "about", "me"), sent(reader, {**CALM, "who": "bad", "about": "me"})):
        main = main_of(page)
        assert heading(page) == "You come first"
        assert 'href="tel:999"' in main
        assert 'href="tel:+448085002222"' in main
        assert 'href="/act/guides/your-options/"' in main
        assert 'href="/resources/"' in main
        assert "Question" not in main
    assert 'href="/act/guides/when-someone-tells-you/"' in main_of(first)
    assert 'href="/act/actions/when-a-child-tells-you-stay-calm-and-get-help/"' in main_of(first)


def test_in_danger_the_number_stands_before_the_moves(content, reader):
    page = main_of(sent(reader, HOME))
    assert page.index('href="tel:999"') < page.index("/act/actions/")
    assert "Do not confront them, and do not hint that you know." in page
    assert "Get yourself to a safe place first." in page
    calm = main_of(sent(reader, CALM))
    assert calm.index('href="tel:999"') > calm.index("/act/actions/")
    assert "Get yourself to a safe place first." not in calm


def test_the_answer_says_why_and_what_comes_after_and_where_help_is(content, reader):
    page = main_of(sent(reader, BOSS))
    assert "Because they have power" in page
    assert page.index("After</h2>") < page.index("/act/actions/watch-for-payback-and-speak-up/")
    assert "/act/actions/look-after-yourself-too/" in page
    for code in ("workplace", "legal", "emotional_support"):
        assert f'<button class="link tap" name="need" value="{code}">' in page
        assert reader.post("/resources/", {"need": code, "country": "GB"}).status_code == 200
    assert 'href="/act/guides/staying-safe/"' in page


def test_the_readers_country_stays(content, reader):
    page = sent(reader, CALM, path=f"{FIND}?country=IE")
    assert 'href="tel:112"' in main_of(page)
    assert 'href="/act/actions/make-a-small-distraction/?country=IE"' in page
    assert f'action="{FIND}?country=IE"' in page
    assert '<input type="hidden" name="country" value="IE">' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_step_is_a_sound_page(content, reader, language):
    path = FIND if language == "en" else f"/es{FIND}"
    for data in STEPS:
        response = reader.post(path, data)
        page = response.content.decode()
        assert response.status_code == 200
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        parser = html5lib.HTMLParser()
        parser.parse(page)
        assert not parser.errors, (data, parser.errors[:2])
        ids = re.findall(r'\sid="([^"]*)"', page)
        assert len(ids) == len(set(ids)), data
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", main_of(page))]
        assert levels.count(1) == 1, data
        assert levels[0] == 1, data
        assert all(after <= before + 1 for before, after in pairwise(levels)), data
        assert not SUBJECT.search(re.search(r"<title>(.*?)</title>", page)[1])
        assert set(re.findall(r'\sform="(\w+)"', page)) <= set(ids)
        if language == "es":
            assert 'href="/act/' not in main_of(page)


def test_spanish_moves_speak_spanish_and_what_is_not_translated_says_its_language(content, reader):
    Action.objects.filter(key="A05", language="es").delete()
    page = main_of(sent(reader, CALM, path=f"/es{FIND}"))
    assert html.unescape(Action.objects.get(key="A01", language="es").words[0]) in plain(page)
    assert '<section class="move flow" lang="en">' in page
    assert '<section class="move flow" lang="es">' in page


def test_an_answer_asks_the_database_as_often_with_twice_the_content(content, reader):
    def cost():
        with CaptureQueriesContext(connection) as found:
            sent(reader, BOSS)
        return len(found)

    before = cost()
    double_the_content()
    assert cost() == before <= 2


def test_a_move_that_an_editor_took_away_is_replaced(content, reader):
    Action.objects.filter(key__in=["A01", "A35"]).update(published=False)
    page = main_of(sent(reader, CALM))
    assert heading(page) == "Three things you can do"
    assert "make-a-small-distraction" not in page
    Action.objects.update(published=False)
    empty = main_of(sent(reader, HOME))
    assert heading(empty) == "What you can do"
    assert 'href="tel:999"' in empty


def test_the_doors_lead_here(content, reader):
    assert f'<a class="door" href="{FIND}"' in reader.get("/").content.decode()
    first = re.search(r'<ul class="doors">\s*<li>(.*?)</li>', reader.get("/act/").content.decode(), re.DOTALL)
    assert f'href="{FIND}"' in first[1]
    wanted = {"in-the-moment": "when=now", "online": "where=online", "nights-out": "where=party-bar"}
    for slug, query in wanted.items():
        assert f'href="{FIND}?{query}"' in reader.get(f"/act/guides/{slug}/").content.decode(), slug
        assert len(hidden(reader.get(f"{FIND}?{query}").content.decode())) == 1
    assert FIND not in main_of(reader.get("/act/guides/looking-back/").content.decode())

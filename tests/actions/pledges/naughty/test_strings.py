"""Whatever somebody types is stored or refused, never a fault of ours; and it is shown as the text that it is."""

import datetime as dt
import html
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import html5lib
import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.html import escape

from actions.pledges import board, feed, moderation
from actions.pledges.models import TEXT_MAX, Pledge
from actions.pledges.texts import split_opening
from config.safety.plain_text import one_line
from tests.actions.pledges.conftest import Writer, make_pledge, publish, return_path
from tests.actions.pledges.naughty.strings import STRINGS

pytestmark = pytest.mark.django_db
FEED = "/iwill/feed.atom"
HARMLESS, NAME, PLAN = "zzharmlesszz", "yynameyy", "xxplanxx"
SHOWN = [text for text in dict.fromkeys(one_line(s) for s in STRINGS) if text and len(text) + 7 <= TEXT_MAX]
# Texts in which the screening finds something, so that the desk has its marks and notes beside them.
HARMLESS_FOUND = [
    "I will call 0800 123 4567",
    "I will mail a@b.example",
    "I will see https://a.example @sam",
    HARMLESS,
]


def test_there_are_enough_of_them():
    assert len(STRINGS) >= 985
    assert len(SHOWN) >= 985


@pytest.fixture
def roomy(settings):
    settings.PLEDGES_PER_HOUR = settings.PLEDGES_PER_HOUR_ALL = settings.PLEDGES_SLOW_PER_HOUR_ALL = 100_000


def test_every_string_through_the_form_is_stored_or_refused(writer, visitor, roomy):
    """As promise and plan, every fourth as a nickname too; then without it when the nickname is refused."""
    token, answers, faults = writer.token(), {}, {}
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1), tick=False):
        for number, text in enumerate(STRINGS):
            typed = {"started": token, "website": "", "agree": "on", "not_that": "1"}
            typed |= {"text": f"I will {text}", "plan_if": text, "nickname": "" if number % 4 else text[:40]}
            response = visitor.post(writer.path, typed)
            if response.status_code == 400 and typed["nickname"]:
                response = visitor.post(writer.path, {**typed, "nickname": ""})
            answers[response.status_code] = answers.get(response.status_code, 0) + 1
            if response.status_code not in (200, 400):
                faults[text] = response.status_code
            elif response.status_code == 200 and not return_path(response):
                faults[text] = "no private page"
    assert faults == {}
    assert answers[200] >= 985
    texts = set(Pledge.objects.values_list("text", flat=True))
    fitting = [text for text in STRINGS if one_line(text) and len(text) + 7 <= TEXT_MAX]
    assert {one_line(f"I will {text}") for text in fitting} - texts == set()
    assert len(fitting) >= 985
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) for text in texts)


def test_a_form_that_comes_back_holds_the_string_as_text(writer):
    def sent(text, nickname, plan):
        return writer.send(text=text, nickname=nickname, plan_if=plan, agree=None).content.decode()

    usual = kinds(sent(HARMLESS, NAME, PLAN))
    for text in (
        "<script>alert(1)</script>",
        "' onfocus=alert(1) '",
        '"></textarea><b>',
        "{{ 7|add:7 }}",
        "\u202e",
    ):
        page = sent(text, text[:30], text)
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        assert tree.find(".//textarea[@name='text']").text.lstrip("\n") == text
        assert tree.find(".//input[@name='plan_if']").get("value") == text
        assert kinds(page) == usual


def test_escaped_text_is_one_text_for_a_browser():
    for text in SHOWN:
        fragment = html5lib.parseFragment(
            f"<p title='{escape(text)}'>{escape(text)}</p>", namespaceHTMLElements=False
        )
        (paragraph,) = fragment
        assert (paragraph.text, list(paragraph), paragraph.attrib) == (text, [], {"title": text})


def in_place(page, text):
    """The page with a harmless text as it must be with another one: the text escaped in its place, nothing else."""
    for harmless, naughty in ((HARMLESS, text), (PLAN, text), (NAME, text[:30].strip())):
        page = page.replace(harmless, escape(naughty))
    return page


def write(pk, text):
    Pledge.objects.filter(pk=pk).update(text=f"I will {text}", nickname=text[:30].strip(), plan_if=text)


def test_every_string_is_on_the_board_as_text_and_changes_nothing_else(visitor, guidance):
    """Full pages are, letter for letter, the pages with harmless texts, with the strings escaped in their places."""
    by, place = User.objects.create_user("ana"), "{}zz{:02}zz"
    rows = []
    for number in range(board.PAGE):
        names = {"nickname": place.format("n", number), "text": f"I will {place.format('t', number)}"}
        rows.append(publish(make_pledge(**names), by))
    usual = visitor.get("/iwill/").content.decode()
    assert all(usual.count(place.format(kind, number)) >= 1 for kind in "nt" for number in range(board.PAGE))
    for first in range(0, len(SHOWN), board.PAGE):
        expected = usual
        chunk = (SHOWN + SHOWN)[first : first + board.PAGE]
        for number, text in enumerate(chunk):
            write(rows[number].pk, text)
            expected = expected.replace(place.format("t", number), f"\0t{number}\0")
            expected = expected.replace(place.format("n", number), f"\0n{number}\0")
        for number, text in enumerate(chunk):
            assert split_opening(one_line(f"I will {text}"))[1] == text
            expected = expected.replace(f"\0t{number}\0", escape(text))
            expected = expected.replace(f"\0n{number}\0", escape(text[:30].strip()))
        assert visitor.get("/iwill/").content.decode() == expected


def test_every_string_in_the_feed_is_the_text_of_an_entry_and_nothing_else(visitor, guidance):
    by, atom = User.objects.create_user("ana"), "{http://www.w3.org/2005/Atom}"
    rows = [publish(make_pledge(nickname=NAME), by) for _row in range(feed.NEWEST)]
    usual = [node.tag for node in ElementTree.fromstring(visitor.get(FEED).content).iter()]
    for first in range(0, len(SHOWN), feed.NEWEST):
        chunk = (SHOWN + SHOWN)[first : first + feed.NEWEST]
        for row, text in zip(rows, chunk, strict=True):
            write(row.pk, text)
        tree = ElementTree.fromstring(visitor.get(FEED).content)
        assert [node.tag for node in tree.iter()] == usual
        found = {node.text for node in tree.iter(f"{atom}content")}
        assert found == {one_line(f"I will {text}") for text in chunk}


def test_the_board_full_of_them_is_valid(visitor, guidance):
    """Every ninth, a page at a time, as the form stores it."""
    by, texts = User.objects.create_user("ana"), SHOWN[::9]
    rows = [publish(make_pledge(), by) for _row in range(board.PAGE)]
    for first in range(0, len(texts), board.PAGE):
        for row, text in zip(rows, texts[first : first + board.PAGE], strict=False):
            write(row.pk, text)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(visitor.get("/iwill/").content.decode())
        assert parser.errors == []


@pytest.mark.parametrize("place", ["its own page", "the private page", "the private page, declined"])
def test_pages_of_one_pledge_show_strings_as_text_and_change_nothing_else(place, visitor, guidance):
    by = User.objects.create_user("ana")
    sent = moderation.submit(
        sitting="naughty", language="en", text=f"I will {HARMLESS}", nickname=NAME, plan_if=PLAN
    )
    pk = sent.pledge.pk
    moderation.approve(pk, version=1, by=by)
    path = f"/iwill/{sent.pledge.public_id}/" if place == "its own page" else f"/iwill/mine/{sent.secret}/"
    if place.endswith("declined"):
        moderation.decline(pk, version=2, code="D1", by=by)
    usual = visitor.get(path).content.decode()
    assert HARMLESS in usual
    for text in SHOWN[::9]:
        write(pk, text)
        assert visitor.get(path).content.decode() == in_place(usual, text)


class Kinds(HTMLParser):
    """Which elements with which attributes a page has."""

    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, tuple(sorted({name for name, _value in attrs}))))


def kinds(page):
    parser = Kinds()
    parser.feed(page)
    return parser.found


def desk_pages(pk):
    """Pages of the desk about one waiting pledge, and the lists that it stands in."""
    return [f"/admin/pledges/pledge/{pk}/change/", "/admin/pledges/pledge/"]


def test_every_string_on_the_desk_adds_no_kind_of_element(moderator, guidance):
    """What the screening finds may be marked, so pages differ; but no element or attribute is new."""
    pledge = make_pledge(text=HARMLESS)
    known = {}

    for text in HARMLESS_FOUND:
        write(pledge.pk, text.removeprefix("I will "))
        for number, path in enumerate(desk_pages(pledge.pk)):
            known.setdefault(number, set()).update(kinds(moderator.get(path).content.decode()))
    wrong = []
    for text in SHOWN:
        write(pledge.pk, text)
        for number, path in enumerate(desk_pages(pledge.pk)[:1]):
            response = moderator.get(path)
            page = response.content.decode()
            plain = html.unescape(re.sub(r"</?mark[^>]*>", "", page))
            if response.status_code != 200 or kinds(page) - known[number] or text not in plain:
                wrong.append((path, text))
    assert wrong == []


def test_lists_logs_and_messages_of_the_desk_hold_no_word_of_a_pledge(moderator, guidance):
    """After decisions about naughty pledges: neither the string nor its escaped form."""
    texts = [text for text in SHOWN if "<" in text and len(text) > 12][::25]
    for text in texts:
        pledge = make_pledge(text=f"I will {text}", nickname=text[:30].strip(), plan_if=text)
        moderation.decline(pledge.pk, version=1, code="D8", by=moderator.user)
    for path in ("/admin/pledges/pledge/", "/admin/pledges/pledgedecision/", "/admin/"):
        page = moderator.get(path, follow=True).content.decode()
        assert [text for text in texts if text in page or escape(text) in page] == [], path


def test_spanish_pages_take_and_show_them_too(visitor, guidance, moderator, roomy):
    writer = Writer(visitor, "/es/iwill/new/")
    for text in SHOWN[::80]:
        assert writer.send(text=f"Voy a {text}", not_that="1").status_code == 200
    pledge = Pledge.objects.first()
    publish(pledge, moderator.user)
    assert escape(split_opening(pledge.text)[1]) in visitor.get("/es/iwill/").content.decode()

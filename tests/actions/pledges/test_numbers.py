"""The page of numbers: true, calm, and nobody in them."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.guidance.models import Action
from actions.pledges import moderation, numbers
from actions.pledges.models import Case, MonthlyNumber, Tally
from tests.actions.pledges.conftest import make_pledge

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


def count(kind, key, number, month=OCTOBER):
    MonthlyNumber.objects.create(month=month, kind=kind, key=key, number=number)


def words(visitor, path="/iwill/numbers/"):
    html = visitor.get(path).content.decode()
    main = html[html.index("<main") : html.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (dt.date(2026, 11, 21), OCTOBER),
        (dt.date(2026, 12, 1), OCTOBER),  # a decision of the last evening can still be undone
        (dt.date(2026, 12, 2), NOVEMBER),
        (dt.date(2027, 1, 31), dt.date(2026, 12, 1)),
    ],
)
def test_the_last_twelve_months_whose_decisions_are_final(today, newest):
    months = numbers.finished(today)
    assert (months[0], len(months), len(set(months))) == (newest, 12, 12)
    assert months == sorted(months, reverse=True)
    assert dt.timedelta(hours=moderation.UNDO_HOURS) <= numbers.FINAL


def test_a_new_board_says_that_its_first_month_is_not_over(visitor):
    count("decision", "approve", 50, NOVEMBER)
    text = words(visitor)
    assert "The first month is not over yet" in text
    assert "50" not in text.split("How to read")[0]


def test_decisions_stand_under_their_plain_reasons_and_small_ones_do_not(visitor):
    for key, number in (("approve", 34), ("keep", 5), ("D1", 12), ("D2", 4), ("D13", 1), ("D9", 0)):
        count("decision", key, number)
    text = words(visitor)
    assert "Decisions in October 2026" in text
    assert "Put on the board 34" in text
    assert "Left on the board after readers reported them 5" in text
    assert (
        "We decline pledges that… … name or point to a real person, place of work, school or team 12" in text
    )
    assert "Every other decision or reason fewer than 5" in text
    for small in ("tell what happened to the writer", "suicide", "advertise"):
        assert small not in text


def test_no_sum_is_shown_that_holds_a_number_that_is_not():
    for key, number in (("approve", 34), ("D1", 12), ("D2", 4)):
        count("decision", key, number)
    month = numbers.numbers().months[0]
    assert [row.number for row in (*month.published, *month.declined)] == [34, 12]


@pytest.mark.parametrize(
    ("waits", "sentence"),
    [
        ({"0": 5}, "Half of the promises were read on the day they came."),
        ({"0": 1, "1": 3, "9": 1}, "Half of the promises were read within 1 day."),
        ({"2": 3, "10": 4}, "Half of the promises were read within 10 days."),
        ({"2": 2, "10": 2}, "too few to say how long they waited"),
    ],
)
def test_the_median_wait_is_exact(visitor, waits, sentence):
    for days, times in waits.items():
        count("wait", days, times)
    assert sentence in words(visitor)


def test_how_long_reading_takes_most_often(visitor):
    for days, times in {"1": 8, "3": 1, "40": 1}.items():
        count("wait", days, times)
    count("wait", "80", 100, dt.date(2026, 6, 1))  # not recent
    assert "8 of 10 were read within 1 day." in words(visitor)


def test_what_waits_is_said_roughly_and_reports_are_not_unread(visitor):
    assert "Fewer than 5 promises wait" in words(visitor)
    for number in range(23):
        make_pledge(text=f"{number} quite {number * 7} different {number * 13} words")
    assert "At least 20 promises wait" in words(visitor)
    Case.objects.update(queue=Case.Queue.REPORTED)
    assert "Fewer than 5 promises wait" in words(visitor)


@pytest.mark.parametrize(
    ("made", "kept", "shown"),
    [(19, 10, False), (20, 10, True), (20, 4, False), (20, 16, False), (1000, 400, True)],
)
def test_a_share_only_where_it_says_nothing_about_a_person(visitor, made, kept, shown):
    Tally.objects.create(key="own", made=made, kept=kept)
    assert (f"{100 * kept // made} were kept, say the people" in words(visitor)) == shown


def test_made_and_kept_by_month_with_the_month_of_each(visitor):
    september = dt.date(2026, 9, 1)
    count("made", "own", 30)
    count("made", "A01", 10)
    count("kept", "A01", 8)
    count("made", "own", 20, september)
    count("kept", "own", 6, september)
    assert [(bar.label, bar.made, bar.kept) for bar in numbers.numbers().by_month] == [
        ("October 2026", 40, 8),
        ("September 2026", 20, 6),
    ]
    html = visitor.get("/iwill/numbers/").content.decode()
    assert html.count('<svg class="numbers__bar"') >= 4
    assert '<rect width="100" height="6"/>' in html
    assert '<rect width="50" height="6"/>' in html


def test_by_what_they_do_each_promise_counts_once(guidance):
    action = next(a for a in Action.objects.filter(language="en") if len(a.strategy) > 1)
    count("made", action.key, 40)
    count("made", f"own:{action.strategy[1]}", 30)
    for key, number in (("own", 12), ("A999", 8)):
        count("made", key, number)
    bars = {bar.label: bar.made for bar in numbers.numbers().by_strategy}
    first, second = action.strategy_labels[:2]
    shown = {label: number for label, number in bars.items() if number}
    # The others are none at all, so the smallest of those that could be shown is withheld with them.
    assert shown == {str(first): 40, str(second): 30}
    assert len(bars) == 9


def test_the_number_of_queries_stays_the_same(visitor, guidance):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get("/iwill/numbers/").status_code == 200
        assert not [q for q in queries.captured_queries if 'pledges_pledge"' in q["sql"]]
        return len(queries)

    cost()
    before = cost()
    for month in numbers.finished(NOW.date()):
        for number in range(1, 40):
            count("made", f"A{number:02}", number, month)
            count("wait", str(number), number, month)
    for number in range(30):
        make_pledge(text=f"{number} quite {number * 7} different {number * 13} words")
    assert cost() == before <= 6


def test_other_pages_lead_to_it(visitor):
    for path in ("/board-rules/", "/about/"):
        assert 'href="/iwill/numbers/"' in visitor.get(path).content.decode()
    assert "/iwill/numbers/" in visitor.get("/sitemap.xml").content.decode()


def test_what_a_number_is_not_is_said(visitor):
    text = words(visitor)
    assert "The board cannot check that people keep their promises." in text
    assert "says nothing about the person who wrote it" in text
    assert words(visitor, "/es/iwill/numbers/")

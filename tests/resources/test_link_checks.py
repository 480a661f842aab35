from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources import link_checks, link_run, numbers, safe_fetch
from resources.models import LinkCheck
from resources.safe_fetch import Answer
from tests.factories_resources import make_contact, make_service
from tests.resources.web_server import OK, Net, Server, answer, redirect

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
FINE = Answer("2xx", "https://harbour-line.example.org/", 0.1, 0, 0, "")
REPORT = reverse("admin:resources_linkcheck_changelist")


def problem(code, url="https://harbour-line.example.org/"):
    return Answer("", url, 0.1, 0, 0, code)


def look(due, fetch, day=DAY):
    return list(link_run.look_at_links(due, day, fetch=fetch, clock=lambda: 0, sleep=lambda seconds: None))


def waiting(day=DAY, kind="link"):
    return [target for target in link_checks.due(link_checks.targets(), day) if target.kind == kind]


def test_every_code_has_words_and_every_kind_of_problem_a_weight():
    assert {*safe_fetch.PROBLEMS, *numbers.FINDINGS, "moved", "parked", "downgraded"} == set(
        link_checks.VERDICTS
    )
    for code in ("missing", "certificate", "moved", "parked", "address", "shows_another"):
        assert link_checks.VERDICTS[code].weight == LinkCheck.Weight.FINDING
    for code in ("kept_out", "busy", "trouble", "time", "connection", "lookup"):
        assert link_checks.VERDICTS[code].weight == LinkCheck.Weight.UNSURE
    assert max(map(len, link_checks.VERDICTS)) <= LinkCheck._meta.get_field("problem").max_length


def test_each_value_is_looked_at_once_however_many_services_name_it():
    make_service(
        "one", contacts=[("phone", "988"), ("chat", "https://chat.example.org/"), ("email", "a@example.org")]
    )
    make_service("two", website="https://one.example.org/", contacts=[("sms", "988")])
    make_service("closed", status="defunct", contacts=[("phone", "116006")])
    found = link_checks.targets()
    assert {value: target.kind for value, target in found.items()} == {
        "988": "number", "https://chat.example.org/": "link", "https://one.example.org/": "link",
    }  # fmt: skip
    assert [said[0] for said in found["988"].said] == ["phone", "sms"]


def test_what_failed_is_seen_again_the_next_day_and_what_was_fine_a_week_later():
    make_service("good", website="https://good.example.org/")
    make_service("bad", website="https://bad.example.org/")
    look(waiting(), lambda url: problem("missing") if "bad" in url else FINE)
    assert waiting() == []
    assert [target.value for target in waiting(DAY + timedelta(1))] == ["https://bad.example.org/"]
    make_service("new", website="https://new.example.org/")
    assert [target.value for target in waiting(DAY + timedelta(7))] == [
        "https://new.example.org/", "https://bad.example.org/", "https://good.example.org/",
    ]  # fmt: skip


def test_failures_count_in_a_row_and_a_good_day_ends_them():
    make_service()
    target = waiting()[0]
    for day in range(3):
        check = link_checks.record(target, "trouble", on=DAY + timedelta(day), status_class="5xx")
        said = link_checks.troubled([target.value, "988"])
        assert (check.failures, check.first_failed_on) == (day + 1, DAY)
        assert bool(said) is (day == 2)  # once or twice a site may sleep; three times somebody should look
    assert said == {
        target.value: "The site said that it is in trouble itself. Seen 3 times in a row, since 21 November 2026."
    }
    check = link_checks.record(target, "", on=DAY + timedelta(3), status_class="2xx")
    assert (check.failures, check.first_failed_on, check.weight, check.times) == (0, None, 0, 4)
    assert link_checks.sentence(check) == "It opened. That does not say that the page is right."
    assert link_checks.troubled([target.value]) == {}


@pytest.mark.parametrize(
    ("final", "code", "host"),
    [
        ("https://www.harbour-line.example.org/en", "", ""),
        ("https://example.org/", "", ""),
        ("https://casino.example.com/", "moved", "casino.example.com"),
        ("https://www.hugedomains.com/x", "parked", "www.hugedomains.com"),
    ],
)
def test_a_link_that_ends_on_another_site_is_a_finding(final, code, host):
    make_service()
    (check,) = look(waiting(), lambda url: Answer("2xx", final, 0.1, 0, 1, ""))
    assert (check.problem, check.final_host) == (code, host)
    assert host in link_checks.sentence(check)


def test_a_machine_that_is_offline_blames_nobody():
    for number in range(8):
        make_service(f"line-{number}", website=f"https://line{number}.example{number}.org/")
    asked = []
    with pytest.raises(link_run.Offline):
        look(waiting(), lambda url: asked.append(url) or problem("lookup"))
    assert (len(asked), LinkCheck.objects.count()) == (link_run.DOUBT, 0)
    good = "https://line0.example0.org/"
    look(waiting(), lambda url: Answer("2xx", url, 0.1, 0, 0, "") if url == good else problem("lookup"))
    assert LinkCheck.objects.filter(problem="lookup").count() == 7
    # the next night only the failing ones are due; the one that was fine tells that the net is there
    again = look(
        waiting(DAY + timedelta(1)),
        lambda url: Answer("2xx", url, 0.1, 0, 0, "") if url == good else problem("lookup"),
        DAY + timedelta(1),
    )
    assert [check.failures for check in again] == [2] * 7
    with pytest.raises(link_run.Offline):
        look(waiting(DAY + timedelta(2)), lambda url: problem("lookup"), DAY + timedelta(2))
    assert not LinkCheck.objects.filter(failures=3).exists()


def test_one_site_is_not_visited_twice_within_the_pause_and_others_fill_it():
    for number in range(3):
        make_service(f"a{number}", website=f"https://a.example.org/{number}")
    make_service("b", website="https://b.example.com/")
    now, visits = [0.0], []

    def fetch(url):
        visits.append((now[0], url))
        now[0] += 0.5
        return FINE

    def sleep(seconds):
        now[0] += seconds

    list(link_run.look_at_links(waiting(), DAY, fetch=fetch, clock=lambda: now[0], sleep=sleep))
    assert [url[8:17] for _time, url in visits] == ["a.example", "b.example", "a.example", "a.example"]
    times = [at for at, url in visits if "a.example.org" in url]
    assert all(later - before >= link_run.PAUSE for before, later in pairwise(times))


@pytest.fixture
def real_net(monkeypatch):
    """The command as it runs, except that names and the way to their public address lead to a server of the test."""
    with Server(page) as server:
        net = Net({"*": server})
        monkeypatch.setitem(
            link_run.look_at_links.__kwdefaults__, "fetch", lambda url: safe_fetch.fetch(url, **net.tools)
        )
        monkeypatch.setattr(link_run, "PAUSE", 0)
        net.server = server
        yield net


PAGES = {
    "/gone": answer(404),
    "/away": redirect("http://other.example.com/fine"),
    "/in": redirect("http://10.0.0.1/"),
}


def page(line):
    return PAGES.get(line.split()[1], OK)


def run(**options):
    out = StringIO()
    call_command("check_links", stdout=out, **options)
    return out.getvalue()


@time_machine.travel("2026-11-21T03:00Z", tick=True)
def test_the_command_looks_at_everything_and_says_what_it_saw(real_net):
    for path in ("fine", "gone", "away", "in"):
        make_service(path, website=f"http://{path}.example.org/{path}", contacts=[("phone", "+44123")])
    said = run()
    assert (
        "Looked at 5 of 5. Nothing stands out: 1, Good to know: 0, Could not tell: 0, Please look at it: 4."
        in said
    )
    assert "http://gone.example.org/gone: The site says that this page does not exist." in said
    problems = dict(LinkCheck.objects.values_list("target", "problem"))
    assert problems == {
        "http://fine.example.org/fine": "",
        "http://gone.example.org/gone": "missing",
        "http://away.example.org/away": "moved",
        "http://in.example.org/in": "name",
        "+44123": "impossible",
    }
    assert real_net.most_open == 1
    assert "Looked at 0 of 5" in run()


@time_machine.travel("2026-11-21T03:00Z", tick=True)
def test_a_stopped_run_keeps_what_it_saw_and_the_next_one_goes_on(real_net, monkeypatch):
    for number in range(4):
        make_service(f"line-{number}", website=f"http://line{number}.example{number}.org/")
    fetch = link_run.look_at_links.__kwdefaults__["fetch"]

    def stopped(url):
        if "line2" in url:
            raise KeyboardInterrupt
        return fetch(url)

    monkeypatch.setitem(link_run.look_at_links.__kwdefaults__, "fetch", stopped)
    assert "Stopped." in run()
    assert LinkCheck.objects.count() == 2
    monkeypatch.setitem(link_run.look_at_links.__kwdefaults__, "fetch", fetch)
    assert "1 links wait for another run." in run(limit=1)
    assert "Looked at 1 of 4" in run()
    assert len(real_net.asked) == 4  # nothing was opened twice


def test_offline_opens_nothing_and_gone_values_are_forgotten(real_net):
    service = make_service(contacts=[("phone", "988")])
    assert "Looked at 1 of 2" in run(offline=True)
    assert real_net.asked == []
    service.contacts.all().delete()
    assert "1 results were about what is not listed any more" in run(offline=True)
    assert not LinkCheck.objects.exists()


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkCheck.objects.create(**{"kind": "link", "target": "x", "checked_on": DAY, **fields})


def test_the_database_refuses_half_a_result():
    LinkCheck.objects.create(kind="link", target="x", checked_on=DAY)
    refused()
    for fields in (
        {"kind": "pigeon"}, {"weight": 4, "problem": "missing", "failures": 1, "first_failed_on": DAY}, {"target": ""},
        {"problem": "missing"}, {"failures": 1}, {"first_failed_on": DAY}, {"weight": 3},
        {"problem": "missing", "weight": 3, "failures": 1},
    ):  # fmt: skip
        refused(**{"target": "y", **fields})


def test_the_report_shows_the_worst_first_with_its_services_and_nothing_can_be_changed(editor):
    one = make_service("one", website="https://shared.example.org/", contacts=[("phone", "988")])
    make_service(
        "two", contacts=[("chat", "https://shared.example.org/")], website="https://fine.example.org/"
    )
    by_value = link_checks.targets()
    link_checks.record(by_value["https://fine.example.org/"], "", on=DAY)
    link_checks.record(by_value["https://shared.example.org/"], "missing", on=DAY)
    link_checks.record(by_value["988"], "short_unknown", on=DAY)
    response = editor.get(REPORT)
    assert [check.problem for check in response.context["cl"].result_list] == ["missing", "short_unknown", ""]
    html = response.content.decode()
    assert html.count(reverse("admin:resources_service_change", args=[one.pk])) == 2
    assert "Seen 1 time, since 21 November 2026." in html
    assert [c.target for c in editor.get(REPORT, {"weight__exact": 3}).context["cl"].result_list] == [
        "https://shared.example.org/"
    ]
    check = LinkCheck.objects.first()
    assert editor.get(reverse("admin:resources_linkcheck_add")).status_code == 403
    assert editor.post(reverse("admin:resources_linkcheck_change", args=[check.pk]), {}).status_code == 403
    assert editor.post(reverse("admin:resources_linkcheck_delete", args=[check.pk]), {}).status_code == 403
    assert (
        reverse("admin:resources_linkcheck_changelist") in editor.get(reverse("admin:index")).content.decode()
    )


def test_an_empty_report_says_what_fills_it_and_a_search_without_hit_does_not(editor):
    assert "<code>check_links</code>" in editor.get(REPORT).content.decode()
    service = make_service(website="https://fine.example.org/")
    link_checks.record(link_checks.targets()[service.website], "", on=DAY)
    for query in ({}, {"q": "nothing-like-it"}):
        assert "<code>check_links</code>" not in editor.get(REPORT, query).content.decode()


def test_the_report_is_for_editors(moderator):
    assert moderator.get(REPORT).status_code == 403
    assert Client().get(REPORT).status_code == 302


def test_the_report_asks_the_same_number_of_questions_however_long_it_is(editor):
    counts = []
    editor.get(REPORT)
    for size in (2, 20):
        for number in range(LinkCheck.objects.count(), size):
            service = make_service(f"line-{number}", website=f"https://{number}.example.org/")
            make_contact(service, ("chat", f"https://{number}.example.org/"))
            link_checks.record(link_checks.targets()[service.website], "missing", on=DAY)
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(REPORT).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]

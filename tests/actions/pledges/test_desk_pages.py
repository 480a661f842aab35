"""The desk: queues without a text, one case at a time, many at once, an undo, and a pause after ten."""

import datetime as dt
import hashlib
import re

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.pledges import cases, claims, moderation
from actions.pledges.models import Case, Pledge, PledgeDecision, Report
from tests.actions.pledges.conftest import make_pledge
from tests.conftest import member_of, signed_in

pytestmark = pytest.mark.django_db
DESK = "/admin/pledges/pledge/desk/"
NAUGHTY = "<script>x()</script> & \" '><img src=y onerror=z>"
ODD = "bcdfghjklmnpqrst"


@pytest.fixture
def colleague(db):
    return signed_in(member_of("Moderator", "joss"))


def one_of_a_kind(number):
    """A text that is nearly the same as no other: likeness looks at letters only."""
    return "I will " + "".join(
        ODD[int(digit, 16)] for digit in hashlib.sha256(b"%d" % number).hexdigest()[:40]
    )


def screened(text, **changes):
    """A pledge as the form stores it, in the queue that the screening chooses."""
    found = cases.findings(text, changes.get("nickname", ""), changes.get("plan_if", ""))
    return make_pledge(
        text=text, case=cases.open_for(text, "en", found), findings=cases.codes(found), **changes
    )


def many(number, text="Buy followers now {}"):
    return [make_pledge(text=text.format(n)) for n in range(number)]


def read(client, path):
    response = client.get(path, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def address(case, queue=""):
    return f"{DESK}case/{getattr(case, 'case_id', None) or case.pk}/" + (f"?queue={queue}" if queue else "")


def send(client, pledge, outcome, queue="", **more):
    """One decision as the form inside the fold sends it."""
    fields = {"pledge": pledge.pk, "version": pledge.version, "opened": "1", "outcome": outcome}
    response = client.post(address(pledge, queue), {**fields, **more}, follow=True)
    response.page = " ".join(response.content.decode().split())
    return response


def hidden(page, name):
    """The values of a hidden field; each form of a page has it, with the same values."""
    return list(dict.fromkeys(re.findall(rf'name="{name}" value="([^"]*)"', page)))


def undo(client, page):
    at, by = hidden(page, "at")[0], hidden(page, "by")[0]
    response = client.post(f"{DESK}undo/", {"at": at, "by": by}, follow=True)
    return " ".join(response.content.decode().split())


def outcomes():
    return list(PledgeDecision.objects.in_order().values_list("outcome", flat=True))


def test_the_lists_show_why_and_since_when_and_never_a_text(moderator, colleague):
    pledge = screened("I will call Dave Miller on 07700 900123", nickname="Quiet Fox")
    claims.take(pledge.case_id, colleague.user)
    page = read(moderator, f"{DESK}queue/new/")
    assert "This looks like a phone number." in page
    assert "39 characters" in page
    until = timezone.localtime(Case.objects.get().claimed_until)
    assert f"open at joss until {until:%H:%M}" in page
    for word in ("Dave", "07700", "Quiet"):
        assert word not in page + read(moderator, DESK) + read(moderator, "/admin/")


def test_a_count_stops_at_a_thousand_and_says_so(moderator):
    Case.objects.bulk_create(
        Case(queue="new", language="en", opened_on=timezone.localdate()) for _ in range(1_001)
    )
    for path in (DESK, f"{DESK}queue/new/", "/admin/"):
        assert "more than 1,000" in read(moderator, path)


def test_a_queue_costs_as_many_queries_at_three_hundred_as_at_one(moderator):
    paths = (DESK, f"{DESK}queue/new/", f"{DESK}queue/new/?rule=phone&language=en", f"{DESK}queue/decided/")

    def costs():
        found = []
        for path in (*paths, address(Pledge.objects.awaiting_review().first())):
            with CaptureQueriesContext(connection) as queries:
                assert moderator.get(path).status_code == 200
            found.append(len(queries))
        return found

    make_pledge(text=one_of_a_kind(0))
    costs()
    few = costs()
    for number in range(1, 300):
        make_pledge(text=one_of_a_kind(number))
    assert Case.objects.count() == 300
    assert costs() == few
    assert max(few) < 15


def test_every_page_of_a_queue_follows_the_one_before(moderator):
    made = [make_pledge(text=one_of_a_kind(number)).case_id for number in range(120)]
    Case.objects.filter(pk=made[0]).update(slow=True)
    seen, path = [], f"{DESK}queue/new/"
    while path:
        page = read(moderator, path)
        seen += [int(pk) for pk in re.findall(r"case/(\d+)/\?queue", page)]
        more = re.search(r'href="([^"]*after=[^"]*)" rel="next"', page)
        path = more and more.group(1)
    assert seen == [*made[1:], made[0]]


@pytest.mark.parametrize("after", ["x", "2-1", "0-", "0-99999999999999999999", "1-5;"])
def test_a_place_that_is_none_shows_the_first_page(moderator, after):
    assert address(make_pledge()) in read(moderator, f"{DESK}queue/new/?after={after}")


def test_a_queue_is_narrowed_by_language_and_rule(moderator):
    phone = screened("I will ring 07700 900123")
    name = screened("I will stop laughing at the jokes of Dave Miller")
    spanish = make_pledge(text="Yo escucho primero", language="es")

    def listed(query):
        return {int(pk) for pk in re.findall(r"case/(\d+)/", read(moderator, f"{DESK}queue/new/?{query}"))}

    assert listed("rule=phone") == {phone.case_id}
    assert listed("rule=name") == {name.case_id}
    assert listed("language=es") == {spanish.case_id}
    assert listed("rule=nothing-such") == {phone.case_id, name.case_id, spanish.case_id}


def test_opening_a_case_claims_it_and_a_colleague_is_offered_the_next(moderator, colleague):
    first, second = make_pledge(text=one_of_a_kind(1)), make_pledge(text=one_of_a_kind(2))
    moderator.get(address(first))
    assert Case.objects.get(pk=first.case_id).claimed_by == moderator.user
    assert colleague.post(f"{DESK}queue/new/").url == f"{DESK}case/{second.case_id}/?queue=new"
    assert "Open at moderator until" in read(colleague, address(first))


def test_the_words_that_were_found_are_marked_behind_the_fold(moderator):
    page = read(moderator, address(screened("I will ring 07700 900123", nickname="fox@example.org")))
    before, fold, inside = page.partition('<details class="desk__fold reading__fold" data-text>')
    assert fold
    assert "This looks like a phone number." in before
    assert "Name to show: This looks like an e-mail address." in before
    assert "07700" not in before
    assert 'value="approve"' not in before
    assert "<mark>07700 900123</mark>" in inside
    assert "<mark>fox@example.org</mark>" in inside


def test_naughty_text_is_shown_as_text(moderator):
    pledge = screened(NAUGHTY, nickname='"><b>x', plan_if="</details><script>")
    for path in (
        address(pledge),
        f"/admin/pledges/pledge/{pledge.pk}/change/",
        f"{DESK}together/?case={pledge.case_id}",
    ):
        page = moderator.get(path).content.decode()
        assert "&lt;script&gt;" in page
        for raw in ("<script>x", "<img", "<b>x", "</details><script>"):
            assert raw not in page


def test_suggested_reasons_come_first_and_none_is_chosen(moderator):
    page = read(moderator, address(screened("I will look at https://cheap-things.shop/now")))
    assert re.search(r'name="code" value="(D\d+)"', page).group(1) == "D9"
    assert 'name="code" value="D9" required checked' not in page


def test_a_decision_leads_to_the_next_of_the_queue_and_can_be_undone_for_a_day(moderator):
    first, second = make_pledge(text=one_of_a_kind(1)), make_pledge(text=one_of_a_kind(2))
    response = send(moderator, first, "decline", queue="new", code="D9")
    assert response.redirect_chain[-1][0] == address(second, "new")
    assert f"Just now: Pledge {first.public_id}: declined D9" in response.page
    with time_machine.travel(timezone.now() + dt.timedelta(hours=25), tick=False):
        client = signed_in(moderator.user)
        at, by = hidden(response.page, "at")[0], hidden(response.page, "by")[0]
        late = client.post(f"{DESK}undo/", {"at": at, "by": by}, follow=True).content.decode()
        assert "can be undone for 24 hours" in late
    assert "Undone: 1 pledge waits again." in undo(moderator, response.page)
    first.refresh_from_db()
    assert first.status == "pending"


def test_skipping_and_passing_on_lead_on_and_only_passing_on_lasts(moderator):
    one, two, three = (make_pledge(text=one_of_a_kind(n)) for n in range(3))
    send(moderator, one, "skip", queue="new", opened="")
    response = send(moderator, two, "pass_on", queue="new", opened="")
    assert response.redirect_chain[-1][0] == address(three, "new")
    assert f'href="{address(two, "new")}" data-key="k"' in response.page
    response = send(moderator, three, "approve", queue="new")
    assert response.redirect_chain[-1][0] == f"{DESK}queue/new/"
    assert outcomes() == ["pass_on", "approve"]
    assert moderator.post(f"{DESK}queue/new/").url == address(one, "new")
    send(moderator, one, "approve", queue="new")
    assert moderator.post(f"{DESK}queue/new/").url == f"{DESK}queue/new/"
    assert not Case.objects.get(pk=two.case_id).claimed_by


def test_the_colleague_who_comes_second_is_told_and_goes_on(moderator, colleague):
    pledge = make_pledge(text=one_of_a_kind(1))
    make_pledge(text=one_of_a_kind(2))
    send(moderator, pledge, "decline", code="D5")
    response = send(colleague, pledge, "approve")
    assert "moderator decided first: declined D5" in response.page
    assert response.redirect_chain[-1][0] == DESK  # the first person has the other one open by now
    assert outcomes() == ["decline"]


def test_a_pledge_that_changed_since_it_was_read_is_not_decided(moderator):
    pledge = make_pledge()
    Pledge.objects.filter(pk=pledge.pk).update(text="I will do something else", version=2)
    assert "different from the one you saw" in send(moderator, pledge, "approve").page
    assert outcomes() == []


def test_many_that_are_alike_are_one_row_one_decision_and_one_undo(moderator):
    flood = many(12)
    case = Case.objects.get()
    page = read(moderator, address(case, "flood"))
    assert "12 pledges wait that are nearly the same" in page
    late = make_pledge(text="Buy followers now 77")
    fields = {"up_to": hidden(page, "up_to")[0], "shown": hidden(page, "shown"), "opened": "1"}
    response = moderator.post(
        address(case, "flood"), {**fields, "outcome": "decline", "code": "D9"}, follow=True
    )
    page = " ".join(response.content.decode().split())
    assert "12 pledges: declined D9" in page
    late.refresh_from_db()
    assert late.status == "pending"
    assert Pledge.objects.filter(status="declined", code="D9").count() == 12
    assert "Undone: 12 pledges wait again." in undo(moderator, page)
    assert Pledge.objects.awaiting_review().count() == 13
    assert len(flood) == 12


def test_one_of_many_is_decided_alone(moderator):
    first, *_others = many(3)
    case = Case.objects.get()
    alone = f"/admin/pledges/pledge/{first.pk}/change/"
    assert f'href="{alone}"' in read(moderator, address(case))
    fields = {"version": 1, "opened": "1", "outcome": "approve"}
    response = moderator.post(f"/admin/pledges/pledge/{first.pk}/decide/", fields, follow=True)
    assert response.redirect_chain[-1][0] == address(case)
    case.refresh_from_db()
    assert case.waiting == 2


def test_ten_at_most_are_decided_together_and_the_skipped_are_named(moderator, colleague):
    made = [make_pledge(text=one_of_a_kind(n)) for n in range(12)]
    query = "&".join(f"case={pledge.case_id}" for pledge in made)
    page = read(moderator, f"{DESK}together/?queue=new&{query}")
    seen = hidden(page, "seen")
    assert "10 pledges to decide together" in page
    assert "Ten at a time" in page
    moderation.decline(made[0].pk, version=1, code="D5", by=colleague.user)
    made[1].delete()
    fields = {"seen": seen, "opened": "1", "outcome": "decline", "code": "D10"}
    response = moderator.post(f"{DESK}together/", fields)
    page = " ".join(response.content.decode().split())
    assert "8 pledges were changed" in page
    assert f"<strong>{made[0].public_id}</strong> " in page
    assert "joss decided first" in page
    assert page.count("<strong>") >= 2
    assert "Undone: 8 pledges wait again." in undo(moderator, page)


def test_what_a_colleague_has_open_is_left_out_of_deciding_together(moderator, colleague):
    theirs, free = make_pledge(text=one_of_a_kind(1)), make_pledge(text=one_of_a_kind(2))
    claims.take(theirs.case_id, colleague.user)
    page = read(moderator, f"{DESK}together/?case={theirs.case_id}&case={free.case_id}")
    assert free.text in page
    assert theirs.text not in page


def test_a_reported_pledge_shows_why_and_stays_or_goes(moderator):
    pledge = make_pledge(text=one_of_a_kind(1))
    moderation.approve(pledge.pk, version=1, by=moderator.user)
    case = cases.alone(pledge, Case.Queue.REPORTED)
    Pledge.objects.filter(pk=pledge.pk).update(case=case)
    Report.objects.bulk_create(
        Report(pledge=pledge, reason="names", day=timezone.localdate()) for _ in range(3)
    )
    pledge.refresh_from_db()
    page = read(moderator, address(case, "reported"))
    assert "It shows who somebody is: 3 readers" in page
    assert "Leave it on the board" in page
    assert 'value="approve"' not in page
    send(moderator, pledge, "keep", queue="reported")
    pledge.refresh_from_db()
    assert pledge.status == "published"
    assert not Report.objects.exists()


def test_a_danger_goes_to_a_different_person_with_a_word_of_care(moderator, colleague):
    pledge = make_pledge(text=one_of_a_kind(1))
    response = send(moderator, pledge, "decline", code="D12")
    assert "proposed. A different person has to decide the same." in response.page
    assert "That was a hard one. Thank you for reading it." in response.page
    assert "That was a hard one." not in read(moderator, DESK)
    pledge.refresh_from_db()
    assert moderator.post(f"{DESK}queue/second/").url == f"{DESK}queue/second/"
    own = read(moderator, address(pledge))
    assert "A different person has to decide now." in own
    assert 'value="approve"' not in own
    assert "moderator proposes D12" in read(colleague, address(pledge))
    send(colleague, pledge, "decline", code="D12")
    pledge.refresh_from_db()
    assert pledge.status == "declined"


def test_after_ten_open_texts_there_is_a_pause(moderator):
    made = [make_pledge(text=one_of_a_kind(n)) for n in range(12)]
    for pledge in made[:9]:
        assert "/case/" in send(moderator, pledge, "approve", queue="new").redirect_chain[-1][0]
    send(moderator, made[9], "skip", queue="new", opened="")
    response = send(moderator, made[10], "approve", queue="new")
    assert response.redirect_chain[-1][0] == f"{DESK}pause/?queue=new"
    assert "You have read ten. Look away for a minute." in response.page
    assert "You have opened 10 texts this sitting." in response.page
    assert moderator.get(address(made[11], "new")).url == f"{DESK}pause/?queue=new"
    going_on = moderator.post(f"{DESK}pause/", {"then": "continue", "queue": "new"})
    assert going_on.url == address(made[11], "new")
    assert moderator.post(f"{DESK}pause/", {"then": "finish"}).url == DESK


def test_what_somebody_read_is_known_to_their_own_session_only(moderator, colleague):
    send(moderator, make_pledge(), "approve")
    assert "You have opened 1 text this sitting." in read(moderator, DESK)
    assert "You have opened" not in read(colleague, DESK)
    assert "You have opened" not in read(signed_in(moderator.user), DESK)


def test_no_text_reaches_the_session_a_message_or_the_log_of_the_admin(moderator):
    pledge = screened("I will ring 07700 900123", nickname="Quiet Fox")
    moderator.get(address(pledge))
    response = send(moderator, pledge, "approve")
    kept = str(dict(moderator.session)) + response.page
    for word in ("07700", "Quiet", pledge.text):
        assert word not in kept
    assert not LogEntry.objects.exists()


def test_single_keys_can_be_switched_off_for_the_sitting(moderator):
    pledge = make_pledge()
    assert "data-single-keys" in read(moderator, address(pledge))
    back = moderator.post(DESK, {"keys": "1", "case": pledge.case_id})
    assert back.url == address(pledge)
    assert "data-single-keys" not in read(moderator, address(pledge))
    moderator.post(DESK, {"keys": "1", "single": "on"})
    assert "data-single-keys" in read(moderator, DESK)


def test_the_list_of_decisions_is_by_decision_and_without_words(moderator):
    many(12, "Cheap pills {}")
    case = Case.objects.get()
    page = read(moderator, address(case))
    fields = {"up_to": hidden(page, "up_to")[0], "shown": hidden(page, "shown"), "opened": "1"}
    moderator.post(address(case), {**fields, "outcome": "decline", "code": "D9"})
    page = read(moderator, f"{DESK}queue/decided/")
    assert "12 pledges" in page
    assert page.count('name="at"') == 2  # the row, and the newest decision of this sitting
    assert "Cheap" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "approve"},
        {"outcome": "explode", "up_to": "1"},
        {"outcome": "approve", "version": "x", "opened": "1"},
        {"outcome": "approve", "version": "1", "opened": "1", "pledge": "x"},
        {"outcome": "decline", "version": "1", "opened": "1"},
        {"outcome": "decline", "code": "D9", "up_to": "9", "shown": ["x"], "opened": "1"},
        {},
    ],
)
def test_nonsense_decides_nothing(moderator, fields):
    response = moderator.post(address(make_pledge()), fields)
    assert response.status_code in (302, 400)
    for path, data in (
        ("together", {"seen": ["1", "x:y"], "outcome": "hold"}),
        ("undo", {"at": "x", "by": "1"}),
    ):
        assert moderator.post(f"{DESK}{path}/", data).status_code in (302, 400)
    assert outcomes() == []


def test_who_may_only_look_is_offered_no_decision(db):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(
        *[
            p
            for g in member_of("Moderator").groups.all()
            for p in g.permissions.filter(codename="view_pledge")
        ]
    )
    client, pledge = signed_in(viewer), make_pledge()
    page = read(client, address(pledge))
    assert 'value="approve"' not in page
    assert 'value="hold"' not in page
    assert Case.objects.get().claimed_by is None
    assert client.post(address(pledge), {"outcome": "hold", "version": 1}).status_code == 403


def test_there_is_no_queue_of_another_name(moderator):
    assert moderator.get(f"{DESK}queue/nothing/").status_code == 404

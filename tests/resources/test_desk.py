import html
import re
from datetime import date

import pytest
from django.conf import settings as project
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.chrome.crisis import main_lines
from resources import changes, freshness, problems, tombstones
from resources.models import (
    ChangeRequest,
    Contact,
    ContactToCheck,
    ProblemReport,
    Service,
    Tombstone,
    Verification,
)
from resources.models.contact import months_before
from resources.reach import Reach
from tests.factories_resources import make_contact, make_service
from tests.resources.test_admin import act, form_of

pytestmark = pytest.mark.django_db
MAIN = min(main_lines())
QUEUE = reverse("admin:resources_contacttocheck_changelist")


def page_of(client, contact):
    return client.get(reverse("admin:resources_contacttocheck_change", args=[contact.pk]))


def sent(page):
    form = page.context["form"]
    return {"value": form["value"].value(), "last_modified": form["last_modified"].value()}


def check(client, contact, do, page=None, **more):
    data = {**sent(page or page_of(client, contact)), "do": do, **more}
    return client.post(reverse("admin:resources_contacttocheck_check", args=[contact.pk]), data, follow=True)


def test_the_most_needed_comes_first_and_then_the_oldest():
    today = make_service().compiled_on
    old = {"checked_on": months_before(today, 7), "checked_how": "phone"}
    older = {"checked_on": months_before(today, 8), "checked_how": "phone"}
    recent = {"checked_on": today, "checked_how": "phone"}
    named = {
        "draft": make_contact(make_service("d", publication="draft", draft_reason="New"), ("phone", "6")),
        "fresh": make_contact(make_service("f"), ("phone", "5"), **recent),
        "never": make_contact(make_service("n"), ("phone", "4")),
        "amber": make_contact(make_service("a"), ("phone", "3"), **old),
        "older": make_contact(make_service("o"), ("phone", "31"), **older),
        "main": make_contact(make_service(MAIN[0]), ("phone", MAIN[1]), **recent),
        "flagged": make_contact(make_service("r"), ("phone", "1"), **recent),
    }
    problems.report(named["flagged"].service, reason="unsafe", contact=named["flagged"])
    found = list(ContactToCheck.objects.most_needed(today).values_list("value", flat=True))
    order = ("flagged", "main", "older", "amber", "never", "fresh", "draft")
    assert found == [named[name].value for name in order]


@pytest.mark.parametrize(("home", "first"), [("", "a"), ("GB", "z"), ("GB-SCT", "z"), ("FR", "a")])
def test_of_the_same_need_the_sites_own_country_comes_first(settings, home, first):
    settings.DEFAULT_COUNTRY = home
    make_service("a", country="FR", contacts=[("phone", "1")])
    make_service("m", country="", contacts=[("phone", "2")])
    make_service("z", country="GB", contacts=[("phone", "3")])
    assert ContactToCheck.objects.most_needed().first().service.slug == first


def test_the_first_page_of_the_desk_counts_what_waits_for_those_who_may_see_it(editor, moderator):
    def waits(client):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:index")).content.decode()
        return re.findall(r'<dt><a href="([^"]+)">[^<]+</a></dt><dd>(\d+)</dd>', page), len(queries)

    def grow(*names):
        for name in names:
            old = make_service(name, contacts=[("phone", "988")], compiled_on=months_before(date.today(), 8))
            make_contact(old, ("sms", "989"), hidden="dead")
            problems.report(old, reason="hours", contact=old.contacts.first())
            ChangeRequest.objects.create(service=old, kind="website", new_value="https://a.example.org/")
        make_service("closed", status="defunct", compiled_on=date(2020, 1, 1), contacts=[("phone", "990")])

    assert [number for _url, number in waits(editor)[0]] == ["0", "0", "0"]
    grow("one", "two")
    found, queries = waits(editor)
    assert [int(number) for _url, number in found] == [2, 2, 2]
    for url, number in found:
        assert len(editor.get(html.unescape(url)).context["cl"].result_list) == int(number)
    Service.objects.filter(slug="closed").delete()
    grow("three", "four", "five")
    found, more = waits(editor)
    assert ([int(number) for _url, number in found], more) == ([5, 5, 5], queries)
    assert all(url.startswith("/admin/pledges/") for url, _number in waits(moderator)[0])


def test_the_queue_is_in_that_order_and_shows_the_number(editor):
    calm, flagged = (
        make_contact(make_service(slug), ("phone", n)) for slug, n in (("a", "988"), ("b", "989"))
    )
    problems.report(flagged.service, reason="unsafe", contact=flagged)
    rows = editor.get(QUEUE).context["cl"].result_list
    assert [row.value for row in rows] == ["989", "988"]
    reported = editor.get(QUEUE, {"why": "reported"}).context["cl"].result_list
    assert [row.value for row in reported] == ["989"]
    freshness.hide(calm, reason="dead", by=editor.user)
    assert [row.value for row in editor.get(QUEUE).context["cl"].result_list] == ["989"]
    assert [row.value for row in editor.get(QUEUE, {"hidden": "dead"}).context["cl"].result_list] == ["988"]


@pytest.mark.parametrize(
    ("do", "method"), [("confirm_phone", "phone"), ("confirm_website", "website"), ("confirm_email", "email")]
)
def test_a_check_is_one_button_and_answers_what_was_reported(editor, do, method):
    contact = make_contact(make_service())
    problems.report(contact.service, reason="dead", contact=contact)
    problems.report(contact.service, reason="unsafe", contact=contact)
    response = check(editor, contact, do)
    assert "Confirmed. Thank you." in response.content.decode()
    assert (Verification.objects.get().method, Verification.objects.get().by) == (method, editor.user)
    assert set(ProblemReport.objects.values_list("reason", "outcome")) == {("dead", "right"), ("unsafe", "")}


def test_nobody_answers_is_a_note_and_somebody_else_hides_at_once(editor):
    contact = make_contact(make_service())
    check(editor, contact, "silent")
    assert Contact.objects.shown().exists()
    assert ProblemReport.objects.get().from_staff
    assert ContactToCheck.objects.with_needs().get().is_flagged
    check(editor, contact, "wrong")
    assert Contact.objects.get().hidden == "wrong"
    assert ProblemReport.objects.get().outcome == "hidden"


def test_hiding_needs_a_reason_and_a_hidden_contact_comes_back_by_a_check(editor):
    contact = make_contact(make_service())
    missing = check(editor, contact, "hide")
    assert (missing.status_code, "Choose why readers" in missing.content.decode()) == (400, True)
    check(editor, contact, "hide", why="unsafe")
    assert Contact.objects.get().hidden == "unsafe"
    check(editor, contact, "confirm_phone")
    assert (Contact.objects.get().hidden, Contact.objects.get().checked_how) == ("", "phone")


@pytest.mark.parametrize("do", ["confirm_phone", "wrong", "hide"])
def test_the_second_of_two_editors_changes_nothing_and_is_told(editor, administrator, do):
    contact = make_contact(make_service())
    page = page_of(editor, contact)
    check(administrator, contact, "hide", why="dead")
    response = check(editor, contact, do, page=page, why="unsafe")
    assert "Nothing was written." in response.content.decode()
    assert (Contact.objects.get().hidden, Verification.objects.count()) == ("dead", 0)


def test_many_are_asked_about_once_and_those_that_changed_are_skipped(editor):
    contacts = [make_contact(make_service(f"s{n}"), ("phone", f"98{n}")) for n in range(3)]
    chosen = {"action": "confirm_phone", "_selected_action": [str(c.pk) for c in contacts]}
    asked = editor.post(QUEUE, chosen)
    assert not Verification.objects.exists()
    freshness.hide(contacts[0], reason="dead", by=editor.user)
    answer = {**chosen, **asked.context["hidden"], "sure": "1"}
    page = editor.post(QUEUE, answer, follow=True).content.decode()
    assert "Confirmed: 2 of" in page
    assert set(Verification.objects.values_list("value", flat=True)) == {"981", "982"}


@pytest.mark.parametrize("what", ["value", "last_modified"])
def test_a_form_without_what_was_seen_writes_nothing(editor, what):
    contact = make_contact(make_service())
    data = {**sent(page_of(editor, contact)), "do": "confirm_phone", what: "2026-99-99"}
    url = reverse("admin:resources_contacttocheck_check", args=[contact.pk])
    assert editor.post(url, data).status_code in (302, 400)
    assert not Verification.objects.exists()


def test_typing_in_the_form_of_a_published_service_waits(editor, administrator):
    service = make_service(contacts=[{"value": "988", "note": "Old"}], website="https://a.example.org/")
    freshness.confirm(service, by=editor.user, method="phone", on=service.compiled_on)
    url = reverse("admin:resources_service_change", args=[service.pk])
    data = form_of(editor.get(url))
    typed = {
        "contacts-0-value": "989",
        "contacts-0-display": "989",
        "contacts-0-note": "New",
        "website": "https://b.example.org/",
    }
    alone = editor.post(url, {**data, **typed, "contacts-0-display": "988"})
    assert "People would read one and dial the other" in alone.content.decode()
    page = editor.post(url, {**data, **typed}, follow=True).content.decode()
    assert "Waits for a second person: 989." in page
    assert "Waits for a second person: https://b.example.org/." in page
    assert "successfully" not in page  # what was typed is not live; one message says so
    contact, service = Contact.objects.get(), Service.objects.get()
    assert (contact.value, contact.display, contact.note) == ("988", "988", "New")
    assert (service.website, service.assured_date) == ("https://a.example.org/", service.compiled_on)
    assert "989" in editor.get(url).content.decode()  # what waits is said beside the contact
    for request in ChangeRequest.objects.all():
        decide = reverse("admin:resources_changerequest_decide", args=[request.pk])
        assert (
            "Somebody else has to agree"
            in editor.post(decide, {"decision": "agree"}, follow=True).content.decode()
        )
        administrator.post(decide, {"decision": "agree"})
    assert (Contact.objects.get().value, Service.objects.get().website) == ("989", "https://b.example.org/")
    assert Service.objects.get().assured_date is None


def test_a_new_contact_in_the_form_waits_with_all_that_was_typed(editor, visitor):
    service = make_service(contacts=[("phone", "988")])
    url = reverse("admin:resources_service_change", args=[service.pk])
    data = form_of(editor.get(url))
    new = {
        "channel": "phone",
        "value": "116006",
        "display": "116 006",
        "position": "1",
        "hours_osm": "24/7",
        "note": "Ask for Sam",
    }
    data |= {f"contacts-1-{name}": text for name, text in new.items()} | {"contacts-TOTAL_FORMS": "2"}
    data["contacts-1-service"] = str(service.pk)
    editor.post(url, data, follow=True)
    added = Contact.objects.get(value="116006")
    assert (added.hidden, added.note, added.entered_by) == ("waiting", "Ask for Sam", editor.user)
    assert "Ask for Sam" not in visitor.get(service.get_absolute_url()).content.decode()
    data = form_of(editor.get(url)) | {"contacts-0-DELETE": "on"}
    editor.post(url, data, follow=True)
    assert list(Contact.objects.all()) == [added]  # taking away needs nobody else


def test_what_is_stopped_cannot_be_typed_and_the_text_stays(editor):
    service = make_service(contacts=[("phone", "988")])
    tombstones.do_not_list_value("989", reason="dead", by=editor.user)
    url = reverse("admin:resources_service_change", args=[service.pk])
    typed = {"contacts-0-value": "989", "contacts-0-display": "989"}
    page = editor.post(url, {**form_of(editor.get(url)), **typed}).content.decode()
    assert "This is on the do-not-list." in page
    assert 'value="989"' in page


def test_an_editor_who_typed_a_draft_cannot_publish_it(editor, administrator):
    service = make_service(publication="draft", draft_reason="New", contacts=[("phone", "988")])
    url = reverse("admin:resources_service_change", args=[service.pk])
    typed = {"contacts-0-value": "989", "contacts-0-display": "989"}
    editor.post(url, {**form_of(editor.get(url)), **typed})
    assert Contact.objects.get().value == "989"
    assert "Somebody else has to publish it" in act(editor, "publish", service).content.decode()
    act(administrator, "publish", service)
    assert Service.objects.published().exists()


def test_do_not_list_asks_for_a_reason_and_list_again_asks_once(editor):
    service = make_service(contacts=[("phone", "988")])
    assert act(editor, "do_not_list", service).status_code == 200
    assert act(editor, "do_not_list", service, sure="1").status_code == 400
    assert not Tombstone.objects.exists()
    act(editor, "do_not_list", service, sure="1", why="closed", with_contacts="on")
    assert Tombstone.objects.count() == 2
    url = reverse("admin:resources_tombstone_changelist")
    rows = [str(pk) for pk in Tombstone.objects.values_list("pk", flat=True)]
    editor.post(url, {"action": "list_again", "_selected_action": rows})
    assert Tombstone.objects.count() == 2
    editor.post(url, {"action": "list_again", "_selected_action": rows, "sure": "1"})
    assert not Tombstone.objects.exists()


def test_the_link_is_shown_once_and_its_secret_is_not_in_the_history(editor, visitor):
    service = make_service(contacts=[("phone", "988")])
    response = act(editor, "make_link", service)
    address = response.context["address"]
    assert visitor.get(address).status_code == 200
    assert not LogEntry.objects.filter(change_message__contains=address[-20:]).exists()


PAGES = ("contacttocheck", "changerequest", "problemreport", "tombstone")


@pytest.mark.parametrize("model", PAGES)
def test_editors_open_the_queues_and_moderators_do_not(editor, moderator, model):
    url = reverse(f"admin:resources_{model}_changelist")
    assert (editor.get(url).status_code, moderator.get(url).status_code) == (200, 403)
    assert editor.get(reverse(f"admin:resources_{model}_add")).status_code == 403


def test_a_moderator_can_send_nothing_either(moderator):
    contact = make_contact(make_service())
    request = changes.propose_value(contact, Reach("phone", "989", "989"), by=None)
    posts = {
        reverse("admin:resources_contacttocheck_check", args=[contact.pk]): {"do": "wrong"},
        reverse("admin:resources_contacttocheck_settle", args=[contact.pk]): {"outcome": "right"},
        reverse("admin:resources_changerequest_decide", args=[request.pk]): {"decision": "agree"},
    }
    assert {moderator.post(url, data).status_code for url, data in posts.items()} == {403}
    assert Contact.objects.get().hidden == ""


@pytest.mark.parametrize("model", PAGES)
def test_the_queues_do_not_ask_once_per_row(editor, model):
    url, counts = reverse(f"admin:resources_{model}_changelist"), []
    for size in (3, 40):
        for number in range(Service.objects.count(), size):
            contact = make_contact(make_service(f"line-{number}"), ("phone", f"{number:03}"))
            problems.report(contact.service, reason="dead", contact=contact)
            changes.propose_value(contact, Reach("phone", f"9{number:03}", f"9{number:03}"), by=editor.user)
            tombstones.do_not_list_value(f"8{number:03}", reason="dead", by=editor.user)
        editor.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = editor.get(url)
        assert len(page.context["cl"].result_list) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_limits_have_a_default_that_is_in_the_example_file():
    example = (project.BASE_DIR / ".env.example").read_text()
    for name in ("REPORTS_PER_HOUR", "REPORTS_PER_HOUR_ALL", "AMBER_AFTER_MONTHS", "HIDE_AFTER_MONTHS"):
        assert f"#{name}={getattr(project, name)}\n" in example

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from resources import ageing, freshness
from resources.models import Contact, Hidden, Service, Verification
from resources.reach import Reach
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db


def test_confirming_leaves_a_check_and_the_date(editor):
    service = make_service()
    (check,) = freshness.confirm(service, by=editor.user, method="website", on=date(2026, 11, 3))
    assert (check.by, check.method, check.verified_on) == (editor.user, "website", date(2026, 11, 3))
    assert service.assured_date == date(2026, 11, 3)
    assert freshness.statement(service) == "Confirmed by us on their website on 3 November 2026."


def test_the_newest_check_counts(editor):
    service = make_service(contacts=[("phone", "988")])
    freshness.confirm(service, by=editor.user, method="phone", on=date(2026, 11, 3))
    freshness.confirm(service, by=editor.user, method="email", on=date(2026, 10, 1))
    assert service.assured_date == date(2026, 11, 3)
    assert service.verifications.count() == 2
    assert freshness.statement(service) == "Confirmed by us by phone on 3 November 2026."


def test_a_day_to_come_or_an_unknown_way_is_refused_and_leaves_nothing(editor):
    service = make_service()
    with pytest.raises(ValueError, match="no number"):
        freshness.confirm(service, by=editor.user, method="phone", on=date(2026, 11, 3))
    make_contact(service, ("phone", "988"))
    with pytest.raises(ValueError, match="not come yet"):
        freshness.confirm(
            service, by=editor.user, method="phone", on=timezone.localdate() + timedelta(days=1)
        )
    with pytest.raises(ValueError, match="guess"):
        freshness.confirm(service, by=editor.user, method="guess", on=date(2026, 11, 3))
    assert not Verification.objects.exists()
    service.refresh_from_db()
    assert service.assured_date is None


def test_a_rewritten_contact_ends_what_was_said_about_it(editor):
    service = make_service()
    rewritten = make_contact(service, ("phone", "1"), second_checked=True)
    other = make_contact(service, ("phone", "2"), second_checked=True)
    freshness.confirm(service, by=editor.user, method="phone", on=date(2026, 11, 3))
    freshness.contacts_edited(service, [rewritten])
    rewritten.refresh_from_db()
    other.refresh_from_db()
    assert (rewritten.second_checked, other.second_checked, service.assured_date) == (False, True, None)
    assert service.verifications.count() == 2


TODAY = date(2026, 11, 21)


def seen(contact):
    row = Contact.objects.select_related("service").get(pk=contact.pk)
    return freshness.Seen(row.value, row.service.last_modified)


@pytest.mark.parametrize(
    ("method", "contact", "can"),
    [
        ("phone", ("phone", "988"), True),
        ("phone", ("sms", "741741:HOME"), True),
        ("phone", ("form", "https://a.example.org/"), False),
        ("phone", ("videophone", "https://a.example.org/"), False),
        ("phone", ("email", "a@example.org"), False),
        ("website", ("form", "https://a.example.org/"), True),
        ("email", ("phone", "988"), True),
    ],
)
def test_a_way_of_checking_only_confirms_what_it_can_see(editor, method, contact, can):
    contact = make_contact(make_service(), contact)
    if can:
        check = freshness.confirm_contact(contact, by=editor.user, method=method, on=TODAY)
        assert (check.contact, check.value) == (contact, contact.value)
        assert (contact.checked_on, contact.checked_how) == (TODAY, method)
    else:
        with pytest.raises(ValueError, match="cannot check"):
            freshness.confirm_contact(contact, by=editor.user, method=method, on=TODAY)
        assert not Verification.objects.exists()


def test_a_service_is_confirmed_when_all_it_shows_is_and_as_of_the_oldest(editor):
    service = make_service(contacts=[("phone", "988"), ("email", "a@example.org")])
    phone, email = service.contacts.order_by("position")
    freshness.confirm(service, by=editor.user, method="phone", on=date(2026, 11, 3))
    assert service.assured_date is None
    assert freshness.statement(service, TODAY) == (
        "We confirmed 1 of 2 ways to get in touch. The rest is from published sources of 20 November 2026."
    )
    freshness.confirm_contact(email, by=editor.user, method="email", on=date(2026, 11, 5))
    service = Service.objects.get()
    assert service.assured_date == date(2026, 11, 3)
    assert freshness.statement(service, TODAY) == "Confirmed by us on 3 November 2026."
    assert freshness.statement_of(email, service) == "Confirmed by us by e-mail on 5 November 2026."
    freshness.hide(phone, reason="dead", by=editor.user)
    assert Service.objects.get().assured_date == date(2026, 11, 5)


@pytest.mark.parametrize(
    ("checked_on", "age", "shown"),
    [
        (date(2026, 5, 22), "fresh", True),
        (date(2026, 5, 21), "amber", True),  # six months to the day
        (date(2025, 5, 22), "amber", True),
        (date(2025, 5, 21), "old", False),  # eighteen
    ],
)
def test_what_nobody_looked_at_is_marked_then_hidden_and_both_counts_agree(checked_on, age, shown):
    service = make_service()
    contact = make_contact(service, checked_on=checked_on, checked_how="phone")
    assert ageing.age(contact, service, TODAY) == age
    assert ageing.is_shown(contact, service, TODAY) is shown
    assert Contact.objects.shown(TODAY).exists() is shown
    amber = "Nobody has checked this since" in ageing.statement_of(contact, service, TODAY)
    assert amber is (age != "fresh")


def test_a_hidden_contact_is_gone_from_the_page_and_comes_back_only_with_a_check(editor, visitor):
    service = make_service(contacts=[("phone", "+448080000001")])
    contact = service.contacts.get()
    before = service.last_modified
    freshness.hide(contact, reason="wrong", by=editor.user)
    assert (
        "+448080000001" not in visitor.get(service.get_absolute_url()).content.decode().partition("<main")[2]
    )
    assert Service.objects.get().last_modified > before
    with pytest.raises(ValueError, match="Somebody else answers"):
        freshness.confirm_contact(contact, by=editor.user, method="phone", on=TODAY)
    freshness.show_again(contact, by=editor.user, method="phone", on=TODAY)
    assert "+448080000001" in visitor.get(service.get_absolute_url()).content.decode().partition("<main")[2]
    assert Verification.objects.get().value == "+448080000001"


@pytest.mark.parametrize("reason", ["", "stopped", "waiting", "nonsense"])
def test_only_three_reasons_hide(editor, reason):
    contact = make_contact(make_service())
    with pytest.raises(ValueError, match="not a reason"):
        freshness.hide(contact, reason=reason, by=editor.user)


def test_hiding_the_last_way_makes_a_draft_that_says_why(editor):
    service = make_service(website="", contacts=[("phone", "988")])
    reason = freshness.hide(service.contacts.get(), reason="dead", by=editor.user)
    service.refresh_from_db()
    assert (service.publication, service.draft_reason) == ("draft", reason)
    assert reason == "No website and no contact."


def test_what_somebody_else_changed_meanwhile_is_not_written_over(editor):
    contact = make_contact(make_service())
    was = seen(contact)
    freshness.hide(contact, reason="dead", by=editor.user)
    with pytest.raises(freshness.Overtaken):
        freshness.confirm_contact(contact, by=editor.user, method="phone", on=TODAY, seen=was)
    with pytest.raises(freshness.Overtaken):
        freshness.hide(contact, reason="unsafe", by=editor.user, seen=was)
    contact.refresh_from_db()
    assert (contact.hidden, contact.checked_on) == (Hidden.DEAD, None)
    assert not Verification.objects.exists()


def test_many_at_once_do_not_trip_over_each_other_and_say_what_was_skipped(editor):
    one, two = make_service("one", contacts=[("phone", "1"), ("phone", "2")]), make_service("two")
    changed = make_contact(two, ("phone", "3"))
    was = {contact: seen(contact) for contact in Contact.objects.order_by("value")}
    freshness.hide(changed, reason="dead", by=editor.user)
    done, skipped = freshness.confirm_seen(was, by=editor.user, method="phone", on=TODAY)
    assert {contact.value for contact in done} == {"1", "2"}
    assert [contact for contact, _why in skipped] == [changed]
    assert Service.objects.get(pk=one.pk).assured_date == TODAY


def test_a_new_number_inherits_nothing(editor):
    contact = make_contact(make_service(), second_checked=True)
    freshness.confirm_contact(contact, by=editor.user, method="phone", on=TODAY)
    new = Reach("phone", "989", "989")
    assert freshness.rewrite(contact.pk, old=Reach.of(contact), new=new, typed_by=editor.user)
    contact.refresh_from_db()
    assert (contact.value, contact.checked_on, contact.checked_how, contact.second_checked) == (
        "989",
        None,
        "",
        False,
    )
    assert Service.objects.get().assured_date is None
    assert Verification.objects.get().value == "988"


WRITERS = {
    "checks and the date": (
        r"Verification\.objects\.(bulk_)?create|\bVerification\(|update\(\s*assured_date|\.assured_date = ",
        {"freshness.py", "verification.py"},
    ),
    "what is said of a contact": (
        r"(update\(|setattr\().*\b(checked_on|checked_how|hidden)\b|contact\.(checked_on|checked_how|hidden) = ",
        {"freshness.py"},
    ),
    "do-not-list notes": (
        r"Tombstone\.objects\.(create|update_or_create|get_or_create|bulk_create)|Tombstone\([a-z]|stone\.(save|delete)",
        {"tombstones.py", "tombstone.py"},
    ),
    "changes that wait": (
        r"ChangeRequest\.objects\.(create|bulk_create)|ChangeRequest\([a-z]|state=State",
        {"changes.py", "change.py"},
    ),
    "reported problems": (
        r"ProblemReport\.objects\.(create|get_or_create)|ProblemReport\([a-z]",
        {"problems.py", "problem.py"},
    ),
}


@pytest.mark.parametrize("what", WRITERS)
def test_each_has_one_writer(what):
    pattern, owners = WRITERS[what]
    folder = Path(freshness.__file__).parent
    found = {
        path.name
        for path in folder.rglob("*.py")
        if "migrations" not in path.parts and re.search(pattern, path.read_text(encoding="utf-8"))
    }
    assert found == owners

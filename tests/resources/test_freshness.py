import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from resources import freshness
from resources.models import Verification
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


WRITERS = {
    "checks and the date": (
        r"Verification\.objects\.create|Verification\(|assured_date\s*=[^=]|update\(assured_date",
        {"freshness.py", "service.py", "verification.py"},
    ),
    "what is said of a contact": (
        r"(update\(|setattr\().*\b(checked_on|checked_how|hidden)\b|\.(checked_on|checked_how|hidden) = ",
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

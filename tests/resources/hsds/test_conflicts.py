"""What is ours stays ours until somebody decides: later changes here, and what a file would take away."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from resources import changes, freshness
from resources.hsds import apply, plan, tabular
from resources.hsds.display import lines
from resources.models import Contact, Service
from resources.reach import Reach
from tests.factories_resources import make_contact, make_service
from tests.resources.hsds.files import key
from tests.resources.hsds.test_import_admin import review
from tests.resources.hsds.test_rules import only, planned, take_all, theirs

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


def exported(name="our.json"):
    raw = io.BytesIO()
    if name == "our.zip":
        tabular.write_zip(raw)
        raw.seek(0)
        return raw
    return io.BytesIO(json.dumps(list(tabular.services())).encode())


@pytest.mark.parametrize("name", ["our.json", "our.zip"])
@pytest.mark.parametrize("restore", [True, False])
def test_an_older_export_of_ours_does_not_bring_an_old_number_back_by_itself(
    name, restore, uploader, second, settings
):
    settings.SECOND_PERSON = True
    ours = make_service("ours", contacts=[("phone", "988")])
    Service.objects.update(last_modified=timezone.now() - timedelta(minutes=5))
    before = exported(name)
    contact = ours.contacts.get()
    waiting = changes.propose_value(contact, Reach("phone", "116123", "116 123"), by=uploader)
    changes.apply(waiting, by=second)
    batch = plan.plan(before, name, by=uploader, restore=restore)
    assert (only(batch).kind, only(batch).decision) == ("conflict", "keep")
    assert "Ours was changed here on" in only(batch).notes[0]
    apply.apply(batch, by=second)
    assert ours.contacts.get().value == "116123"


CHANGED = {
    "a minute before theirs": (NOON - timedelta(minutes=1), {}, "changed"),
    "within the second of theirs": (NOON + timedelta(microseconds=400_000), {}, "changed"),
    "a minute after theirs": (NOON + timedelta(minutes=1), {}, "conflict"),
    "after theirs in another zone": (
        NOON - timedelta(minutes=30), {"last_modified": "2026-10-01T13:00:00+02:00"}, "conflict"),
    "on the day that is all theirs says": (NOON, {"last_modified": "2026-10-01"}, "conflict"),
    "before theirs was assured": (NOON + timedelta(hours=1), {"assured_date": "2026-10-02"}, "changed"),
    "and theirs does not say when": (NOON, {"last_modified": None}, "conflict"),
    "and theirs is from a day to come": (NOON, {"last_modified": "2999-01-01T00:00:00Z"}, "conflict"),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_a_change_here_is_kept_when_it_was_made(case, uploader):
    moment, fields, kind = CHANGED[case]
    ours = make_service("ours", contacts=[("phone", "988")])
    Service.objects.update(last_modified=moment)
    row = theirs(ours, description="Theirs.", **{"last_modified": "2026-10-01T12:00:00Z", **fields})
    change = only(planned(uploader, row))
    assert (change.kind, change.decision) == (kind, "keep" if kind == "conflict" else "take")
    assert any("Ours was changed here on 2026-10-01" in note for note in change.notes) == (kind == "conflict")


def test_what_was_agreed_here_later_is_named(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988")])
    row = theirs(ours, last_modified="2026-10-01T12:00:00Z")
    contact = ours.contacts.get()
    changes.apply(changes.propose_value(contact, Reach("phone", "116123", "116123"), by=uploader), by=second)
    notes = only(planned(uploader, row)).notes
    assert f"988 was replaced or taken away here on {timezone.localdate():%Y-%m-%d}." in notes


def test_what_was_checked_here_later_is_said_once(uploader):
    ours = make_service("ours", contacts=[("phone", "988")])
    freshness.confirm(ours, by=uploader, method="phone", on=date(2026, 11, 1))
    row = theirs(ours, description="Theirs.", last_modified="2026-10-01T12:00:00Z")
    assert only(planned(uploader, row)).notes == ["We checked ours on 2026-11-01; theirs is of 2026-10-01."]


def test_no_way_to_get_in_touch_goes_before_somebody_says_so(editor, uploader, second):
    ours = make_service("ours", contacts=[("phone", "988"), ("email", "help@ours.example.org")])
    batch = planned(uploader, theirs(ours, description="Theirs."))
    change = only(batch)
    assert (change.kind, change.decision, batch.counts["losing"]) == ("conflict", "keep", 1)
    assert "Theirs lacks 1 way to get in touch that we list." in change.notes[0]
    gone = [line for line in lines(change, set()) if line.ours and not line.theirs]
    assert [line.ours for line in gone] == ["E-mail: help@ours.example.org"]
    html = editor.get(review(batch)).content.decode()
    cell = html.partition("E-mail: help@ours.example.org</bdi>")[2].partition("</tr>")[0]
    assert "<strong>Will be removed if you take theirs</strong>" in cell
    apply.apply(batch, by=second)
    assert ours.contacts.count() == 2
    assert "Will be removed" not in editor.get(review(batch)).content.decode()


def test_whoever_takes_theirs_takes_it_whole(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988"), ("email", "help@ours.example.org")])
    batch = take_all(planned(uploader, theirs(ours, description="Theirs.")))
    apply.apply(batch, by=second)
    assert list(ours.contacts.values_list("value", flat=True)) == ["988"]


def test_words_that_theirs_lacks_are_listed_as_going(uploader):
    ours = make_service("ours", languages=("en", "es"), contacts=[("phone", "988")])
    row = theirs(ours, languages=[{"id": key("l"), "code": "en"}])
    (line,) = lines(only(planned(uploader, row)), set())
    assert (line.theirs, line.gone) == ("English", "Spanish")


def test_another_number_under_the_same_identifier_takes_nothing_away(uploader):
    ours = make_service("ours", contacts=[("phone", "988")])
    make_contact(ours, ("phone", "116111"), hidden="dead")
    phone = {"id": str(Contact.objects.get(value="988").pk), "number": "116123", "type": "voice"}
    batch = planned(uploader, theirs(ours, phones=[phone]))
    assert (only(batch).kind, batch.counts["losing"]) == ("changed", 0)

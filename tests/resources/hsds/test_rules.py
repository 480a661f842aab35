"""What an import may do to our services, and what it may not."""

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from resources import freshness
from resources.hsds import apply, plan, undo
from resources.models import (
    Address,
    Contact,
    ContactText,
    ImportBatch,
    Location,
    Service,
    ServiceAtLocation,
    Tombstone,
    Verification,
)
from tests.factories_resources import make_service
from tests.resources.hsds.files import as_json, as_lines, as_zip, everything, key, service, table, tables

pytestmark = pytest.mark.django_db
STREET = "77 Hidden Lane"


def theirs(ours, **fields):
    """The service as a partner sends it: as it is here, from now, but for `fields`."""
    contacts = [
        {"id": str(contact.pk), "number": contact.value, "type": "voice"}
        for contact in ours.contacts.filter(channel="phone").order_by("position")
    ]
    row = service(
        ours.name,
        id=str(ours.pk),
        description=ours.description,
        url=ours.website,
        phones=contacts,
        organization={"id": str(ours.organization_id), "name": ours.organization.name},
        last_modified=timezone.now().isoformat(),
    )
    return {**row, **fields}


def only(batch):
    return batch.changes.get()


def take_all(batch):
    """The batch after somebody chose theirs everywhere."""
    apply.decide(batch, dict.fromkeys(batch.changes.values_list("pk", flat=True), "take"))
    return batch


def planned(person, *rows, **more):
    return plan.plan(as_lines(rows), "partner.json", by=person, **more)


def test_a_new_service_is_a_draft_that_says_where_it_came_from(uploader):
    batch = planned(uploader, service())
    apply.apply(batch, by=uploader)
    found = Service.objects.get()
    assert (found.publication, found.confidence, found.assured_date) == ("draft", "low", None)
    assert found.draft_reason
    contact = found.contacts.get()
    assert (contact.value, contact.display, contact.entered_by) == (
        "+442079460000",
        "+44 20 7946 0000",
        uploader,
    )
    assert (contact.checked_on, contact.second_checked) == (None, False)
    assert found.organization.name == "Harbour House Trust"


def test_a_file_cannot_publish_or_confirm_anything(uploader):
    claims = [
        {"id": key(label), "link_type": "property", "label": label, "value": value}
        for label, value in {"slug": "harbour-house", "channel": "phone", "checked_on": "2026-11-20"}.items()
    ]
    phone = {"id": key("p"), "number": "988", "attributes": [*claims[1:],
             {"id": key("h"), "link_type": "property", "label": "checked_how", "value": "phone"}]}  # fmt: skip
    batch = planned(uploader, service(attributes=claims[:1], phones=[phone], assured_date="2026-11-20"))
    apply.apply(batch, by=uploader)
    found = Service.objects.get()
    assert (found.publication, found.assured_date, found.contacts.get().checked_on) == ("draft", None, None)
    assert not Verification.objects.exists()


def test_the_same_file_again_changes_nothing(uploader):
    rows = [service(), service("Other House", status="inactive")]
    apply.apply(planned(uploader, *rows), by=uploader)
    again = planned(uploader, *rows)
    assert again.counts["unchanged"] == 2
    assert not again.changes.exists()


def test_what_the_file_lacks_stays(uploader):
    ours = make_service(
        "ours", contacts=[("phone", "988"), ("email", "a@b.example")], public_note="Ring twice."
    )
    make_service("other")
    row = {"id": str(ours.pk), "name": ours.name, "status": "active"}
    batch = planned(uploader, row)
    assert (batch.counts["unchanged"], batch.counts["missing"]) == (1, 1)
    assert not batch.changes.exists()


def test_a_changed_number_ends_the_confirmation_and_the_second_check(uploader, second):
    ours = make_service("ours", contacts=[{"value": "+442079460000", "second_checked": True}])
    freshness.confirm(ours, by=uploader, method="phone", on=date(2026, 10, 1))
    phone = {"id": str(ours.contacts.get().pk), "number": "+44 20 7946 9999"}
    batch = planned(uploader, theirs(ours, phones=[phone]))
    assert only(batch).kind == "changed"
    apply.apply(batch, by=second)
    ours.refresh_from_db()
    contact = ours.contacts.get()
    assert (contact.value, contact.second_checked, contact.checked_on) == ("+442079469999", False, None)
    assert (ours.assured_date, contact.entered_by) == (None, uploader)


CONFLICTS = {
    "ours was checked later": ({"last_modified": "2026-09-30T00:00:00Z"}, "conflict", "keep"),
    "theirs has no date": ({"last_modified": None}, "conflict", "keep"),
    "theirs was assured later": (
        {"last_modified": "2026-09-30T00:00:00Z", "assured_date": "2026-10-02"}, "changed", "take"),
    "theirs is of the same day": ({"last_modified": "2026-10-01T00:00:00Z"}, "changed", "take"),
}  # fmt: skip


@pytest.mark.parametrize("case", CONFLICTS)
@pytest.mark.parametrize("checked", ["service", "contact"])
def test_the_later_check_wins_until_somebody_decides(case, checked, uploader):
    fields, kind, decision = CONFLICTS[case]
    ours = make_service("ours", contacts=[("phone", "988")])
    if checked == "service":
        freshness.confirm(ours, by=uploader, method="phone", on=date(2026, 10, 1))
    else:
        Contact.objects.update(checked_on=date(2026, 10, 1), checked_how="phone")
    Service.objects.update(last_modified="2026-09-01T00:00:00Z")
    batch = planned(uploader, theirs(ours, description="Theirs.", **fields))
    assert (only(batch).kind, only(batch).decision) == (kind, decision)
    if kind == "conflict":
        assert "We checked ours on 2026-10-01" in only(batch).notes[0]
        assert apply.decide(batch, {only(batch).pk: "take"}) == 1
    apply.apply(batch, by=uploader)
    ours.refresh_from_db()
    assert ours.description == "Theirs."


def test_a_conflict_that_nobody_decides_keeps_ours(uploader):
    ours = make_service("ours", contacts=[("phone", "988")])
    freshness.confirm(ours, by=uploader, method="phone", on=date(2026, 10, 1))
    before = everything()
    batch = planned(uploader, theirs(ours, description="Theirs.", last_modified=None))
    apply.apply(batch, by=uploader)
    assert only(batch).outcome == "kept"
    assert everything() == before


def test_what_must_not_be_listed_does_not_come_back(uploader, second):
    gone = make_service("gone", publication="draft", draft_reason="Closed.")
    Tombstone.objects.create(service=gone, reason="closed")
    Tombstone.objects.create(value="+442079469999", reason="dead")
    dead = service("New House", phones=[{"id": key("d"), "number": "+44 20 7946 9999"}])
    batch = planned(uploader, theirs(gone, description="Open again!"), dead)
    assert [change.kind for change in batch.changes.all()] == ["refused", "new"]
    assert apply.decide(batch, {batch.changes.first().pk: "take"}) == 0
    apply.apply(batch, by=second)
    gone.refresh_from_db()
    assert gone.description != "Open again!"
    assert not Contact.objects.filter(value="+442079469999").exists()


def test_a_number_that_dies_between_plan_and_apply_stays_out(uploader):
    batch = planned(uploader, service())
    Tombstone.objects.create(value="+442079460000", reason="dead")
    apply.apply(batch, by=uploader)
    assert only(batch).outcome == "edited"
    assert not Service.objects.exists()


def test_defunct_hides_and_never_deletes(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988")])
    batch = planned(uploader, theirs(ours, status="defunct"))
    apply.apply(batch, by=second)
    ours.refresh_from_db()
    assert (ours.status, ours.contacts.count()) == ("defunct", 1)
    assert ours not in Service.objects.published()
    back = planned(uploader, theirs(ours, status="active"))
    assert (only(back).kind, only(back).decision, only(back).sensitive) == ("conflict", "keep", True)


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({"description": "Theirs."}, False),
        ({"url": "https://theirs.example.org/"}, True),
        ({"phones": [{"id": key("p"), "number": "116123"}]}, True),
    ],
)
@pytest.mark.parametrize("setting", [True, False])
def test_numbers_that_readers_see_need_a_second_person(fields, needs, setting, uploader, second, settings):
    settings.SECOND_PERSON = setting
    ours = make_service("ours", contacts=[("phone", "988")])
    batch = take_all(planned(uploader, theirs(ours, **fields)))
    before = everything()
    if needs and setting:
        with pytest.raises(apply.NotApplicable, match="Another person"):
            apply.apply(batch, by=uploader)
        assert everything() == before
        assert ImportBatch.objects.get().state == "planned"
        apply.apply(batch, by=second)
    else:
        apply.apply(batch, by=uploader)
    assert only(batch).outcome == "applied"


def test_hidden_and_old_contacts_are_no_business_of_a_file(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988"), ("phone", "989")])
    Contact.objects.filter(value="989").update(hidden="unsafe")
    rows = theirs(ours, phones=[{"id": key("p"), "number": "116123"}])
    apply.apply(take_all(planned(uploader, rows)), by=second)
    assert set(ours.contacts.values_list("value", "hidden")) == {("116123", ""), ("989", "unsafe")}


def test_a_table_with_faults_takes_no_number_away(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988"), ("phone", "989")])
    row = {"id": str(ours.pk), "name": "Theirs", "status": "active"}
    row["last_modified"] = timezone.now().isoformat()
    phones = [
        {"id": key("a"), "service_id": str(ours.pk), "number": "988"},
        {"id": key("b"), "service_id": "", "number": ""},
    ]
    raw = as_zip(tables(services=[row], phones=phones, organizations=None))
    batch = plan.plan(raw, "partner.zip", by=uploader)
    apply.apply(batch, by=second)
    assert only(batch).outcome == "applied"
    assert set(ours.contacts.values_list("value", flat=True)) == {"988", "989"}


@pytest.fixture
def shelter():
    found = make_service("shelter", contacts=[("phone", "988")])
    place = Location.objects.create(name="Shelter", confidential=True)
    Address.objects.create(
        location=place, address_1=STREET, city="Leeds", state_province="", postal_code="LS1", country="GB"
    )
    ServiceAtLocation.objects.create(service=found, location=place)
    return found


def at(location, address=True):
    street = {
        "id": key("ad"),
        "address_1": STREET,
        "city": "Leeds",
        "country": "GB",
        "address_type": "physical",
    }
    where = {"id": location, "location_type": "physical", "name": "Shelter"}
    return [
        {"id": key(f"at {location}"), "location": {**where, **({"addresses": [street]} if address else {})}}
    ]


@pytest.mark.parametrize(
    ("hidden", "left"), [("dead", ""), ("wrong", ""), ("unsafe", "unsafe"), ("waiting", "waiting")]
)
def test_another_number_does_not_show_what_was_hidden_for_another_reason(hidden, left, uploader, second):
    ours = make_service("ours", contacts=[("phone", "988")])
    Contact.objects.update(hidden=hidden)
    phone = {"id": str(ours.contacts.get().pk), "number": "116123"}
    apply.apply(planned(uploader, theirs(ours, phones=[phone])), by=second)
    assert list(ours.contacts.values_list("value", "hidden")) == [("116123", left)]


def said_in_spanish(**texts):
    return [
        {"id": key(name), "link_type": "translation", "label": f"es:{name}", "value": text}
        for name, text in texts.items()
    ]


def test_a_translation_cannot_show_another_number_than_the_phone_dials(uploader):
    phone = service()["phones"][0]
    rows = [
        service(
            "Right", phones=[{**phone, "attributes": said_in_spanish(display="+44 20 7946 0000 (noche)")}]
        ),
        service(
            "Wrong", phones=[{**phone, "attributes": said_in_spanish(display="+44 20 7946 9999", note="A")}]
        ),
    ]
    batch = planned(uploader, *rows)
    apply.apply(batch, by=uploader)
    assert dict(ContactText.objects.values_list("contact__service__name", "display")) == {
        "Right": "+44 20 7946 0000 (noche)",
        "Wrong": "",
    }
    assert "9999' is left out" in batch.changes.get(slug__startswith="wrong").notes[0]


@pytest.mark.parametrize("given", ["no address", "the address", "the address under another identifier"])
def test_a_confidential_address_survives_and_never_reaches_a_diff(given, shelter, uploader, second):
    place = Location.objects.get()
    location = key("elsewhere") if given.endswith("identifier") else str(place.pk)
    row = theirs(shelter, description="Theirs.", service_at_locations=at(location, given != "no address"))
    batch = planned(uploader, row)
    apply.apply(batch, by=second)
    undo.undo(batch, by=second)
    assert (Location.objects.get().confidential, Address.objects.get().address_1) == (True, STREET)
    change = only(batch)
    assert STREET not in str([change.before, change.after, change.notes, batch.notes, batch.faults])


def test_a_service_that_was_edited_meanwhile_is_left_alone_both_ways(uploader, second):
    one, two = make_service("one"), make_service("two")
    batch = planned(uploader, theirs(one, description="A"), theirs(two, description="B"), service())
    Service.objects.filter(pk=one.pk).update(public_note="Mine.")
    apply.apply(batch, by=second)
    assert list(batch.changes.values_list("outcome", flat=True)) == ["edited", "applied", "applied"]
    Service.objects.filter(slug="harbour-house").update(description="Edited.")
    report = undo.undo(batch, by=second)
    assert (report.count, report.edited) == (1, ["harbour-house"])
    two.refresh_from_db()
    assert two.description != "B"
    assert Service.objects.filter(slug="harbour-house").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError])
def test_an_interrupted_apply_goes_on(stop, uploader, second, monkeypatch):
    monkeypatch.setattr(apply, "CHUNK", 4)
    monkeypatch.setattr(apply, "WHOLE", 5)
    batch = planned(uploader, *(service(f"New House {number}") for number in range(10)))
    before = everything()

    def interrupt(done):
        if done >= 8:
            raise stop

    with pytest.raises(stop):
        apply.apply(batch, by=uploader, progress=interrupt)
    batch.refresh_from_db()
    assert (batch.state, batch.cursor, Service.objects.count()) == ("failed", 8, 8)
    apply.apply(batch, by=second)
    assert (batch.state, Service.objects.count()) == ("applied", 10)
    undo.undo(batch, by=second)
    assert everything() == before
    with pytest.raises(apply.NotApplicable):
        apply.apply(batch, by=second)


def test_a_small_import_is_applied_all_or_nothing(uploader, monkeypatch):
    batch = planned(uploader, *(service(f"New House {number}") for number in range(3)))
    monkeypatch.setattr(apply, "CHUNK", 2)
    before = everything()

    def fail(done):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        apply.apply(batch, by=uploader, progress=fail)
    assert everything() == before


def test_foreign_terms_are_found_by_code_and_name_and_others_are_said(uploader):
    terms = [{"code": "Legal"}, {"name": "Someone to talk to"}, {"code": "audience:men"}, {"name": "Bowling"}]
    rows = [{"id": key(str(t)), "taxonomy_term": {"id": key(f"t{t}"), "name": "x", **t}} for t in terms]
    make_service("loads-the-vocabulary")
    batch = planned(uploader, service(attributes=rows))
    after = only(batch).after
    assert (after["needs"], after["audiences"]) == (["emotional_support", "legal"], ["men"])
    assert "Terms that we do not know: Bowling." in only(batch).notes


def test_nothing_of_a_file_is_kept_besides_the_changes(uploader):
    secret = "Ann Persona"
    row = service(
        contacts=[{"id": key("c"), "name": secret, "email": "a@b.example"}], interpretation_services=secret
    )
    batch = plan.plan(as_json(row), "C:\\Users\\Ann\\\u202efile.json", by=uploader)
    assert batch.file_name == "file.json"
    stored = [str(vars(row)) for model in (ImportBatch, type(only(batch))) for row in model.objects.all()]
    assert secret not in "".join(stored)


def our_own():
    """A service as our own export writes it."""

    def said(**facts):
        return [{"id": key(n), "link_type": "property", "label": n, "value": v} for n, v in facts.items()]

    phone = {
        "id": key("own phone"),
        "number": "741741",
        "type": "text",
        "description": "Text HOME to 741741. Day and night.",
        "attributes": said(
            channel="sms", word="HOME", position="3", hours_osm="24/7", free="true", checked_on="2026-11-20",
            checked_how="phone", second_checked="true",
        ),
    }  # fmt: skip
    check = {"id": key("v"), "link_type": "verification", "label": "phone", "value": "2026-11-20"}
    place = {"id": key("secret"), "location_type": "physical", "attributes": said(confidential="true")}
    return service(
        phones=[phone],
        assured_date="2026-11-20",
        attributes=[*said(slug="harbour-house", compiled_on="2026-10-01"), check],
        service_at_locations=[{"id": key("at"), "location": place}],
    )


@pytest.mark.parametrize("restore", [True, False])
def test_only_restoring_our_own_export_publishes_and_believes_its_checks(restore, uploader, second):
    before = everything()
    batch = planned(uploader, our_own(), restore=restore)
    apply.apply(batch, by=second)
    found = Service.objects.get()
    contact = found.contacts.get()
    assert (contact.value, contact.note, contact.hours_osm, contact.free) == (
        "741741:HOME",
        "Day and night.",
        "24/7",
        True,
    )
    assert Location.objects.get().confidential
    day = date(2026, 11, 20) if restore else None
    assert (found.publication == "published", found.assured_date, contact.checked_on) == (restore, day, day)
    assert (contact.second_checked, contact.position) == (restore, 3)
    assert list(Verification.objects.values_list("method", "verified_on")) == (
        [("phone", day)] if restore else []
    )
    undo.undo(batch, by=second)
    assert everything() == before


OFFICIAL = Path(os.environ.get("UPSTANDER_HSDS", settings.BASE_DIR.parent / "shared" / "hsds")) / "examples"


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the published examples are not here")
@pytest.mark.parametrize("name", ["service_full", "organization_full", "service_at_location_full", "csv"])
def test_the_official_examples_come_in(name, uploader):
    if name == "csv":
        raw = as_zip({path.name: path.read_bytes() for path in (OFFICIAL / "csv").glob("*.csv")})
    else:
        raw = BytesIO((OFFICIAL / f"{name}.json").read_bytes())
    batch = plan.plan(raw, name, by=uploader)
    apply.apply(batch, by=uploader)
    found = Service.objects.get()
    assert (found.name, found.publication) == ("Community Counselling", "draft")
    assert found.organization.name == "Example Organization Inc."
    assert set(found.contacts.values_list("channel", "value")) == {
        ("phone", "+441234234567"), ("email", "email@example.com"),
    }  # fmt: skip
    assert found.locations.get().public_address.city == "MyCity"


def test_a_guarded_cell_is_what_it_was(uploader):
    rows = [{"id": key("g"), "name": "'=Open Door", "status": "active", "description": "'+ and more"}]
    batch = plan.plan(as_zip({"services.csv": table(rows)}), "partner.zip", by=uploader)
    assert only(batch).after["fields"]["name"] == "=Open Door"
    assert only(batch).after["fields"]["description"] == "+ and more"

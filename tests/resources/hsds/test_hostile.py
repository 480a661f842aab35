"""What somebody with a staff account, or a partner with a strange file, must not reach."""

import json

import pytest

from resources import publishing, tombstones
from resources.hsds import apply, display, undo, views
from resources.hsds.forgetting import forget
from resources.models import ChangeRequest, Contact, ImportChange, Location, Organization, Service
from tests.factories_resources import make_service
from tests.resources.hsds.files import key, service
from tests.resources.hsds.test_rules import STREET, at, only, planned, take_all, theirs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("body", [r'{"search": "\ud800"}', r'{"\ud800": "x"}', r'{"format": ["\udfff"]}'])
def test_half_a_character_is_refused_with_a_sentence(body, client):
    response = client.post("/hsds/services", body, content_type="application/json")
    assert response.status_code == 400
    assert "no text" in response.json()["message"]


@pytest.mark.parametrize(
    "path",
    [
        "export.json",
        "export.zip",
        "services?format=ndjson&full=true",
        "organizations?format=ndjson&full_service=true",
    ],
)
def test_the_whole_directory_is_built_for_one_at_a_time(path, client):
    make_service("one")
    with views._building:
        response = client.get(f"/hsds/{path}")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    whole = client.get(f"/hsds/{path}")
    assert whole.status_code == 200
    assert b"".join(whole.streaming_content)
    whole.close()
    assert not views._building.locked()


def test_a_draft_that_must_not_be_listed_stays_unknown_to_everybody(client, second):
    draft = make_service("never-public", publication="draft", draft_reason="Asked not to be here.")
    gone = make_service("was-public")
    for one in (draft, gone):
        tombstones.do_not_list(one, reason="asked", by=second)
    said = {name: client.get(f"/hsds/{name}").json()["contents"] for name in ("services", "organizations")}
    assert [row["id"] for row in said["services"]] == [str(gone.pk)]
    assert [row["id"] for row in said["organizations"]] == [str(gone.organization_id)]
    assert client.get(f"/hsds/services/{draft.pk}").status_code == 404


@pytest.mark.parametrize(
    "phone",
    [
        {"number": "ask reception", "type": "voice"},
        {"number": "+442079460000", "type": "fax"},
    ],
)
def test_a_number_that_cannot_be_read_is_no_reason_to_remove_ours(phone, uploader, second):
    ours = make_service("ours", contacts=[("phone", "+442079460000"), ("phone", "988")])
    row = theirs(ours, description="Theirs.", phones=[{"id": key("p"), **phone}])
    batch = planned(uploader, row)
    assert any("left out" in note for note in only(batch).notes)
    apply.apply(batch, by=second)
    assert set(ours.contacts.values_list("value", flat=True)) == {"+442079460000", "988"}
    assert Service.objects.get().description == "Theirs."


def test_what_an_import_keeps_names_no_account_and_undoing_hides_no_author(uploader, second):
    ours = make_service(
        "ours", contacts=[("phone", "988"), ("phone", "989")], publication="draft", draft_reason="New."
    )
    ours.contacts.update(entered_by=uploader)
    phone = {"id": str(ours.contacts.get(value="989").pk), "number": "111", "type": "voice"}
    batch = take_all(planned(uploader, theirs(ours, phones=[phone]), service()))
    apply.apply(batch, by=second)
    kept = json.dumps(list(ImportChange.objects.values_list("before", "after")))
    assert "988" in kept
    assert "entered_by" not in kept
    assert list(Contact.objects.filter(service=ours).values_list("value", "entered_by")) == [
        ("111", uploader.pk)
    ]
    undo.undo(batch, by=uploader)
    assert set(ours.contacts.values_list("value", "entered_by")) == {
        ("988", uploader.pk),
        ("989", uploader.pk),
    }
    with pytest.raises(publishing.NotPublishable):
        publishing.publish(ours, by=uploader)


def test_another_display_is_typed_by_who_brings_it(uploader, second):
    ours = make_service("ours", contacts=[("phone", "+442079460000")])
    ours.contacts.update(entered_by=second)
    phone = {"id": str(ours.contacts.get().pk), "number": "+44 20 7946 0000", "type": "voice"}
    apply.apply(planned(uploader, theirs(ours, phones=[phone])), by=second)
    contact = ours.contacts.get()
    assert (contact.display, contact.entered_by) == ("+44 20 7946 0000", uploader)


def test_nobody_decides_otherwise_while_the_second_person_is_asked_for(uploader, monkeypatch):
    ours = make_service("ours", contacts=[("phone", "988")])
    batch = planned(uploader, theirs(ours, phones=[{"id": key("p"), "number": "111"}]))
    change = only(batch)
    apply.decide(batch, {change.pk: "keep"})
    look = apply.needs_second_person

    def slow(asked):
        found = look(asked)
        with pytest.raises(apply.NotApplicable):
            apply.decide(batch, {change.pk: "take"})
        return found

    monkeypatch.setattr(apply, "needs_second_person", slow)
    apply.apply(batch, by=uploader)
    assert ours.contacts.get().value == "988"


def test_a_refused_batch_waits_as_before(uploader):
    ours = make_service("ours", contacts=[("phone", "988")])
    batch = take_all(planned(uploader, theirs(ours, phones=[{"id": key("p"), "number": "111"}])))
    with pytest.raises(apply.NotApplicable):
        apply.apply(batch, by=uploader)
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by, batch.applied_at) == ("planned", None, None)


@pytest.mark.parametrize("publication", ["published", "draft"])
def test_undoing_what_readers_see_needs_somebody_else_too(publication, uploader, second):
    ours = make_service(
        "ours",
        contacts=[("phone", "988")],
        publication=publication,
        draft_reason="" if publication == "published" else "New.",
    )
    phone = {"id": str(ours.contacts.get().pk), "number": "111"}
    batch = planned(uploader, theirs(ours, phones=[phone]))
    apply.apply(batch, by=second)
    Service.objects.update(publication="published", draft_reason="")
    with pytest.raises(apply.NotApplicable):
        undo.undo(batch, by=uploader)
    assert ours.contacts.get().value == "111"
    report = undo.undo(batch, by=second)  # a draft that was published since was edited since
    assert (report.count, ours.contacts.get().value) == (
        (1, "988") if publication == "published" else (0, "111")
    )


@pytest.mark.parametrize("publication", ["published", "draft"])
def test_another_website_of_an_organisation_needs_a_second_person(publication, uploader):
    ours = make_service(
        "ours", publication=publication, draft_reason="" if publication == "published" else "New."
    )
    organization = {
        "id": str(ours.organization_id),
        "name": ours.organization.name,
        "website": "https://theirs.example.org/",
    }
    batch = planned(uploader, theirs(ours, organization=organization))
    assert only(batch).sensitive
    with pytest.raises(apply.NotApplicable):
        apply.apply(batch, by=uploader)
    assert not Organization.objects.filter(website="https://theirs.example.org/").exists()


def test_a_website_from_an_import_is_the_work_of_who_brought_it(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988")], publication="draft", draft_reason="New.")
    apply.apply(planned(uploader, theirs(ours, url="https://theirs.example.org/")), by=uploader)
    ours.refresh_from_db()
    assert ours.website == "https://theirs.example.org/"
    assert ChangeRequest.objects.get().proposed_by == uploader
    with pytest.raises(publishing.NotPublishable):
        publishing.publish(ours, by=uploader)
    publishing.publish(ours, by=second)


def test_the_address_of_a_place_that_became_secret_and_went_is_not_shown(uploader):
    batch = planned(uploader, service(service_at_locations=at(key("place"))))
    assert STREET in str(display.lines(only(batch), display.secret_places([only(batch)])))
    apply.apply(batch, by=uploader)
    Location.objects.update(confidential=True)
    Location.objects.get().delete()
    assert STREET not in str(display.lines(only(batch), display.secret_places([only(batch)])))


def test_what_imports_kept_of_a_place_goes_when_it_becomes_secret(uploader):
    batch = planned(uploader, service(service_at_locations=at(key("place"))))
    apply.apply(batch, by=uploader)
    place = Location.objects.get()
    forget([place.pk])
    change = only(batch)
    assert STREET not in json.dumps([change.before, change.after])
    assert change.after["places"][str(place.pk)]["location"] == {"confidential": True}

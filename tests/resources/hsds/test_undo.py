import random
from datetime import date

import pytest
from django.utils import timezone

from resources import freshness, tombstones
from resources.hsds import apply, plan, undo
from resources.models import (
    Address,
    Contact,
    ContactText,
    Location,
    ServiceAtLocation,
    ServiceText,
    Source,
)
from tests.factories_resources import make_service
from tests.resources.hsds.files import as_json, everything, key, searched, service
from tests.resources.hsds.test_rules import take_all

pytestmark = pytest.mark.django_db


def rich_service(slug, person):
    """A service with a child in every table that an import can touch."""
    found = make_service(
        slug, contacts=[("phone", "+442079460000"), ("sms", "988"), ("email", f"help@{slug}.example.org")]
    )
    first = found.contacts.order_by("position").first()
    Contact.objects.filter(pk=first.pk).update(second_checked=True, entered_by=person)
    first.languages.set(["en"])
    ContactText.objects.create(contact=first, language="es", note="Solo de noche.", display=first.display)
    Source.objects.create(service=found, title="A list", says="Old number.")
    ServiceText.objects.create(service=found, language="es", name="Puerto")
    freshness.confirm(found, by=person, method="phone", on=date(2026, 10, 1))
    found.verifications.model._base_manager.filter(service=found).update(contact=first)
    place = Location.objects.create(organization=None, name="Office")
    Address.objects.create(
        location=place,
        address_1="1 High Street",
        city="Leeds",
        state_province="",
        postal_code="LS1",
        country="GB",
    )
    ServiceAtLocation.objects.create(service=found, location=place)
    return found


def changed(found, chance):
    """The service as a partner would send it, with some things another way."""
    contacts = list(found.contacts.order_by("position"))
    row = service(
        found.name,
        id=str(found.pk),
        organization={"id": str(found.organization_id), "name": chance.choice([found.name, "Another Trust"])},
        url=chance.choice([found.website, "https://new.example.org/"]),
        status=chance.choice(["active", "active", "inactive", "defunct"]),
        description=chance.choice([found.description, "Says something else."]),
        phones=[
            {
                "id": str(contact.pk),
                "number": chance.choice([contact.value, "+442079461111", "+442079462222"]),
                "type": "voice",
                "attributes": [
                    {"id": key("n"), "link_type": "translation", "label": "es:note",
                     "value": chance.choice(["Solo de noche.", "Todo el día."])}
                ],
            }
            for contact in contacts
            if contact.channel == "phone" and chance.random() < 0.7
        ],
        languages=[{"id": key("l"), "code": chance.choice(["en", "es"])}],
        attributes=[
            {
                "id": key("a"),
                "taxonomy_term": {"id": key("t"), "code": chance.choice(["legal", "emotional_support"]), "name": "x"},
            },
            {"id": key("b"), "link_type": "translation", "label": "es:name", "value": "Muelle"},
            {"id": key("c"), "link_type": "source", "label": chance.choice(["A list", "B list"]), "value": ""},
        ],
        service_at_locations=[
            {
                "id": str(at.pk),
                "location": {
                    "id": str(at.location_id),
                    "location_type": "physical",
                    "name": "Moved",
                    "addresses": [
                        {"id": key("ad"), "address_1": "2 Low Street", "city": "York", "country": "GB",
                         "address_type": "physical"}
                    ],
                },
            }
            for at in found.at_locations.all()
        ],
    )  # fmt: skip
    row["last_modified"] = chance.choice(["2026-10-30T10:00:00Z", timezone.now().isoformat()])
    return {
        name: part for name, part in row.items() if chance.random() < 0.8 or name in ("id", "name", "status")
    }


@pytest.mark.parametrize("seed", range(12))
def test_plan_apply_undo_gives_back_the_identical_database(seed, uploader, second):
    chance = random.Random(seed)
    ours = [rich_service(f"line-{number}", uploader) for number in range(3)]
    rows = [changed(found, chance) for found in ours if chance.random() < 0.9]
    rows += [service(f"New Line {number}") for number in range(chance.randrange(4))]
    if not rows:
        return
    same = ("last_modified", "entered_by")  # who undoes is who put back
    before, found = everything(*same), searched()
    batch = plan.plan(as_json(rows), "partner.json", by=uploader)
    assert everything(*same) == before, "planning only plans"
    if chance.random() < 0.7:
        take_all(batch)
    apply.apply(batch, by=second)
    searched()
    applied = batch.changes.filter(outcome="applied").count()
    assert applied == batch.changes.filter(decision="take").count()
    assert (everything(*same) != before) == bool(applied)
    report = undo.undo(batch, by=second)
    assert (report.edited, report.count) == ([], applied)
    assert everything(*same) == before
    assert searched() == found
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by) == ("undone", second)


def test_a_number_that_died_meanwhile_comes_back_unseen(uploader, second):
    ours = make_service("ours", contacts=[("phone", "988"), ("phone", "989")])
    phone = {"id": str(ours.contacts.get(value="989").pk), "number": "989", "type": "voice"}
    row = service(ours.name, id=str(ours.pk), url=ours.website, phones=[phone])
    batch = take_all(plan.plan(as_json([row]), "partner.json", by=uploader))
    apply.apply(batch, by=second)
    assert list(ours.contacts.values_list("value", flat=True)) == ["989"]
    tombstones.do_not_list_value("988", reason="dead", by=second)
    undo.undo(batch, by=second)
    assert set(ours.contacts.values_list("value", "hidden")) == {("988", "stopped"), ("989", "")}

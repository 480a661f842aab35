"""import(export(x)) == x with our own importer: what goes out and is put back is what it was."""

import io
import json
from datetime import date

import pytest

from resources import freshness
from resources.hsds import apply, catalogue, plan, tabular
from resources.models import ContactText, Organization, Service, ServiceText, Source
from tests.factories_resources import make_service
from tests.resources.hsds.lossless import seen

pytestmark = pytest.mark.django_db


def rich(slug, person):
    found = make_service(
        slug,
        contacts=[
            {"channel": "phone", "value": "+442079460000", "display": "020 7946 0000", "note": "Ring twice."},
            {"channel": "sms", "value": "741741:HOME", "display": "Text HOME to 741741", "note": "At night."},
            {"channel": "chat", "value": "https://chat.example.org/", "display": "Chat", "note": "Slow."},
            {"channel": "email", "value": f"help@{slug}.example.org", "display": f"help@{slug}.example.org"},
        ],
        what_to_expect="Somebody listens.",
        not_for="Children.",
    )
    for contact in found.contacts.all():
        contact.languages.set(["en", "es"])
        shown = f"{contact.display} (de noche)"
        ContactText.objects.create(contact=contact, language="es", note="Aún así.", display=shown)
    ServiceText.objects.create(service=found, language="es", name="Puerto", description="Escucha.")
    Source.objects.create(service=found, title="A list", url="https://example.org/")
    freshness.confirm(found, by=person, method="website", on=date(2026, 11, 1))
    return found


def everything_seen():
    return {row.slug: seen(row) for row in catalogue.whole(catalogue.exported())}


def files():
    packed = io.BytesIO()
    tabular.write_zip(packed)
    return {
        "our.json": io.BytesIO(json.dumps(list(tabular.services())).encode()),
        "our.zip": io.BytesIO(packed.getvalue()),
    }


@pytest.mark.parametrize("name", ["our.json", "our.zip"])
def test_an_empty_directory_gets_everything_back(name, uploader, second):
    for slug in ("harbour-line", "other-line"):
        rich(slug, uploader)
    before, raw = everything_seen(), files()[name]
    Service.objects.all().delete()
    Organization.objects.all().delete()
    apply.apply(plan.plan(raw, name, by=uploader, restore=True), by=second)
    assert everything_seen() == before


@pytest.mark.parametrize("name", ["our.json", "our.zip"])
def test_a_directory_that_is_the_same_stays_untouched(name, uploader):
    rich("harbour-line", uploader)
    batch = plan.plan(files()[name], name, by=uploader)
    assert (batch.counts["unchanged"], batch.changes.count()) == (1, 0)

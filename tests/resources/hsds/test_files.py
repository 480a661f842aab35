"""The whole real directory as files: complete, valid, and the same every time."""

import io
import json
import zipfile

import pytest
from frictionless import Package

from resources.hsds import catalogue as rows_going_out
from resources.hsds import tabular
from resources.hsds.schema import CSV_FILES, OBJECTS
from resources.models import Service, Tombstone
from tests.factories_resources import make_place
from tests.resources.hsds.lossless import from_zip, read_back, seen
from tests.resources.hsds.published import faults, needs_the_schemas

pytestmark = pytest.mark.django_db


def zipped():
    file = io.BytesIO()
    tabular.write_zip(file)
    return file.getvalue()


@pytest.fixture
def places(catalogue):
    """The real catalogue with a public place, a secret one and a service that is gone."""
    first, second, third = Service.objects.published().order_by("slug")[:3]
    make_place(first, second, latitude=-33.868812, longitude=151.209296, address_2="=1+1", state_province="")
    make_place(first, confidential=True)
    Tombstone.objects.create(service=third, reason="closed")
    return first


def whole():
    return {str(r.pk): r for r in rows_going_out.whole(rows_going_out.exported())}


def test_the_tables_hold_exactly_what_the_json_holds(places):
    records = list(tabular.services())
    assert len(records) > 250
    assert from_zip(zipped()) == records


def test_every_service_can_be_read_back_from_tables_and_from_json(places):
    rows = whole()
    file = io.BytesIO()
    assert tabular.write_json(file) == len(rows)
    for records in (from_zip(zipped()), json.loads(file.getvalue())):
        listed = [record for record in records if record["status"] == "active"]
        assert len(listed) == len(rows) - 1
        for record in listed:
            assert read_back(record) == seen(rows[record["id"]])


def test_the_same_data_gives_the_same_bytes(places):
    assert zipped() == zipped()
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(archive.namelist()) == {*CSV_FILES.values(), "datapackage.json"}
        for thing, name in CSV_FILES.items():
            heads = archive.read(name).decode().splitlines()[0]
            assert heads == ",".join(field.column for field in OBJECTS[thing])


def test_the_zip_is_a_valid_data_package(places, tmp_path):
    with zipfile.ZipFile(io.BytesIO(zipped())) as archive:
        archive.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["title", "message"])[:5] == []
    assert report.valid
    assert report.stats["tasks"] == len(CSV_FILES)


@needs_the_schemas
def test_the_whole_catalogue_is_valid_by_the_published_schemas(places, client):
    wrong = {record["id"]: faults("service", record) for record in tabular.services()}
    assert {key: found for key, found in wrong.items() if found} == {}
    for path, schema, least in (
        ("/hsds/services?", "service_list", 250),
        ("/hsds/services?minimal=true&", "service_list", 250),
        ("/hsds/services?full=true&", "service", 250),
        ("/hsds/organizations?", "organization_list", 250),
        ("/hsds/organizations?full=true&", "organization", 250),
        ("/hsds/organizations?full_service=true&", "organization", 250),
        ("/hsds/service_at_locations?", "service_at_location_list", 3),
        ("/hsds/service_at_locations?full=true&", "service_at_location", 3),
    ):
        lines = b"".join(client.get(f"{path}format=ndjson").streaming_content).decode().splitlines()
        assert len(lines) >= least, path
        wrong = {line[:60]: faults(schema, json.loads(line)) for line in lines}
        assert {line: found for line, found in wrong.items() if found} == {}, path


def test_the_directory_is_read_in_batches(catalogue, django_assert_max_num_queries):
    """Queries per batch, not per service."""
    with django_assert_max_num_queries(15 * (-(-300 // rows_going_out.BATCH) + 1)):
        assert len(list(tabular.services())) > 250

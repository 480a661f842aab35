"""What somebody with a staff account, or a partner with a strange file, must not reach."""

import json

import pytest

from resources import publishing, tombstones
from resources.hsds import apply, display, views
from resources.models import ChangeRequest, Contact, ImportChange, Location, Organization, Service
from tests.factories_resources import make_place, make_service
from tests.resources.hsds.files import key, service
from tests.resources.hsds.test_rules import STREET, at, only, planned, theirs

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
    assert client.get(f"/hsds/{path}").status_code == 200
    assert not views._building.locked()

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from jsonschema import Draft202012Validator

from resources.hsds import parameters, terms, views
from resources.hsds.lists import LISTS
from resources.identity import identify
from resources.models import Organization, Service, Tombstone
from tests.factories_resources import make_place, make_service
from tests.resources.hsds.published import FORMATS

pytestmark = pytest.mark.django_db
NAMES = list(LISTS)


def ask(client, path, **query):
    response = client.get(f"/hsds/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def slugs(page):
    return sorted(record["name"].lower().replace(" ", "-") for record in page["contents"])


@pytest.fixture
def three():
    """A legal one in a place, one for men, one that is gone. Changed on three days."""
    made = [
        make_service("one", needs=["legal"], kind="legal", description="Knows every law."),
        make_service("two", audiences=["men"]),
        make_service("gone", description="Knows every law too."),
    ]
    make_place(made[0])
    Tombstone.objects.create(service=made[2], reason="closed")
    for day, service in enumerate(made, start=1):
        Service.objects.filter(pk=service.pk).update(last_modified=datetime(2026, 11, day, 12, tzinfo=UTC))
    return made


def test_the_root_says_what_this_is(client):
    found = ask(client, "")
    assert found["version"] == "3.2.3"
    assert found["openapi_url"] == "http://testserver/hsds/openapi.json"
    assert set(found) == {"version", "profile", "openapi_url", "description", "data_guide", "publisher"}
    assert b'id="open-data"' in client.get(found["data_guide"]).content


def test_a_page_counts_itself(client, three):
    page = ask(client, "services", per_page=2)
    contents = page.pop("contents")
    assert page == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": False,
        "empty": False,
    }
    last = ask(client, "services", per_page=2, page=2)
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 1)
    assert [record["name"] for record in contents + last["contents"]] == [
        "One",
        "Two",
        "Gone",
    ]  # oldest change first
    beyond = ask(client, "services", page=9)
    assert (beyond["empty"], beyond["contents"], beyond["total_items"]) == (True, [], 3)
    assert ask(client, "services", per_page=5000)["total_pages"] == 1
    assert parameters.read(LISTS["services"].parameters, {"per_page": ["5000"]})["per_page"] == 100


NARROWED = {
    "a word": ({"search": "LAW"}, ["one"]),
    "two words": ({"search": "law every"}, ["one"]),
    "words that are not all there": ({"search": "law men"}, []),
    "a need": ({"taxonomy_term_id": identify("term", "need", "legal")}, ["one"]),
    "an audience": ({"taxonomy_term_id": identify("term", "audience", "men")}, ["two"]),
    "a kind": ({"taxonomy_term_id": identify("term", "kind", "legal")}, ["one"]),
    "a term of nobody": ({"taxonomy_term_id": uuid4()}, []),
    "the needs": ({"taxonomy_id": terms.taxonomy_id("need")}, ["one", "two"]),
    "a taxonomy of nobody": ({"taxonomy_id": uuid4()}, []),
    "a day": ({"modified_after": "2026-11-02"}, ["gone", "two"]),
    "that very moment": ({"modified_after": "2026-11-02T12:00:00Z"}, ["gone", "two"]),
    "a moment with an offset": ({"modified_after": "2026-11-02T12:00:01+00:00"}, ["gone"]),
    "both": ({"modified_after": "2026-11-02", "taxonomy_id": terms.taxonomy_id("need")}, ["two"]),
    "an organization of nobody": ({"organization_id": uuid4()}, []),
}


@pytest.mark.parametrize("name", NARROWED)
def test_parameters_narrow_together_by_get_and_by_post(client, three, name):
    query, expected = NARROWED[name]
    assert slugs(ask(client, "services", **query)) == expected
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        sent = {key: str(value) for key, value in query.items()}
        body = (
            json.dumps(sent)
            if kind.endswith("json")
            else "&".join(f"{k}={v}".replace("+", "%2B") for k, v in sent.items())
        )
        assert slugs(client.post("/hsds/services", body, content_type=kind).json()) == expected


def test_a_plus_that_became_a_blank_on_the_way_is_understood(client, three):
    assert slugs(client.get("/hsds/services?modified_after=2026-11-02T12:00:01+00:00").json()) == ["gone"]


def test_organizations_and_their_services(client, three):
    one = three[0]
    assert slugs(ask(client, "services", organization_id=one.organization_id)) == ["one"]
    assert slugs(ask(client, "organizations", taxonomy_term_id=identify("term", "need", "legal"))) == ["one"]
    assert slugs(ask(client, "organizations", search="two")) == ["two"]
    Organization.objects.create(name="Nobody sees it")
    assert slugs(ask(client, "organizations")) == ["gone", "one", "two"]
    record = ask(client, f"organizations/{one.organization_id}")
    assert [service["name"] for service in record["services"]] == ["One"]
    assert "phones" not in record["services"][0]
    whole = ask(client, f"organizations/{one.organization_id}", full_service="true")
    assert whole["services"][0]["attributes"]
    assert "organization" not in whole["services"][0]


def test_places(client, three):
    page = ask(client, "service_at_locations")
    assert [(r["location"]["name"], r["service"]["name"]) for r in page["contents"]] == [("Drop-in", "One")]
    record = ask(client, f"service_at_locations/{page['contents'][0]['id']}")
    assert record["location"]["addresses"][0]["city"] == "Leith"
    assert record["service"]["attributes"]
    assert ask(client, "service_at_locations", search="Leith")["empty"]  # addresses are not searched
    assert ask(client, "service_at_locations", search="law", full="true")["total_items"] == 1
    assert ask(client, "service_at_locations", taxonomy_term_id=identify("term", "audience", "men"))["empty"]


def test_taxonomies_and_terms(client, three):
    assert {r["name"] for r in ask(client, "taxonomies")["contents"]} == {
        n for n, _d in terms.TAXONOMIES.values()
    }
    needs = ask(client, "taxonomy_terms", taxonomy_id=terms.taxonomy_id("need"), per_page=100)
    assert {r["taxonomy_detail"]["name"] for r in needs["contents"]} == {"Needs"}
    assert ask(client, "taxonomy_terms", parent_id=uuid4())["empty"]
    assert ask(client, "taxonomy_terms", top_only="true")["total_items"] > needs["total_items"]
    legal = ask(client, f"taxonomy_terms/{identify('term', 'need', 'legal')}")
    assert legal["code"] == "need:legal"
    assert len({r["code"] for r in ask(client, "taxonomy_terms", per_page=100)["contents"]}) > 50


BAD = {
    "per_page": ["0", "-1", "x", "1.5", "9" * 12, ""],
    "page": ["0", "one", "１e9"],
    "format": ["xml", ""],
    "taxonomy_term_id": ["7", "legal", str(terms.term_id("property", "slug"))],
    "taxonomy_id": ["need"],
    "organization_id": ["x"],
    "modified_after": ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00", ""],
    "minimal": ["yes"],
    "full": ["2"],
    "search": ["x" * 201, "a " * 11],
    "postcode": ["EH6"],
    "proximity": ["100"],
    "nonsense": ["1"],
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_refused_with_its_name(client, name):
    for value in BAD[name]:
        for more in ({}, {"format": "ndjson"} if name != "format" else {}):
            response = client.get("/hsds/services", {name: value, **more})
            assert response.status_code == 400, (name, value)
            said = response.json()
            assert said["parameter"] == name
            assert said["message"].startswith(f"{name} ")
            assert said["message"].endswith(".")


def test_other_mistakes_are_answered_in_json_too(client, three):
    assert client.get("/hsds/services?page=1&page=2").json()["message"] == "page is there more than once."
    assert client.get("/hsds/services?full=1&minimal=1").status_code == 400
    for path in ["services/x", f"services/{uuid4()}", "nothing", *(f"{name}/{uuid4()}" for name in NAMES)]:
        response = client.get(f"/hsds/{path}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/json"), path
    for kind, body, status in (
        ("application/json", b"{", 400),
        ("application/json", b"[]", 400),
        ("application/json", b'{"page": [1]}', 400),
        ("application/json", b"[" * 60000, 400),
        ("application/json", b'{"search": "' + b"x" * 70000 + b'"}', 413),
        ("application/x-www-form-urlencoded", b"search=" + b"x" * 70000, 413),
        ("application/x-www-form-urlencoded", b"a=1&" * 1000, 413),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        ("text/plain", b"search=law", 415),
    ):
        response = client.post("/hsds/services", body, content_type=kind)
        assert response.status_code == status, (kind, body[:20])
        assert response.json()["message"].endswith(".")
    assert (
        client.post(
            "/hsds/services", b"\xff\xfe=1", content_type="application/x-www-form-urlencoded"
        ).status_code
        == 400
    )
    assert client.post("/hsds/").status_code == 405
    assert client.options("/hsds/services").status_code == 405


def test_drafts_and_what_does_not_run_are_unknown(client):
    for number, fields in enumerate(
        ({"publication": "draft", "draft_reason": "New"}, {"status": "inactive"})
    ):
        service = make_service(f"hidden-{number}", **fields)
        make_place(service)
        assert client.get(f"/hsds/services/{service.pk}").status_code == 404
        assert client.get(f"/hsds/organizations/{service.organization_id}").status_code == 404
        assert client.get(f"/hsds/service_at_locations/{service.at_locations.get().pk}").status_code == 404
    for name in ("services", "organizations", "service_at_locations"):
        assert ask(client, name)["empty"]


def test_lines_hold_everything_at_once(client, three):
    response = client.get("/hsds/services?format=ndjson&full=true&per_page=1")
    assert response["Content-Type"] == "application/x-ndjson"
    records = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert [record["name"] for record in records] == ["One", "Two", "Gone"]
    assert records[0] == ask(client, f"services/{three[0].pk}")


def test_minimal_is_one_page_of_everything(client, three):
    page = ask(client, "services", minimal="true")
    assert (page["size"], page["last_page"]) == (3, True)
    assert set(page["contents"][0]) == {"id", "name", "status", "last_modified"}
    assert ask(client, "services", minimal="true", per_page=1)["size"] == 1


def test_programs_may_search_by_post_and_nothing_changes(three):
    for headers in ({}, {"Origin": "https://partner.example"}, {"Sec-Fetch-Site": "cross-site"}):
        response = Client(enforce_csrf_checks=True).post(
            "/hsds/services", {"search": "law"}, content_type="application/json", headers=headers
        )
        assert response.status_code == 200
        assert not response.cookies
    with CaptureQueriesContext(connection) as queries:
        for name in NAMES:
            Client().post(f"/hsds/{name}", {}, content_type="application/json")
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


def test_other_sites_may_read_the_open_data_and_nothing_else(client):
    for path in ("/hsds/", "/hsds/services", "/hsds/openapi.json", "/hsds/services/x"):
        response = client.get(path, headers={"Accept-Language": "es", "Origin": "https://partner.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Language"] == "en"
        assert response["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Credentials" not in response
    for path in ("/", "/resources/", "/admin/", "/hsds"):
        assert "Access-Control-Allow-Origin" not in client.get(path)


@pytest.mark.parametrize(
    "path",
    [
        "services",
        "services?full=true",
        "services?search=line&full=true",
        "organizations?full_service=true",
        "organizations",
        "service_at_locations?full=true",
        "service_at_locations",
        "taxonomy_terms",
        "export.json",
    ],
)
def test_the_number_of_queries_does_not_grow(client, path):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/hsds/{path}")
            b"".join(response.streaming_content) if response.streaming else response.content
        return len(queries)

    def more(start):
        for number in range(start, start + 4):
            make_place(
                make_service(f"line-{number}", contacts=[("phone", "988"), ("email", "a@example.org")])
            )

    more(0)
    cost()
    before = cost()
    more(10)
    assert cost() == before
    assert before <= 20


def test_one_zip_is_built_at_a_time(client, three):
    with views._building:
        response = client.get("/hsds/export.zip")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    response = client.get("/hsds/export.zip")
    assert response["Content-Type"] == "application/zip"
    assert b"".join(response.streaming_content)[:2] == b"PK"


# --- the description is true -------------------------------------------------------------------------------
def described(client):
    return ask(client, "openapi.json")


def test_every_address_is_described_and_every_description_is_an_address(client):
    patterns = next(
        p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "hsds"
    ).url_patterns
    served = {"/" + str(p.pattern).replace("<str:id>", "{id}") for p in patterns if p.name != "nothing"}
    assert set(described(client)["paths"]) == served


GOOD = {
    "search": "line",
    "page": "1",
    "per_page": "3",
    "format": "json",
    "modified_after": "2026-01-01",
    "minimal": "true",
    "full": "true",
    "full_service": "true",
    "top_only": "true",
}


def test_every_answer_is_as_described(client, three):
    document = described(client)
    schemas = document["components"]["schemas"]
    samples = {name: ask(client, name)["contents"][0]["id"] for name in NAMES}
    calls = 0
    for path, operations in document["paths"].items():
        name = path.strip("/").split("/")[0]
        address = "/hsds" + path.replace("{id}", samples.get(name, ""))
        for method in ("get", "post"):
            operation = operations.get(method)
            if operation is None or path == "/export.zip":
                continue
            named = [p["$ref"].rsplit("/", 1)[1] for p in operation.get("parameters", [])]
            if method == "post":
                kinds = operation["requestBody"]["content"]
                assert set(kinds) == {"application/json", "application/x-www-form-urlencoded"}
                named = list(kinds["application/json"]["schema"]["properties"])
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            check = Draft202012Validator(
                {**answer, "components": {"schemas": schemas}}, format_checker=FORMATS
            )
            for query in [{}, *({each: GOOD.get(each, str(uuid4()))} for each in named)]:
                response = (
                    client.get(address, query)
                    if method == "get"
                    else client.post(address, query, content_type="application/json")
                )
                assert response.status_code == 200, (address, query)
                data = json.loads(
                    b"".join(response.streaming_content) if response.streaming else response.content
                )
                assert [e.message for e in check.iter_errors(data)][:3] == [], (address, query)
                calls += 1
    assert calls > 60
    assert {p["name"] for p in document["components"]["parameters"].values()} == set(parameters.PARAMETERS)


def test_refusals_are_as_described(client):
    schemas = described(client)["components"]["schemas"]
    for path in ("services?page=0", "services/x"):
        Draft202012Validator(schemas["refusal"]).validate(client.get(f"/hsds/{path}").json())


def test_the_clock_of_a_change_is_utc_to_the_second(client):
    service = make_service()
    Service.objects.filter(pk=service.pk).update(last_modified=timezone.now())
    assert datetime.fromisoformat(ask(client, f"services/{service.pk}")["last_modified"]).tzinfo == UTC

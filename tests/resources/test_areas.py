"""A number must not be offered where it does not work, and a territory must find its own services."""

import pytest

from resources.areas import EU_MEMBERS, wider_than
from resources.search import SearchParams, search

pytestmark = pytest.mark.django_db


def slugs(country):
    results = search(SearchParams(country=country))
    return [s.slug for s in results.local], [s.slug for s in results.worldwide]


def test_there_are_27_member_states():
    assert len(EU_MEMBERS) == 27
    assert wider_than("DE") == ("", "EU")
    assert wider_than("MX") == wider_than("GB") == wider_than("") == ("",)


@pytest.mark.parametrize(
    ("country", "offered"), [("DE", True), ("MT", True), ("MX", False), ("GB", False), ("US", False)]
)
def test_lines_of_the_european_union_are_offered_to_its_members_only(catalogue, country, offered):
    local, worldwide = slugs(country)
    assert "eu-116016" not in local
    assert ("eu-116016" in worldwide) is offered


@pytest.mark.parametrize("country", ["PR", "GU", "VI", "AS", "MP"])
def test_a_territory_finds_its_own_services(catalogue, country):
    results = search(SearchParams(country=country))
    assert {service.region for service in results.local} == {f"US-{country}"}
    assert not results.widened


def test_the_country_list_offers_only_countries(client, catalogue):
    page = client.get("/resources/?country=").content.decode()
    assert '<option value="PR"' in page
    assert '<option value="EU"' not in page

"""The real catalogue and the real phrases in the search."""

import pytest

from resources import search_index, synonyms
from resources.models import SearchRow, Service, Synonym

pytestmark = pytest.mark.django_db


def test_after_loading_the_catalogue_every_service_has_its_row(catalogue):
    assert SearchRow.objects.count() == Service.objects.count()
    assert set(SearchRow.objects.published().values_list("service", flat=True)) == set(
        Service.objects.published().values_list("pk", flat=True)
    )
    assert search_index.behind() == []


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("with_need", ["legal"]),
        ("with_audience", ["men", "deaf"]),
        ("with_channel", ["sms", "chat"]),
        ("in_language", ["es"]),
        ("free", []),
        ("anonymous", []),
    ],
)
def test_rows_and_services_answer_filters_alike(catalogue, question, codes):
    services, rows = Service.objects.published(), SearchRow.objects.published()
    expected = set(getattr(services, question)(*codes).values_list("pk", flat=True))
    assert set(getattr(rows, question)(*codes).values_list("service", flat=True)) == expected
    assert expected


@pytest.mark.parametrize("region", ["", "US-NY"])
def test_rows_and_services_stand_in_one_order(catalogue, region):
    def flags(service):
        return service.is_local, service.is_aside, service.is_whole, service.is_crisis, service.is_always

    services = Service.objects.published().by_help(region)
    rows = [
        key
        for part in (SearchRow.objects.published().somewhere(), SearchRow.objects.published().anywhere())
        for key in part.by_help(region).values_list("service", flat=True)
    ]
    found = services.in_bulk()
    assert [flags(found[key]) for key in rows] == [flags(service) for service in services]


def test_the_phrases_of_the_file_are_many_and_all_load(catalogue):
    records = synonyms.read()
    assert min(sum(record["language"] == code for record in records) for code in ("en", "es")) >= 150
    synonyms.load()
    assert Synonym.objects.count() == len(records)
    assert synonyms.load().changed == []

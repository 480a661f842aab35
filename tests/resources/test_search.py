import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from resources import known
from resources.models import Service
from resources.search import PER_PAGE, SearchParams, search
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
NIGHT = {"value": "1", "hours_osm": "24/7"}
NIGHT_TEXT = {"channel": "sms", "value": "2", "hours_osm": "24/7"}


def slugs(params):
    results = search(params)
    return [service.slug for service in [*results.local, *results.worldwide]]


def test_filters_keep_what_fits_and_several_in_one_filter_mean_any():
    make_service("talk", needs=["emotional_support"], audiences=["women"], contacts=[("phone", "988")])
    make_service(
        "law", needs=["legal"], audiences=["men"], contacts=[("email", "a@example.org")], languages=["fr"]
    )
    make_service("doctor", needs=["medical_forensic"], audiences=["anyone"])
    assert slugs(SearchParams(need=("legal",))) == ["law"]
    assert slugs(SearchParams(need=("legal", "emotional_support"))) == ["law", "talk"]
    assert slugs(SearchParams(audience=("women",))) == ["talk"]
    assert slugs(SearchParams(channel=("email",))) == ["law"]
    assert slugs(SearchParams(language=("fr",))) == ["law"]
    assert slugs(SearchParams(need=("legal",), audience=("men",), channel=("email",), language=("fr",))) == [
        "law"
    ]


def test_ticks_keep_what_is_free_needs_no_name_and_suits():
    make_service("free", cost_free=True, contacts=[("phone", "1")])
    make_service("free-line", contacts=[{"value": "1", "free": True}])
    make_service(
        "unnamed", contacts=[{"channel": "chat", "value": "https://a.example.org/", "anonymous": True}]
    )
    make_service("text", contacts=[{"channel": "sms", "value": "1", "hours_osm": "24/7"}])
    make_service("both", contacts=[{"value": "2", "hours_osm": "24/7"}, ("chat", "https://a.example.org/")])
    assert set(slugs(SearchParams(free=True))) == {"free", "free-line"}
    assert slugs(SearchParams(anonymous=True)) == ["unnamed"]
    assert slugs(SearchParams(quiet="look")) == ["both", "unnamed"]
    assert slugs(SearchParams(quiet="speak", open=True)) == ["text"]  # its phone is open, but not its chat


def test_every_word_must_be_found_somewhere():
    make_service("a", name="Harbour", alternate_name="The Quay", description="Listens to students.")
    make_service("b", name="Harbour", description="Listens to sailors.")
    assert slugs(SearchParams(q="harbour students")) == ["a"]
    assert slugs(SearchParams(q="QUAY")) == ["a"]
    assert not search(SearchParams(q="harbour")).widened
    assert slugs(SearchParams(q="100%_")) == ["a", "b"]
    assert search(SearchParams(q="100%_")).left_out == ("q",)


def test_drafts_and_closed_services_are_never_found():
    make_service("draft", publication="draft", draft_reason="Low confidence")
    make_service("closed", status="defunct")
    assert slugs(SearchParams()) == []
    assert search(SearchParams()).total == 0
    assert search(SearchParams(country="GB")).facets["need"] == {}


def test_the_order_is_country_then_crisis_then_day_and_night_then_name():
    night = [{"value": "1", "hours_osm": "24/7"}]
    make_service("region-crisis", region="GB-SCT", needs=["crisis_support"], contacts=night)
    make_service("anywhere", country="", needs=["crisis_support"], contacts=night)
    make_service("z-plain")
    make_service("a-plain")
    make_service("y-night", contacts=night)
    make_service("x-crisis", needs=["crisis_support"])
    make_service("w-crisis-night", needs=["crisis_support"], contacts=night)
    make_service(
        "own-behaviour", needs=["crisis_support"], contacts=night, audiences=["people_at_risk_of_harming"]
    )
    expected = [
        "w-crisis-night",
        "x-crisis",
        "y-night",
        "a-plain",
        "z-plain",
        "region-crisis",
        "own-behaviour",
    ]
    assert slugs(SearchParams(country="GB")) == [*expected, "anywhere"]
    results = search(SearchParams(country="GB"))
    assert [s.slug for s in results.worldwide] == ["anywhere"]
    assert slugs(SearchParams(country="GB", region="GB-SCT"))[0] == "region-crisis"


def test_a_region_leaves_out_other_regions_and_other_countries():
    make_service("scotland", region="GB-SCT")
    make_service("wales", region="GB-WLS")
    make_service("britain")
    make_service("france", country="FR")
    assert slugs(SearchParams(country="GB", region="GB-SCT")) == ["scotland", "britain"]


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ({"region": "GB-WLS", "q": "lawyers"}, ("region",)),
        ({"audience": ("men",), "language": ("fr",), "channel": ("sms",)}, ("audience", "language", "channel")),
        ({"audience": ("men",), "need": ("legal",)}, ("audience", "need")),
        ({"need": ("legal",), "q": "lawyers"}, ("need",)),
        (
            {"region": "GB-WLS", "audience": ("men",), "need": ("legal",), "q": "zzz"},
            ("region", "audience", "need", "q"),
        ),
    ],
)  # fmt: skip
def test_nothing_found_widens_step_by_step_and_says_what_was_left_out(asked, left_out):
    make_service("talk", region="GB-SCT", description="Knows lawyers.")
    make_service("paris", country="FR", needs=["legal"], audiences=["men"])
    results = search(SearchParams(country="GB", **asked))
    assert [service.slug for service in results.local] == ["talk"]
    assert results.left_out == left_out
    assert results.widened
    assert len(results.reasons) == len(left_out)


def test_the_country_is_kept_and_fitting_worldwide_services_stay():
    make_service("talk")
    make_service("images", country="", needs=["online_abuse"])
    make_service("other", country="", needs=["legal"])
    results = search(SearchParams(country="GB", need=("online_abuse",)))
    assert [s.slug for s in results.local] == ["talk"]
    assert [s.slug for s in results.worldwide] == ["images"]
    assert results.left_out == ("need",)


def test_when_nothing_worldwide_fits_either_the_wider_search_shows_it():
    make_service("talk")
    make_service("anywhere", country="")
    results = search(SearchParams(country="GB", q="zzz"))
    assert [s.slug for s in [*results.local, *results.worldwide]] == ["talk", "anywhere"]


def test_a_country_without_services_shows_worldwide_ones_and_says_so():
    make_service("images", country="", needs=["online_abuse"])
    make_service("other", country="", needs=["legal"])
    results = search(SearchParams(country="TV", need=("legal",)))
    assert ([s.slug for s in results.worldwide], results.abroad, results.left_out) == (["other"], True, ())
    results = search(SearchParams(country="TV", need=("legal",), q="zzz"))
    assert [s.slug for s in results.worldwide] == ["images", "other"]
    assert (results.abroad, results.left_out) == (True, ("need", "q"))


def test_facets_count_what_each_choice_would_show():
    make_service("one", needs=["legal", "reporting"], contacts=[("phone", "1"), ("phone", "2"), ("sms", "3")])
    make_service("two", needs=["legal"], audiences=["women"], languages=["fr"])
    make_service("elsewhere", country="FR", needs=["legal"])
    facets = search(SearchParams(country="GB", need=("reporting",))).facets
    assert facets["need"] == {"legal": 2, "reporting": 1}
    assert facets["audience"] == {"anyone": 1}
    assert facets["channel"] == {"phone": 1, "sms": 1}
    assert facets["language"] == {"en": 1}


def test_a_page_too_far_is_the_last():
    for number in range(2 * PER_PAGE + 5):
        make_service(f"line-{number:02}")
    first, last = search(SearchParams()), search(SearchParams(page=99))
    assert (first.total, first.pages, len(first.local)) == (2 * PER_PAGE + 5, 3, PER_PAGE)
    assert (last.page, len(last.local)) == (3, 5)
    seen = [slug for page in (1, 2, 3) for slug in slugs(SearchParams(page=page))]
    assert len(seen) == len(set(seen)) == 2 * PER_PAGE + 5


@pytest.mark.parametrize(
    "params",
    [
        SearchParams(),
        SearchParams(country="GB"),
        SearchParams(
            country="GB", q="listens", need=("emotional_support",), language=("en",), channel=("phone",)
        ),
        SearchParams(country="GB", open=True, quiet="speak"),
    ],
    ids=["all", "country", "filters", "open"],
)
def test_the_number_of_queries_does_not_grow_with_the_data(params):
    counts = []
    for size in (2, 30):
        for number in range(Service.objects.count(), size):
            make_service(f"line-{number}", contacts=[NIGHT, NIGHT_TEXT], languages=["en", "fr"])
        with CaptureQueriesContext(connection) as queries:
            results = search(params)
            for service in results.local:
                entry = known.entry(service, params.country, quiet=params.quiet)
                render_to_string("resources/_entry.html", {"entry": entry, "picks": ()})
        counts.append(len(queries))
    # Two for what the words mean, and one page for both parts of the list. One more for the hours of all lines.
    assert counts == [9 + bool(params.q) + params.open] * 2

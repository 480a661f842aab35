"""Typed words: what they find, in which order, and that nothing anybody types breaks the search."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resources import search_index
from resources.models import Address, Location, Service, ServiceText, Synonym, TaxonomyTerm
from resources.search import SearchParams, search
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db


def found(q, country="GB", **filters):
    results = search(SearchParams(q=q, country=country, **filters))
    return [service.slug for service in [*results.local, *results.worldwide]] if not results.missed else []


def synonym(phrase, *codes, language="en", words=""):
    row = Synonym.objects.create(phrase=phrase, language=language, words=words)
    row.needs.set(TaxonomyTerm.objects.filter(code__in=codes))
    return row


@pytest.mark.parametrize(
    "typed",
    ["harbour", "HARBOURS", "hárbour", "harb", "harbor", "hrabour", "quay", "lawyers", "legal", "ayuda legal", "galés",
     "Wales", "gales", "students", "listen to student", "harbour’s students", "refugio"],
)  # fmt: skip
def test_a_service_is_found_by(typed):
    service = make_service(
        "harbour", alternate_name="The Quay", description="Listens to students, knows a lawyer.", needs=["legal"],
        languages=["cy"], region="GB-WLS",
    )  # fmt: skip
    make_service("other", name="Other", description="Nothing of that kind.", needs=["prevention"])
    ServiceText.objects.create(service=service, language="es", name="El Refugio")
    search_index.index([service.pk])
    assert found(typed)[0] == "harbour"


@pytest.mark.parametrize("typed", ["arbou", "ha", "stuednts", "hxrbxur"])
def test_a_service_is_not_found_by(typed):
    """The middle of a word, two letters, a typing error in a description, two wrong letters."""
    make_service("harbour", description="Listens to students.")
    assert found(typed) == []


def test_a_mistyped_word_that_exists_is_left_as_it_is():
    make_service("harbour", description="Knows the arbour.")
    make_service("quay", description="Knows the arbour too.")
    assert found("arbour") == ["harbour", "quay"]


def test_the_name_counts_more_than_a_label_and_a_label_more_than_a_description():
    make_service("c-text", name="C", description="Legal matters.", needs=["reporting"])
    make_service("b-label", name="B", needs=["legal"])
    make_service("z-name", name="Legal line", needs=["reporting"])
    assert found("legal") == ["z-name", "b-label", "c-text"]


def test_a_phrase_means_a_need_and_does_not_demand_its_words():
    make_service("work", needs=["workplace"])
    make_service("talk", needs=["emotional_support"])
    synonym("my boss", "workplace")
    assert found("my boss") == ["work"]
    assert found("It was my BOSS!") == ["work"]
    assert search(SearchParams(q="my boss", country="GB")).needs == ("workplace",)


def test_the_longest_phrase_wins_and_small_words_may_stand_inside():
    make_service("work", needs=["workplace"])
    make_service("images", needs=["online_abuse"])
    synonym("posted", "workplace")
    synonym("posted pictures", "online_abuse")
    assert found("he posted all my picture") == ["images"]


def test_who_did_it_is_never_mistaken():
    make_service("crisis", needs=["crisis_support"], description="Listens.")
    make_service("own", needs=["prevention"], audiences=["people_at_risk_of_harming"], description="Listens.")
    synonym("i hurt", "people_at_risk_of_harming")
    synonym("hurt", "crisis_support")
    assert found("i was hurt") == ["crisis"]
    assert found("I hurt my brother")[0] == "own"


def test_lines_for_people_who_fear_to_do_harm_stand_last_unless_they_are_named():
    make_service("own", name="Harbour Control", description="Anger", audiences=["people_at_risk_of_harming"])
    make_service("talk", description="Talks about the harbour and about anger, and has control.")
    assert found("harbour anger") == ["talk", "own"]
    assert found("harbour control") == ["own", "talk"]


def test_when_no_service_has_all_words_those_with_most_come_first_and_it_is_said():
    make_service("two", description="Knows lawyers and doctors.")
    make_service("one", description="Knows lawyers.")
    results = search(SearchParams(q="lawyers doctors plumbers", country="GB"))
    assert [service.slug for service in results.local] == ["two", "one"]
    assert results.left_out == ("some_words",)
    assert [str(reason) for reason in results.reasons] == ["some of your words"]
    assert not results.missed


def test_a_named_place_brings_its_lines_first_and_then_those_of_the_whole_country():
    make_service("wales", region="GB-WLS", description="Law")
    make_service("scotland", region="GB-SCT", description="Law")
    make_service("britain", description="Law")
    assert found("law help in Scotland") == ["scotland", "britain"]
    assert found("Escocia") == ["scotland", "britain"]
    assert found("law") == ["britain", "scotland", "wales"]


def test_only_signs_or_empty_words_are_said_to_be_left_out():
    make_service("a")
    for typed in ('"*"', "🙂", "\u200b."):
        results = search(SearchParams(q=typed, country="GB"))
        assert [service.slug for service in results.local] == ["a"]
        assert results.left_out == ("q",)


def test_a_name_of_stop_words_is_found():
    make_service("me-too", name="Me too")
    make_service("other")
    assert found("me too") == ["me-too"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"free": True}, ["gratis"]),
        ({"anonymous": True}, ["nameless"]),
        ({"quiet": "speak"}, ["nameless"]),
    ],
)
def test_promises_filter(asked, expected):
    make_service("gratis", cost_free=True)
    make_service(
        "nameless",
        cost_free=None,
        contacts=[{"channel": "chat", "value": "https://x.example", "anonymous": True}],
    )
    assert found("", **asked) == expected


def test_open_now_keeps_what_is_known_to_be_open():
    make_service(
        "open", contacts=[{"value": "1", "hours_osm": "Mo 09:00-10:00", "timezone": "Europe/London"}]
    )
    make_service(
        "shut", contacts=[{"value": "1", "hours_osm": "Tu 09:00-10:00", "timezone": "Europe/London"}]
    )
    params = SearchParams(country="GB", open=True)
    with time_machine.travel(datetime(2026, 11, 23, 9, 30, tzinfo=UTC)):  # a Monday
        assert [service.slug for service in search(params).local] == ["open"]
    with time_machine.travel(datetime(2026, 11, 25, 9, 30, tzinfo=UTC)):
        assert search(params).left_out == ("open",)


def test_a_confidential_address_and_notes_for_staff_are_not_found():
    service = make_service("shelter", editor_note="quincewords", not_for="plumwords")
    place = Location.objects.create(name="Applehouse", confidential=True)
    place.services.add(service)
    Address.objects.create(
        location=place,
        address_1="Pearstreet 5",
        city="Cherrytown",
        state_province="x",
        postal_code="1",
        country="GB",
    )
    search_index.index([service.pk])
    for typed in ("quincewords", "plumwords", "pearstreet", "cherrytown", "applehouse"):
        assert found(typed) == []


# --- nothing breaks it -----------------------------------------------------------------------------------
HOSTILE = [
    '"', "*", "'", "\\", "%", "_", "()", "NEAR(a b)", "words:a", "a AND", "OR", "NOT a", "^a", "-a", "a:*", "a & | !",
    "'; DROP TABLE resources_service;--", "\x00", "a\x00b", "\ud800", "🙂🙂", "مساعدة", "\u202eabc", "保護", "x" * 200,
    "a " * 100, "uxq41", "tneed", "need:legal", "tneed:legal", "'" * 200, "%s %(x)s {0}", "\u0301" * 50, "<->", "a<2>b",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_give_a_page(typed):
    make_service("harbour")
    make_service("anywhere", country="")
    for country in ("GB", "TV", ""):
        assert search(SearchParams(q=typed, country=country)).total > 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=200))
def test_random_words_give_a_page(db, typed):
    if not Service.objects.exists():
        make_service("harbour")
    assert search(SearchParams(q=typed, country="GB")).total >= 1


@pytest.mark.parametrize("typed", ["listens", "my boss listens", "zzzzz", "line qqqq", "hrabour", '"'])
def test_the_number_of_queries_with_words_does_not_grow_with_the_data(typed):
    counts = []
    for size in (2, 25):
        for number in range(Service.objects.count(), size):
            make_service(
                f"harbour-line-{number}", contacts=[("phone", "1")], description="Listens to people."
            )
            synonym(f"boss {number}", "workplace")
        with CaptureQueriesContext(connection) as queries:
            search(SearchParams(q=typed, country="GB"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_words_that_find_something_cost_one_query_more_than_no_words():
    make_service("harbour")
    numbers = []
    for typed in ("", "harbour", "listens people"):
        with CaptureQueriesContext(connection) as queries:
            search(SearchParams(q=typed, country="GB"))
        numbers.append(len(queries))
    assert numbers[1] == numbers[2] == numbers[0] + 1


def test_words_are_in_no_table(visitor):
    service = make_service("harbour")
    make_contact(service)
    visitor.post("/resources/", {"country": "GB", "q": "quincewords"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not any("quincewords" in str(row) for row in cursor.fetchall()), table


def test_an_editors_phrase_works_at_once(editor):
    make_service("work", needs=["workplace"])
    term = TaxonomyTerm.objects.get(code="workplace")
    data = {"phrase": "the gaffer", "language": "en", "needs": [term.pk], "words": "", "active": "on"}
    assert editor.post("/admin/resources/synonym/add/", data).status_code == 302
    assert found("my gaffer") == []  # “the” is part of this phrase
    assert found("the gaffer") == found("the gafer") == ["work"]
    assert editor.get("/admin/resources/unmetneed/").status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i was raped and i cant speak", True),
        ("I can’t talk right now", True),
        ("no puedo hablar", True),
        ("sin llamar", True),
        ("someone to talk to", False),
        ("quiero hablar con alguien", False),
    ],
)
def test_who_cannot_talk_is_offered_ways_without_talking(visitor, text, said):
    make_service("talk")
    page = visitor.post("/resources/", {"country": "GB", "q": text}).content.decode()
    assert ("Show ways without talking" in page) is said


def test_a_watched_reader_gets_no_service_for_people_who_fear_to_do_harm_unasked():
    chat = [("chat", "https://x.example.org/")]
    make_service("help", contacts=chat)
    make_service("harm", contacts=chat, audiences=["people_at_risk_of_harming"])
    assert found("", quiet="speak") == ["help"]
    assert found("", quiet="speak", audience=("people_at_risk_of_harming",)) == ["harm"]

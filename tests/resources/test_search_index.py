"""The search keeps up with the services, and can always be made anew."""

import importlib
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from resources import publishing, search_index, synonyms, unmet
from resources.models import SearchRow, SearchWord, Service, Synonym, UnmetNeed
from resources.models.search_tokens import TABLE
from resources.search import SearchParams, search
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
step = importlib.import_module("resources.migrations.0004_search")


def token_rows():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid FROM {TABLE}")
        return {row[0] for row in cursor.fetchall()}


def first(q, country="GB"):
    results = search(SearchParams(q=q, country=country))
    return "" if results.missed else results.local[0].slug


def test_a_deleted_service_leaves_nothing_behind():
    service = make_service("harbour")
    key = service.search_row.pk
    Service.objects.filter(pk=service.pk).delete()
    assert not SearchRow.objects.exists()
    assert key not in token_rows()


def test_publishing_and_withdrawing_show_at_once():
    service = make_service("harbour", publication="draft", draft_reason="x")
    assert first("harbour") == ""
    publishing.publish(service, by=None)
    assert first("harbour") == "harbour"
    publishing.return_to_draft(service, reason="Closed")
    assert first("harbour") == ""


def test_a_row_that_says_shown_never_shows_a_draft():
    service = make_service("harbour")
    Service.objects.filter(pk=service.pk).update(publication="draft", draft_reason="x")
    assert search(SearchParams(country="GB")).local == []


def test_an_edit_in_the_admin_is_found_at_once(administrator):
    service = make_service("harbour")
    data = {
        "slug": "harbour", "organization": service.organization_id, "name": "Lighthouse", "description": "Listens.",
        "kind": "hotline", "status": "active", "country": "GB", "confidence": "high", "website": service.website,
        "needs": [str(term.pk) for term in service.needs.all()], "languages": ["en"], "cost_free": "unknown",
        "audiences": [str(term.pk) for term in service.audiences.all()], "second_check": "not checked",
        "compiled_on": "2026-11-20",
        **{f"{name}-{part}": 0 for name in ("contacts", "sources", "verifications", "texts", "fallbacks")
           for part in ("TOTAL_FORMS", "INITIAL_FORMS")},
    }  # fmt: skip
    answer = administrator.post(f"/admin/resources/service/{service.pk}/change/", data)
    assert answer.status_code == 302
    assert first("lighthouse") == "harbour"


def test_what_was_forgotten_is_caught_up():
    service = make_service("harbour", contacts=[("phone", "1")])
    assert search_index.catch_up() == 0
    Service.objects.filter(pk=service.pk).update(name="Lighthouse")
    Service.objects.filter(pk=service.pk).touch()
    call_command("tidy", stdout=StringIO())
    assert first("lighthouse") == "harbour"
    SearchRow.objects.update(version=0)
    out = StringIO()
    call_command("index_services", stdout=out)
    assert "1 services indexed" in out.getvalue()
    call_command("index_services", stdout=out)
    assert "Every service is indexed." in out.getvalue()


def test_a_contact_that_grows_too_old_is_noticed(settings):
    service = make_service("harbour", contacts=[("phone", "1")])
    row = SearchRow.objects.get()
    assert (row.codes.channels, row.until > timezone.localdate()) == (" phone ", True)
    Service.objects.filter(pk=service.pk).update(compiled_on=timezone.localdate() - timedelta(days=700))
    SearchRow.objects.update(until=timezone.localdate())
    assert search_index.catch_up() == 1
    assert SearchRow.objects.get().codes.channels.split() == []


def test_the_migration_goes_back_and_forth():
    make_service("harbour")

    class Editor:
        def __init__(self):
            self.connection = connection

        def execute(self, statement):
            with connection.cursor() as cursor:
                cursor.execute(statement)

    step.drop_tokens(None, Editor())
    assert TABLE not in connection.introspection.table_names()
    step.make_tokens(None, Editor())
    assert token_rows() == set()
    search_index.index(Service.objects.values_list("pk", flat=True))
    assert first("harbour") == "harbour"


# --- what people type ------------------------------------------------------------------------------------
def meanings(tmp_path, **changes):
    path = tmp_path / "synonyms.json"
    meaning = {
        "needs": ["workplace"],
        "audiences": [],
        "words": "job",
        "en": ["my boss"],
        "es": ["mi jefe"],
        **changes,
    }
    path.write_text(json.dumps({"meanings": [meaning]}), encoding="utf-8")
    return path


def test_the_file_never_overwrites_an_editors_row(tmp_path):
    make_service()
    assert synonyms.load(meanings(tmp_path)).created == ["my boss", "mi jefe"]
    again = synonyms.load(meanings(tmp_path))
    assert (again.created, again.changed, again.unchanged) == ([], [], ["my boss", "mi jefe"])
    Synonym.objects.filter(phrase="my boss").update(words="work")
    report = synonyms.load(meanings(tmp_path, words="employer"))
    assert (report.kept, report.changed) == (["my boss"], ["mi jefe"])
    assert set(Synonym.objects.values_list("words", flat=True)) == {"work", "employer"}
    assert synonyms.load(meanings(tmp_path, es=[])).missing == ["mi jefe"]


@pytest.mark.parametrize(
    "changes", [{"needs": ["nonsense"]}, {"en": ["me"]}, {"en": ["a boss", "a boss"]}, {"en": 5}]
)
def test_a_fault_in_the_file_loads_nothing(tmp_path, changes):
    make_service()
    with pytest.raises(synonyms.Faults):
        synonyms.load(meanings(tmp_path, **changes))
    assert not Synonym.objects.exists()


def test_loaded_words_may_be_mistyped(tmp_path):
    make_service("work", needs=["workplace"])
    synonyms.load(meanings(tmp_path, en=["supervisor"]))
    assert SearchWord.objects.filter(word="supervisor").exists()
    assert first("my supervsor") == "work"


# --- what was not found ----------------------------------------------------------------------------------
def counts():
    return set(UnmetNeed.objects.values_list("need", "country", "region", "times"))


def test_a_search_without_result_is_counted_by_need_and_place_only(visitor):
    make_service("talk", country="FR")
    Synonym.objects.create(phrase="my boss", language="en").needs.set(
        type(Service.objects.first().needs.first()).objects.filter(code="workplace")
    )
    for _again in range(2):
        visitor.post("/resources/", {"country": "FR", "q": "my boss", "need": "legal"})
    visitor.post("/resources/", {"country": "TV"})
    visitor.post("/resources/", {"country": "TV", "page": "2"})
    visitor.get("/resources/", {"country": "KI"})  # an address: a program may have opened it
    assert counts() == {("legal", "FR", "", 2), ("workplace", "FR", "", 2), ("", "TV", "", 1)}
    assert UnmetNeed.objects.first().month.day == 1


def test_a_search_that_finds_something_is_not_counted_and_asks_nothing(django_assert_num_queries):
    make_service("talk")
    for params in (
        SearchParams(country="GB"),
        SearchParams(q="zzz"),
        SearchParams(country="GB", q="listens qqqq"),
    ):
        results = search(params)
        with django_assert_num_queries(0):
            unmet.record(params, results)
    assert counts() == set()


def test_a_database_that_cannot_be_written_does_not_matter(monkeypatch, visitor):
    monkeypatch.setattr(UnmetNeed._meta, "db_table", "no_such_table")
    make_service("talk")
    assert visitor.get("/resources/", {"country": "TV"}).status_code == 200
    assert Service.objects.count() == 1

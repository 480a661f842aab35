"""What the launch catalogue says to readers: in both languages, in plain and careful words."""

import json
import re

import pytest

from resources.crisis_lines import CONTENT
from resources.models.service_text import SAID

SERVICES = json.loads((CONTENT / "services.json").read_text(encoding="utf-8"))["services"]
# Words that label people or dwell on what was done. Names of services may hold them, so those are taken out first.
UNWANTED = re.compile(r"\b(victims?|v[íi]ctimas?|rapists?|violador(es)?|brutal|graphic)\b", re.IGNORECASE)
NAMES = re.compile(
    r"National Center for Victims of Crime|Iowa Victim Service Call Center|Victims of Crime Helpline"
)
MARKETING = re.compile(
    r"\b(leading|world-class|premier|innovative|state-of-the-art|passionate)\b", re.IGNORECASE
)
TECHNICAL = re.compile(r"github|repositor|data\.js|commit\b|first party", re.IGNORECASE)


def test_every_listing_says_in_spanish_what_it_says_in_english():
    missing = [
        f"{service['slug']}: {field}"
        for service in SERVICES
        for field in SAID
        if field != "name" and bool(service[field]) != bool(service["translations"].get("es", {}).get(field))
    ]
    assert missing == []


@pytest.mark.parametrize("unwanted", [UNWANTED, MARKETING], ids=["labels", "marketing"])
def test_no_text_for_readers_holds_a_word_that_labels_or_sells(unwanted):
    found = [
        f"{service['slug']}: {text}"
        for service in SERVICES
        for text in _texts(service)
        if unwanted.search(NAMES.sub("", text))
    ]
    assert found == []


def test_descriptions_are_short():
    assert [s["slug"] for s in SERVICES if len(s["description"]) > 300] == []


def test_titles_of_sources_are_in_words_a_reader_knows():
    titles = [(s["slug"], source["title"]) for s in SERVICES for source in s["sources"]]
    assert [row for row in titles if TECHNICAL.search(row[1])] == []


def test_a_published_listing_names_its_sources():
    assert [s["slug"] for s in SERVICES if s["confidence"] != "low" and not s["sources"]] == []


def _texts(service):
    fields = [field for field in SAID if field != "name"]
    rows = [service, *service["translations"].values()]
    yield from (row[field] for row in rows for field in fields if row.get(field))
    yield from (contact["note"] for contact in service["contacts"] if contact["note"])

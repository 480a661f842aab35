"""What the launch catalogue says to readers: in both languages, in plain and careful words."""

import json
import re

import pytest
from django.utils import translation

from resources import channels
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
# Words that stand in buttons beside a number, outside names of services.
ENGLISH = re.compile(
    r"\b(office|option|then|press|leave|voice|free|area|from|website|page|[Ss]tatewide|[Rr]eport(ing)?|[Ff]orm|search|"
    r"[Cc]reate|[Ff]ind|courses?|counselling|support(?!@)|legal help|and|or|on|in)\b"
)
SPANISH = re.compile(
    r"\b(opci[óo]n|l[íi]nea|estatal|env[íi]e?a?|oficina|luego|marca|deja|gratis)\b", re.IGNORECASE
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


def contacts():
    return [(service["slug"], contact) for service in SERVICES for contact in service["contacts"]]


def test_every_note_beside_a_number_is_in_spanish_too():
    missing = [
        f"{slug}: {contact['note']}"
        for slug, contact in contacts()
        if bool(contact["note"]) != bool(contact["translations"].get("es", {}).get("note"))
    ]
    assert missing == []


def test_a_note_in_spanish_holds_the_figures_of_the_english_one():
    other = [
        f"{slug}: {contact['note']}"
        for slug, contact in contacts()
        if contact["note"] and _figures(contact["note"]) != _figures(contact["translations"]["es"]["note"])
    ]
    assert other == []


def test_no_button_speaks_the_other_language():
    found = []
    for slug, contact in contacts():
        spanish = contact["translations"].get("es", {}).get("display", contact["display"])
        with translation.override("en"):
            english = channels.button(contact["channel"], contact["value"], contact["display"])
        with translation.override("es"):
            spanish = channels.button(contact["channel"], contact["value"], spanish)
        found += [slug for text, foreign in ((english, SPANISH), (spanish, ENGLISH)) if foreign.search(text)]
    assert found == []


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
    for contact in service["contacts"]:
        yield from (row["note"] for row in (contact, *contact["translations"].values()) if row.get("note"))


def _figures(text):
    return sorted(re.findall(r"\d+", text))

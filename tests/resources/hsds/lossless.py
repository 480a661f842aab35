"""What a reader sees of a service, taken from the rows and, independently, read back out of an HSDS record."""

import csv
import io
import json
import zipfile

from config.safety.csv_cells import unguard
from resources.hsds import export, reach
from resources.hsds.schema import CSV_FILES, NESTED, OBJECTS
from resources.models import contact_text
from resources.models.service_text import SAID

CONTACT = ("channel", "value", "display", "hours_osm", "timezone", "note", "checked_how")
FLAGS = ("confidential", "anonymous", "free")


def seen(service):
    """From the rows."""
    return {
        **{n: getattr(service, n) for n in ("slug", "name", "alternate_name", "description", "kind", "website")},
        **{n: getattr(service, n) for n in ("status", "country", "region", "cost_free")},
        **{n: getattr(service, n) for n in ("what_to_expect", "not_for", "public_note")},
        "compiled_on": str(service.compiled_on),
        "assured_date": str(service.assured_date or ""),
        "organization": (str(service.organization_id), service.organization.name, service.organization.description),
        "organization_website": service.organization.website,
        "needs": sorted(term.code for term in service.needs.all()),
        "audiences": sorted(term.code for term in service.audiences.all()),
        "languages": sorted(language.code for language in service.languages.all()),
        "sources": list(dict.fromkeys((s.title, s.url) for s in service.sources.all())),
        "texts": texts(service, SAID),
        "contacts": [
            {
                "id": str(contact.pk),
                **{name: getattr(contact, name) for name in (*CONTACT, *FLAGS)},
                "second_checked": contact.second_checked,
                "checked_on": str(contact.checked_on or ""),
                "languages": sorted(language.code for language in contact.languages.all()),
                "texts": texts(contact, contact_text.SAID),
            }
            for contact in service.contacts.all()
        ],
    }  # fmt: skip


def texts(row, names):
    return {(t.language, n): getattr(t, n) for t in row.texts.all() for n in names if getattr(t, n)}


def translations(record):
    found = [a for a in record.get("attributes", []) if a["link_type"] == "translation"]
    return {tuple(a["label"].split(":")): a["value"] for a in found}


def read_back(record):
    """From the record."""
    own = facts(record)
    area = record["service_areas"][0]["extent"]
    cost = {"free": True, "not free": False}.get(record.get("cost_options", [{}])[0].get("option"))
    organization = record["organization"]
    told = organization["description"]
    codes = [
        (a["link_type"], a["taxonomy_term"]["code"].split(":")[1])
        for a in record["attributes"]
        if "taxonomy_term" in a
    ]
    return {
        "slug": own["slug"],
        "name": record["name"],
        "alternate_name": record.get("alternate_name", ""),
        "description": record["description"],
        "kind": next(code for link, code in codes if link == "kind"),
        "website": own.get("website", record.get("url", "")),
        "status": record["status"],
        "country": "" if area == export.WORLD else area.partition("-")[0],
        "region": area if "-" in area else "",
        "cost_free": cost,
        "what_to_expect": record.get("application_process", ""),
        "not_for": record.get("eligibility_description", "").removeprefix(export.NOT_FOR),
        "public_note": record.get("alert", ""),
        "compiled_on": own["compiled_on"],
        "assured_date": record.get("assured_date", ""),
        "organization": (organization["id"], organization["name"], "" if told == export.NO_DESCRIPTION else told),
        "organization_website": facts(organization).get("website", organization.get("website", "")),
        "needs": sorted(code for link, code in codes if link == "need"),
        "audiences": sorted(code for link, code in codes if link == "audience"),
        "languages": sorted(language["code"] for language in record.get("languages", [])),
        "sources": [(a["label"], a.get("value", "")) for a in record["attributes"] if a["link_type"] == "source"],
        "texts": translations(record),
        "contacts": contacts(record),
    }  # fmt: skip


def facts(record):
    return {a["label"]: a["value"] for a in record.get("attributes", []) if a["link_type"] == "property"}


def contacts(record):
    entries = [
        *((e, e["number"]) for e in record.get("phones", [])),
        *((e, e["url"]) for e in record.get("additional_urls", [])),
        *((e, e.get("email", "")) for e in record.get("contacts", [])),
    ]
    return [_contact(*pair) for pair in sorted(entries, key=lambda pair: int(facts(pair[0])["position"]))]


def _contact(entry, value):
    own = facts(entry)
    word, note = own.get("word", ""), own.get("note", entry.get("description", ""))
    if word:
        note = note.removeprefix(reach.texting(word, value)).removeprefix(" ")
        value = f"{value}:{word}"
    shown = entry.get("label") or entry.get("name") or entry.get("number") or entry.get("email")
    spoken = own.get("languages", "").split(",") if "languages" in own else []
    return {
        "id": entry["id"],
        **{name: own.get(name, "") for name in CONTACT},
        "value": own.get("value", value),
        "display": own.get("display", shown),
        "note": note,
        **{name: {"true": True, "false": False}.get(own.get(name)) for name in FLAGS},
        "second_checked": own.get("second_checked") == "true",
        "checked_on": own.get("checked_on", ""),
        "languages": sorted([*spoken, *(language["code"] for language in entry.get("languages", []))]),
        "texts": translations(entry),
    }


def from_zip(body):
    """The services of the tables, nested again: what a reader of the zip gets."""
    tables = {}
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for thing, name in CSV_FILES.items():
            lines = csv.DictReader(io.TextIOWrapper(archive.open(name), encoding="utf-8", newline=""))
            tables[thing] = [_typed(thing, line) for line in lines]
    return [nest("service", row, tables) for row in tables["service"]]


def _typed(thing, line):
    row = {}
    for field in OBJECTS[thing]:
        text = line[field.column]
        if text:
            row[field.name] = (
                json.loads(text)
                if field.type == "number"
                else unguard(text)
                if field.type == "string"
                else text
            )
    return row


def nest(thing, row, tables):
    """One row with what hangs on it, in the order of the lines. A reference becomes the record it names."""
    record = dict(row)
    for key, (child, many) in NESTED.get(thing, {}).items():
        if not many:
            named = record.pop(f"{child}_id", None)
            if thing == "attribute" and record["link_type"] in (
                "property",
                "source",
                "verification",
                "translation",
            ):
                record["taxonomy_term_id"] = named
                continue
            found = [nest(child, other, tables) for other in tables[child] if other["id"] == named]
            record |= {key: found[0]} if found else {}
            continue
        if key in ("services", "locations"):
            continue
        name = "link_id" if child == "attribute" else f"{thing}_id"
        mine = [other for other in tables[child] if other.get(name) == row["id"]]
        below = [nest(child, _without(other, name), tables) for other in mine]
        record |= {key: below} if below else {}
    return _without(record, "taxonomy_id") if thing == "taxonomy_term" else record


def _without(row, *names):
    return {
        name: value for name, value in row.items() if name not in (*names, "link_entity", "taxonomy_detail")
    }

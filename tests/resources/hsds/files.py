"""Files from partners, made for tests."""

import csv
import io
import json
import zipfile
from uuid import NAMESPACE_URL, uuid5

from django.apps import apps
from django.db import connection

from resources import search_index
from resources.models import SearchCodes, SearchRow, SearchWord, search_tokens

SERVICE = "5b2f1a52-7c1e-4d8e-9f10-0a1b2c3d4e5f"
WATCHED = ("resources", "auth")
DERIVED = (SearchRow, SearchCodes, SearchWord)  # made from the rest; `searched` says whether they are right


def key(name):
    return str(uuid5(NAMESPACE_URL, name))


def service(name="Harbour House", **fields):
    """A right HSDS service of another publisher."""
    return {
        "id": key(name),
        "name": name,
        "description": "Listens to people who were hurt.",
        "url": "https://harbour.example.org/",
        "status": "active",
        "last_modified": "2026-11-01T10:00:00Z",
        "organization": {"id": key(f"org {name}"), "name": f"{name} Trust", "description": "A charity."},
        "phones": [{"id": key(f"phone {name}"), "number": "+44 20 7946 0000", "type": "voice"}],
        **fields,
    }


def as_json(data):
    return io.BytesIO(json.dumps(data).encode())


def as_lines(rows):
    return io.BytesIO("\n".join(json.dumps(row) for row in rows).encode())


def table(rows, columns=None):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_zip(members, *, compression=zipfile.ZIP_DEFLATED):
    """`members`: name to text or bytes."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    raw.seek(0)
    return raw


def tables(**changed):
    """A right zip of one service with its organisation and phone; `changed`: tables by name, None leaves one out."""
    members = {
        "services": [
            {
                "id": SERVICE, "organization_id": key("org"), "name": "Harbour House", "status": "active",
                "description": "Listens.", "url": "https://harbour.example.org/", "assured_date": "2026-10-01",
            }
        ],
        "organizations": [{"id": key("org"), "name": "Harbour Trust", "description": "A charity."}],
        "phones": [{"id": key("phone"), "service_id": SERVICE, "number": "+44 20 7946 0000", "type": "voice"}],
    }  # fmt: skip
    members |= changed
    return {
        f"{name}.csv": rows if isinstance(rows, str | bytes) else table(rows)
        for name, rows in members.items()
        if rows is not None
    }


def everything(*without):
    """Every row of the directory and of its staff, as comparable text; `without`: columns such as last_modified."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        watched = model._meta.app_label in WATCHED and model not in DERIVED
        if watched and not model.__name__.startswith("Import"):
            link = model._meta.auto_created  # the number of a bare link means nothing
            columns = [
                f.attname
                for f in model._meta.concrete_fields
                if f.name not in without and not (link and f.primary_key)
            ]
            found[model._meta.label] = sorted(map(str, model._base_manager.values_list(*columns)))
    return found


def searched():
    """What the search holds, by slug: filters, order and words. Fails when it is behind the directory."""
    assert search_index.behind() == []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, words FROM {search_tokens.TABLE}")
        tokens = {key: str(words) for key, words in cursor.fetchall()}
    rows = list(SearchRow.objects.select_related("service", "codes"))
    assert {row.pk for row in rows} == set(tokens)
    plain = [f.name for f in SearchRow._meta.fields if f.name not in ("id", "service", "codes", "modified")]
    return {
        row.service.slug: (str(row.codes), tokens[row.pk], *(getattr(row, name) for name in plain))
        for row in rows
    }

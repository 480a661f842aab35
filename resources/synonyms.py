"""Brings what people type, `content/synonyms.json`, into the table that editors look after; never over their work.

The file: {"meanings": [{"means", "needs", "audiences", "words", "en": [phrases], "es": [phrases]}]}. One row a phrase.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from config.content import LoadReport, decide, fingerprint
from resources import search_index, words
from resources.models import Synonym, TaxonomyTerm

PATH = Path(__file__).parent / "content" / "synonyms.json"
LANGUAGES = ("en", "es")
Record = dict[str, Any]


class Faults(ValueError):
    """The file cannot be loaded; the message names every fault."""


def read(path: Path = PATH) -> list[Record]:
    """One record a phrase: phrase, language, words, codes ("need:legal"). Raises Faults."""
    try:
        meanings = json.loads(path.read_text(encoding="utf-8"))["meanings"]
        records = [record for meaning in meanings for record in _records(meaning)]
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Faults(f"The file does not have the form of synonyms.json: {error!r}.") from None
    faults, seen = [], set()
    for record in records:
        name = (record["language"], record["phrase"])
        if name in seen:
            faults.append(f"{name[1]!r} stands there twice.")
        if not words.anchor(record["phrase"], record["language"]):
            faults.append(f"{name[1]!r} has no word that says what it is about.")
        seen.add(name)
    if faults:
        raise Faults(" ".join(faults))
    return records


def _records(meaning: Record) -> Iterator[Record]:
    codes = [f"need:{code}" for code in meaning["needs"]]
    codes += [f"audience:{code}" for code in meaning["audiences"]]
    for language in LANGUAGES:
        for phrase in meaning[language]:
            yield {"phrase": phrase, "language": language, "words": meaning["words"], "codes": sorted(codes)}


@transaction.atomic
def load(path: Path = PATH) -> LoadReport:
    """Load the phrases. Needs the needs and audiences of the catalogue. Raises Faults, and then nothing is written."""
    records, report = read(path), LoadReport()
    terms = {f"{term.taxonomy}:{term.code}": term.pk for term in TaxonomyTerm.objects.all()}
    unknown = {code for record in records for code in record["codes"]} - set(terms)
    if unknown:
        raise Faults(f"Not known: {', '.join(sorted(unknown))}.")
    rows = {(row.language, row.phrase): row for row in Synonym.objects.prefetch_related("needs")}
    made, changed = [], []
    for record in records:
        row = rows.pop((record["language"], record["phrase"]), None)
        incoming = fingerprint(record)
        if row is None:
            made.append((_filled(Synonym(), record), record))
            report.created.append(record["phrase"])
            continue
        verdict = decide(row.loaded_fingerprint, fingerprint(record_of(row)), incoming)
        lists = {"unchanged": report.unchanged, "change": report.changed, "keep": report.kept}
        lists[verdict].append(record["phrase"])
        if verdict == "change" or (verdict == "unchanged" and row.loaded_fingerprint != incoming):
            changed.append((_filled(row, record), record))
    Synonym.objects.bulk_create([row for row, _record in made])
    Synonym.objects.bulk_update(
        [row for row, _record in changed], ["words", "anchor", "loaded_fingerprint"], batch_size=200
    )
    _link([*made, *changed], terms)
    report.missing = sorted(row.phrase for row in rows.values() if row.loaded_fingerprint)
    index([row for row, _record in [*made, *changed]])
    return report


def record_of(row: Synonym) -> Record:
    """The record that a row would have come from. Whether it is in use is the editor's, not the file's."""
    codes = sorted(f"{term.taxonomy}:{term.code}" for term in row.needs.all())
    return {"phrase": row.phrase, "language": row.language, "words": row.words, "codes": codes}


def index(rows: list[Synonym]) -> None:
    """Words of phrases may be mistyped as those of names."""
    search_index.index_words(token for row in rows for token in words.content(words.tokens(row.phrase)))


def _filled(row: Synonym, record: Record) -> Synonym:
    row.phrase, row.language, row.words = record["phrase"], record["language"], record["words"]
    row.anchor = words.anchor(row.phrase, row.language)
    row.loaded_fingerprint = fingerprint(record)
    return row


def _link(pairs: list[tuple[Synonym, Record]], terms: dict[str, Any]) -> None:
    through = Synonym.needs.through
    through.objects.filter(synonym__in=[row for row, _record in pairs]).delete()
    through.objects.bulk_create(
        [
            through(synonym_id=row.pk, taxonomyterm_id=terms[code])
            for row, record in pairs
            for code in record["codes"]
        ],
        batch_size=500,
    )

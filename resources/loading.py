"""Brings the catalogue into the database: all of it or nothing, and never over an editor's work."""

from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils import translation

from config.content import LoadReport, decide, fingerprint
from config.database.planner import rows_came
from resources import catalogue_rows, tombstones, vocabulary
from resources.identity import identify
from resources.models import Language, Publication, Service, TaxonomyTerm
from resources.records import Record, parse

PATH = Path(__file__).parent / "content" / "services.json"


@dataclass
class CatalogueReport(LoadReport):
    """Also the numbers, counted in the database after loading, and what the file alone would give."""

    total: int = 0
    published: int = 0
    file_total: int = 0
    file_published: int = 0
    stopped: list[str] = field(default_factory=list)  # on the do-not-list: services, and "slug: value"

    def lines(self) -> list[str]:
        text = [*super().lines(), self._numbers(self.total, self.published)]
        if (self.total, self.published) != (self.file_total, self.file_published):
            text.append(f"The file by itself gives {self._numbers(self.file_total, self.file_published)}")
        if self.stopped:
            text.append(
                f"{len(self.stopped)} are on the do-not-list and stay away: {', '.join(self.stopped)}."
            )
        return text

    @staticmethod
    def _numbers(total: int, published: int) -> str:
        return f"{total} services: {published} published, {total - published} drafts."


def load(path: Path = PATH) -> CatalogueReport:
    """Load the catalogue. Raises records.Faults, and then nothing has been written."""
    catalogue = parse(path.read_text(encoding="utf-8"))
    report = CatalogueReport()
    with transaction.atomic():
        load_vocabulary()
        rows = list(
            Service.objects.select_related("organization").prefetch_related(*catalogue_rows.RECORD_PARTS)
        )
        pairs, new = _match(rows, catalogue.records)
        matched = {row.pk for row, _record in pairs}
        pairs = _without_stopped(pairs, report)
        verdicts = [(row, record, _compare(row, record, report)) for row, record in pairs]
        catalogue_rows.create(new)
        catalogue_rows.change([(row, record) for row, record, verdict in verdicts if verdict == "change"])
        marked = [row for row, _record, verdict in verdicts if verdict == "mark"]
        Service.objects.bulk_update(marked, ["loaded_fingerprint"])
        report.created = [record["slug"] for record in new]
        written = [row.pk for row, _record, verdict in verdicts if verdict == "change"]
        written += [identify("service", slug) for slug in report.created]
        report.stopped += tombstones.keep_hidden(written) if written else []
        report.missing = sorted(row.slug for row in rows if row.loaded_fingerprint and row.pk not in matched)
        _count(report, catalogue.records)
        if written:
            rows_came(apps.get_app_config("resources").get_models())
    return report


def _match(rows: list[Service], records: list[Record]) -> tuple[list[tuple[Service, Record]], list[Record]]:
    """Rows with their records, and records without a row. By slug, then by identifier: a slug can be edited."""
    by_slug = {row.slug: row for row in rows}
    by_id = {row.pk: row for row in rows}
    pairs, new = [], []
    for record in records:
        slug = record["slug"]
        row = by_slug.get(slug) or by_id.get(identify("service", slug))
        if row:
            pairs.append((row, record))
        else:
            new.append(record)
    return pairs, new


def _without_stopped(
    pairs: list[tuple[Service, Record]], report: CatalogueReport
) -> list[tuple[Service, Record]]:
    """A service on the do-not-list is left as it is, whatever the file says."""
    stopped = tombstones.blocked_services(row.pk for row, _record in pairs)
    report.stopped = sorted(row.slug for row, _record in pairs if row.pk in stopped)
    return [(row, record) for row, record in pairs if row.pk not in stopped]


def load_vocabulary() -> None:
    """Needs, audiences and languages that the code knows; what an editor added stays."""
    with translation.override("en"):
        terms = [
            TaxonomyTerm(
                id=identify("term", taxonomy, code),
                taxonomy=taxonomy,
                code=code,
                name=str(label),
                position=place,
            )
            for taxonomy, labels in vocabulary.TERMS.items()
            for place, (code, label) in enumerate(labels.items(), start=1)
        ]
    languages = [Language(code=code, name=names["en"]) for code, names in vocabulary.languages().items()]
    if TaxonomyTerm.objects.filter(pk__in=[term.pk for term in terms]).count() < len(terms):
        TaxonomyTerm.objects.bulk_create(terms, ignore_conflicts=True)
    if Language.objects.filter(pk__in=[language.pk for language in languages]).count() < len(languages):
        Language.objects.bulk_create(languages, ignore_conflicts=True)


def _compare(row: Service, record: Record, report: LoadReport) -> str:
    """ "change", "mark" (an editor wrote what the file says now), or "" when nothing is to be done."""
    incoming = fingerprint(record)
    verdict = decide(row.loaded_fingerprint, fingerprint(catalogue_rows.record_of(row)), incoming)
    lists = {"unchanged": report.unchanged, "change": report.changed, "keep": report.kept}
    lists[verdict].append(row.slug)
    if verdict == "unchanged" and row.loaded_fingerprint != incoming:
        row.loaded_fingerprint = incoming
        return "mark"
    return verdict if verdict == "change" else ""


def _count(report: CatalogueReport, records: list[Record]) -> None:
    report.total = Service.objects.count()
    report.published = Service.objects.filter(publication=Publication.PUBLISHED).count()
    report.file_total = len(records)
    report.file_published = sum(not catalogue_rows.draft_reason(record) for record in records)

"""Where the directory has gaps: figures for editors, as tables that a page and a file can both show.

Seven queries in all, however large the directory is. Only services that readers can see count as there.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.chrome import crisis
from resources.areas import EU, TERRITORIES, WIDER, wider_than
from resources.models import Contact, Service, TaxonomyTerm
from resources.models.contact import months_before
from resources.vocabulary import NEEDS, term_label

MOST = 300  # rows of a table that can grow without end; the title says how many there are
Cell = str | int
UNMET: str = "resources.UnmetNeed"  # the search counts there; without it the table is empty


@dataclass(frozen=True)
class Row:
    """One line of a table. `service`: the draft that it is about."""

    cells: Sequence[Cell]
    service: UUID | None = None


@dataclass(frozen=True)
class Table:
    """`key` names the file. `hint` says what the figures mean. `share`: the last cell is a share of 100.

    `zeros`: a zero is a gap. `total`: how many rows there would be without MOST.
    """

    key: str
    title: str
    hint: str
    columns: Sequence[str]
    rows: Sequence[Row] = field(default_factory=list)
    share: bool = False
    zeros: bool = False
    total: int = -1

    @property
    def count(self) -> int:
        return self.total if self.total >= 0 else len(self.rows)


def unmet() -> Table:
    """Needs that people looked for and found nothing, most often first. Counted by month, without any word typed."""
    columns = (_("Need"), _("Country"), _("Part"), _("Times"), _("Last month"))
    table = Table("unmet", _("Asked for, and nothing found"), _("What people chose in the filters."), columns)
    try:
        model = apps.get_model(UNMET)
    except LookupError:
        return table
    rows = (
        model._default_manager.values("need", "country", "region")
        .annotate(all_times=Sum("times"), last=Max("month"))
        .order_by("-all_times", "need", "country", "region")
    )
    lines = [
        Row((
            str(term_label("need", row["need"], row["need"])) if row["need"] else _("Anything"),
            crisis.place_name(row["country"]) if row["country"] else _("No country chosen"),
            crisis.place_name(row["region"]) if row["region"] else "",
            row["all_times"],
            str(row["last"]),
        ))
        for row in rows[:MOST]
    ]  # fmt: skip
    return Table(table.key, table.title, table.hint, columns, lines)


def countries() -> Table:
    """Countries without a single service of their own, and what people there are shown instead."""
    seen = Q(publication="published", status="active")
    draft = Q(publication="draft", status="active")
    there: dict[str, tuple[int, int]] = {}
    grouped = Service.objects.order_by().values("country", "region")
    for row in grouped.annotate(seen=Count("pk", filter=seen), drafts=Count("pk", filter=draft)):
        for code in _places(row["country"], row["region"]):
            had = there.get(code, (0, 0))
            there[code] = (had[0] + row["seen"], had[1] + row["drafts"])
    lines = [
        Row((place.name, drafts, sum(there.get(code, (0, 0))[0] for code in wider_than(place.code))))
        for place in crisis.countries()
        for seen_here, drafts in [there.get(place.code, (0, 0))]
        if not seen_here
    ]
    return Table(
        "countries",
        _("Countries with nothing, or only worldwide services"),
        _(
            "Drafts could become the first service of a country. Wider services are for the world or the Union."
        ),
        (_("Country"), _("Drafts"), _("Wider services")),
        lines,
    )


def _places(country: str, region: str) -> tuple[str, ...]:
    """Codes that a service counts for: people look for a territory as a country, the catalogue has it as a region."""
    territory = next((code for code, part in TERRITORIES.items() if part == region), None)
    return (country, territory) if territory else (country,)


def lines() -> Table:
    """Countries whose help strip has no main line, or one for a part of the country only. From the file; no query."""
    rows = []
    for place in crisis.countries():
        line = crisis.crisis_for(place.code).line
        if line is None:
            rows.append(Row((place.name, _("No line"))))
        elif line.covers:
            rows.append(
                Row((place.name, _("Only for %(area)s: %(name)s") % {"area": line.covers, "name": line.name}))
            )
    return Table(
        "lines",
        _("Countries without a line for the whole country in the help strip"),
        _("The strip stands on every page."),
        (_("Country"), _("In the strip")),
        rows,
    )


def needs() -> Table:
    """Services per need for every country that has services. A zero is a gap."""
    codes = [*NEEDS, *_added_needs()]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    grouped = Service.objects.published().order_by().values("country", "needs__code")
    for row in grouped.annotate(count=Count("pk")):
        counts[row["country"]][row["needs__code"]] = row["count"]
    named = sorted((code in WIDER, _country(code), code) for code in counts)
    return Table(
        "needs",
        _("Needs in every country that has services"),
        _("How many services. Zero is a gap. Wider services are not counted in."),
        (_("Country"), *(str(term_label("need", code, code)) for code in codes)),
        [Row((name, *(counts[code].get(need, 0) for need in codes))) for _wide, name, code in named],
        zeros=True,
    )


def _added_needs() -> list[str]:
    added = TaxonomyTerm.objects.filter(taxonomy="need").exclude(code__in=NEEDS)
    return list(added.order_by("position", "code").values_list("code", flat=True))


def _country(code: str) -> str:
    return {"": _("Worldwide"), EU: _("European Union")}.get(code) or crisis.place_name(code)


# How sure we are of a contact, from best to worst; every contact is in exactly one of them.
STATES: Mapping[str, str | Promise] = {
    "fresh": gettext_lazy("Confirmed by us"),
    "amber": gettext_lazy("Confirmed by us, long ago"),
    "never": gettext_lazy("Never confirmed by us"),
    "old": gettext_lazy("Not shown: nobody looked for too long"),
    "hidden": gettext_lazy("Not shown: hidden by us"),
}


def contacts(today: date | None = None) -> Table:
    """How many contacts of published services are in each of STATES, and which share of 100 that is."""
    today = today or timezone.localdate()
    amber = months_before(today, settings.AMBER_AFTER_MONTHS)
    hide = months_before(today, settings.HIDE_AFTER_MONTHS)
    shown = Q(hidden="", since__gt=hide)
    rules = {
        "fresh": shown & Q(checked_on__gt=amber),
        "amber": shown & Q(checked_on__lte=amber),
        "never": shown & Q(checked_on__isnull=True),
        "old": Q(hidden="", since__lte=hide),
        "hidden": ~Q(hidden=""),
    }
    every = Contact.objects.with_since().filter(service__publication="published", service__status="active")
    counts = every.aggregate(**{name: Count("pk", filter=rule) for name, rule in rules.items()})
    total = sum(counts.values())
    return Table(
        "contacts",
        _("How sure we are of numbers and links"),
        _("Of %(count)d contacts of published services.") % {"count": total},
        (_("State"), _("Contacts"), _("Share")),
        [
            Row((str(label), counts[name], round(100 * counts[name] / (total or 1))))
            for name, label in STATES.items()
        ],
        share=True,
    )


def drafts() -> Table:
    """Services that readers do not see, and why, by reason."""
    held = Service.objects.filter(publication="draft").order_by("draft_reason", "name", "slug")
    rows = [
        Row((reason, name, _country(country)), pk)
        for pk, name, country, reason in held.values_list("pk", "name", "country", "draft_reason")[:MOST]
    ]
    columns = (_("Why"), _("Service"), _("Country"))
    return Table(
        "drafts", _("Drafts, and why"), _("Readers do not see these."), columns, rows, total=held.count()
    )


TABLES: Mapping[str, Callable[[], Table]] = {
    "unmet": unmet,
    "countries": countries,
    "lines": lines,
    "needs": needs,
    "contacts": contacts,
    "drafts": drafts,
}


def tables() -> list[Table]:
    """Every table, in the order of the page."""
    return [build() for build in TABLES.values()]

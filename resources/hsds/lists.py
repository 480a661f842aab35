"""The lists of the API: which rows meet the parameters, and how one entry looks. Queries do not grow with the page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from resources.hsds import catalogue, export, terms
from resources.hsds.parameters import PER_PAGE, BadParameter
from resources.hsds.terms import Record
from resources.models import Organization, Service, ServiceAtLocation, TaxonomyTerm
from resources.models.service_queries import ServiceQuerySet, through
from resources.vocabulary import Kind

Rows = QuerySet[Any] | Sequence[Any]
PAGED = ("search", "page", "per_page", "format")
BY_TERM = ("taxonomy_term_id", "taxonomy_id")


@dataclass(frozen=True)
class Listing:
    """`find`: parameters to rows in a fixed order; `entry`: a row as the parameters want it. `thing`: schema name."""

    thing: str
    parameters: tuple[str, ...]
    find: Callable[[Record], Rows]
    entry: Callable[[Any, Record], Record]
    one: Callable[[Any, Record], Record | None]
    one_parameters: tuple[str, ...] = ()


def page(listing: Listing, asked: Record) -> Record:
    """One HSDS page."""
    rows = listing.find(asked)
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    size = max(total, 1) if asked.get("minimal") and not asked["sized"] else asked.get("per_page", PER_PAGE)
    number, pages = asked["page"], -(-total // size)
    contents = [listing.entry(row, asked) for row in rows[(number - 1) * size : number * size]]
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def everything(listing: Listing, asked: Record) -> Iterator[Record]:
    """Every entry, without pages."""
    rows = listing.find(asked)  # now, not with the first line: a bad parameter must still be refused
    all_rows = catalogue.batches(rows) if isinstance(rows, QuerySet) else iter(rows)
    return (listing.entry(row, asked) for row in all_rows)


# --- services --------------------------------------------------------------------------------------------
def _services(asked: Record) -> ServiceQuerySet:
    """What is gone has nothing to search in and no terms, so it only shows where nobody asks for either."""
    narrowed = asked["search"] or asked["taxonomy_term_id"] or asked["taxonomy_id"]
    rows = (
        _with_terms(catalogue.listed(), asked).mentioning(*asked["search"])
        if narrowed
        else catalogue.exported()
    )
    if asked.get("organization_id"):
        rows = rows.filter(organization_id=asked["organization_id"])
    if asked.get("modified_after"):
        rows = rows.filter(last_modified__gte=asked["modified_after"])
    return rows.order_by("last_modified", "pk")


def _services_read(asked: Record) -> ServiceQuerySet:
    return catalogue.whole(_services(asked)) if asked["full"] else catalogue.basic(_services(asked))


def _service(row: Service, asked: Record) -> Record:
    if asked.get("minimal"):
        return export.service_minimal(row)
    return export.service_full(row) if asked.get("full") else export.service_basic(row)


def _with_terms(rows: Any, asked: Record) -> Any:
    """Services with a term and with any term of a taxonomy."""
    if asked["taxonomy_term_id"]:
        rows = rows.filter(_has_term(asked["taxonomy_term_id"]))
    if asked["taxonomy_id"]:
        code = next(
            (code for code in terms.TAXONOMIES if terms.taxonomy_id(code) == asked["taxonomy_id"]), ""
        )
        link = {"need": Service.needs, "audience": Service.audiences}.get(code)
        if link:
            rows = rows.filter(pk__in=through(link))
        elif not code:
            rows = (
                rows.none()
            )  # every service has a kind and properties; nothing has a term of an unknown taxonomy
    return rows


def _has_term(identifier: Any) -> Q:
    kinds = {terms.term_id("kind", code): code for code in Kind.values}
    if identifier in kinds:
        return Q(kind=kinds[identifier])
    if identifier in {terms.term_id("property", code) for code in terms.PROPERTIES}:
        raise BadParameter(
            "taxonomy_term_id", "must be a need, an audience or a kind; this one is a property."
        )
    links = (through(link, taxonomyterm_id=identifier) for link in (Service.needs, Service.audiences))
    needs, audiences = links
    return Q(pk__in=needs) | Q(pk__in=audiences)


# --- organizations ---------------------------------------------------------------------------------------
def _organizations(asked: Record) -> QuerySet[Organization]:
    rows = catalogue.organizations()
    for word in asked["search"]:
        rows = rows.filter(Q(name__icontains=word) | Q(description__icontains=word))
    if asked["taxonomy_term_id"] or asked["taxonomy_id"]:
        rows = rows.filter(pk__in=_with_terms(catalogue.listed(), asked).values("organization_id"))
    rows = rows.order_by("pk")
    return _organization_read(rows, asked) if asked["full"] or asked["full_service"] else rows


def _organization_read(rows: QuerySet[Organization], asked: Record) -> QuerySet[Organization]:
    services = catalogue.exported().order_by("pk")
    services = catalogue.whole(services) if asked["full_service"] else catalogue.basic(services)
    places = catalogue.public_places().order_by("pk")
    return rows.prefetch_related(
        Prefetch("services", queryset=services, to_attr="going_out"),
        Prefetch("locations", queryset=places, to_attr="public_places"),
    )


def _organization(row: Any, asked: Record) -> Record:
    if not (asked.get("full") or asked["full_service"]):
        return export.organization(row)
    build = export.service_full if asked["full_service"] else export.service_minimal
    services = [build(service) for service in row.going_out]
    for service in services:
        service.pop("organization", None)
    return export.organization_full(row, services, row.public_places)


# --- services at places ----------------------------------------------------------------------------------
def _at_locations(asked: Record) -> QuerySet[ServiceAtLocation]:
    """The search looks at services only: what a place says about itself must not be found out by searching."""
    services = _services(asked).order_by()
    return _at_location_read(catalogue.at_locations().filter(service__in=services.values("pk")), asked)


def _at_location_read(rows: QuerySet[ServiceAtLocation], asked: Record) -> QuerySet[ServiceAtLocation]:
    services = Service.objects.all()
    services = catalogue.whole(services) if asked.get("full") else catalogue.basic(services)
    return catalogue.with_places(rows).prefetch_related(Prefetch("service", queryset=services)).order_by("pk")


def _at_location(row: ServiceAtLocation, asked: Record) -> Record:
    return (
        export.service_at_location_full(row) if asked.get("full") else export.service_at_location_basic(row)
    )


# --- taxonomies ------------------------------------------------------------------------------------------
def _taxonomies(asked: Record) -> list[Record]:
    return sorted(_matching(terms.taxonomies(), asked["search"]), key=lambda record: record["id"])


def _terms(asked: Record) -> list[Record]:
    rows = [terms.with_detail(record) for record in terms.all_terms(TaxonomyTerm.objects.all())]
    if asked["taxonomy_id"]:
        rows = [row for row in rows if row["taxonomy_id"] == str(asked["taxonomy_id"])]
    if asked["parent_id"]:
        rows = []
    return sorted(_matching(rows, asked["search"]), key=lambda record: record["id"])


def _matching(rows: list[Record], words: tuple[str, ...]) -> list[Record]:
    return [
        row
        for row in rows
        if all(word.casefold() in f"{row['name']} {row['description']}".casefold() for word in words)
    ]


# --- one record ------------------------------------------------------------------------------------------
def _one_service(identifier: Any, _asked: Record) -> Record | None:
    row = catalogue.whole(catalogue.exported()).filter(pk=identifier).first()
    return export.service_full(row) if row else None


def _one_organization(identifier: Any, asked: Record) -> Record | None:
    asked = {**asked, "full": True}
    row = _organization_read(catalogue.organizations(), asked).filter(pk=identifier).first()
    return _organization(row, asked) if row else None


def _one_at_location(identifier: Any, _asked: Record) -> Record | None:
    row = _at_location_read(catalogue.at_locations(), {"full": True}).filter(pk=identifier).first()
    return export.service_at_location_full(row) if row else None


def _one_taxonomy(identifier: Any, _asked: Record) -> Record | None:
    return next((record for record in terms.taxonomies() if record["id"] == str(identifier)), None)


def _one_term(identifier: Any, _asked: Record) -> Record | None:
    rows = terms.all_terms(TaxonomyTerm.objects.all())
    return next((terms.with_detail(row) for row in rows if row["id"] == str(identifier)), None)


def _as_it_is(row: Record, _asked: Record) -> Record:
    return row


SERVICE_PARAMETERS = (*PAGED, *BY_TERM, "organization_id", "modified_after")
LISTS: Mapping[str, Listing] = {
    "services": Listing(
        "service", (*SERVICE_PARAMETERS, "minimal", "full"), _services_read, _service, _one_service
    ),
    "organizations": Listing(
        "organization",
        (*PAGED, *BY_TERM, "full", "full_service"),
        _organizations,
        _organization,
        _one_organization,
        one_parameters=("full_service",),
    ),
    "service_at_locations": Listing(
        "service_at_location", (*SERVICE_PARAMETERS, "full"), _at_locations, _at_location, _one_at_location
    ),
    "taxonomies": Listing("taxonomy", PAGED, _taxonomies, _as_it_is, _one_taxonomy),
    "taxonomy_terms": Listing(
        "taxonomy_term", (*PAGED, "taxonomy_id", "top_only", "parent_id"), _terms, _as_it_is, _one_term
    ),
}

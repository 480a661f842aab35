"""The CSV tables of HSDS 3.1 that we read: their files, their columns, and what hangs on what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """`files`: names without .csv. `required`: columns without which the table says nothing. `columns`: all known."""

    files: tuple[str, ...]
    required: tuple[str, ...]
    columns: frozenset[str]


def _shape(files: str, required: str, others: str = "") -> Shape:
    return Shape(tuple(files.split()), tuple(required.split()), frozenset(f"{required} {others}".split()))


SHAPES = {
    "service": _shape(
        "services service",
        "id name status",
        "organization_id program_id alternate_name description url email interpretation_services application_process "
        "fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date "
        "assurer_email licenses alert last_modified",
    ),
    "organization": _shape(
        "organizations organization",
        "id name",
        "description alternate_name email website tax_status tax_id year_incorporated legal_status logo uri "
        "parent_organization_id",
    ),
    "location": _shape(
        "locations location",
        "id location_type",
        "url organization_id name alternate_name description transportation latitude longitude external_identifier "
        "external_identifier_type",
    ),
    "address": _shape(
        "addresses address",
        "id location_id address_1 city country",
        "attention address_2 region state_province postal_code address_type",
    ),
    "service_at_location": _shape(
        "service_at_location service_at_locations", "id service_id location_id", "description"
    ),
    "phone": _shape(
        "phones phone",
        "id number",
        "location_id service_id organization_id contact_id service_at_location_id extension type description",
    ),
    "url": _shape("url urls", "id url", "label organization_id service_id"),
    "contact": _shape(
        "contacts contact",
        "id",
        "organization_id service_id service_at_location_id location_id name title department email",
    ),
    "schedule": _shape(
        "schedules schedule",
        "id",
        "service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq "
        "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type "
        "notes",
    ),
    "language": _shape("languages language", "id", "service_id location_id phone_id name code note"),
    "service_area": _shape(
        "service_areas service_area",
        "id",
        "service_id service_at_location_id name description extent extent_type uri",
    ),
    "cost_option": _shape(
        "cost_options cost_option",
        "id service_id",
        "valid_from valid_to option currency amount amount_description",
    ),
    "attribute": _shape(
        "attributes attribute", "id link_id", "taxonomy_term_id link_type link_entity value label"
    ),
    "taxonomy_term": _shape(
        "taxonomy_terms taxonomy_term",
        "id name",
        "code description parent_id taxonomy language taxonomy_id term_uri",
    ),
    "taxonomy": _shape("taxonomies taxonomy", "id name", "description uri version"),
}

# Tables of the standard that hold nothing we could show.
PASSED_OVER = frozenset(
    {
        "accessibility", "funding", "metadata", "meta_table_description", "meta_table_descriptions",
        "organization_identifier", "organization_identifiers", "program", "programs", "required_document",
        "required_documents", "service_capacity", "service_capacities", "unit", "units",
    }
)  # fmt: skip

# (child, column): the table it points to. What hangs on a service is also nested under it, see NESTED.
LINKS = {
    ("phone", "service_id"): "service",
    ("phone", "organization_id"): "organization",
    ("phone", "location_id"): "location",
    ("phone", "contact_id"): "contact",
    ("phone", "service_at_location_id"): "service_at_location",
    ("url", "service_id"): "service",
    ("url", "organization_id"): "organization",
    ("contact", "service_id"): "service",
    ("schedule", "service_id"): "service",
    ("schedule", "location_id"): "location",
    ("schedule", "service_at_location_id"): "service_at_location",
    ("language", "service_id"): "service",
    ("language", "phone_id"): "phone",
    ("service_area", "service_id"): "service",
    ("cost_option", "service_id"): "service",
    ("service_at_location", "service_id"): "service",
    ("address", "location_id"): "location",
}
# One row of another table that a row names: (table, column) -> (table, key in the nested object).
NAMED = {
    ("service", "organization_id"): ("organization", "organization"),
    ("service_at_location", "location_id"): ("location", "location"),
    ("attribute", "taxonomy_term_id"): ("taxonomy_term", "taxonomy_term"),
    ("taxonomy_term", "taxonomy_id"): ("taxonomy", "taxonomy_detail"),
}
# (parent, child): the key of the list in the nested object.
NESTED = {
    ("service", "phone"): "phones",
    ("service", "url"): "additional_urls",
    ("service", "contact"): "contacts",
    ("service", "schedule"): "schedules",
    ("service", "language"): "languages",
    ("service", "service_area"): "service_areas",
    ("service", "cost_option"): "cost_options",
    ("service", "service_at_location"): "service_at_locations",
    ("service_at_location", "phone"): "phones",
    ("service_at_location", "schedule"): "schedules",
    ("location", "address"): "addresses",
    ("location", "phone"): "phones",
    ("location", "schedule"): "schedules",
    ("contact", "phone"): "phones",
    ("phone", "language"): "languages",
    ("organization", "phone"): "phones",
    ("organization", "url"): "additional_websites",
}
NUMBERS = {"latitude", "longitude", "minimum_age", "maximum_age", "timezone", "extension"}  # as JSON has them

"""The part of HSDS that we write and read, as data: objects, fields, files, and what nests in what.

Names, types and duties follow the published schemas of version 3.1, which are also those of 3.2. Every column of a
table is listed, also the ones that we leave empty: a reader of the files expects them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

API_VERSION = "3.2.3"
SCHEMA_VERSION = "3.1"
# Plain HSDS: we add no property of our own, so we need no profile of our own. What is ours are terms (docs/hsds.md).
PROFILE = "https://docs.openreferral.org/"

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
PLACES = ("physical", "postal", "virtual")
FREQUENCIES = ("WEEKLY", "MONTHLY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class FieldSpec:
    """One field of an object.

    `type`: uuid, string, number, uri, email, date (2026-11-20), datetime (with an offset) or time (10:00:00).
    `required`: in JSON and in CSV; `required_in_csv`: also the fields that nesting makes superfluous in JSON.
    `references`: the object whose id the value is.
    """

    name: str
    type: str = "string"
    required: bool = False
    required_in_csv: bool = False
    references: str = ""
    choices: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The column in the CSV file; HSDS uses one name for both forms."""
        return self.name


CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": STATUSES,
    "location_type": PLACES,
    "address_type": PLACES,
    "freq": FREQUENCIES,
    "wkst": DAYS,
}
# "name!" is required, "name+" in CSV only; ":type" when it is not a string; ">object" for a reference.
_FIELD = re.compile(r"(?P<name>\w+)(?P<duty>[!+]?)(:(?P<type>\w+))?(>(?P<object>\w+))?")


def _table(text: str) -> tuple[FieldSpec, ...]:
    rows = []
    for word in text.split():
        part = _FIELD.fullmatch(word)
        assert part, word  # noqa: S101 - a slip in the table below
        rows.append(
            FieldSpec(
                name=part["name"],
                type=part["type"] or ("uuid" if part["object"] else "string"),
                required=part["duty"] == "!",
                required_in_csv=bool(part["duty"]),
                references=part["object"] or "",
                choices=CHOICES.get(part["name"], ()),
            )
        )
    return tuple(rows)


OBJECTS: Mapping[str, tuple[FieldSpec, ...]] = {
    "organization": _table(
        "id!:uuid name! alternate_name description! email:email website:uri tax_status tax_id year_incorporated:number "
        "legal_status logo uri:uri parent_organization_id:uuid"
    ),
    "service": _table(
        "id!:uuid organization_id+>organization program_id:uuid name! alternate_name description url:uri email:email "
        "status! interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses "
        "alert last_modified:datetime"
    ),
    "location": _table(
        "id!:uuid location_type! url:uri organization_id>organization name alternate_name description transportation "
        "latitude:number longitude:number external_identifier external_identifier_type"
    ),
    "service_at_location": _table("id!:uuid service_id+>service location_id+>location description"),
    "address": _table(
        "id!:uuid location_id>location attention address_1! address_2 city! region state_province! postal_code! "
        "country! address_type!"
    ),
    "contact": _table(
        "id!:uuid organization_id>organization service_id>service service_at_location_id>service_at_location "
        "location_id>location name title department email:email"
    ),
    "phone": _table(
        "id!:uuid location_id>location service_id>service organization_id>organization contact_id>contact "
        "service_at_location_id>service_at_location number! extension:number type description"
    ),
    "url": _table("id!:uuid label url!:uri organization_id>organization service_id>service"),
    "schedule": _table(
        "id!:uuid service_id>service location_id>location service_at_location_id>service_at_location valid_from:date "
        "valid_to:date dtstart:date timezone:number until:date count:number wkst freq interval:number byday byweekno "
        "bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes"
    ),
    "service_area": _table(
        "id!:uuid service_id>service service_at_location_id>service_at_location name description extent extent_type uri"
    ),
    "language": _table("id!:uuid service_id>service location_id>location phone_id>phone name code note"),
    "cost_option": _table(
        "id!:uuid service_id+>service valid_from:date valid_to:date option currency amount:number amount_description"
    ),
    "taxonomy": _table("id!:uuid name! description! uri:uri version"),
    "taxonomy_term": _table(
        "id!:uuid code name! description! parent_id:uuid taxonomy language taxonomy_id>taxonomy term_uri:uri"
    ),
    "attribute": _table(
        "id!:uuid link_id+:uuid taxonomy_term_id+>taxonomy_term link_type link_entity+ value label"
    ),
}

CSV_FILES: Mapping[str, str] = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "location": "locations.csv",
    "service_at_location": "service_at_location.csv",  # singular, as published
    "address": "addresses.csv",
    "contact": "contacts.csv",
    "phone": "phones.csv",
    "url": "url.csv",  # singular, as published
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "language": "languages.csv",
    "cost_option": "cost_options.csv",
    "taxonomy": "taxonomies.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "attribute": "attributes.csv",
}

# Object: {key in JSON: (object of the entries, whether there are many)}. In CSV an entry names its parent in
# "<parent>_id" instead, an attribute in link_id and link_entity; a single entry (a location) is named by the parent.
NESTED: Mapping[str, Mapping[str, tuple[str, bool]]] = {
    "organization": {
        "locations": ("location", True),
        "services": ("service", True),
        "attributes": ("attribute", True),
    },
    "service": {
        "organization": ("organization", False),
        "additional_urls": ("url", True),
        "phones": ("phone", True),
        "contacts": ("contact", True),
        "schedules": ("schedule", True),
        "service_areas": ("service_area", True),
        "languages": ("language", True),
        "cost_options": ("cost_option", True),
        "service_at_locations": ("service_at_location", True),
        "attributes": ("attribute", True),
    },
    "service_at_location": {"location": ("location", False)},
    "location": {"addresses": ("address", True), "attributes": ("attribute", True)},
    "phone": {"languages": ("language", True), "attributes": ("attribute", True)},
    "url": {"attributes": ("attribute", True)},
    "contact": {"attributes": ("attribute", True)},
    "attribute": {"taxonomy_term": ("taxonomy_term", False)},
    "taxonomy_term": {"taxonomy_detail": ("taxonomy", False)},
}

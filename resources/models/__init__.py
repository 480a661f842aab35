"""The directory's tables, shaped after HSDS 3: organization, service, contact, source, taxonomy, verification."""

from resources.models.contact import Contact, Hidden
from resources.models.location import Address, Location, ServiceAtLocation
from resources.models.organization import Organization
from resources.models.search import SearchCodes, SearchRow, SearchWord, Synonym, UnmetNeed
from resources.models.service import Confidence, Publication, SecondCheck, Service, Status
from resources.models.service_text import ServiceText
from resources.models.source import Source
from resources.models.taxonomy import Language, TaxonomyTerm
from resources.models.tombstone import Tombstone
from resources.models.verification import Verification

__all__ = [
    "Address",
    "Confidence",
    "Contact",
    "Hidden",
    "Language",
    "Location",
    "Organization",
    "Publication",
    "SearchCodes",
    "SearchRow",
    "SearchWord",
    "SecondCheck",
    "Service",
    "ServiceAtLocation",
    "ServiceText",
    "Source",
    "Status",
    "Synonym",
    "TaxonomyTerm",
    "Tombstone",
    "UnmetNeed",
    "Verification",
]

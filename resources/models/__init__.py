"""The directory's tables, shaped after HSDS 3: organization, service, contact, source, taxonomy, verification."""

from resources.models.change import ChangeRequest
from resources.models.confirm_link import ConfirmLink
from resources.models.contact import Contact, Hidden
from resources.models.contact_check import ContactToCheck
from resources.models.contact_text import ContactText
from resources.models.coverage import Coverage
from resources.models.fallback import Fallback
from resources.models.imports import ImportBatch, ImportChange
from resources.models.link_check import LinkCheck
from resources.models.location import Address, Location, ServiceAtLocation
from resources.models.organization import Organization
from resources.models.problem import ProblemReport
from resources.models.search import SearchCodes, SearchRow, SearchWord, Synonym, UnmetNeed
from resources.models.service import Confidence, Publication, SecondCheck, Service, Status
from resources.models.service_text import ServiceText
from resources.models.source import Source
from resources.models.taxonomy import Language, TaxonomyTerm
from resources.models.tombstone import Tombstone
from resources.models.verification import Verification

__all__ = [
    "Address",
    "ChangeRequest",
    "Confidence",
    "ConfirmLink",
    "Contact",
    "ContactText",
    "ContactToCheck",
    "Coverage",
    "Fallback",
    "Hidden",
    "ImportBatch",
    "ImportChange",
    "Language",
    "LinkCheck",
    "Location",
    "Organization",
    "ProblemReport",
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

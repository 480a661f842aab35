"""The directory's tables, shaped after HSDS 3: organization, service, contact, source, taxonomy, verification."""

from resources.models.contact import Contact
from resources.models.organization import Organization
from resources.models.service import Confidence, Publication, SecondCheck, Service, Status
from resources.models.source import Source
from resources.models.taxonomy import Language, TaxonomyTerm
from resources.models.verification import Verification

__all__ = [
    "Confidence",
    "Contact",
    "Language",
    "Organization",
    "Publication",
    "SecondCheck",
    "Service",
    "Source",
    "Status",
    "TaxonomyTerm",
    "Verification",
]

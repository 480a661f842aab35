"""Which services readers may see. The rule, and the only writer of `publication` and `draft_reason` by hand.

The loader applies the same rule to the catalogue.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources import search_index
from resources.models import ChangeRequest, Contact, Hidden, Publication, Service, Tombstone

LOW = "Low confidence: the published sources are too few, too old or do not agree."
EMPTY = "No website and no contact."


class NotPublishable(ValueError):
    """The rule forbids it; the message says why."""


def reason_for_draft(confidence: str, website: str, has_contact: bool) -> str:
    """Why a service must stay a draft; "" when it may be published.

    High or medium confidence, and a website or a contact: anything less could send somebody to a dead end.
    """
    if confidence not in ("high", "medium"):
        return LOW
    return "" if website or has_contact else EMPTY


def reason_of(service: Service) -> str:
    return reason_for_draft(
        service.confidence, service.website, service.contacts.filter(hidden=Hidden.NO).exists()
    )


@transaction.atomic
def publish(service: Service, *, by: Any) -> Service:
    """Show a service to readers. Raises NotPublishable, also when `by` typed a part of it that nobody else has seen."""
    reason = reason_of(service) or _stopped(service) or _own_work(service, by)
    if reason:
        raise NotPublishable(reason)
    return _set(service, Publication.PUBLISHED, "")


def _stopped(service: Service) -> str:
    stone = Tombstone.objects.filter(service=service).first()
    return _("On the do-not-list: %(reason)s.") % {"reason": stone.get_reason_display()} if stone else ""


def _own_work(service: Service, by: Any) -> str:
    """Two people see a number before a reader does: whoever typed it does not publish it, nor what they hid for now."""
    if not settings.SECOND_PERSON or by is None:
        return ""
    typed = Contact.objects.filter(service=service, entered_by=by).exists()
    website = service.website and ChangeRequest.objects.filter(
        service=service,
        kind="website",
        new_value=service.website,
        proposed_by=by,
        state="applied",
        decided_by=by,
    )
    if typed or (website and website.exists()):
        return _("You typed a number or the website of this service. Somebody else has to publish it.")
    return ""


def return_to_draft(service: Service, *, reason: str) -> Service:
    """Hide a service. Raises ValueError without a reason: the next editor must know."""
    if not reason.strip():
        raise ValueError(_("Say why it becomes a draft."))
    return _set(service, Publication.DRAFT, reason.strip())


@transaction.atomic
def hold_if_unfit(service: Service) -> str:
    """After an edit: a published service that no longer meets the rule becomes a draft. Returns the reason, or ""."""
    reason = reason_of(service) if service.publication == Publication.PUBLISHED else ""
    if reason:
        return_to_draft(service, reason=reason)
    return reason


def _set(service: Service, publication: str, reason: str) -> Service:
    service.publication, service.draft_reason = publication, reason
    service.last_modified = timezone.now()
    service.save(update_fields=["publication", "draft_reason", "last_modified"])
    search_index.index([service.pk])
    return service

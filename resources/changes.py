"""The two-person rule. The only writer of `ChangeRequest`.

A wrong number on this site can lead somebody to the wrong person, so one mistaken or stolen account must not be enough
to put one up: whoever types a number or a website does not decide about it. Taking something away is always at once.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources import channels, freshness, problems, publishing
from resources.models import ChangeRequest, Contact, Hidden, Publication, Service, Tombstone, Verification
from resources.reach import Reach, fingerprint

Kind, Origin, State = ChangeRequest.Kind, ChangeRequest.Origin, ChangeRequest.State


class NotDecided(Exception):
    """Nothing was done; the message says why."""


class SamePerson(NotDecided):
    """Whoever typed a change does not agree to it."""


class AlreadyDecided(NotDecided):
    """Somebody else decided first."""


class Overtaken(NotDecided):
    """What was to be changed is not any more what it was. The request is closed."""


class Stopped(NotDecided, ValueError):
    """The new value is on the do-not-list."""


def needs_second_person(service: Service) -> bool:
    """Readers see the service, and there is somebody else who can look."""
    return bool(settings.SECOND_PERSON) and service.publication == Publication.PUBLISHED


def propose_value(
    contact: Contact, new: Reach, *, by: Any, old: Reach | None = None, origin: str = Origin.EDITOR
) -> ChangeRequest:
    """Another number or address for a contact. It waits; for a draft, or in a team of one, it is written at once.

    `old`: what the contact is now, where `contact` has the new values already. Raises Stopped.
    """
    _not_stopped(new)
    return _propose(contact.service, Kind.VALUE, by, origin, old or Reach.of(contact), new, contact)


def propose_new(contact: Contact, *, by: Any) -> ChangeRequest:
    """A contact that was just added (its row is there): readers do not see it before a second person agrees.

    Raises Stopped.
    """
    new = Reach.of(contact)
    _not_stopped(new)
    freshness.wait(contact)
    contact.change_requests.waiting().update(  # a second look at words that nobody reads any more helps nobody
        state=State.OVERTAKEN, decided_by=by, decided_on=timezone.localdate()
    )
    return _propose(contact.service, Kind.NEW, by, Origin.EDITOR, None, new, contact)


def propose_website(
    service: Service, new: str, *, by: Any, old: str, origin: str = Origin.EDITOR
) -> ChangeRequest:
    """Another website, or none. Raises Stopped."""
    _not_stopped(Reach("", new, ""))
    return _propose(service, Kind.WEBSITE, by, origin, Reach("", old, ""), Reach("", new, ""))


def note_website(service: Service, old: str, new: str, by: Any) -> ChangeRequest | None:
    """Remember who brought a website that is written already, as an import does: they do not publish it alone.

    None, and nothing is written, when there is no new website.
    """
    if not new or new == old:
        return None
    return ChangeRequest.objects.create(
        service=service,
        kind=Kind.WEBSITE,
        old_value=old,
        new_value=new,
        proposed_by=by,
        state=State.APPLIED,
        decided_by=by,
        decided_on=timezone.localdate(),
    )


def answer(
    service: Service, kind: str, *, by: Any, contact: Contact | None = None, old: str = ""
) -> ChangeRequest:
    """What the service said by our link, where nothing new is to be written: "remove" or "right".

    `old`: for "right" about everything, the fingerprint of what it saw.
    """
    was = Reach.of(contact) if contact else Reach("", old, "")
    return _propose(service, kind, by, Origin.SERVICE, was, None, contact)


def may_decide(request: ChangeRequest, by: Any) -> bool:
    """Whether `by` is a second person for this. That nothing changed, or is gone, one person may say."""
    alone = not settings.SECOND_PERSON or request.kind in (Kind.RIGHT, Kind.REMOVE)
    return alone or by.pk != request.proposed_by_id


def apply(request: ChangeRequest, *, by: Any) -> ChangeRequest:
    """Agree. Raises SamePerson, AlreadyDecided, Stopped, and Overtaken when the old value is no longer the current one.

    What the service itself answered counts as confirmed by e-mail; what an editor typed is unconfirmed until checked.
    """
    if not may_decide(request, by):
        raise SamePerson(_("You typed this. Somebody else has to agree."))
    _not_stopped(Reach(request.new_channel, request.new_value, ""))
    with transaction.atomic():
        _decide(request, State.APPLIED, by)
        try:
            with transaction.atomic():
                done = WRITERS[request.kind](request, by)
        except freshness.Overtaken:
            done = False
        if not done:
            ChangeRequest.objects.filter(pk=request.pk).update(state=State.OVERTAKEN)
        request.refresh_from_db()
    if not done:
        raise Overtaken(_("This is not any more what it was when the change was typed. Nothing was changed."))
    return request


def refuse(request: ChangeRequest, *, by: Any) -> ChangeRequest:
    """Leave everything as it is; anybody may, also who typed it. A refused new contact goes; the words stay here.

    Raises AlreadyDecided.
    """
    with transaction.atomic():
        _decide(request, State.REFUSED, by)
        if request.kind == Kind.NEW and request.contact_id:
            Contact.objects.filter(pk=request.contact_id, hidden=Hidden.WAITING).delete()
        request.refresh_from_db()
    return request


def _propose(
    service: Service,
    kind: str,
    by: Any,
    origin: str,
    old: Reach | None,
    new: Reach | None,
    contact: Any = None,
) -> ChangeRequest:
    """One row; the same change that waits already is that one. Applied at once where no second person is needed."""
    values = {f"old_{name}": text for name, text in (old or Reach("", "", ""))._asdict().items()}
    values |= {f"new_{name}": text for name, text in (new or Reach("", "", ""))._asdict().items()}
    with transaction.atomic():
        Service.objects.filter(pk=service.pk).touch()
        same = (
            ChangeRequest.objects.waiting()
            .filter(service=service, contact=contact, kind=kind, **values)
            .first()
        )
        if same:
            return same
        request = ChangeRequest.objects.create(
            service=service, contact=contact, kind=kind, origin=origin, proposed_by=by, **values
        )
        if origin == Origin.EDITOR and not needs_second_person(service):
            _decide(request, State.APPLIED, by)
            if not WRITERS[kind](request, by):
                ChangeRequest.objects.filter(pk=request.pk).update(state=State.OVERTAKEN)
            request.refresh_from_db()
    return request


def _decide(request: ChangeRequest, state: str, by: Any) -> None:
    """Compare-and-set: only a request that still waits can be decided, by one person."""
    waiting = ChangeRequest.objects.waiting().filter(pk=request.pk)
    if not waiting.update(state=state, decided_by=by, decided_on=timezone.localdate()):
        raise AlreadyDecided(_("Somebody else decided first. Nothing was changed."))


def _not_stopped(new: Reach) -> None:
    if Tombstone.objects.blocking([new.value] if new.value else []):
        raise Stopped(_("%(value)s is on the do-not-list.") % {"value": new.value})


def _reach(request: ChangeRequest, when: str) -> Reach:
    return Reach(*(getattr(request, f"{when}_{name}") for name in Reach._fields))


def _write_value(request: ChangeRequest, by: Any) -> bool:
    old, new = _reach(request, "old"), _reach(request, "new")
    if request.contact_id is None or not channels.href(new.channel, new.value):
        return False
    if not freshness.rewrite(request.contact_id, old=old, new=new, typed_by=request.proposed_by):
        return False
    problems.settle(contact=request.contact_id, outcome="fixed", by=by)
    if request.origin == Origin.SERVICE:
        _by_email(Contact.objects.get(pk=request.contact_id), by)
    return True


def _write_new(request: ChangeRequest, by: Any) -> bool:
    return request.contact_id is not None and freshness.show_new(request.contact_id, _reach(request, "new"))


def _write_website(request: ChangeRequest, by: Any) -> bool:
    rows = Service.objects.filter(pk=request.service_id, website=request.old_value)
    if not rows.update(website=request.new_value):
        return False
    Service.objects.filter(pk=request.service_id).touch()
    freshness.lapse([request.service_id])
    publishing.hold_if_unfit(Service.objects.get(pk=request.service_id))
    return True


def _write_removal(request: ChangeRequest, by: Any) -> bool:
    contact = request.contact
    if contact is None or contact.value != request.old_value:
        return False
    freshness.hide(contact, reason=Hidden.DEAD, by=by)
    problems.settle(contact=contact.pk, outcome="hidden", by=by)
    return True


def _write_right(request: ChangeRequest, by: Any) -> bool:
    """Everything, or one contact: only as long as it is what the service saw."""
    if request.contact_id is None:
        if fingerprint(request.service) != request.old_value:
            return False
        freshness.confirm(request.service, by=by, method=Verification.Method.EMAIL, on=request.proposed_on)
        return True
    contact = Contact.objects.filter(pk=request.contact_id, value=request.old_value, hidden=Hidden.NO).first()
    if contact is None:
        return False
    freshness.confirm_contact(contact, by=by, method=Verification.Method.EMAIL, on=request.proposed_on)
    return True


def _by_email(contact: Contact, by: Any) -> None:
    if contact.hidden == Hidden.NO:
        freshness.confirm_contact(contact, by=by, method=Verification.Method.EMAIL, on=timezone.localdate())


WRITERS: dict[str, Callable[[ChangeRequest, Any], bool]] = {
    Kind.VALUE: _write_value,
    Kind.NEW: _write_new,
    Kind.WEBSITE: _write_website,
    Kind.REMOVE: _write_removal,
    Kind.RIGHT: _write_right,
}

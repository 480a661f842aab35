"""The only writer of the lists that lead moderators change. Every switch is a row that stays."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import never_held, rehearsal, wordlists
from actions.pledges.models import ListChange, ListEntry
from actions.pledges.screening.lists import Change, fault, files, same


class RefusedError(Exception):
    """The entry cannot count. The message is a sentence for the person."""


def problem(entry: ListEntry) -> str:
    """Why an entry can never count, or "": it makes no sense, is there already, or would hold words of support."""
    change = wordlists.as_change(entry)
    there = is_in_files(change)
    if change.adds and fault(change):
        return fault(change)
    if change.adds and there:
        return _("This entry is in the files already.")
    if not change.adds and not there:
        return _("The files have no such entry in this list. Copy it from the page of all lists.")
    if any(same(change, other.entry) for other in alike(entry)):
        return _("Somebody wrote this entry already. Look for it in the list.")
    others = wordlists.switched_on(without=entry.pk or 0)
    return never_held.refusal(
        change, wordlists.with_changes(others), wordlists.with_changes([*others, change])
    )


def is_in_files(change: Change) -> bool:
    entries = files().get(change.language, {}).get(change.name, ())
    return any(same(change, entry) for entry in entries)


def alike(entry: ListEntry):
    """Other entries about the same list."""
    rows = ListEntry.objects.filter(kind=entry.kind, language=entry.language, list=entry.list)
    return rows.exclude(pk=entry.pk)


@transaction.atomic
def save(entry: ListEntry, *, by: User) -> ListEntry:
    """Store a new or a changed draft. Raises RefusedError for one that counts, and for what `problem` finds."""
    if entry.pk and ListEntry.objects.select_for_update().get(pk=entry.pk).bites_from:
        raise RefusedError(_("This entry counts. Switch it off before you change it."))
    why = problem(entry)
    if why:
        raise RefusedError(why)
    entry.version = entry.version + 1 if entry.pk else 1
    entry.made_by, entry.since, entry.bites_from = by, timezone.localdate(), None
    entry.save()
    return entry


@transaction.atomic
def switch_on(pk: int, *, sealed: str, ticked: bool, by: User) -> ListChange:
    """Let an entry count from now on. `sealed` comes from the page of its rehearsal.

    Raises NotRehearsedError, RefusedError, ListEntry.DoesNotExist. All entries are locked: of two switches at once the
    second one sees that the lists are not those of its rehearsal.
    """
    entry = _locked(pk)
    if entry.bites_from:
        raise RefusedError(_("This entry counts already."))
    looked_at, newly, no_longer = rehearsal.opened(sealed, entry, ticked=ticked, by=by.pk)
    why = problem(entry)
    if why:
        raise RefusedError(why)
    entry.bites_from = timezone.now()
    entry.save(update_fields=["bites_from"])
    return _written(entry, by, on=True, rehearsed=looked_at, newly=newly, no_longer=no_longer)


@transaction.atomic
def switch_off(pk: int, *, by: User) -> ListChange:
    """Let an entry count no more. Raises RefusedError, ListEntry.DoesNotExist.

    Refused when another entry needs this one: without it that one would hold words of support.
    """
    entry = _locked(pk)
    if not entry.bites_from:
        raise RefusedError(_("This entry does not count."))
    others = wordlists.switched_on(without=pk)
    before = wordlists.with_changes([*others, wordlists.as_change(entry)])
    why = never_held.refusal(None, before, wordlists.with_changes(others)) if others else ""
    if why:
        raise RefusedError(_("Another entry needs this one. Without it: %(why)s") % {"why": why})
    entry.bites_from = None
    entry.save(update_fields=["bites_from"])
    return _written(entry, by, on=False)


def _locked(pk: int) -> ListEntry:
    entries = {entry.pk: entry for entry in ListEntry.objects.select_for_update().order_by("pk")}
    if pk not in entries:
        raise ListEntry.DoesNotExist
    return entries[pk]


def _written(entry: ListEntry, by: User, *, on: bool, **counts: int) -> ListChange:
    said = f"{entry.get_kind_display()}, {entry.list} ({entry.language}): {entry.entry}"
    return ListChange.objects.create(entry=entry, on=on, said=said, by=by, at=timezone.now(), **counts)

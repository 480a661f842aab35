"""Carries out what a batch planned. With `undo`, which takes it back, the only writer of imports.

Small batches are applied all or nothing; large ones in chunks that remember how far they came. A service that
somebody edited meanwhile is left alone, in both directions.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources import changes as requests
from resources import freshness, search_index, tombstones
from resources.hsds import mentions, writing
from resources.hsds import state as states_of
from resources.hsds.forgetting import forget_secret
from resources.hsds.proposal import reach
from resources.hsds.state import SHARED, State
from resources.models import ImportBatch, ImportChange, Publication, Service

WHOLE = 500  # changes up to which a batch is applied in one transaction
CHUNK = 200
BatchState, Kind = ImportBatch.State, ImportChange.Kind
Decision, Outcome = ImportChange.Decision, ImportChange.Outcome
Progress = Callable[[int], None]
APPLICABLE = (BatchState.PLANNED, BatchState.APPLYING, BatchState.FAILED)


class NotApplicable(ValueError):
    """The batch cannot be applied or undone now; the message says why."""


def needs_second_person(batch: ImportBatch) -> bool:
    """Whether somebody else than who brought the file must apply it: readers would see another number or website."""
    return bool(
        settings.SECOND_PERSON and batch.changes.filter(decision=Decision.TAKE, sensitive=True).exists()
    )


def decide(batch: ImportBatch, decisions: dict[int, str]) -> int:
    """Note for changes (by primary key) whether theirs is taken or ours kept. Returns how many were noted.

    Raises NotApplicable once applying began. What is refused stays refused.
    """
    with transaction.atomic():
        current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if current.state != BatchState.PLANNED:
            raise NotApplicable(_("This import is not waiting for a decision any more."))
        open_ones = batch.changes.exclude(kind=Kind.REFUSED)
        return sum(
            open_ones.filter(pk__in=[pk for pk, chosen in decisions.items() if chosen == decision]).update(
                decision=decision
            )
            for decision in Decision.values
        )


def apply(batch: ImportBatch, *, by: Any, progress: Progress = lambda _done: None) -> ImportBatch:
    """Apply the batch, or go on where it stopped. Raises NotApplicable.

    After an error or an interruption the batch is "failed", everything written so far is whole, and calling this
    again goes on.
    """
    whole = batch.changes.count() <= WHOLE
    _claim(batch, by)
    try:
        if whole:
            with transaction.atomic():
                _apply_chunks(batch.pk, progress)
        else:
            _apply_chunks(batch.pk, progress)
    except BaseException:
        ImportBatch.objects.filter(pk=batch.pk, state=BatchState.APPLYING).update(state=BatchState.FAILED)
        raise
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _claim(batch: ImportBatch, by: Any) -> None:
    """Claimed first, so that nobody decides otherwise after the look at who applies; a refusal takes the claim back."""
    claimed = ImportBatch.objects.filter(pk=batch.pk, state__in=APPLICABLE)
    if not claimed.update(state=BatchState.APPLYING, applied_by=by, applied_at=timezone.now()):
        raise NotApplicable(_("This import was applied already, or taken back."))
    if batch.by_id == by.pk and needs_second_person(batch):
        raise NotApplicable(
            _("This import changes numbers or websites that readers see. Another person must apply it.")
        )


def _apply_chunks(pk: int, progress: Progress) -> None:
    while True:
        with transaction.atomic():
            batch = ImportBatch.objects.select_for_update().get(pk=pk)
            if batch.state != BatchState.APPLYING:
                raise NotApplicable(_("Somebody else finished or undid this import."))
            changes = list(batch.changes.filter(position__gt=batch.cursor).order_by("position")[:CHUNK])
            if not changes:
                batch.state = BatchState.APPLIED
                batch.save(update_fields=["state"])
                return
            _apply_chunk(changes, batch.by)
            batch.cursor = changes[-1].position
            batch.save(update_fields=["cursor"])
        progress(batch.cursor)


def _apply_chunk(changes: list[ImportChange], by: Any) -> None:
    wanted = [change for change in changes if change.decision == Decision.TAKE]
    old = states_of.states(change.service_id for change in wanted)
    taken = _taken_slugs(wanted)
    blocked = tombstones.blocked_values(
        {value for change in wanted for value in _values(change.after)}
    ).keys()
    moves: list[writing.Move] = []
    for change in changes:
        if change.decision != Decision.TAKE:
            change.outcome = Outcome.KEPT
            continue
        current = old.get(str(change.service_id))
        moved_on = states_of.mark(current) != change.seen or not shared_as_planned(current, change)
        if moved_on or change.slug in taken or blocked & _values(change.after):
            change.outcome = Outcome.EDITED
            continue
        new = states_of.merged(current, change.after) if current else change.after
        moves.append((str(change.service_id), current, new))
        change.outcome = Outcome.APPLIED
    made = writing.missing(moves)
    spoken = mentions.of(
        key for _pk, now, new in moves if now for key in now["contacts"] if key not in new["contacts"]
    )
    writing.write(moves, by)
    freshness.put_back({UUID(pk): new.get("verified", []) for pk, _old, new in moves})
    freshness.lapse(UUID(pk) for pk, current, new in moves if current and reach(current) != reach(new))
    settle(moves)
    _note_websites(moves, by)
    _note(changes, old, made, spoken)
    forget_secret(new for _pk, _old, new in moves)  # last: the note just written says what the place was


def settle(moves: list[writing.Move]) -> None:
    """What follows from writing rows in bulk: numbers on the do-not-list stay unseen, and the search knows."""
    keys = [UUID(pk) for pk, _old, _new in moves]
    tombstones.keep_hidden(keys)
    search_index.index(keys)


def _note_websites(moves: list[writing.Move], by: Any) -> None:
    """Who brought a website into a draft does not publish it alone; for published ones somebody else applied it."""
    found = {
        pk: (current["fields"]["website"] if current else "", new["fields"]["website"])
        for pk, current, new in moves
        if by and new["fields"]["publication"] == Publication.DRAFT
    }
    wanted = [pk for pk, (old, new) in found.items() if new and old != new]
    for service in Service.objects.filter(pk__in=wanted):
        requests.note_website(service, *found[str(service.pk)], by)


def _note(
    changes: list[ImportChange], old: dict[str, State], made: writing.Made, spoken: mentions.Mentions
) -> None:
    """What really changed, read back from the database: undoing needs nothing else."""
    done = [change for change in changes if change.outcome == Outcome.APPLIED]
    now = states_of.states(change.service_id for change in done)
    for change in done:
        key = str(change.service_id)
        if key in old:
            change.before, change.after = states_of.difference(old[key], now[key])
        if key in made:
            change.before["made"] = made[key]
        gone = set(change.before.get("contacts", ())) - set(change.after.get("contacts", ()))
        if told := {contact: spoken[contact] for contact in sorted(gone) if contact in spoken}:
            change.before["mentions"] = told
        change.left = states_of.mark(now[key])
    save(changes)


def _taken_slugs(changes: list[ImportChange]) -> set[str]:
    fresh = [change for change in changes if change.kind == Kind.NEW]
    others = Service.objects.exclude(pk__in=[change.service_id for change in fresh])
    return set(others.filter(slug__in=[change.slug for change in fresh]).values_list("slug", flat=True))


def _values(after: State) -> set[str]:
    """Numbers and addresses that a change would bring."""
    contacts = {part["value"] for part in after.get("contacts", {}).values()}
    return contacts | ({after.get("fields", {}).get("website", "")} - {""})


def shared_as_planned(current: State | None, change: ImportChange) -> bool:
    """Organisation and places can change through other services of the same batch, but only as planned."""
    parts = [part for part in SHARED if part in change.after and part in change.before]
    return current is None or all(current[p] in (change.before[p], change.after[p]) for p in parts)


def save(changes: list[ImportChange]) -> None:
    """All in one statement; much faster than one condition per row and column."""
    ImportChange.objects.bulk_create(
        changes,
        batch_size=100,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["outcome", "before", "after", "left"],
    )

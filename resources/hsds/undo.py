"""Takes an import back: every service as it was before, except what somebody edited since. `apply` went forwards."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.hsds import apply, mentions, writing
from resources.hsds import state as states_of
from resources.models import ImportBatch, ImportChange, Service

ASIDE = ("made", "mentions")  # noted beside the parts of a state
BatchState, Kind, Outcome = ImportBatch.State, ImportChange.Kind, ImportChange.Outcome
UNDOABLE = (BatchState.APPLIED, BatchState.APPLYING, BatchState.FAILED)


@dataclass
class Undone:
    """How many services have their former state again, and the slugs of those that were edited since."""

    count: int = 0
    edited: list[str] = field(default_factory=list)


def needs_second_person(batch: ImportBatch) -> bool:
    """Whether somebody else must undo it: readers, also newer ones, would see the former number or website."""
    done = batch.changes.filter(outcome=Outcome.APPLIED)
    seen = Q(service_id__in=Service.objects.filter(publication="published").values("pk"))
    back = Q(before__has_key="contacts") | Q(before__fields__has_key="website")
    return bool(settings.SECOND_PERSON and done.filter(Q(sensitive=True) | (seen & back)).exists())


def undo(batch: ImportBatch, *, by: Any, progress: apply.Progress = lambda _done: None) -> Undone:
    """Every service of the batch as it was before, last change first. Raises NotApplicable.

    Services that somebody edited since are left as they are and named. Goes on after an interruption when called
    again. `last_modified` is the time of undoing: partners who fetched the import must see that it is gone.
    """
    batch.refresh_from_db()
    if batch.state not in UNDOABLE:
        raise apply.NotApplicable(_("Only an import that was applied can be undone."))
    if batch.by_id == by.pk and needs_second_person(batch):
        raise apply.NotApplicable(
            _(
                "Undoing this import changes numbers or websites that readers see. Another person must undo it."
            )
        )
    report, below = Undone(), batch.cursor + 1
    with transaction.atomic() if batch.changes.count() <= apply.WHOLE else nullcontext():
        while changes := _to_undo(batch, below):
            with transaction.atomic():
                ImportBatch.objects.select_for_update().get(pk=batch.pk)
                _undo_chunk(changes, report, by)
            below = changes[-1].position
            progress(report.count)
        if not batch.changes.filter(outcome=Outcome.APPLIED).exclude(slug__in=report.edited).exists():
            ImportBatch.objects.filter(pk=batch.pk).update(
                state=BatchState.UNDONE, undone_by=by, undone_at=timezone.now()
            )
    batch.refresh_from_db()
    return report


def _to_undo(batch: ImportBatch, below: int) -> list[ImportChange]:
    found = batch.changes.filter(outcome=Outcome.APPLIED, position__lt=below)
    return list(found.order_by("-position")[: apply.CHUNK])


def _undo_chunk(changes: list[ImportChange], report: Undone, by: Any) -> None:
    now = states_of.states(change.service_id for change in changes)
    back: list[writing.Move] = []
    gone: list[ImportChange] = []
    for change in changes:
        current = now.get(str(change.service_id))
        if (
            current is None
            or states_of.mark(current) != change.left
            or not apply.shared_as_planned(current, change)
        ):
            report.edited.append(change.slug)
            continue
        if change.kind == Kind.NEW:
            gone.append(change)
        else:
            before = {name: part for name, part in change.before.items() if name not in ASIDE}
            back.append((str(change.service_id), current, states_of.merged(current, before)))
        change.outcome = Outcome.UNDONE
    writing.write(back, by)
    for change in changes:
        if change.outcome == Outcome.UNDONE:
            mentions.point_back(change.before.get("mentions", {}))
    writing.remove([str(c.service_id) for c in gone], [c.before["made"] for c in changes if _made(c)])
    apply.settle(back)
    apply.save(changes)
    report.count += len(back) + len(gone)


def _made(change: ImportChange) -> bool:
    return change.outcome == Outcome.UNDONE and "made" in change.before

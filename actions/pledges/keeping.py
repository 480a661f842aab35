"""Whether a promise was kept, as its writer says. Nobody checks it; the board shows a number."""

from django.db import transaction
from django.utils import timezone

from actions.pledges import counting
from actions.pledges.models import Pledge


def mark(pk: int, kept: str) -> bool:
    """Write down "kept" or "hard", in place of what was said before. False when the pledge is not on the board.

    `kept` is a value of Pledge.Kept; ValueError for anything else.
    """
    kept = Pledge.Kept(kept)
    with transaction.atomic():
        pledge = Pledge.objects.published().select_for_update().filter(pk=pk).first()
        if pledge is None:
            return False
        Pledge.objects.filter(pk=pk).update(kept=kept, kept_on=timezone.localdate())
        forget(pledge)
        if kept == Pledge.Kept.KEPT:
            counting.kept(pledge, timezone.localdate(), 1)
    return True


def forget(pledge: Pledge) -> None:
    """Take what was said before out of the numbers. The caller has locked the pledge and changes the row."""
    if pledge.kept == Pledge.Kept.KEPT and pledge.kept_on:
        counting.kept(pledge, pledge.kept_on, -1)

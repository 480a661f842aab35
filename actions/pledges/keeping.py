"""Whether a promise was kept, as its writer says. Nobody checks it; the board shows a number."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.pledges.models import Pledge, Tally


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
        count(pledge, (kept == Pledge.Kept.KEPT) - (pledge.kept == Pledge.Kept.KEPT))
    return True


def forget(pledge: Pledge) -> None:
    """Take a pledge that leaves the board out of the number. The caller has locked it and changes the row."""
    if pledge.kept == Pledge.Kept.KEPT:
        count(pledge, -1)


def count(pledge: Pledge, change: int) -> None:
    """Move the number of kept promises of one action. The row is there: the promise was counted when it was made."""
    if change:
        Tally.objects.filter(key=pledge.action_key or Tally.OWN_WORDS).update(kept=F("kept") + change)

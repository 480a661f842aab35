"""Whether the board takes pledges now, and the switch. `BOARD_OPEN=0` closes it whatever the switch says."""

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from actions.pledges.models import BoardState


def is_open() -> bool:
    """One query. Without a row nobody has ever closed the board."""
    if not settings.BOARD_OPEN:
        return False
    return BoardState.objects.filter(pk=BoardState.ONLY).values_list("open", flat=True).first() is not False


def state() -> BoardState:
    """The row, made on first use."""
    row, _created = BoardState.objects.get_or_create(pk=BoardState.ONLY)
    return row


def switch(opened: bool, *, by: User) -> BoardState:
    """Open or close the board, and write down who did and when. A press that changes nothing writes nothing."""
    row = state()
    if row.open != opened:
        row.open, row.by, row.since = opened, by, timezone.now()
        row.save()
    return row

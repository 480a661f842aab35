"""The only writer of a pledge's status. Every move is compare-and-set, with its decision rows in one transaction.

| module       | what it owns                                                       |
|--------------|--------------------------------------------------------------------|
| `sending`    | a pledge comes in                                                  |
| `transitions`| from where to where, and who may                                   |
| `moving`     | the one UPDATE, with the case, the numbers and the log             |
| `single`     | one pledge: decide, undo, ask for a second look                    |

Many at once are in `actions/pledges/bulk.py`, through the same `moving`. Locks are taken in one order, or two
decisions could wait for each other: pledges (lowest key first), cases (lowest key first), count, months, the head of
the log. So a transaction moves pledges once: whatever needs another move is another transaction.
"""

from actions.pledges.moderation.sending import Submitted, submit
from actions.pledges.moderation.single import (
    approve,
    ask_second_look,
    decide,
    decline,
    hold,
    keep,
    last_decision,
    pass_on,
    second_look,
    undo,
)
from actions.pledges.moderation.transitions import (
    CODES,
    NO_SECOND_LOOK,
    TRANSITIONS,
    UNDO_HOURS,
    UNDOABLE,
    may_ask,
)
from actions.pledges.refusals import (
    AlreadyDecidedError,
    GoneError,
    NotAllowedError,
    SamePersonError,
    TooLateError,
)

__all__ = [
    "CODES",
    "NO_SECOND_LOOK",
    "TRANSITIONS",
    "UNDOABLE",
    "UNDO_HOURS",
    "AlreadyDecidedError",
    "GoneError",
    "NotAllowedError",
    "SamePersonError",
    "Submitted",
    "TooLateError",
    "approve",
    "ask_second_look",
    "decide",
    "decline",
    "hold",
    "keep",
    "last_decision",
    "may_ask",
    "pass_on",
    "second_look",
    "submit",
    "undo",
]

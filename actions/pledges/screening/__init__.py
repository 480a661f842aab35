"""What a text may need a person to look at: findings with reasons, never a decision."""

from actions.pledges.screening.findings import (
    Finding,
    help_needed,
    identity_marks,
    needs_care,
    queue_for,
    screen,
    spans_of,
    without,
)

__all__ = [
    "Finding",
    "help_needed",
    "identity_marks",
    "needs_care",
    "queue_for",
    "screen",
    "spans_of",
    "without",
]

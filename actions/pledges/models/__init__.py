"""Pledges, the decisions about them, and their counts. Only moderation.py and retention.py write here."""

from actions.pledges.models.decision import PledgeDecision
from actions.pledges.models.pledge import (
    ALPHABET,
    NICKNAME_MAX,
    PUBLIC_ID_LENGTH,
    TEXT_MAX,
    Pledge,
    PledgeQuerySet,
    new_public_id,
)
from actions.pledges.models.tally import Tally, TallyQuerySet

__all__ = [
    "ALPHABET",
    "NICKNAME_MAX",
    "PUBLIC_ID_LENGTH",
    "TEXT_MAX",
    "Pledge",
    "PledgeDecision",
    "PledgeQuerySet",
    "Tally",
    "TallyQuerySet",
    "new_public_id",
]

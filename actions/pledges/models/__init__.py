"""Pledges, the decisions about them, and their counts. Only moderation.py and retention.py write here."""

from actions.pledges.models.decision import LogHead, PledgeDecision
from actions.pledges.models.erased import ErasedPledge
from actions.pledges.models.pledge import (
    ALPHABET,
    NICKNAME_MAX,
    PUBLIC_ID_LENGTH,
    TEXT_MAX,
    TWO_PEOPLE,
    Pledge,
    PledgeQuerySet,
    new_public_id,
)
from actions.pledges.models.state import BoardState
from actions.pledges.models.tally import Tally, TallyQuerySet

__all__ = [
    "ALPHABET",
    "NICKNAME_MAX",
    "PUBLIC_ID_LENGTH",
    "TEXT_MAX",
    "TWO_PEOPLE",
    "BoardState",
    "ErasedPledge",
    "LogHead",
    "Pledge",
    "PledgeDecision",
    "PledgeQuerySet",
    "Tally",
    "TallyQuerySet",
    "new_public_id",
]

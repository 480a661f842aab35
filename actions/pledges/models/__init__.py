"""Pledges, the decisions about them, and their counts. Only moderation/ and retention.py write here."""

from actions.pledges.models.case import MARK_LENGTH, Case, CaseMark, CaseQuerySet
from actions.pledges.models.decision import LogHead, PledgeDecision
from actions.pledges.models.erased import ErasedPledge
from actions.pledges.models.monthly import MonthlyNumber, MonthlyNumberQuerySet
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
from actions.pledges.models.report import Report
from actions.pledges.models.state import BoardState
from actions.pledges.models.tally import Tally, TallyQuerySet
from actions.pledges.models.wording import ENTRY_MAX, ListChange, ListEntry, ListEntryQuerySet, Wordlist

__all__ = [
    "ALPHABET",
    "ENTRY_MAX",
    "MARK_LENGTH",
    "NICKNAME_MAX",
    "PUBLIC_ID_LENGTH",
    "TEXT_MAX",
    "TWO_PEOPLE",
    "BoardState",
    "Case",
    "CaseMark",
    "CaseQuerySet",
    "ErasedPledge",
    "ListChange",
    "ListEntry",
    "ListEntryQuerySet",
    "LogHead",
    "MonthlyNumber",
    "MonthlyNumberQuerySet",
    "Pledge",
    "PledgeDecision",
    "PledgeQuerySet",
    "Report",
    "Tally",
    "TallyQuerySet",
    "Wordlist",
    "new_public_id",
]

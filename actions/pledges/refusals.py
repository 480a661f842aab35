"""Why a decision was not made. moderation.py raises these; whoever calls it finds them there."""

from actions.pledges.models import PledgeDecision


class AlreadyDecidedError(Exception):
    """Somebody else decided first. `decision` is theirs, or None when the text changed instead."""

    def __init__(self, decision: PledgeDecision | None) -> None:
        super().__init__("already decided")
        self.decision = decision


class GoneError(Exception):
    """The writer took the pledge down in the meantime."""


class NotAllowedError(Exception):
    """A rule stands against this decision, and nothing was changed. `str(error)` is the sentence for the moderator."""


class SamePersonError(NotAllowedError):
    """This needs somebody who has not decided about the pledge yet."""


class TooLateError(NotAllowedError):
    """There is nothing to undo, or not any more."""

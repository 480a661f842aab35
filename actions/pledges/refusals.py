"""Why a decision was not made. moderation raises these; whoever calls it finds them there."""

from django.utils.translation import gettext as _

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


REFUSALS = (AlreadyDecidedError, GoneError, NotAllowedError)


def sentence(error: Exception) -> str:
    """What a moderator reads about one of REFUSALS: a whole sentence, without a word of the pledge."""
    if isinstance(error, GoneError):
        return _("The writer took this pledge down.")
    if not isinstance(error, AlreadyDecidedError):
        return str(error)
    if error.decision is None:
        return _("This pledge is different from the one you saw. Please read it again.")
    values = {
        "who": error.decision.by,
        "what": error.decision.get_outcome_display(),
        "code": error.decision.code,
    }
    return (_("%(who)s decided first: %(what)s %(code)s") % values).strip() + "."

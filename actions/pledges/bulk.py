"""One decision about many pledges, that says what it left out and why."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.pledges import moderation
from actions.pledges.models import Case, Pledge, PledgeDecision
from actions.pledges.screening.folding import fold
from config.safety.plain_text import one_line

Outcome = PledgeDecision.Outcome
SAMPLES = 10


@dataclass(frozen=True)
class Skipped:
    """A pledge that was left as it was, and a finished sentence that says why."""

    public_id: str
    why: str


@dataclass(frozen=True)
class Result:
    """How many were decided, what was left out, and the moment under which the log has them."""

    done: int
    skipped: tuple[Skipped, ...]
    at: dt.datetime


def decide(seen: Sequence[tuple[int, int]], *, outcome: str, code: str = "", by: User) -> Result:
    """Decide about pledges (key, version) that were on one page."""
    from unittest import mock

    now, done, skipped = timezone.now(), 0, []
    names = dict(Pledge.objects.filter(pk__in=[pk for pk, _v in seen]).values_list("pk", "public_id"))
    for pk, version in sorted(seen):
        try:
            with mock.patch.object(moderation.timezone, "now", lambda: now):
                moderation._decide(pk, version, outcome, code, by)
            done += 1
        except moderation.GoneError:
            skipped.append(Skipped(names.get(pk, ""), _("The writer took it down.")))
        except moderation.AlreadyDecidedError as error:
            who = error.decision.by if error.decision else ""
            skipped.append(Skipped(names.get(pk, ""), _("%(who)s decided first.") % {"who": who}))
        except moderation.NotAllowedError as error:
            skipped.append(Skipped(names.get(pk, ""), str(error)))
    return Result(done, tuple(skipped), now)


def decide_case(
    case_pk: int, *, up_to: int, outcome: str, code: str = "", by: User, shown: Collection[int] = ()
) -> Result:
    """Decide about all pledges of a case that were there when the page was made."""
    case = Case.objects.get(pk=case_pk)
    rows = list(Pledge.objects.in_case(case).filter(pk__lte=up_to))
    if outcome == Outcome.APPROVE:
        read = {_words(row) for row in rows if row.pk in shown}
        rows = [row for row in rows if _words(row) in read]
    return decide([(row.pk, row.version) for row in rows], outcome=outcome, code=code, by=by)


def undo(at: dt.datetime, by_whom: int | User, *, by: User) -> Result:
    """Take back what was decided at that moment."""
    now, done, skipped = timezone.now(), 0, []
    for row in PledgeDecision.objects.filter(at=at, by=by_whom):
        pledge = Pledge.objects.filter(public_id=row.pledge_public_id).first()
        try:
            if pledge is None:
                raise moderation.GoneError
            moderation.undo(pledge.pk, version=row.version + 1, by=by)
            done += 1
        except moderation.GoneError:
            skipped.append(Skipped(row.pledge_public_id, _("The writer took it down.")))
        except moderation.AlreadyDecidedError:
            skipped.append(Skipped(row.pledge_public_id, _("It was changed since.")))
        except moderation.NotAllowedError as error:
            skipped.append(Skipped(row.pledge_public_id, str(error)))
    return Result(done, tuple(skipped), now)


def samples(case: Case) -> list[Pledge]:
    """At most SAMPLES of the pledges that wait in it, with different texts, oldest first."""
    found: dict[str, Pledge] = {}
    for pledge in Pledge.objects.in_case(case)[:500]:
        if len(found) < SAMPLES:
            found.setdefault(_words(pledge), pledge)
    return list(found.values())


def _words(pledge: Pledge) -> str:
    return fold(one_line(pledge.text)).text.casefold()

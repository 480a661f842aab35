"""When ours is kept unless somebody decides otherwise, and the sentences that say why. Reads, and writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resources.hsds.mapping_in import Incoming
from resources.hsds.state import State
from resources.models import ChangeRequest, Service, Status

REPLACED = (ChangeRequest.Kind.VALUE, ChangeRequest.Kind.WEBSITE, ChangeRequest.Kind.REMOVE)
AHEAD = timedelta(days=1)  # so far a clock elsewhere may be ahead of ours


@dataclass
class Here:
    """What happened here to one service. `changed`: the last time; `agreed`: (day, what was replaced) of decisions."""

    changed: datetime
    agreed: list[tuple[date, str]] = field(default_factory=list)


def happened(keys: Iterable[str | UUID]) -> dict[str, Here]:
    """By identifier, of the services that exist, in two queries."""
    wanted = list(keys)
    rows = Service.objects.filter(pk__in=wanted).values_list("pk", "last_modified")
    found = {str(pk): Here(changed.astimezone(UTC)) for pk, changed in rows}
    agreed = ChangeRequest.objects.filter(
        service_id__in=wanted, kind__in=REPLACED, state=ChangeRequest.State.APPLIED
    )
    for pk, day, value in agreed.order_by("pk").values_list("service_id", "decided_on", "old_value"):
        if day and value and str(pk) in found:
            found[str(pk)].agreed.append((day, value))
    return found


def conflict(said: Incoming, old: State, new: State, here: Here) -> list[str]:
    """Why ours is kept unless somebody decides otherwise; nothing when it is not."""
    later = [*_checked(said, old)] or [*_changed(said, here)]
    return [*later, *_replaced(said, old, new, here), *_closed(old, new), *_lacking(old, new)]


def losing(old: State, new: State) -> list[str]:
    """Identifiers of the ways to get in touch that would be gone."""
    return [key for key in old["contacts"] if key not in new["contacts"]]


def _moment(said: Incoming) -> datetime | None:
    """When theirs was written; None when the file does not say, or names a day that has not come."""
    return said.moment if said.moment and said.moment <= timezone.now() + AHEAD else None


def _day(said: Incoming) -> str:
    moment = _moment(said)
    return moment.date().isoformat() if moment else ""


def _checked(said: Incoming, old: State) -> Iterator[str]:
    days = [old["fields"]["assured_date"], *(part["checked_on"] for part in old["contacts"].values())]
    ours = max(day or "" for day in days)
    theirs = _day(said)
    if ours and ours > theirs:
        unsaid = _("a day that the file does not say")
        yield _("We checked ours on %(ours)s; theirs is of %(theirs)s.") % {
            "ours": ours,
            "theirs": theirs or unsaid,
        }


def _changed(said: Incoming, here: Here) -> Iterator[str]:
    """Exports are dated to the second, so ours counts to the second too."""
    ours, theirs = here.changed.replace(microsecond=0), _moment(said)
    if theirs is None:
        yield _("Ours was changed here on %(ours)s; the file does not say when theirs was.") % {
            "ours": f"{ours:%Y-%m-%d}"
        }
    elif ours > theirs:
        shown = "%Y-%m-%d" if ours.date() != theirs.date() else "%Y-%m-%d %H:%M:%S UTC"
        yield _("Ours was changed here on %(ours)s; theirs is of %(theirs)s.") % {
            "ours": ours.strftime(shown),
            "theirs": theirs.strftime(shown),
        }


def _replaced(said: Incoming, old: State, new: State, here: Here) -> Iterator[str]:
    """What the file brings back although it was let go here, on the day of the file or later."""
    brought, days = _values(new) - _values(old), dict[str, date]()
    for day, value in here.agreed:
        days[value] = max(day, days.get(value, day))
    for value, day in sorted(days.items()):
        if value in brought and day.isoformat() >= _day(said):
            yield _("%(value)s was replaced or taken away here on %(day)s.") % {
                "value": value,
                "day": day.isoformat(),
            }


def _values(state: State) -> set[str]:
    return {part["value"] for part in state["contacts"].values()} | {state["fields"]["website"]}


def _closed(old: State, new: State) -> Iterator[str]:
    if old["fields"]["status"] != Status.ACTIVE and new["fields"]["status"] == Status.ACTIVE:
        yield _("We hold that this service does not run; the file says that it does.")


def _lacking(old: State, new: State) -> Iterator[str]:
    if count := len(losing(old, new)):
        yield ngettext(
            "Theirs lacks %(count)d way to get in touch that we list. It goes if you take theirs.",
            "Theirs lacks %(count)d ways to get in touch that we list. They go if you take theirs.",
            count,
        ) % {"count": count}

"""From a file to a batch that waits for a person: what is new, what changes, what stays ours, what is refused.

Planning writes the batch and nothing else. Of the file only its name and fingerprint stay.
"""

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from config.safety.plain_text import one_line
from resources import tombstones
from resources.hsds import state as states_of
from resources.hsds.attributes_in import Vocabulary
from resources.hsds.conflicts import Here, conflict, happened, losing
from resources.hsds.faults import Refused
from resources.hsds.mapping_in import Incoming, incoming
from resources.hsds.proposal import Context, propose, reach, values_of
from resources.hsds.reading import Reading, Row, measure, read
from resources.hsds.state import State
from resources.models import (
    Contact,
    ImportBatch,
    ImportChange,
    Location,
    Organization,
    Publication,
    Service,
    Status,
    TaxonomyTerm,
)

CHUNK = 200  # services in memory at once
Kind, Decision = ImportChange.Kind, ImportChange.Decision
Progress = Callable[[int], None]


def clean_name(name: str) -> str:
    """A file name that can be shown: no folders, no invisible characters, at most 120 characters."""
    last = one_line(name.replace("\\", "/").rpartition("/")[2])
    return last[-120:] or "file"


def plan(
    raw: IO[bytes], name: str, *, by: Any, restore: bool = False, most: int | None = None,
    progress: Progress = lambda _done: None,
) -> ImportBatch:  # fmt: skip
    """A batch in state "planned". Raises Refused, and then nothing is left of it.

    `by`: the staff user who brings the file. `restore`: it is our own export and puts back what is missing, also
    what was published and checked. `most`: refuse a file with more services than that. `progress` is called with the
    number of services read so far.
    """
    name = clean_name(name)
    measure(raw, name)
    digest = _sha256(raw)  # first: reading keeps its place in the file
    reading = read(raw, name)
    batch = ImportBatch.objects.create(file_name=name, sha256=digest, by=by, restore=restore)
    try:
        _Planner(batch, reading, progress, most).run()
    except BaseException:
        batch.delete()
        raise
    return batch


def _sha256(raw: IO[bytes]) -> str:
    digest = hashlib.sha256()
    raw.seek(0)
    while block := raw.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


class _Planner:
    def __init__(self, batch: ImportBatch, reading: Reading, progress: Progress, most: int | None) -> None:
        self.batch, self.reading, self.progress, self.most = batch, reading, progress, most
        rows = TaxonomyTerm.objects.values_list("pk", "taxonomy", "code", "name")
        self.known = Vocabulary([(str(pk), taxonomy, code, name) for pk, taxonomy, code, name in rows])
        self.counts = dict.fromkeys([*Kind.values, "losing", "unchanged", "left_out", "missing"], 0)
        self.position, self.done = 0, 0
        self.here: dict[str, Here] = {}
        self.context = Context(today=timezone.localdate().isoformat(), restore=batch.restore)

    def run(self) -> None:
        seen: set[UUID] = set()
        rows = iter(self.reading.rows)
        while chunk := list(islice(rows, CHUNK)):
            self.context.partial = bool(self.reading.faults.count)
            seen |= {UUID(said.id) for said in self._chunk(chunk)}
            self.done += len(chunk)
            if self.most and self.done > self.most:
                said = _("The file has more than %(most)d services. Import it with the command import_hsds.")
                raise Refused(said % {"most": self.most})
            self.progress(self.done)
        if not self.position and not self.counts["unchanged"]:
            raise Refused(self.reading.faults.kept or _("The file holds no service."))
        self.counts["left_out"] = self.reading.faults.count
        published = Service.objects.published().values_list("pk", flat=True)
        self.counts["missing"] = sum(pk not in seen for pk in published.iterator())
        batch = self.batch
        batch.counts, batch.notes = self.counts, self.reading.notes[:200]
        batch.faults = [str(fault) for fault in self.reading.faults.kept]
        batch.state = ImportBatch.State.PLANNED
        batch.save()

    def _chunk(self, rows: list[Row]) -> Iterator[Incoming]:
        """Plans some rows; gives what could be read of them."""
        found = []
        for row in rows:
            said, faults = incoming(row.where, row.data, self.known)
            self.reading.faults.extend(faults)
            if said:
                found.append(said)
        with transaction.atomic():
            self._ask(found)
            olds = states_of.states(said.id for said in found)
            self.here = happened(olds)
            changes = [self._change(said, olds.get(said.id)) for said in found]
            ImportChange.objects.bulk_create([change for change in changes if change], batch_size=100)
        return iter(found)

    def _ask(self, found: list[Incoming]) -> None:
        """What the proposals of a chunk need to know, in a fixed number of queries."""
        context, keys = self.context, [said.id for said in found]
        contacts = {part["id"] for said in found for part in said.contacts or () if part["id"]}
        slugs = {said.slug for said in found if said.slug}
        names = {said.fields["name"] for said in found}
        organizations = {said.organization["id"] for said in found if said.organization}
        places = {key for said in found for key in said.places}
        context.blocked = set(tombstones.blocked_values(value for said in found for value in values_of(said)))
        for pk, service in Contact.objects.filter(pk__in=contacts).values_list("pk", "service_id"):
            context.contact_ids[str(pk)] = str(service)
        taken = Service.objects.exclude(pk__in=keys).filter(Q(slug__in=slugs | _slugs(names)))
        context.slugs |= set(taken.values_list("slug", flat=True))
        shown = Contact.objects.shown().filter(service_id__in=keys)
        context.shown = {str(pk) for pk in shown.values_list("pk", flat=True)}
        known = Organization.objects.filter(pk__in=organizations)
        context.organizations = {str(row.pk): states_of.row(row) for row in known}
        context.places = {
            str(row.pk): states_of.place_of(row)
            for row in states_of.with_public_addresses(Location.objects.filter(pk__in=places))
        }

    def _change(self, said: Incoming, old: State | None) -> ImportChange | None:
        """The row for one service; None when nothing would change."""
        if old and old["do_not_list"]:
            note = _("It is on the list of what must not be listed.")
            return self._row(said, old, Kind.REFUSED, {}, {}, [note])
        new = propose(said, old, self.context)
        if old is None:
            if said.fields["status"] == Status.DEFUNCT:
                self.counts["unchanged"] += 1  # gone there, and never here
                return None
            return self._row(said, None, Kind.NEW, {}, new, said.notes)
        before, after = states_of.difference(old, new)
        if not after:
            self.counts["unchanged"] += 1
            return None
        self.counts["losing"] += bool(losing(old, new))
        why = conflict(said, old, new, self.here[said.id])
        return self._row(
            said, old, Kind.CONFLICT if why else Kind.CHANGED, before, after, [*why, *said.notes], new
        )

    def _row(
        self, said: Incoming, old: State | None, kind: ImportChange.Kind, before: State, after: State, notes: list[str],
        new: State | None = None,
    ) -> ImportChange:  # fmt: skip
        self.position += 1
        self.counts[kind.value] += 1
        keep = kind in (Kind.CONFLICT, Kind.REFUSED)
        return ImportChange(
            batch=self.batch,
            position=self.position,
            service_id=said.id,
            slug=(old or after)["fields"]["slug"],
            kind=kind,
            decision=Decision.KEEP if keep else Decision.TAKE,
            sensitive=bool(old and new and (sensitive(old, new) or self._other_site(old, new)))
            or published(after),
            before=before,
            after=after,
            seen=states_of.mark(old),
            notes=notes,
        )

    def _other_site(self, old: State, new: State) -> bool:
        """Whether an organisation gets another website: other services of it can be published."""
        known = {**self.context.organizations, old["organization"]["id"]: old["organization"]}
        ours, theirs = known.get(new["organization"]["id"]), new["organization"]
        return bool(ours and ours["website"] != theirs["website"])


def _slugs(names: set[str]) -> set[str]:
    return {slugify(name)[:80].strip("-") for name in names}


def published(state: State) -> bool:
    return bool(state.get("fields", {}).get("publication") == Publication.PUBLISHED)


def sensitive(old: State, new: State) -> bool:
    """Whether readers would see another number, website or address than now, or one that is not shown now."""
    if not published(old):
        return False
    back = old["fields"]["status"] != Status.ACTIVE and new["fields"]["status"] == Status.ACTIVE
    return back or reach(old) != reach(new) or old["places"] != new["places"]

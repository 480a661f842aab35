"""Import an HSDS file, or go on with, apply or undo an import."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from resources.hsds import apply, plan
from resources.hsds import undo as undoing
from resources.hsds.faults import Refused
from resources.models import ImportBatch

SHOWN = 20  # sentences on the screen; the review page has all that are kept


class Command(BaseCommand):
    help = (
        "Reads an HSDS file (JSON or a zip of tables) and plans what it would change; --apply also applies it. "
        "Ends with 0 when done, 1 when refused, 130 when interrupted; an interrupted import goes on with --apply ID."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="the file to read")
        parser.add_argument("--by", required=True, help="user name of the staff account that is responsible")
        parser.add_argument("--plan", action="store_true", help="only plan; this is what happens anyway")
        parser.add_argument(
            "--apply", nargs="?", const="", metavar="ID", help="apply this import, or the file at once"
        )
        parser.add_argument(
            "--undo", type=int, metavar="ID", help="put everything back as it was before this import"
        )
        parser.add_argument(
            "--restore", action="store_true", help="the file is our own export: publish what it lists"
        )

    def handle(self, *, file, by, apply, undo, restore, **options):
        person = get_user_model().objects.filter(username=by, is_active=True, is_staff=True).first()
        if person is None:
            raise CommandError(f"There is no staff account {by!r}.")
        if sum((file is not None, bool(apply), undo is not None)) != 1 or (
            options["plan"] and apply is not None
        ):
            raise CommandError("Give a file, or --apply ID, or --undo ID.")
        try:
            if undo is not None:
                self.undo(self.batch(undo), person)
                return
            batch = self.batch(apply) if apply else self.plan(file, person, restore)
            if apply is not None:
                self.apply(batch, person)
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was written is whole; --apply ID or --undo ID goes on.")
            raise SystemExit(130) from None

    def batch(self, number):
        found = ImportBatch.objects.filter(pk=number).first() if str(number).isdecimal() else None
        if found is None:
            raise CommandError(f"There is no import {number}.")
        return found

    def plan(self, path, person, restore):
        try:
            with path.open("rb") as raw:
                batch = plan.plan(raw, path.name, by=person, restore=restore, progress=self.telling("read"))
        except (Refused, OSError) as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in batch.counts.items())
        self.stdout.write(f"Import {batch.pk}: {counts}.")
        for sentence in [*batch.faults[:SHOWN], *batch.notes[:SHOWN]]:
            self.stdout.write(f"  {sentence}")
        return batch

    def apply(self, batch, person):
        try:
            apply.apply(batch, by=person, progress=self.telling("looked at"))
        except apply.NotApplicable as error:
            raise CommandError(str(error)) from error
        done = batch.changes.filter(outcome="applied").count()
        edited = batch.changes.filter(outcome="edited").count()
        self.stdout.write(
            f"Import {batch.pk} is applied: {done} services written, {edited} edited meanwhile and kept."
        )

    def undo(self, batch, person):
        try:
            report = undoing.undo(batch, by=person, progress=self.telling("put back"))
        except apply.NotApplicable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{report.count} services are as before.")
        if report.edited:
            self.stdout.write(f"Edited since, and left as they are: {', '.join(report.edited)}.")

    def telling(self, what):
        """A line now and then, so that nobody thinks it hangs."""
        told = 0

        def tell(done):
            nonlocal told
            if done - told >= 1000:
                told = done
                self.stdout.write(f"{done} services {what} …")
                self.stdout.flush()

        return tell

"""./run manage export_hsds <path> [--json | --zip]"""

import os
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.hsds import tabular
from resources.hsds.checking import Unfit


class Command(BaseCommand):
    help = "Write the directory as Open Referral HSDS: one JSON list, or a zip of CSV tables. Checked before written."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_const", const="json", dest="form")
        form.add_argument("--zip", action="store_const", const="zip", dest="form")

    def handle(self, *args, path, form, **options):
        form = form or path.suffix.lstrip(".")
        if form not in WRITERS:
            raise CommandError("Say --json or --zip, or end the name of the file in .json or .zip.")
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent}.")
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                count = WRITERS[form](file)
            Path(scratch).chmod(0o644)
            Path(scratch).replace(path)
        except Unfit as unfit:
            raise CommandError("Nothing was written.\n" + "\n".join(unfit.sentences)) from None
        finally:
            Path(scratch).unlink(missing_ok=True)
        self.stdout.write(f"{count} services written to {path}.")


WRITERS = {"json": tabular.write_json, "zip": tabular.write_zip}

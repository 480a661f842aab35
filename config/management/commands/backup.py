"""Make a copy of the database that can be trusted."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.operations import copies, engines, looking, sealed
from config.safety import timers


class Command(BaseCommand):
    help = (
        "Copy the database into a folder while the site runs, open the copy and look whether it is whole, and delete "
        "copies older than 30 days. Run it every night, and take the folder to another machine."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="where to; else BACKUP_FOLDER of the settings"
        )
        parser.add_argument("--key-file", type=Path, help="seal it with this key; else BACKUP_KEY_FILE")
        parser.add_argument(
            "--keep", type=int, default=copies.KEEP_DAYS, metavar="DAYS", help="30 when not given"
        )
        parser.add_argument(
            "--new-key", type=Path, metavar="FILE", help="make a key file and do nothing else"
        )

    def handle(self, *, folder: Path | None, key_file: Path | None, keep: int, **options: Any) -> None:
        if options["new_key"]:
            return self.make_key(options["new_key"])
        folder = folder or (Path(settings.BACKUP_FOLDER) if settings.BACKUP_FOLDER else None)
        if folder is None or keep < 1:
            raise CommandError(
                "Name a folder, and keep copies for at least one day: ./run manage backup FOLDER"
            )
        try:
            copy = copies.make(folder, key_of(key_file))
            erased = copies.keep_erased(folder)
            gone = copies.forget(folder, keep)
        except (engines.EngineError, looking.CopyError, sealed.SealError) as error:
            raise CommandError(f"There is no new copy. {error}") from error
        except OSError as error:
            raise CommandError(f"There is no new copy. The disk said: {error.strerror}.") from error
        timers.ran("backup")
        self.stdout.write(f"In the copy: {copy.contents.line}.")
        self.stdout.write(f"{erased} deleted pledges are listed in {folder / copies.ERASED}.")
        if gone:
            self.stdout.write(f"{len(gone)} old files were deleted.")
        if not copy.path.name.endswith(".sealed"):
            self.stdout.write("The copy is not sealed: whoever gets the file can read it. See --key-file.")
        self.stdout.write(f"done: {copy.path}")

    def make_key(self, path: Path) -> None:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{path} could not be made: {error.strerror}.") from error
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(sealed.new_key())
        self.stdout.write(
            f"{path} is the key. Keep it apart from the copies: without it nobody can read them."
        )


def key_of(given: Path | None) -> bytes | None:
    """The key of the command line, or of the settings, or none. Raises SealError."""
    path = given or (Path(settings.BACKUP_KEY_FILE) if settings.BACKUP_KEY_FILE else None)
    return sealed.read_key(path) if path else None

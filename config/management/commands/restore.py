"""Put a copy in the place of the database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from config.management.commands.backup import key_of
from config.operations import engines, looking, restoring, sealed

EXPECTED = (
    *(restoring.RestoreError, engines.EngineError, looking.CopyError, sealed.SealError),
    *(CommandError, Error, OSError),
)


class Command(BaseCommand):
    help = (
        "Put a copy that `backup` made in the place of the database, bring it up to this version, delete again what "
        "was deleted since, and look whether all of it fits. Stop the site and its timers first."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help="the copy")
        parser.add_argument("--replace", action="store_true", help="replace all that is in the database now")
        parser.add_argument("--key-file", type=Path, help="the key of a sealed copy; else BACKUP_KEY_FILE")
        parser.add_argument(
            *("--erased",),
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="a list of deleted pledges from another machine; the one beside the copy is read by itself",
        )

    def handle(
        self, *, file: Path, replace: bool, key_file: Path | None, erased: list[Path], **_options: Any
    ) -> None:
        for path in erased:
            if not path.is_file():
                raise CommandError(f"{path} is not a file.")
        try:
            key = key_of(key_file) if file.is_file() and sealed.is_sealed(file) else None
            restoring.restore(file, replace=replace, key=key, erased=erased, say=self.say)
        except EXPECTED as error:
            raise CommandError(f"Not restored. {error}") from error
        self.say(f"done: {file} is the database now. Start the site, then: ./run manage doctor")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

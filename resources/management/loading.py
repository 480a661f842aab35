"""What the commands that load a content file of this app have in common."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class LoadCommand(BaseCommand):
    """`source`: the module that has `PATH` and `load`. `faults`: what it raises for a file that cannot be used."""

    source: Any
    faults: type[Exception]

    def add_arguments(self, parser):
        parser.add_argument(
            "--path", type=Path, default=self.source.PATH, help="another file of the same format"
        )

    def handle(self, *, path, **options):
        try:
            report = self.source.load(path)
        except (self.faults, UnicodeDecodeError, OSError) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for line in report.lines():
            self.stdout.write(line)

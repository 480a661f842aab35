"""Load resources/content/synonyms.json."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.synonyms import PATH, Faults, load


class Command(BaseCommand):
    help = "Load what people type and what it means. Rows that were edited here are kept."

    def add_arguments(self, parser):
        parser.add_argument("--path", type=Path, default=PATH, help="another file of the same format")

    def handle(self, *, path, **options):
        try:
            report = load(path)
        except (Faults, OSError) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        for line in report.lines():
            self.stdout.write(line)

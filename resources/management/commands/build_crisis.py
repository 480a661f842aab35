"""Write config/chrome/data/crisis.json from the catalogue."""

from django.core.management.base import BaseCommand, CommandError

from config.chrome import crisis
from resources.crisis_lines import as_text, crisis_table


class Command(BaseCommand):
    help = "Derive the help strip's emergency numbers and main lines from resources/content/."

    def handle(self, **options):
        try:
            table = crisis_table()
        except ValueError as error:
            raise CommandError(str(error)) from error
        path = crisis.DATA / "crisis.json"
        path.write_text(as_text(table), encoding="utf-8")
        lines = sum(row["line"] is not None for row in table.values())
        self.stdout.write(f"{len(table)} places, {lines} with a main line: {path.name} written.")

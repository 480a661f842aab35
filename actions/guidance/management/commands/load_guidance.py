from django.core.management.base import BaseCommand, CommandError

from actions.guidance.loading import ContentFaults, load


class Command(BaseCommand):
    help = "Load the guidance from its content files. Edited pieces are kept. Safe to rerun."

    def handle(self, **options):
        try:
            reports = load()
        except ContentFaults as faults:
            raise CommandError(f"Nothing was loaded. The files have faults:\n{faults}") from None
        for (kind, language), report in reports.items():
            name = f"{kind} ({language})" if language else kind
            for line in report.lines():
                self.stdout.write(f"{name}: {line}")
        if any(report.kept for report in reports.values()):
            self.stdout.write("To see both sides: ./run manage content diff")

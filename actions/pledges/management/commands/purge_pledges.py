from django.core.management.base import BaseCommand

from actions.pledges import retention


class Command(BaseCommand):
    help = "Delete declined and unread pledges that have been kept as long as we promise. Run it once a day."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many")

    def handle(self, *args, **options):
        number = retention.purge(dry_run=options["dry_run"])
        self.stdout.write(f"{number} pledges {'would be' if options['dry_run'] else 'were'} deleted.")

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from actions.pledges import retention, tombstones


class Command(BaseCommand):
    help = (
        "Delete declined and unread pledges that have been kept as long as we promise, and again what a restored "
        "backup brought back. Run it once a day, and right after restoring a backup."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many")
        parser.add_argument(
            "--erased",
            type=Path,
            metavar="FILE",
            help="a file of deleted pledges from another machine, as in var/erased_pledges.txt",
        )

    def handle(self, *args, **options):
        if options["erased"]:
            if not options["erased"].is_file():
                raise CommandError(f"{options['erased']} is not a file.")
            tombstones.read(options["erased"])
        number = retention.purge(dry_run=options["dry_run"])
        self.stdout.write(f"{number} pledges {'would be' if options['dry_run'] else 'were'} deleted.")

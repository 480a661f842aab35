from django.core.management.base import BaseCommand, CommandError

from actions.pledges import recount


class Command(BaseCommand):
    help = (
        "Count promises and decisions again and put right the numbers that are kept of them. Safe on a running site, "
        "safe to stop and to run again. Days of waiting are left alone. --dry-run exits with 1 when something is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what is wrong")

    def handle(self, *, dry_run, **options):
        total = 0
        try:
            for number, part in enumerate(recount.PARTS, 1):
                total += self.one(part, f"[{number}/{len(recount.PARTS)}] {part}", dry_run)
        except KeyboardInterrupt:
            self.stdout.write("Stopped. What was put right stays right; start it again for the rest.")
            return
        if dry_run and total:
            raise CommandError(f"{total} numbers are wrong. Run it without --dry-run to put them right.")
        self.stdout.write(f"{total} numbers were put right." if total else "Every number is right.")

    def one(self, part, name, dry_run):
        """Go through one kind of number; how many were wrong."""
        self.say(f"{name}: counting …")
        found = recount.wrong(part)
        right = found if dry_run else recount.put_right([row.place for row in found])
        wrong = 0
        for row in right:
            wrong += 1
            self.say(f"{name}: {row.place} was {row.stored}, is {row.counted}")
        return wrong

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

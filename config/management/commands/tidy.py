from django.core.management.base import BaseCommand

from actions.pledges import retention
from config.safety import throttle


class Command(BaseCommand):
    help = "Delete pledges that are overdue and counters of the throttle that are old. Run it every hour."

    def handle(self, *args, **options):
        counters = throttle.forget_old()
        pledges = retention.purge()
        self.stdout.write(f"{pledges} pledges and {counters} counters were deleted.")

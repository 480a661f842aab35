from django.core.management.base import BaseCommand

from actions.pledges import retention
from config.safety import throttle
from resources import search_index, strip


class Command(BaseCommand):
    help = (
        "Delete what is overdue, index services that changed or whose contacts grew too old, and keep lines that "
        "staff hid out of the help strip. Run it every hour."
    )

    def handle(self, *args, **options):
        counters = throttle.forget_old()
        pledges = retention.purge()
        self.stdout.write(f"{pledges} pledges and {counters} counters were deleted.")
        search_index.catch_up()
        strip.write()

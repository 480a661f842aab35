from django.core.management import call_command
from django.core.management.base import BaseCommand

from actions.pledges import retention
from config.safety import throttle, timers
from resources import search_index, strip


class Command(BaseCommand):
    help = (
        "Delete what is overdue and sessions of staff that are over, index services that changed or whose contacts "
        "grew too old, and keep lines that staff hid out of the help strip. Run it every hour."
    )

    def handle(self, *args, **options):
        counters = throttle.forget_old()
        pledges = retention.purge()
        call_command("clearsessions")  # of staff; nobody else has any
        self.stdout.write(f"{pledges} pledges and {counters} counters were deleted.")
        search_index.catch_up()
        strip.write()
        timers.ran("tidy")

from django.core.management.base import BaseCommand, CommandError

from actions.pledges import chain
from actions.pledges.models import LogHead, PledgeDecision


class Command(BaseCommand):
    help = "Walk the decision log from its first row and say whether every row still follows from the one before."

    def handle(self, *args, **options):
        rows = PledgeDecision.objects.in_order().iterator(chunk_size=2000)
        number, last, wrong = chain.check(rows, LogHead.objects.filter(pk=LogHead.ONLY).first())
        if isinstance(wrong, LogHead):
            raise CommandError(
                f"{number} decisions fit, but the log once had {wrong.length} and ended with {wrong.hash}."
            )
        if wrong is not None:
            raise CommandError(
                f"{number} decisions fit. Row {wrong.pk}, about {wrong.pledge_public_id} version {wrong.version}, "
                "is not what was written or does not follow from the row before."
            )
        self.stdout.write(f"{number} decisions, chain intact, head {last}")

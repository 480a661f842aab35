"""Look at the links and numbers of the directory."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.safety import timers
from resources import link_checks, link_run
from resources.models import LinkCheck


class Command(BaseCommand):
    help = (
        "Look whether links still open and numbers can exist. For a timer, once a night. What was looked at is kept at "
        "once, so it can be stopped and started again. The results are in the desk, under Links and numbers."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=link_checks.EVERY, help="look again after this many days"
        )
        parser.add_argument("--limit", type=int, default=500, help="open at most this many pages")
        parser.add_argument("--offline", action="store_true", help="numbers only: no page is opened")

    def handle(self, *, days, limit, offline, **options):
        if days < 0 or limit < 0:
            raise CommandError("Days and limit cannot be below zero.")
        today = timezone.localdate()
        found = link_checks.targets()
        gone = link_checks.forget(found)
        waiting = link_checks.due(found, today, every=days)
        links = [target for target in waiting if target.kind == LinkCheck.Kind.LINK]
        now = [] if offline else links[:limit]
        numbers = [target for target in waiting if target.kind == LinkCheck.Kind.NUMBER]
        done = dict.fromkeys(LinkCheck.Weight, 0)
        ending = ""
        try:
            self._show(link_run.look_at_numbers(numbers, today), len(numbers), done, quiet=True)
            self._show(link_run.look_at_links(now, today), len(now), done, quiet=options["verbosity"] < 1)
        except link_run.Offline:
            ending = (
                "No site answered at all. This machine seems to be offline, so nothing was noted about links."
            )
        except KeyboardInterrupt:
            ending = "Stopped. What was looked at is kept; start it again for the rest."
        counted = ", ".join(f"{weight.label}: {count}" for weight, count in done.items())
        self.stdout.write(f"Looked at {sum(done.values())} of {len(found)}. {counted}.")
        if len(links) > len(now):
            self.stdout.write(f"{len(links) - len(now)} links wait for another run.")
        if gone:
            self.stdout.write(f"{gone} results were about what is not listed any more, and went.")
        if ending:
            self.stdout.write(ending)
        else:
            timers.ran("check_links")

    def _show(
        self, checks: Iterator[LinkCheck], total: int, done: dict[LinkCheck.Weight, int], *, quiet: bool
    ) -> None:
        for number, check in enumerate(checks, 1):
            done[LinkCheck.Weight(check.weight)] += 1
            if not quiet:
                self.stdout.write(f"[{number}/{total}] {check.target}: {link_checks.sentence(check)}")
                self.stdout.flush()

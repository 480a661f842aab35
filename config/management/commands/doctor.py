"""Say in plain words what is wrong with this installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.operations import data_checks, doctor, machine_checks


class Command(BaseCommand):
    help = "Say in plain words what is wrong here and what to do. Exits with 1 when something is. Changes nothing."
    requires_system_checks: list[str] = []  # type: ignore[assignment]  # it says itself what is wrong

    def handle(self, **_options: Any) -> None:
        wrong = 0
        for finding in doctor.findings((*machine_checks.CHECKS, *data_checks.CHECKS)):
            name = finding.check.name
            if finding.left_out:
                self.stdout.write(f"  -    {name}: not looked at, {finding.left_out}")
            elif finding.wrong:
                wrong += 1
                self.stdout.write(f"WRONG  {name}: {finding.wrong}\n       {finding.check.todo}")
            else:
                self.stdout.write(f" ok    {name}")
        if wrong:
            raise CommandError(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
        self.stdout.write("Nothing is wrong that a program can see.")

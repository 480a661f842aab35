import getpass
import os
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from config.safety.erasure import wipe
from config.staff import sittings


def operator() -> str:
    """The user of the machine; in a container it may have no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


class Command(BaseCommand):
    help = (
        "Take away every second factor and recovery code of one person and end their sessions. At the next "
        "sign-in, the password alone leads to the page for a new one: speak to the person first, by voice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="the name the person signs in with")

    def handle(self, *args: Any, user: str, **options: Any) -> None:
        try:
            person = get_user_model().objects.get_by_natural_key(user)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"Nobody signs in as {user}.") from error
        with transaction.atomic():
            factors, _rows = Authenticator.objects.filter(user=person).delete()
            sessions = sittings.end_all(person)
            transaction.on_commit(wipe)
        now = timezone.now().isoformat(timespec="seconds")
        self.stdout.write(
            f"{now} {operator()} reset the second factor of {user}: {factors} deleted, "
            f"{sessions} sessions ended."
        )
        self.stdout.write(f"If somebody else may know the password: ./run manage changepassword {user}")

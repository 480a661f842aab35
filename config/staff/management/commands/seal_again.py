from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from config.staff import sealing

SEALED = ("secret", "seed")


class Command(BaseCommand):
    help = "After a new SECRET_KEY: seal the secrets of second factors with it. Then SECRET_KEY_FALLBACKS can go."

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = 0, []
        for pk in Authenticator.objects.values_list("pk", flat=True):
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().select_related("user").get(pk=pk)
                try:
                    new = {name: sealing.seal_again(row.data[name]) for name in SEALED if name in row.data}
                except sealing.Unreadable:
                    lost.append(row.user.get_username())
                    continue
                if new:
                    row.data.update(new)
                    row.save(update_fields=["data"])
                    done += 1
        self.stdout.write(f"{done} secrets are sealed with the new key.")
        for name in sorted(set(lost)):
            self.stdout.write(f"Not readable: {name}. Use reset_second_factor {name}.")

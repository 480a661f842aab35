"""What staff roles may do, as migrations give it and take it back.

Migrations that ran long ago call this too: what it does for the same words may never change.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.management import create_permissions

VERBS = ("add", "change", "delete", "view")


def every(*models: str) -> list[str]:
    """The permissions to do everything with these models."""
    return [f"{verb}_{model}" for model in models for verb in VERBS]


class Grant:
    """Permissions of one app for one role: `migrations.RunPython(grant.give, grant.take)`.

    `role`: the name of the group. `codes`: as in "add_contact". `make`: the group is made where there is none.
    """

    def __init__(self, role: str, app: str, codes: Iterable[str], *, make: bool = True) -> None:
        self.role, self.app, self.codes, self.make = role, app, tuple(codes), make

    def give(self, apps: Any, schema_editor: Any) -> None:
        using = schema_editor.connection.alias
        self._make_permissions(apps, using)
        if self.make:
            apps.get_model("auth", "Group").objects.using(using).get_or_create(name=self.role)
        if group := self.group(apps, using):
            group.permissions.add(*self._permissions(apps, using))

    def take(self, apps: Any, schema_editor: Any) -> None:
        """The group itself stays: others may have given it something."""
        using = schema_editor.connection.alias
        if group := self.group(apps, using):
            group.permissions.remove(*self._permissions(apps, using))

    def group(self, apps: Any, using: str) -> Any:
        """The group, or None."""
        return apps.get_model("auth", "Group").objects.using(using).filter(name=self.role).first()

    def _make_permissions(self, apps: Any, using: str) -> None:
        """Django makes them after all migrations, and they are needed now. Making them twice does no harm."""
        config = apps.get_app_config(self.app)
        kept = getattr(config, "models_module", None)
        config.models_module = kept or True  # apps in a migration have none, and without one nothing is made
        try:
            create_permissions(config, verbosity=0, using=using, apps=apps)
        finally:
            config.models_module = kept

    def _permissions(self, apps: Any, using: str) -> Any:
        found = apps.get_model("auth", "Permission").objects.using(using)
        return found.filter(content_type__app_label=self.app, codename__in=self.codes)

"""Demo staff for development: one person per role, with a password that is printed once and kept nowhere."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

DEMO = {"moderator": "Moderator", "editor": "Editor"}  # user name: group


def demo_staff() -> dict[str, str]:
    """Make the demo people who are missing. Returns user name to password for those made now."""
    made = {}
    for name, group in DEMO.items():
        user, created = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if created:
            made[name] = secrets.token_urlsafe(12)
            user.set_password(made[name])
            user.save()
            user.groups.add(Group.objects.get(name=group))
    return made

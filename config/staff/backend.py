"""Who can have a session at all: people of the desk who are active. Django asks again at every request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class StaffBackend(ModelBackend):
    """Django's own, without anybody who is not staff. Taking the mark away ends what is open."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.is_staff

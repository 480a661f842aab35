"""Signing in to the desk: guessing passwords gets slow, and nobody is locked out from somewhere else."""

from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from config.safety.throttle import allowed


class StaffLoginForm(AdminAuthenticationForm):
    """Counts every try per place before the password is looked at. The count is per place, never per name."""

    def clean(self) -> dict[str, Any]:
        if self.request and not allowed(
            self.request, "login", settings.LOGINS_PER_HOUR, settings.LOGINS_PER_HOUR_ALL
        ):
            raise ValidationError(_("Too many tries from here. Please wait an hour."), code="throttled")
        data: dict[str, Any] = super().clean()
        return data

"""What a reader can say about a promise: codes only. Nothing is typed, so nothing has to be read or kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.pledges.models import Report
from config.safety.forms import TrapMixin


class ReportForm(TrapMixin):
    """One reason from the list."""

    token_salt = "pledges.report"  # noqa: S105  the name of a signature, not a secret
    shortest = 1  # second: one tap is all there is to do

    reason = forms.ChoiceField(
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        label=_("What is wrong with it?"),
        error_messages={
            "required": _("Choose what is wrong with it."),
            "invalid_choice": _("Choose one of these."),
        },
    )

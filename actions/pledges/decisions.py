"""What a moderator sends from the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.pledges import moderation
from actions.pledges.models import PledgeDecision


class DecisionForm(forms.Form):
    """Approve, or decline with a code. `version` is the one that was on the screen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=PledgeDecision.Outcome.choices)
    code = forms.ChoiceField(choices=[("", ""), *((c, c) for c in moderation.CODES)], required=False)

    def clean(self):
        data = super().clean() or {}
        if (
            data.get("outcome") == PledgeDecision.Outcome.DECLINE
            and not data.get("code")
            and "code" not in self.errors
        ):
            self.add_error("code", _("Choose a reason before you decline."))
        return data

    def apply(self, pk, *, by):
        """Carry the decision out. Raises what moderation.py raises."""
        data = self.cleaned_data
        if data["outcome"] == PledgeDecision.Outcome.APPROVE:
            return moderation.approve(pk, version=data["version"], by=by)
        return moderation.decline(pk, version=data["version"], code=data["code"], by=by)

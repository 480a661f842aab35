"""What a moderator sends from the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.pledges import moderation
from actions.pledges.models import PledgeDecision

Outcome = PledgeDecision.Outcome
OFFERED = (Outcome.APPROVE, Outcome.DECLINE, Outcome.HOLD, Outcome.PASS_ON, Outcome.UNDO, Outcome.SECOND_LOOK)


class DecisionForm(forms.Form):
    """Decline with a code, or one of the moves without. `version` is the one that was on the screen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in OFFERED])
    code = forms.ChoiceField(choices=[("", ""), *((c, c) for c in moderation.CODES)], required=False)

    def clean(self):
        data = super().clean() or {}
        if data.get("outcome") == Outcome.DECLINE and not data.get("code") and "code" not in self.errors:
            self.add_error("code", _("Choose a reason before you decline."))
        return data

    def apply(self, pk, *, by):
        """Carry the decision out. Raises what moderation raises."""
        data = self.cleaned_data
        if data["outcome"] == Outcome.DECLINE:
            return moderation.decline(pk, version=data["version"], code=data["code"], by=by)
        moves = {
            Outcome.APPROVE: moderation.approve,
            Outcome.HOLD: moderation.hold,
            Outcome.PASS_ON: moderation.pass_on,
            Outcome.UNDO: moderation.undo,
            Outcome.SECOND_LOOK: moderation.second_look,
        }
        return moves[data["outcome"]](pk, version=data["version"], by=by)

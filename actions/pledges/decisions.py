"""What a moderator sends from the desk, about one pledge, about a case, or about several that were on one page."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from actions.pledges import bulk, moderation
from actions.pledges.models import PledgeDecision

Outcome = PledgeDecision.Outcome
# These say that somebody read the words. Holding and passing on do not.
NEEDS_READING = (Outcome.APPROVE, Outcome.DECLINE, Outcome.KEEP)
MOST_TOGETHER = 10


class ChoiceForm(forms.Form):
    """An outcome, with a code when it declines. `opened` stands in the forms inside the fold of the text."""

    offered: tuple[str, ...] = (Outcome.APPROVE, Outcome.DECLINE, Outcome.HOLD)

    outcome = forms.ChoiceField(choices=[(outcome.value, outcome.label) for outcome in Outcome])
    code = forms.ChoiceField(choices=[("", ""), *((c, c) for c in moderation.CODES)], required=False)
    opened = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome and outcome not in self.offered:
            self.add_error("outcome", _("That is not possible here."))
        if outcome in NEEDS_READING and not data.get("opened"):
            self.add_error("outcome", _("Open the text before you decide. Nothing is decided unread."))
        if outcome == Outcome.DECLINE and not data.get("code") and "code" not in self.errors:
            self.add_error("code", _("Choose a reason before you decline."))
        return data

    @property
    def chosen_code(self) -> str:
        """The code that counts: only declining has one."""
        data = self.cleaned_data
        return str(data["code"]) if data["outcome"] == Outcome.DECLINE else ""


class DecisionForm(ChoiceForm):
    """About one pledge. `version` is the one that was on the screen."""

    offered = (
        Outcome.APPROVE,
        Outcome.KEEP,
        Outcome.DECLINE,
        Outcome.HOLD,
        Outcome.PASS_ON,
        Outcome.UNDO,
        Outcome.SECOND_LOOK,
    )

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def apply(self, pk: int, *, by: User) -> PledgeDecision:
        """Carry the decision out. Raises what moderation.py raises."""
        data = self.cleaned_data
        if data["outcome"] == Outcome.DECLINE:
            return moderation.decline(pk, version=data["version"], code=data["code"], by=by)
        moves = {
            Outcome.APPROVE: moderation.approve,
            Outcome.KEEP: moderation.keep,
            Outcome.HOLD: moderation.hold,
            Outcome.PASS_ON: moderation.pass_on,
            Outcome.UNDO: moderation.undo,
            Outcome.SECOND_LOOK: moderation.second_look,
        }
        return moves[data["outcome"]](pk, version=data["version"], by=by)


class Numbers(forms.Field):
    """Whole numbers, or pairs of them written "7:2", from fields of one name."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, most: int, apart: int = 1, **kwargs: Any) -> None:
        self.most, self.apart = most, apart
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[tuple[int, ...]]:
        try:
            found = [tuple(int(part) for part in item.split(":")) for item in value or ()]
        except ValueError:
            found = [()]
        if len(found) > self.most or any(len(item) != self.apart for item in found):
            raise forms.ValidationError(_("Something was wrong with this page. Please open it again."))
        return found


class CaseForm(ChoiceForm):
    """About all that wait in a case: up to the newest that was there, having read the samples `shown`."""

    up_to = forms.IntegerField(min_value=1)
    shown = Numbers(most=bulk.SAMPLES)

    def apply(self, case: int, *, by: User) -> bulk.Result:
        data = self.cleaned_data
        return bulk.decide_case(
            case,
            up_to=data["up_to"],
            outcome=data["outcome"],
            code=self.chosen_code,
            by=by,
            shown=[pk for (pk,) in data["shown"]],
        )


class TogetherForm(ChoiceForm):
    """About pledges that were read on one page."""

    seen = Numbers(most=MOST_TOGETHER, apart=2)

    def apply(self, *, by: User) -> bulk.Result:
        data = self.cleaned_data
        seen = [(pk, version) for pk, version in data["seen"]]
        return bulk.decide(seen, outcome=data["outcome"], code=self.chosen_code, by=by)

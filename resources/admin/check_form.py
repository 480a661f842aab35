"""What an editor says after a call or a look: one button, with what was on the screen."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from resources import freshness, problems
from resources.models import Hidden, ProblemReport

CONFIRM = {"confirm_phone": "phone", "confirm_website": "website", "confirm_email": "email"}
# What a check that succeeded answers. Hours, languages and safety need words of their own.
ANSWERED = ("silent", "dead", "wrong", "page")


def seen_of(contact):
    """What the page sends back, so that nothing is written when somebody was faster."""
    return {"value": contact.value, "last_modified": contact.service.last_modified.isoformat()}


class SeenForm(forms.Form):
    value = forms.CharField(max_length=500, widget=forms.HiddenInput, strip=False)
    last_modified = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean_last_modified(self):
        try:
            moment = parse_datetime(self.cleaned_data["last_modified"])
        except ValueError:
            moment = None
        if moment is None or timezone.is_naive(moment):
            raise forms.ValidationError(_("Open the page again."))
        return moment

    @property
    def seen(self):
        return freshness.Seen(self.cleaned_data["value"], self.cleaned_data["last_modified"])


class CheckForm(SeenForm):
    do = forms.ChoiceField(choices=[(code, code) for code in (*CONFIRM, "silent", "wrong", "hide")])
    why = forms.ChoiceField(
        choices=[(code, Hidden(code).label) for code in freshness.HIDEABLE],
        widget=forms.RadioSelect,
        required=False,
        label=_("Why?"),
    )

    def clean(self):
        data = super().clean() or {}
        if data.get("do") == "hide" and not data.get("why"):
            self.add_error("why", _("Choose why readers should not see it."))
        return data

    def apply(self, contact, *, by):
        """Carry it out; returns what to say. Raises ValueError and freshness.Overtaken."""
        do = self.cleaned_data["do"]
        if do in CONFIRM:
            return self._confirm(contact, CONFIRM[do], by)
        if do == "silent":
            problems.report(contact.service, reason="silent", contact=contact, from_staff=True)
            return _("Noted. Try again on another day or at another hour, then hide it.")
        reason = "wrong" if do == "wrong" else self.cleaned_data["why"]
        draft = freshness.hide(contact, reason=reason, by=by, seen=self.seen)
        problems.settle(contact=contact.pk, outcome=ProblemReport.Outcome.HIDDEN, by=by)
        return (
            _("Hidden. The service has nothing else left, so it is a draft now.") if draft else _("Hidden.")
        )

    def _confirm(self, contact, method, by):
        write = freshness.show_again if contact.hidden else freshness.confirm_contact
        write(contact, by=by, method=method, on=timezone.localdate(), seen=self.seen)
        answered = contact.problems.open().filter(reason__in=ANSWERED).values_list("pk", flat=True)
        problems.settle(reports=list(answered), outcome=ProblemReport.Outcome.RIGHT, by=by)
        return _("Confirmed. Thank you.")


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(choices=ProblemReport.Outcome.choices, label=_("What did you find?"))

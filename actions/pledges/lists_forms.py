"""The form in which lead moderators write an entry of the screening lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from actions.pledges import list_changes
from actions.pledges.models import ListEntry
from config.safety.plain_text import one_line


class ListEntryForm(forms.ModelForm):
    """What is wrong with an entry is said beside it."""

    class Meta:
        model = ListEntry
        fields = ["kind", "language", "list", "entry", "reason"]
        widgets = {
            "entry": forms.Textarea(attrs={"rows": 3, "cols": 90, "spellcheck": "false"}),
            "reason": forms.TextInput(attrs={"size": 90}),
        }
        help_texts = {
            "entry": _(
                "In lists of words one word. In the others: word · word* any ending · (a|b|) one of these, or nothing"
                " · ... up to four words · ^ and $ beginning and end."
            ),
        }

    def clean_entry(self):
        return one_line(self.cleaned_data["entry"])

    def clean_reason(self):
        return one_line(self.cleaned_data["reason"])

    def clean(self):
        super().clean()
        if not self.errors and "entry" in self.cleaned_data:  # of an entry that counts nothing is asked
            values = {name: self.cleaned_data[name] for name in self.Meta.fields}
            why = list_changes.problem(ListEntry(pk=self.instance.pk, **values))
            if why:
                self.add_error("entry", why)
        return self.cleaned_data

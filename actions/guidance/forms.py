"""The form of editors: what a file may not say, an editor may not say either."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actions.guidance.editing import kind_of
from actions.guidance.links import known_keys, rehearsal
from actions.guidance.validation import faults_in_record


class RecordForm(forms.ModelForm):
    """Checks a row with the rules of the content files."""

    def clean(self):
        super().clean()
        if self.errors:
            return self.cleaned_data
        cleaned = self.cleaned_data
        kind, known = kind_of(self.instance), known_keys()
        record = {
            field.name: cleaned.get(field.name, getattr(self.instance, field.name)) for field in kind.fields
        }
        for field, text in faults_in_record(kind, record, known, rehearsal(known)):
            self.add_error(field if field in self.fields else None, f"{field}: {text}.")
        return cleaned


class PieceForm(RecordForm):
    """A new piece names one of the languages of the site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            self.fields["language"] = forms.ChoiceField(choices=settings.LANGUAGES)


class SourceForm(RecordForm):
    """An address without a scheme is taken to be an encrypted one."""

    url = forms.URLField(label=_("address"), assume_scheme="https", max_length=500)

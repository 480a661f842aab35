"""The form of editors: what a file may not say, an editor may not say either."""

import copy
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actions.guidance import editing, revisions
from actions.guidance.editing import kind_of
from actions.guidance.kinds import plain
from actions.guidance.labels import labelled
from actions.guidance.links import known_keys, rehearsal
from actions.guidance.records import record_of
from actions.guidance.validation import faults_in_record


class RecordForm(forms.ModelForm):
    """Checks a row with the rules of the content files, and that nobody else saved it since the form was opened.

    `overtaken`: what is stored now beside what was typed, when somebody did.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.overtaken = []
        if self.instance.pk:
            self.initial["seen"] = editing.seen_print(self.instance)

    def clean(self):
        super().clean()
        if self.instance.pk:
            self._notice_others()
        if self.errors:
            return self.cleaned_data
        kind, known = kind_of(self.instance), known_keys()
        record = self._typed(kind)
        for field, text in faults_in_record(kind, record, known, rehearsal(known)):
            sentence = f"{text[:1].upper()}{text[1:]}."
            if field in self.fields:
                self.add_error(field, sentence)
            else:
                self.add_error(None, f"{field}: {sentence}")
        return self.cleaned_data

    def _typed(self, kind):
        return {
            field.name: plain(self.cleaned_data.get(field.name, field.of(self.instance)))
            for field in kind.fields
        }

    def _notice_others(self):
        """`instance` is still as the database has it here, read for this request."""
        now = editing.seen_print(self.instance)
        if self.data.get(self.add_prefix("seen")) == now:
            return
        kind, row = kind_of(self.instance), self.instance
        typed = copy.copy(row)
        for name, value in self._typed(kind).items():
            setattr(typed, name, value)
        editing.tidy(typed)
        self.overtaken = labelled(kind, type(row), record_of(kind, row), record_of(kind, typed))
        # Saving once more is a decision, with both sides on the screen.
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("seen")] = now
        self.data = data
        self.add_error(None, self._who(row))

    def _who(self, row):
        piece = editing.whole(row)
        version = revisions.history(kind_of(piece), piece).first()
        return _(
            "Somebody else saved this while you had it open (%(who)s, %(when)s). Nothing was stored. What you "
            "typed is still here. Look at the differences, then save again to put yours in its place."
        ) % {
            "who": (version and version.by) or "–",
            "when": date_format(version.when, "DATETIME_FORMAT") if version else "–",
        }


class PieceForm(RecordForm):
    """A new piece names one of the languages of the site."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            label = self.fields["language"].label
            self.fields["language"] = forms.ChoiceField(choices=settings.LANGUAGES, label=label)


class SourceForm(RecordForm):
    """An address without a scheme is taken to be an encrypted one."""

    url = forms.URLField(label=gettext_lazy("address"), assume_scheme="https", max_length=500)

"""Lists and other small values as one database field. A list of texts is edited one per line.

Migrations name these classes, so their paths stay.
"""

from django import forms
from django.db import models
from django.utils.text import capfirst


class LinesField(forms.CharField):
    """A text area whose lines are the items. Blank lines and blanks around a line are dropped."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6, "cols": 90}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        pass  # those of CharField are about one text

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)


class ValueField(models.JSONField):
    """A JSON value without Django's CHECK on SQLite, whose function may not be called with `trusted_schema` off."""

    def db_check(self, connection):
        return None


class ListField(ValueField):
    """A list of strings. `words`: the choices each item must be one of."""

    def __init__(self, *args, words=None, **kwargs):
        self.words = words
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        if self.words:
            return forms.MultipleChoiceField(
                label=capfirst(self.verbose_name),
                help_text=self.help_text,
                required=not self.blank,
                choices=self.words.choices,
                widget=forms.CheckboxSelectMultiple,
            )
        return LinesField(
            label=capfirst(self.verbose_name), help_text=self.help_text, required=not self.blank
        )

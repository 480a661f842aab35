"""Filters for our crispy-forms pack in templates/plain/."""

from django import template
from django.forms import CheckboxInput

register = template.Library()


@register.filter
def first_id(field):
    """The id that a link of the error summary must point at: a group has no control of its own, so its first option."""
    if field.id_for_label:
        return field.id_for_label
    options = list(field.subwidgets)
    return options[0].id_for_label if options else field.auto_id


@register.filter
def is_tick(field):
    """A single box to tick, with its label behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def summary(form):
    """(field, error) for every error of a field; None for a hidden field, which nobody can jump to."""
    return [
        (None if field.is_hidden or field.name == "website" else field, error)
        for field in form
        for error in field.errors
    ]


@register.filter
def error_count(form):
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def with_class(field):
    """The control with our class. Django adds aria-invalid and aria-describedby itself."""
    return field.as_widget(attrs={"class": "input"})

"""The ways to get in touch, in the form of a service, and what happens to a number that was typed there."""

from django import forms
from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources import changes, freshness, tombstones
from resources.admin.fields import SMALL_TEXT
from resources.admin.plain_texts import PlainTextForm
from resources.models import ChangeRequest, Contact, Hidden
from resources.reach import Reach


class ContactForm(PlainTextForm):
    """Also refuses what is on the do-not-list, beside the field, with the typed text kept."""

    texts = ("note",)

    def clean_value(self):
        value = self.cleaned_data["value"]
        if "value" in self.changed_data and tombstones.blocked_values([value]):
            raise forms.ValidationError(_("This is on the do-not-list. Look there first."))
        return value


class ContactInline(admin.StackedInline):
    model = Contact
    form = ContactForm
    extra = 0
    autocomplete_fields = ["languages"]
    readonly_fields = ["second_checked", "how_sure", "waiting"]
    formfield_overrides = SMALL_TEXT

    def get_queryset(self, request):
        waiting = Prefetch("change_requests", ChangeRequest.objects.waiting(), to_attr="waits")
        return super().get_queryset(request).select_related("service").prefetch_related(waiting)

    @admin.display(description=gettext_lazy("how sure we are"))
    def how_sure(self, contact):
        if contact._state.adding:
            return ""
        said = freshness.statement_of(contact, contact.service)
        return f"{contact.get_hidden_display()}. {said}" if contact.hidden else said

    @admin.display(description=gettext_lazy("waits for a second person"))
    def waiting(self, contact):
        waits = getattr(contact, "waits", ())
        return ", ".join(request.new_display or request.get_kind_display() for request in waits) or "-"


def save_contacts(formset, *, by):
    """Save a formset of contacts. Numbers and addresses go through `changes`; returns the requests made."""
    formset.save(commit=False)
    for contact in formset.deleted_objects:
        contact.delete()
    todo = []
    for contact, names in formset.changed_objects:
        todo += [(contact, _save(contact, names, by))]
    for contact in formset.new_objects:
        contact.entered_by = by
        contact.save()
    formset.save_m2m()
    made = [
        changes.propose_value(contact, new, by=by) if new else changes.propose_new(contact, by=by)
        for contact, new in todo
        if new is not None
    ]
    return [*made, *(changes.propose_new(contact, by=by) for contact in formset.new_objects)]


def _save(contact, names, by):
    """Save the plain fields, and nothing else: a colleague may be checking this contact right now.

    Returns the reach that has to be proposed; () for a new contact that was typed anew; None when nothing has to be.
    """
    plain = [field.name for field in Contact._meta.concrete_fields if field.name in names]
    if contact.hidden == Hidden.WAITING and set(plain) & set(Reach._fields):
        contact.entered_by = by  # nobody has agreed to it yet: the new words are the ones to agree to
        contact.save(update_fields=[*plain, "entered_by"])
        return ()
    new = Reach.of(contact)
    held = [name for name in plain if name in Reach._fields]
    if held:
        old = Reach.of(Contact.objects.get(pk=contact.pk))
        for name, value in old._asdict().items():
            setattr(contact, name, value)
    plain = [name for name in plain if name not in held]
    if plain:
        contact.save(update_fields=plain)
    return new if held else None

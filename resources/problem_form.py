"""What a reader can say is wrong with a listing: codes only, so that nothing has to be written and nothing is read."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.safety.forms import TrapMixin
from resources.models import Contact, ProblemReport, Service


class ProblemForm(TrapMixin):
    """`chosen`, after `is_valid()`: the contact that it is about, or None for the listing as a whole."""

    token_salt = "resources.problem"  # noqa: S105  the name of a signature, not a secret

    shortest = 1  # second: one tap is all there is to do

    reason = forms.ChoiceField(
        choices=ProblemReport.Reason.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("What is wrong?"),
        error_messages={
            "required": gettext_lazy("Choose what is wrong."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )

    def __init__(self, *args, service: Service, **kwargs):
        super().__init__(*args, **kwargs)
        self.contacts = {str(contact.pk): contact for contact in service.contacts.all()}
        if self.contacts:
            options = [(key, contact.button) for key, contact in self.contacts.items()]
            self.fields["contact"] = forms.ChoiceField(
                choices=[("", _("All of it, or I do not know")), *options],
                widget=forms.RadioSelect,
                required=False,
                label=_("Which one?"),
                error_messages={"invalid_choice": _("Choose one of these, or none.")},
            )
            self.initial.setdefault("contact", "")

    @property
    def chosen(self) -> Contact | None:
        return self.contacts.get(self.cleaned_data.get("contact", ""))

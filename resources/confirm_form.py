"""What a service answers by our link: one choice and one box for each way to get in touch, and for its website."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.safety.forms import TrapMixin
from config.safety.plain_text import one_line
from resources import channels, self_confirm
from resources.models import Contact, Service
from resources.reach import Reach
from resources.self_confirm import CHANGED, GONE, RIGHT, Answer

LONGEST = 200  # characters of a number or address that somebody types
VERDICTS = [
    (RIGHT, gettext_lazy("Still right")),
    (CHANGED, gettext_lazy("It changed: the right one is below")),
    (GONE, gettext_lazy("This is no longer there")),
]


class Verdict(forms.ChoiceField):
    """Needed, but what is missing is said by the form: a typed number alone says that it changed."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


@dataclass(frozen=True)
class Question:
    """One thing that is asked about, with the names of its two fields. `contact` None: the website."""

    name: str
    label: str
    contact: Contact | None


class ConfirmForm(TrapMixin):
    """`all_right` is the button for a listing that needs no change; what was typed below must then be empty."""

    token_salt = "resources.confirm"  # noqa: S105  the name of a signature, not a secret

    use_required_attribute = False  # one of the two buttons needs none of it
    all_right = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        contacts = self_confirm.contacts_of(service)
        self.questions = [
            Question(f"way{place}", contact.button, contact)
            for place, contact in enumerate(contacts, start=1)
        ]
        if service.website:
            self.questions.append(Question("site", service.website, None))
        for question in self.questions:
            self.fields[question.name] = Verdict(
                choices=VERDICTS,
                widget=forms.RadioSelect,
                label=question.label,
                error_messages={"invalid_choice": _("Choose one of these.")},
            )
            self.fields[f"{question.name}_new"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                label=_("The right number or address"),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for question in self.questions:
            self._clean_one(question, data)
        return data

    def _clean_one(self, question: Question, data: dict[str, Any]) -> None:
        """Exactly one thing said about one question, and a new value that somebody could dial or open."""
        box = f"{question.name}_new"
        if question.name in self.errors or box in self.errors:
            return
        verdict, typed = data.get(question.name, ""), one_line(data.get(box, ""))
        if typed and (data.get("all_right") or verdict in (RIGHT, GONE)):
            self.add_error(box, _("You wrote something here. Choose that it changed, or empty the box."))
        elif data.get("all_right"):
            data[question.name] = RIGHT
        elif not verdict and not typed:
            self.add_error(question.name, _("Choose what is true for this one."))
        elif typed or verdict == CHANGED:
            data[question.name] = CHANGED
            new = self._reach(question, typed)
            if new is None:
                self.add_error(box, _("Write the right number or address, as people would use it."))
            data[box] = new

    def _reach(self, question: Question, typed: str) -> Reach | None:
        if question.contact:
            return self_confirm.reach(question.contact.channel, typed, self.service.country)
        link = typed if typed.startswith(("http://", "https://")) else f"https://{typed}"
        return Reach("", link, "") if typed and channels.page(link) else None

    def answers(self) -> list[Answer]:
        """After `is_valid()`."""
        data = self.cleaned_data
        return [
            Answer(
                data[question.name],
                question.contact,
                data[f"{question.name}_new"] if data[question.name] == CHANGED else None,
            )
            for question in self.questions
        ]

"""Texts beside a number must not smuggle in another one: nobody would check it, and one person could put it online."""

import re

from django import forms
from django.utils.translation import gettext as _

from resources.models import Contact

# Seven digits or more, as people write numbers; not "09:00-17:00" and not "2019-2022".
NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){6,}")
YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def strangers(text, known):
    """Numbers in a text that none of the `known` values ends or begins with, and links."""
    digits = {re.sub(r"\D", "", value) for value in known}
    found = [match[0] for match in NUMBER.finditer(text) if not YEARS.fullmatch(match[0])]
    odd = [number for number in found if not any(_same(re.sub(r"\D", "", number), value) for value in digits)]
    return [*odd, *LINK.findall(text)]


def _same(number, value):
    return bool(value) and (number.endswith(value[-7:]) or value.endswith(number[-7:]))


class PlainTextForm(forms.ModelForm):
    """`texts`: fields whose new words may name no number and no link that is not a contact of the service."""

    texts: tuple[str, ...] = ()

    def clean(self):
        cleaned = super().clean() or {}
        asked = [name for name in self.texts if name in self.changed_data and cleaned.get(name)]
        known = self._known() if asked else ()
        for name in asked:
            if strangers(cleaned[name], known):
                self.add_error(
                    name, _("A number or link belongs to the ways to get in touch, where it is checked.")
                )
        return cleaned

    def _known(self):
        service = getattr(self.instance, "service_id", None) or self.instance.pk
        rows = Contact.objects.filter(service=service).values_list("value", "display")
        return [text for row in rows for text in row]

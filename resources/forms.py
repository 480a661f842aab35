"""The filters of the directory. Junk in an address or a form is ignored, never answered with an error."""

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.search import SearchParams

LONGEST_WORDS = 200
LAST_PAGE = 100_000


class LenientWords(forms.CharField):
    def clean(self, value):
        return " ".join(str(value or "").replace("\x00", " ")[:LONGEST_WORDS].split())


class LenientChoices(forms.Field):
    """Several codes; keeps those it knows, in its own order."""

    widget = forms.SelectMultiple

    def __init__(self, codes, **kwargs):
        super().__init__(required=False, **kwargs)
        self.codes = tuple(codes)

    def clean(self, value):
        return tuple(code for code in self.codes if code in (value or ()))


class LenientPage(forms.IntegerField):
    def clean(self, value):
        text = str(value or "")
        return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 10 else 1


class FilterForm(forms.Form):
    """Bound to GET or POST data. `choices`: per list filter, pairs of code and label; `regions`: known codes.

    `country` is the reader's country or region as `config.chrome.crisis.reader_country` gives it.
    """

    q = LenientWords(label=_("What would help?"))
    region = forms.CharField(required=False, label=_("Part of the country"))
    page = LenientPage()

    LISTS = {
        "need": _("What you need"),
        "audience": _("Who it is for"),
        "channel": _("How to get in touch"),
        "language": _("Language"),
    }

    def __init__(self, data, *, country, choices, regions):
        super().__init__(data)
        self.country, _dash, part = country.partition("-")
        self.part = country if part else ""
        self.regions = regions
        for name, label in self.LISTS.items():
            self.fields[name] = LenientChoices((code for code, _label in choices[name]), label=label)

    def clean_region(self):
        """A region of the chosen country, or none. A country like GB-SCT names the region itself."""
        asked = self.cleaned_data["region"].strip().upper()
        for code in (asked, self.part):
            if code in self.regions and code.startswith(f"{self.country}-"):
                return code
        return ""

    def params(self):
        """What to search for; every form gives something."""
        self.full_clean()
        data = self.cleaned_data
        lists = {name: data[name] for name in self.LISTS}
        return SearchParams(
            q=data["q"], country=self.country, region=data.get("region", ""), page=data["page"], **lists
        )

"""The filters of the directory. Junk in an address or a form is ignored, never answered with an error."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.channels import QUIET
from resources.search import SearchParams

LONGEST_WORDS = 200
LAST_PAGE = 100_000
DROPPABLE = (
    "q", "region", "need", "audience", "channel", "language", "open", "free", "anonymous", "quiet",
)  # fmt: skip


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


class LenientCode(forms.Field):
    """One code that it knows, or none."""

    def __init__(self, codes, **kwargs):
        super().__init__(required=False, **kwargs)
        self.codes = frozenset(codes)

    def clean(self, value):
        return value if value in self.codes else ""


class LenientYes(forms.Field):
    """Ticked, whatever the browser calls it; "0" and nothing mean no."""

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        return value in ("1", "on", "true", "yes")


class FilterForm(forms.Form):
    """Bound to GET or POST data. `choices`: per list filter, pairs of code and label; `regions`: known codes.

    `country` is the reader's country or region as `config.chrome.crisis.reader_country` gives it.
    """

    q = LenientWords(label=_("What would help?"))
    region = forms.CharField(required=False, label=_("Part of the country"))
    page = LenientPage()
    quiet = LenientCode(QUIET, label=_("Hard to talk, or someone may look?"))
    open = LenientYes(label=_("Open now"))
    free = LenientYes(label=_("Free"))
    anonymous = LenientYes(label=_("No name needed"))
    drop = forms.CharField(required=False)  # the chip that was taken away: "q", "need:legal" or "all"

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
        given = {
            name: data[name] for name in (*self.LISTS, "q", "page", "open", "free", "anonymous", "quiet")
        }
        asked = SearchParams(country=self.country, region=data.get("region", ""), **given)
        return without_chip(asked, data["drop"]) if data.get("drop") else asked


def without_chip(params, chip):
    """The search without one chip, from its first page. The country stays; an unknown chip changes nothing else."""
    name, _colon, code = chip.partition(":")
    if chip == "all":
        return params.without("page", *DROPPABLE)
    if name in FilterForm.LISTS:
        return replace(params.without("page"), **{name: tuple(c for c in getattr(params, name) if c != code)})
    return params.without("page", *({name} & set(DROPPABLE)))

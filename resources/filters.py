"""What stands beside and above the results: each filter with its numbers, and a chip for each that is on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from config.chrome import crisis
from resources.channels import CHANNELS, QUIET
from resources.models import Language, TaxonomyTerm
from resources.search import SearchParams
from resources.vocabulary import language_label, term_label

Label = str | Promise
Choices = Mapping[str, Sequence[tuple[str, Label]]]


class Chip(NamedTuple):
    """A filter that is on. `value` is what its button sends as `drop`."""

    value: str
    label: Label


def choices() -> dict[str, list[tuple[str, Label]]]:
    """Per list filter, pairs of code and label in the order of the page. Two queries."""
    terms: dict[str, list[tuple[str, Label]]] = {"need": [], "audience": []}
    for taxonomy, code, name in TaxonomyTerm.objects.values_list("taxonomy", "code", "name"):
        terms[taxonomy].append((code, term_label(taxonomy, code, name)))
    languages = [
        (code, language_label(code, name)) for code, name in Language.objects.values_list("code", "name")
    ]
    return {
        **terms,
        "channel": [(code, channel.name) for code, channel in CHANNELS.items()],
        "language": sorted(languages, key=lambda pair: str(pair[1]).casefold()),
    }


def facet(
    name: str,
    label: Label,
    known: Sequence[tuple[str, Label]],
    counts: Mapping[str, int],
    ticked: Iterable[str],
) -> dict[str, Any]:
    """A filter with its numbers. A choice that would show nothing is left out, unless it is ticked."""
    on = set(ticked)
    options = [
        {"code": code, "label": text, "count": counts.get(code, 0), "ticked": code in on}
        for code, text in known
        if counts.get(code) or code in on
    ]
    return {"name": name, "label": label, "options": options, "chosen": len(on)}


def regions(codes: Iterable[str], country: str) -> list[crisis.Place]:
    """Parts of the country that have services of their own, by name."""
    places = [
        crisis.Place(code, crisis.place_name(code)) for code in codes if country and code.startswith(country)
    ]
    return sorted(places, key=lambda place: place.name)


def chips(params: SearchParams, known: Choices) -> list[Chip]:
    """Every filter that is on, the words too; the country is not one, it stands in its own field."""
    found = [Chip("q", _("“%(words)s”") % {"words": params.q})] if params.q else []
    if params.region:
        found.append(Chip("region", crisis.place_name(params.region)))
    if params.quiet:
        found.append(Chip("quiet", QUIET[params.quiet].label))
    yes = {"open": _("Open now"), "free": _("Free"), "anonymous": _("No name needed")}
    found += [Chip(name, label) for name, label in yes.items() if getattr(params, name)]
    for name, options in known.items():
        found += [Chip(f"{name}:{code}", text) for code, text in options if code in getattr(params, name)]
    return found

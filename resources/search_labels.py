"""Names of codes in every language of the site, for the search: people type them, services do not contain them."""

import json
from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.utils import translation

from config.chrome import crisis
from resources import vocabulary
from resources.channels import CHANNELS
from resources.vocabulary import Kind


def in_every_language(name: object) -> list[str]:
    """A translatable text in each language of the site."""
    found = []
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            found.append(str(name))
    return found


@cache
def kind(code: str) -> str:
    return " ".join(in_every_language(Kind(code).label))


@cache
def channel(code: str) -> str:
    return " ".join(in_every_language(CHANNELS[code].name))


@cache
def term(taxonomy: str, code: str, name: str) -> str:
    return " ".join(in_every_language(vocabulary.term_label(taxonomy, code, name)))


@cache
def language(code: str, name: str) -> str:
    return " ".join([name, *vocabulary.languages().get(code, {}).values()])


@cache
def place(code: str) -> str:
    return " ".join(places().get(code, {}).values())


@cache
def places() -> Mapping[str, Mapping[str, str]]:
    """Names of countries and of their parts: code to language to name."""
    names: dict[str, Mapping[str, str]] = {}
    for file in ("countries.json", "regions.json"):
        names |= json.loads((crisis.DATA / file).read_text(encoding="utf-8"))
    return names

"""What attributes say: needs, audiences and kinds by code or name, and the facts for which HSDS has no field. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation

from resources import vocabulary
from resources.hsds.values_in import objects

OURS = "property"  # link_type of a fact of ours; its label names the fact
TAXONOMIES = ("need", "audience", "kind")


@dataclass(frozen=True)
class Term:
    taxonomy: str
    code: str


@dataclass
class Said:
    """`terms` by taxonomy; `facts` of ours by name; `many`: those of which there can be several, in order;
    `unknown`: names of terms that are none of ours."""

    terms: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Vocabulary:
    """Every need, audience and kind that we know, by identifier, by code and by name."""

    def __init__(self, rows: list[tuple[str, str, str, str]]) -> None:
        """`rows` of the directory: (identifier, taxonomy, code, name)."""
        self.by_id = {key: Term(taxonomy, code) for key, taxonomy, code, _name in rows}
        self.by_code = {(taxonomy, code): Term(taxonomy, code) for _key, taxonomy, code, _name in rows}
        self.by_name = {
            (taxonomy, name.casefold()): Term(taxonomy, code) for _k, taxonomy, code, name in rows
        }
        with translation.override("en"):
            for kind in vocabulary.Kind:
                self.by_code["kind", kind.value] = Term("kind", kind.value)
                self.by_name["kind", str(kind.label).casefold()] = Term("kind", kind.value)

    def find(self, term: Mapping[str, Any]) -> Term | None:
        """Ours for an HSDS taxonomy term. The taxonomy may be missing; then the code or name must be unmistakable."""
        known = self.by_id.get(str(term.get("id", "")).lower())
        if known:
            return known
        code, name = str(term.get("code") or ""), str(term.get("name") or "").strip().casefold()
        named = str(term.get("taxonomy") or "").strip().lower()
        prefix, colon, rest = code.partition(":")
        if colon and prefix in TAXONOMIES:
            named, code = prefix, rest
        code = code.strip().lower().replace("-", "_").replace(" ", "_")
        within = [named.rstrip("s")] if named.rstrip("s") in TAXONOMIES else list(TAXONOMIES[:2])
        for table, key in ((self.by_code, code), (self.by_name, name)):
            found = {table[taxonomy, key] for taxonomy in within if (taxonomy, key) in table}
            if len(found) == 1:
                return found.pop()
        return None


def translations(pairs: Iterable[tuple[str, str]], names: Sequence[str]) -> dict[str, dict[str, str]] | None:
    """The named texts by language; only in languages that we have. Each language has every name."""
    found: dict[str, dict[str, str]] = {}
    for label, content in pairs:
        language, _colon, name = label.partition(":")
        if name in names and language != settings.LANGUAGE_CODE and language in dict(settings.LANGUAGES):
            found.setdefault(language, dict.fromkeys(names, ""))[name] = content
    return found or None


def read(value: Any, known: Vocabulary) -> Said:
    """The attributes of one object. Raises Unfit when they are no list."""
    said = Said()
    for attribute in objects(value):
        label, content = str(attribute.get("label") or ""), str(attribute.get("value") or "")
        link_type, term = attribute.get("link_type"), attribute.get("taxonomy_term")
        if link_type == OURS:
            said.facts[label] = content
        elif link_type in ("source", "verification", "translation"):
            said.many.setdefault(str(link_type), []).append((label, content))
        elif isinstance(term, dict):
            found = known.find(term)
            if found:
                codes = said.terms.setdefault(found.taxonomy, [])
                codes += [] if found.code in codes else [found.code]
            else:
                said.unknown.append(str(term.get("name") or term.get("code") or "?")[:60])
    return said

"""A change of an import as people compare it: what it is about, ours, theirs. Texts only; templates lay it out.

Addresses of confidential places are never among them, whoever looks.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from resources import vocabulary
from resources.channels import CHANNELS
from resources.hsds.state import COLUMNS
from resources.models import ImportChange, Location, Publication, Service, Status

HIDDEN_FIELDS = ("organization_id", "loaded_fingerprint")
BEEN = (ImportChange.Outcome.APPLIED, ImportChange.Outcome.UNDONE)  # their places were written
CHOICES = {"status": Status, "publication": Publication, "kind": vocabulary.Kind}


class Line(NamedTuple):
    """One row of the comparison. An empty text: there is nothing on that side.

    `gone`: those of ours, separated by commas or lines, that theirs lacks, where theirs has others.
    """

    label: str
    ours: str
    theirs: str
    gone: str = ""


def secret_places(changes: Iterable[ImportChange]) -> set[str]:
    """Identifiers of places that are confidential now, whatever they were when the plan was made. One query.

    A place that was here and is gone counts too: it can have become confidential before it went.
    """
    keys, here = set[str](), set[str]()
    for change in changes:
        old, new = set(change.before.get("places", {})), set(change.after.get("places", {}))
        keys |= old | new
        here |= old | (new if change.outcome in BEEN else set())
    rows = dict(Location.objects.filter(pk__in=keys).values_list("pk", "confidential"))
    known = {str(pk): confidential for pk, confidential in rows.items()}
    return {key for key in keys if known.get(key, key in here)}


def lines(change: ImportChange, secret: set[str]) -> list[Line]:
    """Everything that differs, in the order of the form. Lines that would say the same on both sides are left out."""
    return [line for line in _lines(change.before, change.after, secret) if line.ours != line.theirs]


def _lines(before: dict[str, Any], after: dict[str, Any], secret: set[str]) -> Iterator[Line]:
    old_fields, new_fields = before.get("fields", {}), after.get("fields", {})
    for name in COLUMNS[Service]:
        if name in new_fields and name not in HIDDEN_FIELDS:
            yield Line(_label(name), _field(name, old_fields.get(name)), _field(name, new_fields[name]))
    for name, taxonomy in (("needs", "need"), ("audiences", "audience"), ("languages", "language")):
        if name in after:
            ours, theirs = before.get(name, []), after[name]
            gone = [code for code in ours if code not in theirs] if theirs else []
            yield Line(_label(name), *(_codes(taxonomy, codes) for codes in (ours, theirs, gone)))
    yield from _pairs(_("contact"), before.get("contacts"), after.get("contacts"), _contact)
    yield from _pairs(_("translation"), before.get("texts"), after.get("texts"), _text)
    if "sources" in after:
        yield _source_line(before.get("sources", []), after["sources"])
    if "organization" in after:
        yield Line(
            _("organisation"), _organization(before.get("organization")), _organization(after["organization"])
        )
    for key in {**before.get("places", {}), **after.get("places", {})}:
        old, new = before.get("places", {}).get(key), after.get("places", {}).get(key)
        yield Line(_("place"), _place(old, key in secret), _place(new, key in secret))


def _label(name: str) -> str:
    fields = [*Service._meta.fields, *Service._meta.many_to_many]
    return next(str(field.verbose_name) for field in fields if field.name == name)


def _pairs(label: str, ours: Any, theirs: Any, show: Any) -> Iterator[Line]:
    for key in {**(ours or {}), **(theirs or {})} if theirs is not None else ():
        yield Line(label, show(key, (ours or {}).get(key)), show(key, theirs.get(key)))


def _field(name: str, value: Any) -> str:
    if name in CHOICES and value in CHOICES[name].values:
        return str(CHOICES[name](value).label)
    return _value(value)


def _value(value: Any) -> str:
    if value is None:
        return ""
    return str({True: _("Yes"), False: _("No")}[value]) if isinstance(value, bool) else str(value)


def _codes(taxonomy: str, codes: list[str]) -> str:
    if taxonomy == "language":
        return ", ".join(vocabulary.language_label(code) for code in codes)
    return ", ".join(str(vocabulary.term_label(taxonomy, code, code)) for code in codes)


def _contact(_key: str, part: dict[str, Any] | None) -> str:
    if part is None:
        return ""
    kind = CHANNELS[part["channel"]].name if part["channel"] in CHANNELS else part["channel"]
    shown = part["display"] if part["display"] == part["value"] else f"{part['display']} ({part['value']})"
    rest = [part["hours_osm"], part["timezone"], _codes("language", part["languages"]), part["note"]]
    facts = (("free", _("free")), ("anonymous", _("no name needed")), ("confidential", _("confidential")))
    rest += [f"{label}: {_value(part[name])}" for name, label in facts if part[name] is not None]
    rest += [_("confirmed by us on %(day)s") % {"day": part["checked_on"]}] if part["checked_on"] else []
    rest += [_text(language, text) for language, text in part.get("texts", {}).items()]
    return "\n".join([f"{kind}: {shown}", *(text for text in rest if text)])


def _text(language: str, part: dict[str, Any] | None) -> str:
    if part is None:
        return ""
    said = [str(value) for name, value in part.items() if name not in ("id", "language") and value]
    return "\n".join([f"{language}:", *said])


def _source_line(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> Line:
    kept = {(part["title"], part["url"]) for part in theirs}
    gone = [part for part in ours if (part["title"], part["url"]) not in kept] if theirs else []
    return Line(_("sources"), _sources(ours), _sources(theirs), _sources(gone))


def _sources(parts: list[dict[str, Any]]) -> str:
    return "\n".join(" ".join(filter(None, (part["title"], part["url"]))) for part in parts)


def _organization(part: dict[str, Any] | None) -> str:
    return (
        "\n".join(str(part[name]) for name in ("name", "description", "website") if part.get(name))
        if part
        else ""
    )


def _place(part: dict[str, Any] | None, hide: bool) -> str:
    if part is None:
        return ""
    if hide or part["location"].get("confidential"):
        return _("A confidential place. Its address is not shown here.")
    address = part["address"] or {}
    names = ("address_1", "address_2", "postal_code", "city", "state_province", "country")
    street = ", ".join(str(address[name]) for name in names if address.get(name))
    point = f"{address['latitude']}, {address['longitude']}" if address.get("latitude") is not None else ""
    return "\n".join(filter(None, (part["location"].get("name"), part["location"].get("url"), street, point)))

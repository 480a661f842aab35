"""What one service would become if the file were believed. Pure: what the file says and our state in, a state out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from resources import vocabulary
from resources.hsds.mapping_in import Incoming
from resources.hsds.state import State
from resources.identity import identify
from resources.models import Hidden, Publication, Status
from resources.publishing import LOW, reason_for_draft

NEW_REASON = "Imported. Nobody has reviewed it yet."
TAXONOMIES = {"needs": "need", "audiences": "audience"}
REACH = ("channel", "value", "display")  # what people read and dial
UNCHECKED: dict[str, Any] = {"checked_on": None, "checked_how": "", "second_checked": False, "hidden": ""}
REWRITABLE = (
    "",
    Hidden.DEAD,
    Hidden.WRONG,
)  # the old number was; another one may be shown, as in `freshness.rewrite`
BLANK_CONTACT: dict[str, Any] = {
    "position": 0, "channel": "", "value": "", "display": "", "hours_osm": "", "timezone": "", "confidential": None,
    "anonymous": None, "free": None, "note": "", "languages": [], "texts": {}, **UNCHECKED,
}  # fmt: skip
BLANK_FIELDS: dict[str, Any] = {
    "alternate_name": "", "kind": vocabulary.Kind.ADVOCACY.value, "website": "", "status": Status.ACTIVE.value,
    "country": "", "region": "", "cost_free": None, "what_to_expect": "", "not_for": "", "public_note": "",
    "editor_note": "", "newest_source_year": None, "assured_date": None, "second_check": "not checked",
    "loaded_fingerprint": "",
}  # fmt: skip


@dataclass
class Context:
    """What a proposal needs to know besides the service.

    `blocked`: values that must not be listed. `contact_ids` (contact: its service) and `slugs` in use; both grow.
    `today`: ISO. `restore`: our own export is put back. `partial`: so much is wrong with
    the file that what is missing in it means nothing. `shown`: contacts of ours that readers see, which a whole file
    would name. `organizations`, `places`: those of ours that the file names, as in `state`.
    """

    blocked: set[str] = field(default_factory=set)
    contact_ids: dict[str, str] = field(default_factory=dict)  # contact: its service
    slugs: set[str] = field(default_factory=set)
    today: str = ""
    restore: bool = False
    partial: bool = False
    shown: set[str] = field(default_factory=set)
    organizations: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)


def propose(said: Incoming, old: State | None, context: Context) -> State:
    """The state that the service would have. `said.notes` grows by what was left out."""
    new = dict(old) if old else _blank(said, context)
    new["fields"] = {**new["fields"], **_fields(said, new["fields"], context, fresh=old is None)}
    for name, taxonomy in TAXONOMIES.items():
        if taxonomy in said.terms:
            kept = [] if said.whole else new[name]  # what we could not read may be one of those we have
            new[name] = sorted({*said.terms[taxonomy], *kept})
    if said.languages is not None:
        new["languages"] = said.languages
    if said.organization is not None and (said.organization.get("name") or old is None):
        new["organization"] = _organization(said, new["organization"], context)
        new["fields"]["organization_id"] = new["organization"]["id"]
    new["contacts"] = _contacts(said, new, context)
    new["texts"] = _texts(said.texts, new["texts"])
    new["sources"] = _sources(said, new["sources"])
    new["places"] = _places(said, new["places"], context)
    _consequences(old, new, context, said)
    return new


def _blank(said: Incoming, context: Context) -> State:
    name = said.fields["name"]
    key = str(identify("organization", said.slug or said.id))
    fields = BLANK_FIELDS | {
        "slug": _slug(said, context.slugs),
        "description": name,
        "confidence": "medium" if context.restore and said.own else "low",
        "compiled_on": said.fields.get("compiled_on", context.today),
        "publication": Publication.DRAFT.value,
        "draft_reason": NEW_REASON,
        "organization_id": key,
    }
    organization = {"id": key, "name": name, "description": "", "website": said.fields.get("website", "")}
    return {
        "fields": fields, "needs": [], "audiences": [], "languages": [], "contacts": {}, "texts": {}, "sources": [],
        "checks": {}, "places": {}, "organization": organization, "do_not_list": False,
    }  # fmt: skip


def _slug(said: Incoming, taken: set[str]) -> str:
    """Ours, or one made from the name; a single word could be the name of a page of the site."""
    slug = said.slug or slugify(said.fields["name"])[:80].strip("-")
    if slug in taken or (not said.slug and "-" not in slug):
        slug = f"{slug[:80]}-{said.id[:8]}".strip("-")
    taken.add(slug)
    return slug


def _fields(said: Incoming, ours: dict[str, Any], context: Context, *, fresh: bool) -> dict[str, Any]:
    found = {name: value for name, value in said.fields.items() if name != "compiled_on"}
    if found.get("website") in context.blocked:
        said.notes.append(_("The website is left out: it is on the list of what must not be listed."))
        del found["website"]
    if "country" in found and "region" not in found and not ours["region"].startswith(f"{found['country']}-"):
        found["region"] = ""
    if fresh and "country" not in found:
        said.notes.append(
            _("The file does not say in which country this service is. Set it before publishing.")
        )
    return found


def _organization(said: Incoming, ours: dict[str, Any], context: Context) -> dict[str, Any]:
    theirs = said.organization or {}
    blank = {"name": said.fields["name"], "description": "", "website": ""}
    return {
        **(ours if theirs["id"] == ours["id"] else context.organizations.get(theirs["id"], blank)),
        **theirs,
    }


def _contacts(said: Incoming, state: State, context: Context) -> dict[str, Any]:
    """Those of the file, matched with ours by identifier, then by channel and value. Ours that readers see and the
    file lacks go; hidden and old ones stay, because no export names them. Where one of the file could not be read, all
    of ours stay: it may be the one that seems to be missing."""
    ours = state["contacts"]
    if said.contacts is None:
        return dict(ours)
    by_value = {(part["channel"], part["value"]): key for key, part in ours.items()}
    found: dict[str, Any] = {}
    for place, part in enumerate(said.contacts):
        if part["value"] in context.blocked:
            said.notes.append(
                _("A number or address is left out: it is on the list of what must not be listed.")
            )
            continue
        same = by_value.get((part["channel"], part["value"]), "")
        key = part["id"] if part["id"] in ours and same in ("", part["id"]) else same
        if key in found:
            continue
        key = key or _contact_id(part, said.id, context.contact_ids)
        found[key] = _contact(part, ours.get(key), place, context)
    kept = {
        key: part
        for key, part in ours.items()
        if key not in found and (key not in context.shown or context.partial or said.lost)
    }
    return found | kept


def _texts(theirs: dict[str, Any] | None, ours: dict[str, Any]) -> dict[str, Any]:
    """Translations by language: theirs take the place of ours, language by language; none is taken away."""
    return ours | {language: {**ours.get(language, {}), **text} for language, text in (theirs or {}).items()}


def _contact_id(part: dict[str, Any], service: str, taken: dict[str, str]) -> str:
    """The identifier of the file, unless it is that of another service's contact."""
    key = part["id"]
    if not key or taken.get(key, service) != service:
        key = str(identify("contact", service, part["channel"], part["value"]))
    taken[key] = service
    return key


def _contact(part: dict[str, Any], ours: Any, place: int, context: Context) -> dict[str, Any]:
    stated = {name: value for name, value in part.items() if name in BLANK_CONTACT}
    if stated.get("position") is None:
        stated["position"] = ours["position"] if ours else place
    stated["texts"] = _texts(part.get("texts"), ours["texts"] if ours else {})
    if ours is None:
        new = {**BLANK_CONTACT, **stated}
    else:
        new = {**ours, **stated}
        if (ours["channel"], ours["value"]) != (new["channel"], new["value"]):
            hidden = "" if ours["hidden"] in REWRITABLE else ours["hidden"]
            new |= {**UNCHECKED, "hidden": hidden}
    if context.restore and part.get("checks") and ours is None:
        new |= {name: _iso(value) for name, value in part["checks"].items()}
    return new


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _sources(said: Incoming, ours: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Titles and addresses as in the file; what only staff see stays with the source that is still there."""
    if said.sources is None or list(dict.fromkeys((s["title"], s["url"]) for s in ours)) == said.sources:
        return ours
    known = {(source["title"], source["url"]): source for source in ours}
    return [
        {**known.get((title, url), {"says": "", "title": title, "url": url}), "position": place}
        for place, (title, url) in enumerate(said.sources)
        if title and len(title) <= 400
    ]


def _places(said: Incoming, ours: dict[str, Any], context: Context) -> dict[str, Any]:
    """Places are added and changed, never taken away; one of another service is only linked.

    Where one is confidential, no address of the file is read: a partner could give the same address under another
    identifier.
    """
    secret = any(part["location"].get("confidential") for part in ours.values())
    found = dict(ours)
    for key, part in said.places.items():
        old = ours.get(key)
        if secret and not (old and not old["location"].get("confidential")):
            if old is None:
                said.notes.append(_("A place is left out: this service keeps an address secret."))
            continue
        if old is None and key in context.places:
            found[key] = {"link": part["link"], **context.places[key]}
            continue
        address = part["address"]
        if old:
            address = {**(old["address"] or {}), **address} if address else old["address"]
            if old["address"] and address:
                address["id"] = old["address"]["id"]
        found[key] = {
            "link": old["link"] if old else part["link"],
            "location": part["location"],
            "address": address,
        }
        if part["location"].get("confidential"):
            found[key]["address"] = None
    return found


def reach(state: State) -> set[tuple[str, ...]]:
    """What people read, dial and open."""
    found = {tuple(part[name] for name in REACH) for part in state["contacts"].values()}
    return found | {("website", state["fields"]["website"], "")}


def _consequences(old: State | None, new: State, context: Context, said: Incoming) -> None:
    """What follows from a change: a confirmation was about other numbers; the rule of publishing still holds."""
    fields = new["fields"]
    fit = reason_for_draft(fields["confidence"], fields["website"], bool(new["contacts"]))
    if old is None:
        if context.restore and said.own and not fit:
            fields |= {"publication": Publication.PUBLISHED.value, "draft_reason": ""}
            fields["assured_date"] = said.assured or None
            new["verified"] = [check for check in said.checks if check[1] <= context.today]
        elif fit and fit != LOW:
            fields["draft_reason"] = fit
        return
    if fields["assured_date"] and reach(old) != reach(new):
        fields["assured_date"] = None
    if fit and fields["publication"] == Publication.PUBLISHED:
        fields |= {"publication": Publication.DRAFT.value, "draft_reason": fit}


def values_of(said: Incoming) -> Iterator[str]:
    """Everything that could be on the list of what must not be listed."""
    if said.fields.get("website"):
        yield said.fields["website"]
    yield from (part["value"] for part in said.contacts or ())

"""Contacts with their languages and translations, from one state to another. Called by `writing` only."""

from typing import Any
from uuid import UUID

from resources.hsds.state import State, instance, names_of
from resources.models import Contact, ContactText, Language
from resources.models.contact_text import SAID

Pair = tuple[str, State, State]  # identifier of the service, its state now, the state wanted
BESIDE = ("languages", "texts")  # parts of a contact that are rows of their own
REACH = ("channel", "value", "display")


def write(moves: list[Pair], by: Any) -> None:
    """`by`: who counts as having typed what people now read and dial, and may not publish it alone."""
    _rows(moves, by)
    _texts(moves)


def _rows(moves: list[Pair], by: Any) -> None:
    gone, fresh, changed, spoken, names, moved, typed = [], [], [], [], set[str](), [], []
    for pk, old, new in moves:
        before, after = old["contacts"], new["contacts"]
        gone += [key for key in before if key not in after]
        for key, part in after.items():
            if before.get(key) == part:
                continue
            values = {name: value for name, value in part.items() if name not in BESIDE}
            one = instance(Contact, values, id=key, service_id=pk)
            if key in before:
                changed.append(one)
                names |= {name for name, value in values.items() if before[key][name] != value}
                typed += [key] if any(before[key][name] != part[name] for name in REACH) else []
                moved += [one] if before[key]["value"] != part["value"] else []
            else:
                one.entered_by = by
                fresh.append(one)
            if before.get(key, {}).get("languages", []) != part["languages"]:
                spoken.append((key, part["languages"]))
    Contact.objects.filter(pk__in=gone).delete()
    # Two contacts may change places; for a moment each has a value that no other can have.
    for one in moved:
        Contact.objects.filter(pk=one.pk).update(value=f"moving:{one.pk}")
    if names:
        Contact.objects.bulk_update(changed, sorted(names_of(Contact, names)), batch_size=100)
    Contact.objects.filter(pk__in=typed).update(entered_by=by)
    Contact.objects.bulk_create(fresh, batch_size=500)
    through, known = Contact.languages.through, set(Language.objects.values_list("code", flat=True))
    through.objects.filter(contact_id__in=[key for key, _codes in spoken]).delete()
    through.objects.bulk_create(
        [
            through(contact_id=UUID(key), language_id=code)
            for key, codes in spoken
            for code in codes
            if code in known
        ],
        batch_size=500,
    )


def _texts(moves: list[Pair]) -> None:
    """Translations of contacts that are there; those of one that went are gone with it."""
    gone, rows = [], []
    for _pk, old, new in moves:
        for key, part in new["contacts"].items():
            before = old["contacts"].get(key, {}).get("texts", {})
            gone += [text["id"] for language, text in before.items() if language not in part["texts"]]
            for language, text in part["texts"].items():
                if before.get(language) != text:
                    values = {n: v for n, v in text.items() if n != "id" or language not in before}
                    rows.append(instance(ContactText, values, contact_id=key, language=language))
    ContactText.objects.filter(pk__in=gone).delete()
    ContactText.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["contact", "language"],
        update_fields=SAID,
    )

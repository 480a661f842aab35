"""Keeps the search in step with the services: call `index()` whenever something about one has changed.

The only writer of `SearchRow`, its tokens and `SearchWord`. What is forgotten here is caught up by `catch_up()`, which
`index_services` runs; it sees a change by `Service.last_modified`. Addresses of places are never indexed.

A token stands under its weight: "a" in the name, "b" in a label, "c" in a description, "t" for a code.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from resources import hours, search_labels, typos, words
from resources.models import Contact, SearchCodes, SearchRow, SearchWord, Service, search_tokens
from resources.models.contact import months_before
from resources.models.service_queries import ServiceQuerySet
from resources.vocabulary import FEAR_TO_HARM

VERSION = (
    1  # raise it when rows or tokens are made in another way: the next `catch_up` makes all of them again
)
BATCH = 500
# Words that many names share: the rest tells one name from the others.
_COMMON = """
helpline hotline line lines lifeline helplines hotlines national center centre service services support crisis
linea lineas servicio telefono nacional centro ayuda international inc network
"""
COMMON = frozenset(_COMMON.split())


def index(services: Iterable[UUID], progress: Callable[[int], None] | None = None) -> int:
    """Make the rows of these services anew. Returns how many there were. About 20 queries for every 500."""
    keys = list(dict.fromkeys(services))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            _index(keys[start : start + BATCH])
        if progress:
            progress(min(start + BATCH, len(keys)))
    return len(keys)


def changed(services: ServiceQuerySet) -> int:
    """Something that these services show was changed elsewhere: partners and the search shall see it."""
    services.touch()
    return index(services.values_list("pk", flat=True))


def behind() -> list[UUID]:
    """Services whose row is missing, made by older rules, or older than the service."""
    fresh = Q(search_row__version=VERSION, search_row__modified=F("last_modified"))
    grown_old = Q(search_row__until__lte=timezone.localdate())
    return list(Service.objects.filter(~fresh | grown_old).order_by("pk").values_list("pk", flat=True))


def catch_up(progress: Callable[[int], None] | None = None) -> int:
    """Index what is behind. Safe to run at any time and again."""
    return index(behind(), progress)


def index_words(found: Iterable[str]) -> None:
    """Make these words findable with one wrong letter."""
    rows = [
        SearchWord(key=key, word=word)
        for word in sorted(set(found))  # in one order: two writers at once must not wait for each other
        if typos.can_be_mistyped(word) and word not in words.STOP
        for key in sorted(typos.keys(word))
    ]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _index(keys: list[UUID]) -> None:
    services = list(_whole(keys))
    combinations = _combinations(services)
    rows = [_row(service, combinations[_lists(service)]) for service in services]
    SearchRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["service"], update_fields=FIELDS, batch_size=100
    )
    ids = dict(SearchRow.objects.filter(service__in=keys).values_list("service_id", "pk"))
    search_tokens.write((ids[service.pk], _tokens(service)) for service in services)
    index_words(token for service in services for text in _names(service) for token in words.tokens(text))


FIELDS = [field.name for field in SearchRow._meta.concrete_fields if field.name not in ("id", "service")]


def _whole(keys: list[UUID]) -> Iterable[Service]:
    contacts = Contact.objects.shown().order_by("position", "pk")
    return (
        Service.objects.filter(pk__in=keys)
        .select_related("organization")
        .prefetch_related("needs", "audiences", "languages", "texts", Prefetch("contacts", contacts))
    )


def _lists(service: Service) -> tuple[str, ...]:
    return (
        _listed(term.code for term in service.needs.all()),
        _listed(term.code for term in service.audiences.all()),
        _listed(language.code for language in service.languages.all()),
        _listed(contact.channel for contact in service.contacts.all()),
    )


def _combinations(services: Iterable[Service]) -> dict[tuple[str, ...], int]:
    """The ids of the `SearchCodes` that these services need."""
    names = ("needs", "audiences", "languages", "channels")
    wanted = sorted(set(map(_lists, services)))
    SearchCodes.objects.bulk_create(
        [SearchCodes(**dict(zip(names, each, strict=True))) for each in wanted],
        ignore_conflicts=True,
        batch_size=200,
    )
    found = SearchCodes.objects.filter(needs__in={each[0] for each in wanted}).values_list("pk", *names)
    return {tuple(row[1:]): row[0] for row in found}


def _row(service: Service, codes: int) -> SearchRow:
    needs, audiences = ({term.code for term in field.all()} for field in (service.needs, service.audiences))
    contacts = list(service.contacts.all())
    name = set(words.content(words.tokens(service.name))) - COMMON
    aside, crisis = FEAR_TO_HARM in audiences, "crisis_support" in needs
    always = any(hours.is_always(contact.hours_osm) for contact in contacts)
    return SearchRow(
        service_id=service.pk,
        shown=service.publication == "published" and service.status == "active",
        country=service.country,
        region=service.region,
        codes_id=codes,
        rank=8 * aside + 4 * bool(service.region) + 2 * (not crisis) + (not always),
        aside=aside,
        crisis=crisis,
        always=always,
        free=service.cost_free is True or any(contact.free for contact in contacts),
        anonymous=any(contact.anonymous for contact in contacts),
        name_size=min(len(name), 99) or 99,
        sort_key=_sort_key(service),
        version=VERSION,
        modified=service.last_modified,
        until=_oldest(contacts),
    )


def _listed(codes: Iterable[str]) -> str:
    return f" {' '.join(sorted(set(codes)))} "


def _sort_key(service: Service) -> str:
    """By name and then by slug; only letters and digits, which every collation puts in the same order."""
    parts = [*words.tokens(service.name), "", *words.tokens(service.slug)]
    return "0".join(words.written(part) for part in parts)[:300]


def _oldest(contacts: Iterable[Contact]) -> date | None:
    """The first day on which `Contact.shown` leaves one of these out."""
    since = (getattr(contact, "since", None) or timezone.localdate() for contact in contacts)
    return min((months_before(day, -settings.HIDE_AFTER_MONTHS) for day in since), default=None)


def _tokens(service: Service) -> Iterator[str]:
    seen: set[str] = set()
    for level, texts in (("a", _names(service)), ("b", _labels(service)), ("c", _texts(service))):
        read = _of_label if level == "b" else _forms
        found = frozenset().union(*map(read, texts)) - seen  # a word counts where it weighs most
        if level != "a":
            found -= words.STOP  # a name may consist of nothing else
        seen |= found
        yield from (level + _written(form) for form in found)
    yield from map(code_token, _codes(service))


def _forms(text: str) -> frozenset[str]:
    parts = {part for token in words.tokens(text) for part in (token, *words.halves(token))}
    return frozenset(form for part in parts for form in _forms_of(part))


# Of our own texts, thousands of words that come again with every service; nothing that a reader types.
_forms_of, _written = lru_cache(maxsize=20_000)(words.forms), lru_cache(maxsize=20_000)(words.written)
_of_label = lru_cache(maxsize=2_000)(_forms)  # thousands of services share a few hundred labels


def code_token(code: str) -> str:
    """The token of "need:legal", "place:US-WY" and so on: nobody can type one, for the colon."""
    return "t" + words.written(code)


def _names(service: Service) -> list[str]:
    return [
        service.name, service.alternate_name, service.organization.name,
        *(text.name for text in service.texts.all()),
    ]  # fmt: skip


def _labels(service: Service) -> list[str]:
    terms = [*service.needs.all(), *service.audiences.all()]
    return [
        search_labels.kind(service.kind),
        *(search_labels.term(term.taxonomy, term.code, term.name) for term in terms),
        *(search_labels.channel(contact.channel) for contact in service.contacts.all()),
        *(search_labels.language(language.code, language.name) for language in service.languages.all()),
        *(search_labels.place(code) for code in (service.country, service.region)),
    ]


def _texts(service: Service) -> list[str]:
    own = [service.description, service.what_to_expect, service.public_note]
    for text in service.texts.all():
        own += [text.description, text.what_to_expect, text.public_note]
    return own  # not `not_for`: what a service does not do would be found as what it does


def _codes(service: Service) -> Iterator[str]:
    for term in (*service.needs.all(), *service.audiences.all()):
        yield f"{term.taxonomy}:{term.code}"
    yield f"in:{service.country}"
    yield from (f"place:{code}" for code in (service.country, service.region) if code)
    if not service.region:
        yield f"whole:{service.country}"

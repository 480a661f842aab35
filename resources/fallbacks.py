"""If it is busy: which services to try next, in order."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from config.chrome.crisis import place_name
from resources.areas import TERRITORIES, WIDER, wider_than
from resources.models import SearchRow, Service
from resources.models.search_queries import naming
from resources.models.service_queries import true
from resources.vocabulary import FEAR_TO_HARM
from resources.ways import Way, ways

# A reader who could write and not speak needs another line to write to, and so on.
KINDS = (("phone",), ("sms", "chat", "whatsapp"), ("email", "form"), ("videophone",))
NEAR, FAR = 3, 1  # services of the country and worldwide ones
LOOKED_AT = 12  # of each, so that those open now can come first
CHOSEN, MAIN, LOCAL, WORLD = range(4)


@dataclass(frozen=True)
class Step:
    """A service to try, and the way to reach it; `way` is None where only its website is known.

    `where`: the part of the country that it is for, or "". `suits`: the way fits the reader's quiet choice.
    """

    service: Service
    way: Way | None
    where: str
    suits: bool = True


def next_steps(
    service: Service, *, main: str = "", quiet: str = "", now: datetime | None = None
) -> list[Step]:
    """What an editor chose; otherwise the country's main line (`main`, its slug), services of the same country for
    the same need and people, those open now first, and a worldwide one. Five queries.

    A service for people who fear to do harm is no next step of any other, and only such are next steps of it.
    """
    now = now or timezone.now()
    aside = any(term.code == FEAR_TO_HARM for term in service.audiences.all())
    harm = _has(Service.audiences, taxonomyterm__code=FEAR_TO_HARM)
    others = Service.objects.published().exclude(pk=service.pk).filter(harm if aside else ~harm).with_lines()

    def step(row: Service) -> Step:
        return _step(row, service, quiet, now)

    places = _places(service, aside)
    main = "" if aside else main
    stages: dict[int, list[Step]] = {CHOSEN: [], MAIN: [], LOCAL: [], WORLD: []}
    found = others.filter(Q(pk__in=places) | Q(slug=main))
    for row in sorted(found, key=lambda row: places.get(row.pk, (MAIN, 0))):
        stage = places[row.pk][0] if row.pk in places else MAIN
        stages[MAIN if row.slug == main and stage != CHOSEN else stage].append(step(row))
    if stages[CHOSEN]:
        return stages[CHOSEN]
    local, world = (sorted(stages[stage], key=_last) for stage in (LOCAL, WORLD))
    steps = [*stages[MAIN], *local[:NEAR], *world[:FAR]]
    return [each for each in steps if each.suits] or steps


def _places(service: Service, aside: bool) -> dict[UUID, tuple[int, int]]:
    """Ids of services to their stage and the place in it: chosen by an editor, or the best of the others. One query."""
    chosen = service.fallbacks.values_list("to_id", Value(CHOSEN, IntegerField()), "position")
    best = _best(service, aside).values_list("service_id", "stage", "place")
    found = sorted(chosen.order_by().union(best, all=True), key=lambda row: row[1:], reverse=True)
    return {key: (stage, place) for key, stage, place in found}  # what was chosen is read last and stays


def _best(service, aside):
    """The first of each stage: the country's own part, then crisis lines.

    Read from the narrow rows of the search: with the services' own tables a directory of thousands takes seconds.
    """
    world = Q(country__in=wider_than(service.country))
    stage = Case(When(world, then=WORLD), default=LOCAL, output_field=IntegerField())
    best_first = [true(Q(region=service.region)).desc(), "-crisis", "sort_key", "pk"]
    place = Window(RowNumber(), partition_by=F("stage"), order_by=best_first)
    rows = SearchRow.objects.published().filter(_here(service) | world, aside=aside)
    rows = rows.exclude(service=service).with_need(*(term.code for term in service.needs.all()))
    rows = rows.with_audience("anyone", *(term.code for term in service.audiences.all()))
    return rows.order_by().annotate(stage=stage, place=place).filter(place__lte=LOOKED_AT)


def _here(service):
    """Of the country, and reached in the same kind of way. Never of another part of the country: a line of Northern
    Ireland is no next step for somebody in England."""
    country = service.country
    if country in WIDER:
        return Q(pk__in=())
    here = Q(country=country, region__in=("", service.region))
    if country in TERRITORIES:
        here |= Q(region=TERRITORIES[country])
    codes = _kind_of_way(service)
    return here & naming("channels", codes) if codes else here


def _has(field, **conditions):
    """One lookup per candidate: cheaper than a list of everybody else's."""
    return Q(Exists(field.through.objects.filter(service_id=OuterRef("pk"), **conditions)))


def _kind_of_way(service):
    """Channels of the kinds that the service has."""
    has = {contact.channel for contact in service.contacts.all()}
    return tuple(code for kind in KINDS if has & set(kind) for code in kind)


def _step(row, service, quiet, now):
    """The main way: of the kind that the busy service has, one that is open now if there is one."""
    all_ways = ways(row.contacts.all(), quiet=quiet, now=now)
    found = all_ways.shown
    kinds = _kind_of_way(service)
    same = [way for way in found if way.contact.channel in kinds] or found
    way = next((way for way in same if way.opening.is_open), same[0] if same else None)
    return Step(row, way, place_name(row.region) if row.region else "", not all_ways.unfit)


def _last(step):
    """What does not suit comes last, then what is closed or not known."""
    return not step.suits, not (step.way and step.way.opening.is_open)

"""If it is busy: which services to try next, in order."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from config.chrome.crisis import place_name
from resources.areas import TERRITORIES, WIDER, wider_than
from resources.models import Contact, Service
from resources.vocabulary import FEAR_TO_HARM
from resources.ways import Way, ways

# A reader who could write and not speak needs another line to write to, and so on.
KINDS = (("phone",), ("sms", "chat", "whatsapp"), ("email", "form"), ("videophone",))
NEAR, FAR = 3, 1  # services of the country and worldwide ones
LOOKED_AT = 12  # of each, so that those open now can come first
MAIN, LOCAL, WORLD = range(3)


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
    the same need and people, those open now first, and a worldwide one. Four queries.

    A service for people who fear to do harm is no next step of any other, and only such are next steps of it.
    """
    now = now or timezone.now()
    aside = any(term.code == FEAR_TO_HARM for term in service.audiences.all())
    harm = _has(Service.audiences, taxonomyterm__code=FEAR_TO_HARM)
    others = Service.objects.published().exclude(pk=service.pk).filter(harm if aside else ~harm).with_lines()

    def step(row: Service) -> Step:
        return _step(row, service, quiet, now)

    order = list(service.fallbacks.values_list("to_id", flat=True))
    chosen = list(others.filter(pk__in=order)) if order else []
    if chosen:
        return [step(row) for row in sorted(chosen, key=lambda row: order.index(row.pk))]
    stages: dict[int, list[Step]] = {MAIN: [], LOCAL: [], WORLD: []}
    for row in _candidates(others, service, "" if aside else main):
        stages[row.stage].append(step(row))
    local, world = (sorted(stages[stage], key=_last) for stage in (LOCAL, WORLD))
    steps = [*stages[MAIN], *local[:NEAR], *world[:FAR]]
    return [each for each in steps if each.suits] or steps


def _candidates(others, service, main):
    """The best of each stage, as `stage` says, the country's own part and crisis lines first."""
    stage = Case(
        When(slug=main, then=MAIN),
        When(country__in=WIDER, then=WORLD),
        default=LOCAL,
        output_field=IntegerField(),
    )
    crisis = _has(Service.needs, taxonomyterm__code="crisis_support")
    places = {
        service.country,
        *wider_than(service.country),
        *(["US"] if service.country in TERRITORIES else []),
    }
    best_first = [_yes(Q(region=service.region)).desc(), _yes(crisis).desc(), "name", "slug"]
    place = Window(RowNumber(), partition_by=F("stage"), order_by=best_first)
    alike = others.filter(Q(slug=main) | _alike(service), country__in=places).annotate(stage=stage)
    best = alike.annotate(place=place).filter(place__lte=LOOKED_AT).values("pk")  # ranked without their texts
    return others.filter(pk__in=best).annotate(stage=stage).order_by("stage", *best_first)


def _alike(service):
    """A need and the people in common; in the country also reached in the same kind of way. Never to another
    part of the country: a line of Northern Ireland is no next step for somebody in England."""
    country, region = service.country, service.region
    here = Q(country=country) if country not in WIDER else Q(pk__in=())
    here &= Q(region__in=("", region))
    if country in TERRITORIES:
        here |= Q(region=TERRITORIES[country])
    codes = _kind_of_way(service)
    if codes:
        here &= Q(Exists(Contact.objects.shown().filter(service_id=OuterRef("pk"), channel__in=codes)))
    people = {"anyone", *(term.code for term in service.audiences.all())}
    return (
        Q(here | Q(country__in=wider_than(country)))
        & _has(Service.needs, taxonomyterm__in=[term.pk for term in service.needs.all()])
        & _has(Service.audiences, taxonomyterm__code__in=people)
    )


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


def _yes(condition):
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())

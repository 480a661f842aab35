"""One run of the link check: slowly, one page at a time, every result kept as it comes. For a timer only."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from resources import link_checks
from resources.link_checks import Target
from resources.models import LinkCheck
from resources.safe_fetch import Answer, fetch
from resources.web_targets import same_site, site_of

PAUSE = 2.0  # seconds between two visits to one site
UNREACHED = ("lookup", "connection", "time")
DOUBT = 5  # failures of this kind at the start before we ask whether it is us who are offline
# Where lapsed names are sold. A parked page under its own name cannot be told from a real one by us.
PARKING = frozenset({
    "afternic.com", "bodis.com", "dan.com", "domainmarket.com", "hugedomains.com", "parkingcrew.net", "parklogic.com",
    "sav.com", "sedo.com", "sedoparking.com", "undeveloped.com",
})  # fmt: skip

Fetch = Callable[[str], Answer]


class Offline(RuntimeError):
    """Nothing at all could be reached, so the fault is probably ours and nothing was noted."""


def look_at_numbers(due: Sequence[Target], on: date) -> Iterator[LinkCheck]:
    for target in due:
        yield link_checks.record(target, link_checks.number_problem(target), on=on)


def look_at_links(
    due: Sequence[Target],
    on: date,
    *,
    fetch: Fetch = fetch,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[LinkCheck]:
    """Results one by one, each stored before the next page is opened. Raises Offline."""
    held: list[tuple[Target, Answer]] = []
    online = False
    for target in _paced(due, clock, sleep):
        answer = fetch(target.value)
        if not online:
            held.append((target, answer))
            if answer.problem in UNREACHED and len(held) < DOUBT:
                continue
            online = _is_online(held, fetch)
            for waiting in held:
                yield _record(*waiting, on)
            held.clear()
        else:
            yield _record(target, answer, on)
    if held:
        _is_online(held, fetch)
        for waiting in held:
            yield _record(*waiting, on)


def _is_online(held: Sequence[tuple[Target, Answer]], fetch: Fetch) -> bool:
    """Whether anything answers: one of these, or a page that did last time. Raises Offline."""
    if any(answer.problem not in UNREACHED for _target, answer in held):
        return True
    tried = {target.value for target, _answer in held}
    fine = LinkCheck.objects.filter(kind="link", weight=LinkCheck.Weight.FINE).exclude(target__in=tried)
    if any(fetch(value).problem not in UNREACHED for value in fine.values_list("target", flat=True)[:3]):
        return True
    raise Offline


def _paced(
    due: Sequence[Target], clock: Callable[[], float], sleep: Callable[[float], None]
) -> Iterator[Target]:
    """In order, but a site that was just visited waits while others have their turn."""
    waiting = [(site_of(_host(target.value)), target) for target in due]
    ready: dict[str, float] = {}
    while waiting:
        now = clock()
        place = min(
            range(len(waiting)), key=lambda number: (max(ready.get(waiting[number][0], now), now), number)
        )
        site, target = waiting.pop(place)
        if ready.get(site, now) > now:
            sleep(ready[site] - now)
        yield target
        ready[site] = clock() + PAUSE


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _record(target: Target, answer: Answer, on: date) -> LinkCheck:
    problem, elsewhere = answer.problem, ""
    if not problem:
        final = _host(answer.final_url)
        if not same_site(_host(target.value), final):
            problem, elsewhere = ("parked" if site_of(final) in PARKING else "moved"), final
        elif answer.downgraded:
            problem = "downgraded"
    return link_checks.record(target, problem, on=on, status_class=answer.status_class, final_host=elsewhere)

"""/metrics: numbers for a monitor, in the text format of Prometheus 0.0.4. For the network of staff only.

It says how much, never who: no address, no path, no id. Off until METRICS_TOKEN or METRICS_NETWORKS is set; to
everybody else it is a page that does not exist.
"""

import hmac
import ipaddress
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from actions.pledges import desk
from actions.pledges.models import Pledge
from config.safety import tally, throttle, timers

Sample = tuple[dict[str, str], float]
# name, kind, what it is, and which number of config.safety.tally with which labels
COUNTED = (
    ("upstander_requests_total", "counter", "Answers by part of the site.", "requests", ("group", "status")),
    ("upstander_request_seconds_sum", "counter", "Seconds until the answer began.", "seconds", ("group",)),
    ("upstander_request_seconds_count", "counter", "Answers these seconds are of.", "answers", ("group",)),
    ("upstander_ready_pages_total", "counter", "Ready pages: hit, miss, stale.", "ready", ("outcome",)),
    ("upstander_throttled_total", "counter", "Forms that came too often.", "throttled", ("form",)),
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The numbers for who may see them. Raises Http404 for everybody else."""
    if not may_see(request):
        raise Http404
    return HttpResponse("".join(lines()), content_type="text/plain; version=0.0.4; charset=utf-8")


def may_see(request: HttpRequest) -> bool:
    """Of token and networks each that is set must fit; when none is set nobody may."""
    if not tally.on():
        return False
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
            return False
    return not settings.METRICS_NETWORKS or _inside(throttle.client_address(request))


def _inside(address: str) -> bool:
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(place in ipaddress.ip_network(network, strict=False) for network in settings.METRICS_NETWORKS)


def lines() -> Iterator[str]:
    """The whole page. Without a database it says so, and what the processes counted."""
    counted, processes = tally.total()
    for name, kind, text, number, labels in COUNTED:
        rows = sorted((key[1:], value) for key, value in counted.items() if key[0] == number)
        yield from family(name, kind, text, ((dict(zip(labels, row, strict=True)), v) for row, v in rows))
    yield from family("upstander_processes", "gauge", "Processes that count.", [({}, processes)])
    try:
        stored = [*family_of_desk(), *family_of_timers()]
    except DatabaseError:
        stored = []
    yield from family("upstander_database_up", "gauge", "1 while it answers.", [({}, 1 if stored else 0)])
    yield from stored


def family_of_desk() -> Iterator[str]:
    """What waits for staff."""
    queues = [({"queue": name}, float(number)) for name, number in desk.counts().items()]
    yield from family(
        "upstander_desk_cases", "gauge", f"Open cases by queue, {desk.MOST + 1} for more.", queues
    )
    waiting = Pledge.objects.filter(status=Pledge.Status.PENDING).count()
    yield from family("upstander_pledges_waiting", "gauge", "Promises nobody decided yet.", [({}, waiting)])


def family_of_timers() -> Iterator[str]:
    """When timers last ended."""
    ages = [({"timer": name}, age) for name, age in timers.ages().items() if age is not None]
    yield from family("upstander_timer_age_seconds", "gauge", "Since a timer last ended; none: never.", ages)


def family(name: str, kind: str, text: str, samples: Iterable[Sample]) -> Iterator[str]:
    """One metric with its samples."""
    yield f"# HELP {name} {text}\n# TYPE {name} {kind}\n"
    for labels, value in samples:
        inside = ",".join(f'{label}="{word}"' for label, word in labels.items())
        yield f"{name}{{{inside}}} {value:.6g}\n" if inside else f"{name} {value:.6g}\n"

"""Every public address of the site, taken from the URLconf, so that a new page cannot be forgotten.

An address with parameters needs a sample here; a sweep fails when one is missing.
"""

from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from actions.guidance.models import Action, Article, Choice, Guide, Scenario
from actions.pledges import moderation
from actions.pledges.models import Pledge
from resources import self_confirm
from resources.hsds import parameters
from resources.hsds.lists import LISTS, everything
from resources.models import Service

# Not pages. The offline edition is a download with its own tests: tests/resources/test_offline.py.
MACHINES = {
    "healthz",
    "readyz",
    "metrics",
    "robots",
    "security_txt",
    "sitemap",
    "resources:offline",
    "pledges:feed",
}
STAFF = settings.STAFF_PATH.removeprefix("/")
FOR_PROGRAMS = "hsds:"
SECRET_SITTING = "the sitting of the sweep"


def is_for_machines(name):
    return name in MACHINES or name.startswith(FOR_PROGRAMS)


def first_records(listing):
    """Identifiers of the first three records of a list of the API."""
    records = list(everything(listing, parameters.read(listing.parameters, {})))[:3]
    return [{"id": record["id"]} for record in records]


def sample_secret():
    return moderation.submit(sitting=SECRET_SITTING, language="en", text="I will sweep every page").secret


SAMPLES = {
    "resources:detail": lambda: [
        {"slug": slug}
        for slug in Service.objects.published().order_by("slug").values_list("slug", flat=True)[:3]
    ],
    "resources:problem": lambda: [
        {"slug": slug}
        for slug in Service.objects.published().order_by("slug").values_list("slug", flat=True)[:2]
    ],
    "resources:confirm": lambda: [
        {"token": self_confirm.make(service, by=None)}
        for service in Service.objects.published().order_by("slug")[:1]
    ],
    "resources:offline": lambda: [{"country": "GB"}],
    "guidance:guide": lambda: [{"slug": slug} for slug in slugs(Guide)],
    "guidance:action": lambda: [{"slug": slug} for slug in slugs(Action)[:5]],
    "guidance:scenario": lambda: [{"slug": slug} for slug in slugs(Scenario)],
    "guidance:choice": lambda: [
        {"slug": choice.scenario.slug, "key": choice.key}
        for choice in Choice.objects.filter(scenario__language="en").select_related("scenario")[:6]
    ],
    "guidance:article": lambda: [{"slug": slug} for slug in slugs(Article)],
    "pledges:pledge": lambda: [{"public_id": p.public_id} for p in Pledge.objects.published()[:2]],
    "pledges:report": lambda: [{"public_id": p.public_id} for p in Pledge.objects.on_the_wall()[:2]],
    "pledges:mine": lambda: [{"secret": sample_secret()}],
    "hsds:nothing": lambda: [{"rest": "nothing/here"}],
    **{f"hsds:{name}_one": lambda listing=listing: first_records(listing) for name, listing in LISTS.items()},
}


def slugs(model):
    return list(
        model.objects.published().filter(language="en").order_by("key").values_list("slug", flat=True)
    )


def names():
    """Every named address outside the admin: (name, whether it has parameters)."""
    found = {}

    def walk(patterns, namespace=""):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found[f"{namespace}{pattern.name}"] = bool(pattern.pattern.regex.groups)
            elif not str(pattern.pattern).startswith(STAFF):
                walk(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)

    walk(get_resolver().url_patterns)
    return found


def pages(language="en"):
    """Path of every public page in one language, samples included. KeyError for an address without a sample."""
    with translation.override(language):
        return [path for name, path in _paths() if not is_for_machines(name)]


def machines():
    """Path of everything that programs read, samples included."""
    with translation.override("en"):
        return [path for name, path in _paths() if is_for_machines(name)]


def _paths():
    for name, has_parameters in sorted(names().items()):
        for kwargs in SAMPLES[name]() if has_parameters else [{}]:
            yield name, reverse(name, kwargs=kwargs)

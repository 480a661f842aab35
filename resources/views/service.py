"""The page of one service."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from config.chrome import crisis
from resources import expectations, fallbacks, freshness, known
from resources.channels import QUIET
from resources.models import Contact, Service
from resources.views.quiet import quiet_links
from resources.ways import ways


@require_http_methods(["GET", "HEAD", "POST"])
def show_service(request, slug):
    """A draft, and a service that does not run, are not found. The list POSTs here when a quiet choice must not
    stay in an address; nothing is written."""
    service = get_object_or_404(
        Service.objects.published().with_contacts().with_places().prefetch_related("sources"), slug=slug
    )
    asked = request.POST if request.method == "POST" else request.GET
    quiet = asked.get("quiet", "") if asked.get("quiet", "") in QUIET else ""
    now = timezone.now()
    contacts = list(service.contacts.all())
    found = ways(contacts, quiet=quiet, now=now)
    nearby = _strip_for(request, service)
    need = next((term.code for term in service.needs.all()), "")
    main = nearby.line.slug if nearby.line else ""
    return render(
        request,
        "resources/detail.html",
        {
            "service": service,
            "ways": found,
            "too_old": not contacts and Contact.objects.too_old().filter(service=service).exists(),
            "quiet": QUIET.get(quiet),
            "links": quiet_links(request, quiet),
            "usual": expectations.usual(service.kind, [way.contact.channel for way in found.shown]),
            "facts": known.facts(service),
            "places": service.locations.all(),
            "statement": freshness.statement(service),
            "sources": list(dict.fromkeys((source.title, source.url) for source in service.sources.all())),
            "nearby": nearby,
            "steps": fallbacks.next_steps(service, main=main, quiet=quiet, now=now),
            **({} if "country" in request.GET else {"crisis": nearby}),
            "same": {"country": service.country or (nearby.place.code if nearby.place else ""), "need": need},
        },
    )


def _strip_for(request, service):
    """Emergency number and main line where the service is; for a worldwide one, where the reader is."""
    for code in (service.region, service.country, crisis.reader_country(request)):
        strip = crisis.crisis_for(code)
        if strip.place:
            return strip
    return strip

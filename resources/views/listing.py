"""The directory's pages: the list and one service. Nothing the reader types ends up in an address."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from config.chrome import crisis
from resources import freshness, known, unmet
from resources.channels import CHANNELS
from resources.forms import FilterForm
from resources.models import Language, Service, TaxonomyTerm
from resources.search import PER_PAGE, search


@require_http_methods(["GET", "HEAD", "POST"])
def list_services(request):
    """Search and filter. The form on the page POSTs; links and partners use GET with the same parameters."""
    choices, regions = _choices(), set(Service.objects.published().regions())
    form = FilterForm(
        request.POST if request.method == "POST" else request.GET,
        country=crisis.reader_country(request),
        choices=choices,
        regions=regions,
    )
    params = form.params()
    results = search(params)
    unmet.record(params, results)
    first = (results.page - 1) * PER_PAGE
    return render(
        request,
        "resources/list.html",
        {
            "params": params,
            "results": results,
            "place": crisis.place_name(params.region or params.country) if params.country else "",
            "country_name": crisis.place_name(params.country) if params.country else "",
            "countries": crisis.countries(),
            "regions": _regions(regions, params.country),
            "facets": [_facet(form, name, choices[name], params, results) for name in form.LISTS],
            "local": [known.entry(service, params.country) for service in results.local],
            "worldwide": [known.entry(service, params.country) for service in results.worldwide],
            "chosen_query": f"?country={params.region or params.country}" if params.country else "",
            "first": first + 1,
            "last": first + len(results.local) + len(results.worldwide),
        },
    )


@require_safe
def show_service(request, slug):
    """One service. A draft, and a service that does not run, are not found."""
    service = get_object_or_404(
        Service.objects.published().with_contacts().prefetch_related("sources"), slug=slug
    )
    contacts = list(service.contacts.all())
    nearby = _strip_for(request, service)
    need = next((term.code for term in service.needs.all()), "")
    return render(
        request,
        "resources/detail.html",
        {
            "service": service,
            "contacts": contacts,
            "opening": known.opening(contacts),
            "facts": known.facts(service),
            "statement": freshness.statement(service),
            "sources": list(dict.fromkeys((source.title, source.url) for source in service.sources.all())),
            "nearby": nearby,
            **({} if "country" in request.GET else {"crisis": nearby}),
            "same": {"country": service.country or (nearby.place.code if nearby.place else ""), "need": need},
        },
    )


def _choices():
    """Per list filter, pairs of code and label in the order of the page."""
    terms = list(TaxonomyTerm.objects.all())
    languages = sorted(
        ((row.code, row.label) for row in Language.objects.all()), key=lambda pair: pair[1].casefold()
    )
    return {
        "need": [(term.code, term.label) for term in terms if term.taxonomy == "need"],
        "audience": [(term.code, term.label) for term in terms if term.taxonomy == "audience"],
        "channel": [(code, channel.name) for code, channel in CHANNELS.items()],
        "language": languages,
    }


def _facet(form, name, choices, params, results):
    """A filter with its numbers. A choice that would show nothing is left out, unless it is ticked."""
    ticked, counts = getattr(params, name), results.facets[name]
    options = [
        {"code": code, "label": label, "count": counts.get(code, 0), "ticked": code in ticked}
        for code, label in choices
        if counts.get(code) or code in ticked
    ]
    return {"name": name, "label": form.fields[name].label, "options": options, "chosen": len(ticked)}


def _regions(codes, country):
    """Parts of the country that have services of their own, by name."""
    places = [
        crisis.Place(code, crisis.place_name(code)) for code in codes if country and code.startswith(country)
    ]
    return sorted(places, key=lambda place: place.name)


def _strip_for(request, service):
    """Emergency number and main line where the service is; for a worldwide one, where the reader is."""
    for code in (service.region, service.country, crisis.reader_country(request)):
        strip = crisis.crisis_for(code)
        if strip.place:
            return strip
    return strip

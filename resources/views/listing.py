"""The list page: search and filters. Nothing the reader types or ticks ends up in an address."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from config.chrome import crisis
from resources import filters, known, speechless, takeaway, telling, unmet
from resources.channels import QUIET
from resources.forms import FilterForm
from resources.models import Service
from resources.search import PER_PAGE, search
from resources.views.quiet import quiet_links
from resources.vocabulary import BESIDE


@require_http_methods(["GET", "HEAD", "POST"])
def list_services(request):
    """The form on the page POSTs; links and partners use GET with the same parameters."""
    choices, regions = filters.choices(), set(Service.objects.published().regions())
    form = FilterForm(
        request.POST if request.method == "POST" else request.GET,
        country=crisis.reader_country(request),
        choices=choices,
        regions=regions,
    )
    params = form.params()
    results = search(params)
    if request.method == "POST":  # a person used the form; addresses are also opened by programs
        unmet.record(params, results)
    first = (results.page - 1) * PER_PAGE
    now = timezone.now()

    def entries(services):
        return [known.entry(service, params.country, quiet=params.quiet, now=now) for service in services]

    picks = takeaway.picks(request.POST)
    return render(
        request,
        "resources/list.html",
        {
            "params": params,
            "results": results,
            "place": crisis.place_name(params.region or params.country) if params.country else "",
            "country_name": crisis.place_name(params.country) if params.country else "",
            "countries": crisis.countries(),
            "regions": filters.regions(regions, params.country),
            "facets": [
                filters.facet(name, label, choices[name], results.facets[name], getattr(params, name))
                for name, label in FilterForm.LISTS.items()
            ],
            "chips": filters.chips(params, choices),
            "choices_quiet": [(code, quiet.label, code == params.quiet) for code, quiet in QUIET.items()],
            "quiet": QUIET.get(params.quiet),
            "speechless": not params.quiet and speechless.says_so(params.q),
            "told": _helps_another(params, results),
            "local": entries(results.local),
            "worldwide": entries(results.worldwide),
            "links": quiet_links(request, params.quiet, params.region or params.country),
            "picks": picks,
            "picks_elsewhere": takeaway.elsewhere(picks, [*results.local, *results.worldwide]),
            "first": first + 1,
            "last": first + len(results.local) + len(results.worldwide),
        },
    )


def _helps_another(params, results):
    """Whether a way to “what to say” stands above the results. Not on a watched phone: it would open another page."""
    about_another = BESIDE in results.audiences
    return not params.quiet and telling.of_somebody_else(params.q, about_another=about_another)

"""How a quiet choice travels from page to page without staying in an address."""

from config.chrome import crisis


def quiet_links(request, quiet, country=None):
    """For the links from one directory page to another: `query` to put behind them, and whether they are buttons of
    a form that `posts` instead. A choice that was ticked must not stay in the history; one that came in an address
    is there already. `country` None: only as the reader's own request carries it."""
    posts = bool(quiet) and request.method == "POST"
    if country is None:
        asked = request.POST if request.method == "POST" else request.GET
        country = crisis.reader_country(request) if "country" in asked else ""
    parts = [f"country={country}"] if country else []
    if quiet and not posts:
        parts.append(f"quiet={quiet}")
    return {
        "query": f"?{'&'.join(parts)}" if parts else "",
        "posts": posts,
        "quiet": quiet,
        "country": country,
    }

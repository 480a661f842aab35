"""Help instead of an error: the three screens for a disclosure, a confession and a danger (brief 7.6 to 7.8)."""

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from actions.guidance.models import Guide
from actions.pledges.texts import Block, blocks, texts
from config.chrome.crisis import Crisis

# placeholder of texts.toml: where in the directory such a service is found
IN_DIRECTORY = {
    "services_for_men": "audience=men",
    "services_for_lgbtq": "audience=lgbtq",
    "services_for_under_18s": "audience=children",
    "helpline": "audience=people_at_risk_of_harming",
    "partner_helpline": "audience=people_at_risk_of_harming",
    "stop_it_now": "audience=people_at_risk_of_harming",
    "service_for_young_people": "audience=teens",
    "therapist_finder": "need=emotional_support",
    "legal_advice": "need=legal",
    "child_protection_line": "audience=children",
}


def screen(name: str, crisis: Crisis, leave_url: str, delete_url: str = "") -> list[Block]:
    """The blocks of one screen, with numbers and links for the reader’s country. KeyError for an unknown name.

    Without `delete_url` nothing was stored, and what offers to delete it is left out.
    """
    rows = texts()["screens"][name]["block"]
    if not delete_url:
        rows = [row for row in rows if all(link["to"] != "pledge:delete" for link in row.get("link", ()))]
    return blocks(rows, places(crisis), {**guide_urls(), "leave": leave_url, "pledge:delete": delete_url})


def guide_urls():
    """ "guide:G11" to its address, for every guide: one query."""
    rows = Guide.objects.published().filter(language="en").values_list("key", "slug")
    return {f"guide:{key}": reverse("guidance:guide", args=[slug]) for key, slug in rows}


def places(crisis):
    """Placeholder name to HTML: telephone numbers first, the directory where no number is known."""
    names = texts()["placeholders"]
    country = f"&country={crisis.place.code}" if crisis.place else ""
    filled = {
        name: format_html(
            '<a href="{}?{}">{}</a>',
            reverse("resources:list"),
            query + country,
            capfirst(names[name].split(",")[0]),
        )
        for name, query in IN_DIRECTORY.items()
    }
    one = '<a href="tel:{}">{}</a>' if len(crisis.numbers) == 1 else '<a href="tel:{}">{}</a> ({})'
    filled["emergency_number"] = format_html_join(
        ", ", one, ((n.value, n.value, n.label) for n in crisis.numbers)
    )
    filled["support_line"] = filled["crisis_line"] = line(crisis, names)
    return filled


def line(crisis, names):
    if crisis.line:
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a> {}. {}',
            crisis.line.href,
            crisis.line.display,
            crisis.line.name,
            crisis.line.promise,
        )
    return format_html(
        '<a href="{}">{}</a>', reverse("resources:list"), capfirst(names["support_line"].split(":")[0])
    )

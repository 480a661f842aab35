"""Makes the tree: the list below the home page and a page for each service. Run by `manage.py shell`."""

import json

from django.utils.text import slugify
from home.models import HomePage
from services.models import Country, Need, ServiceIndexPage, ServicePage


def fill(path):
    with open(path, encoding="utf-8") as file:
        records = json.load(file)
    home = HomePage.objects.get()
    for title in ("About", "Contact", "Privacy"):
        home.add_child(instance=HomePage(title=title, show_in_menus=True))
    text = "<p>Help near you, and far away.</p>"
    listing = home.add_child(instance=ServiceIndexPage(title="Services", show_in_menus=True, intro=text))
    for record in records:
        country = None
        if code := record["country"]:
            country, _made = Country.objects.get_or_create(code=code, defaults={"name": code})
        page = ServicePage(
            title=record["name"][:255],
            slug=slugify(record["slug"]),
            summary=f"<p>{record['description']}</p>",
            phone=record["phone"],
            website=record["url"],
            country=country,
            body=[("heading", "About"), ("paragraph", f"<p>{record['description']}</p>")],
        )
        page.needs = [
            Need.objects.get_or_create(code=code, defaults={"name": code.replace("_", " ").capitalize()})[0]
            for code in record["needs"]
        ]
        listing.add_child(instance=page)
    print(ServicePage.objects.live().count(), "pages")  # noqa: T201

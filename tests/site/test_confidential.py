"""A confidential address appears nowhere: every page, every file and every answer, byte by byte.

Pages and API addresses are taken from the URLconf and staff pages from the admin's registry, so that whatever is
added later is searched too.
"""

import html
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from urllib.parse import quote, urlencode

from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import NoReverseMatch, reverse

from config.safety.csv_cells import guard
from resources.hsds.lists import LISTS
from resources.models import Address, Location, ServiceAtLocation
from tests.conftest import member_of, signed_in
from tests.factories_resources import make_place, make_service
from tests.site.addresses import machines, pages

SECRET = {
    "name": "Zwölfender House",
    "street": "=7 Nachtigallen “Gasse” & Söhne",
    "city": "Hinterwäldle-on-Sea",
    "postal_code": "QX9 7ZZ",
    "latitude": 47.128456,
    "longitude": -8.391237,
}
PUBLIC = {"street": "12 Öffentliche Straße", "city": "Vorderstadt", "latitude": 51.254321, "longitude": 3.2}
STAFF_MAY_SEE = ("Zwölfender House",)  # the name tells staff which place it is; the public does not get it
LISTED = [
    f"/hsds/{name}?{query}" for name in LISTS for query in ("", "per_page=100", "format=ndjson")
] + [
    f"/hsds/{name}?{query}"
    for name in ("services", "organizations", "service_at_locations")
    for query in ("full=true", "full=true&format=ndjson")
] + ["/hsds/organizations?full_service=true", "/hsds/services?minimal=true"]  # fmt: skip


def needles(secret):
    """Every way in which a part of the address could stand in an answer."""
    texts = [
        secret["street"],
        "Nachtigallen",
        secret["city"],
        "Hinterw",
        secret["postal_code"],
        secret["name"],
    ]
    for number in (secret["latitude"], secret["longitude"]):
        texts += [str(number), f"{number:.4f}", f"{number:.3f}"]
    found = set()
    for text in texts:
        escaped = {
            json.dumps(text)[1:-1],
            html.escape(text),
            quote(text),
            guard(text),
            text.replace('"', '""'),
        }
        found |= {form.encode() for form in {text, text.upper(), text.lower(), *escaped}}
    return found


def content(response):
    return unpacked(b"".join(response.streaming_content) if response.streaming else response.content)


def unpacked(body):
    """The bytes; those of the members when it is a zip."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


class Confidential(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_guidance", verbosity=0)
        cls.shelter = make_service("shelter", contacts=[("phone", "+448080000000")])
        cls.open_house = make_service("open-house", contacts=[("phone", "+448080000001")])
        cls.secret = make_place(cls.shelter, confidential=True, **SECRET)
        cls.secret.organization = cls.open_house.organization
        cls.secret.save()
        cls.public = make_place(cls.open_house, **PUBLIC)
        cls.editor = member_of("Editor")
        cls.boss = User.objects.create_superuser("boss")

    def search(self, client, paths, hidden):
        """Paths whose answer holds one of the bytes. Also everything must have been answered."""
        leaks = {}
        for path in paths:
            response = client.get(path)
            assert response.status_code in (200, 301, 302, 403, 404), (path, response.status_code)
            body = content(response) + str(response.headers).encode()
            found = [needle for needle in hidden if needle in body]
            if found:
                leaks[path] = found
        return leaks

    def test_on_no_page_and_in_no_file(self):
        visitor = Client(headers={"Accept-Language": "en-GB"})
        paths = [*pages("en"), *pages("es"), *machines(), *LISTED]
        assert self.search(visitor, paths, needles(SECRET)) == {}
        seen = self.search(visitor, paths, {"Öffentliche".encode()})  # the search itself can find
        ours = ServiceAtLocation.objects.get(location=self.public).pk
        assert {"/hsds/export.zip", "/hsds/export.json", f"/hsds/service_at_locations/{ours}"} <= set(seen)
        assert "/hsds/services?full=true&format=ndjson" in seen

    def test_the_place_is_named_as_existing_and_no_more(self):
        record = Client().get(f"/hsds/services/{self.shelter.pk}").json()
        (at,) = record["service_at_locations"]
        attributes = at["location"].pop("attributes")
        assert at["location"] == {"id": str(self.secret.pk), "location_type": "physical"}
        assert [(a["label"], a["value"]) for a in attributes] == [("confidential", "true")]

    def test_nobody_can_find_it_out_by_searching(self):
        for word in ("Nachtigallen", "Hinterwäldle", "QX9", "Zwölfender"):
            for name in ("services", "organizations", "service_at_locations"):
                for answer in (
                    Client().get(f"/hsds/{name}", {"search": word}),
                    Client().post(f"/hsds/{name}", {"search": word}, content_type="application/json"),
                ):
                    assert answer.json()["total_items"] == 0, (word, name)
            assert self.listings(word) == self.listings("xqzzyx"), word  # nothing found: the list widens

    def listings(self, word):
        found = Client(headers={"Sec-Fetch-Site": "same-origin"}).post("/resources/", {"q": word})
        return re.findall(r'href="/resources/([a-z-]+)/', found.content.decode())

    def test_in_no_written_file(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("x.json", "x.zip"):
                path = Path(folder) / name
                call_command("export_hsds", path, stdout=io.StringIO())
                body = unpacked(path.read_bytes())
                assert not [needle for needle in needles(SECRET) if needle in body]
                assert b"Vorderstadt" in body

    def path(self, name, *args):
        """The address, or "" where an admin page has no such view."""
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            return ""

    def staff_paths(self):
        """Every list, form, history and deletion page of the admin, and its searches and suggestions."""
        paths = ["/admin/"]
        for model, model_admin in admin.site._registry.items():
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            paths += [path for page in ("changelist", "add") if (path := self.path(f"{name}_{page}"))]
            if model_admin.search_fields:
                paths += [f"{reverse(f'{name}_changelist')}?q={quote(word)}" for word in ("shelter", "drop")]
            for source in (model_admin, *model_admin.inlines):
                for field in source.autocomplete_fields:
                    of = source.model._meta
                    asked = {"app_label": of.app_label, "model_name": of.model_name, "field_name": field}
                    paths.append(f"{reverse('admin:autocomplete')}?{urlencode(asked)}")
            for row in model._default_manager.order_by("pk")[:5]:
                found = [self.path(f"{name}_{page}", row.pk) for page in ("change", "history", "delete")]
                paths += filter(None, found)
        assert any("/location/" in path for path in paths)
        return paths

    def test_an_editor_without_the_permission_sees_it_nowhere(self):
        editor = signed_in(self.editor)
        form = reverse("admin:resources_location_change", args=[self.secret.pk])
        editor.post(form, {**self.fields(editor, form), "name": SECRET["name"], "url": "https://a.example/"})
        hidden = {
            n for n in needles(SECRET) if not any(t.lower().encode() in n.lower() for t in STAFF_MAY_SEE)
        }
        hidden = {needle for needle in hidden if b"lfender" not in needle}
        assert self.search(editor, self.staff_paths(), hidden) == {}
        public_form = reverse("admin:resources_location_change", args=[self.public.pk])
        assert self.search(editor, [public_form], {"Öffentliche".encode()})
        boss = signed_in(self.boss)
        assert self.search(boss, [form], {b"Nachtigallen"})

    def fields(self, client, form):
        """What the form of a place sends back as it stands."""
        context = client.get(form).context
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += [inline.formset.management_form, *inline.formset.forms]
        data = {}
        for each in forms:
            for bound in each:
                value = bound.value()
                if value is not None and value is not False:
                    data[bound.html_name] = value
        return data

    def test_searching_in_the_admin_does_not_find_it_either(self):
        address = reverse("admin:resources_location_changelist")
        for word in ("Nachtigallen", "Hinterwäldle", "QX9"):
            mine = signed_in(self.editor).get(address, {"q": word})
            assert b"lfender House" not in mine.content, word
            assert b"lfender House" in signed_in(self.boss).get(address, {"q": word}).content, word
        assert b"Drop-in" in signed_in(self.editor).get(address, {"q": "Vorderstadt"}).content
        for lookup in (
            "address__city__startswith=H",
            "address__latitude__gt=47",
            "locations__address__city=H",
        ):
            for table in ("location", "organization", "service"):
                page = signed_in(self.editor).get(f"/admin/resources/{table}/?{lookup}")
                assert page.status_code in (302, 400), lookup

    def test_only_who_may_see_it_can_take_the_secret_away(self):
        form = reverse("admin:resources_location_change", args=[self.secret.pk])
        editor, boss = signed_in(self.editor), signed_in(self.boss)
        data = self.fields(editor, form)
        assert "confidential" not in data
        sent = {**data, "confidential": "", "address-0-address_1": "x", "address-TOTAL_FORMS": "1"}
        assert editor.post(form, sent).status_code == 302
        self.secret.refresh_from_db()
        assert self.secret.confidential
        assert Address.objects.get(location=self.secret).address_1 == SECRET["street"]
        data = self.fields(boss, form)
        data.pop("confidential")
        assert boss.post(form, data).status_code == 302
        self.secret.refresh_from_db()
        assert not self.secret.confidential

    def test_an_editor_can_make_a_place_secret_and_partners_see_that_the_service_changed(self):
        form = reverse("admin:resources_location_change", args=[self.public.pk])
        editor = signed_in(self.editor)
        before = self.open_house.last_modified
        data = {**self.fields(editor, form), "confidential": "on", "address-0-city": "Elsewhere"}
        assert editor.post(form, data).status_code == 302
        self.open_house.refresh_from_db()
        assert self.open_house.last_modified > before
        self.public.refresh_from_db()
        assert self.public.confidential
        assert Address.objects.get(location=self.public).city == "Elsewhere"  # what was typed along is kept
        assert b"Elsewhere" not in editor.get(form).content
        assert Location.objects.count() == 2

"""Promises that hold on every page, walked over the URLconf with the real content."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import html5lib
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from actions.guidance.models import Action
from actions.pledges import moderation
from resources.models import Service
from tests.site import checks, weight
from tests.site.addresses import pages
from tests.site.checks import TELLING

LISTS = ("/resources/", "/es/resources/")
# Pages of one reader or one visit: on no map.
UNLISTED = re.compile(
    r"(/es)?/(iwill/mine/.*|iwill/[^/]+/report/|resources/(thanks/|confirm/.*|[^/]+/problem/))"
)


def links_within(html):
    """Where links, forms and buttons lead within the site; not files, programs, and the way back to the usual look."""
    for tag in re.findall(r"<(?:a|form|button)\s[^>]*>", html):
        found = re.search(r'\s(?:href|action|formaction)="([/?][^"]*)"', tag)
        if found and "data-as-it-is" not in tag and not re.search(r"^/hsds/|\.\w+(\?|$)", found[1]):
            yield found[1]


def mapped_languages(xml):
    """Path to {language: path}, as the map of the site says it."""
    found = {}
    for entry in ET.fromstring(xml):  # our own map
        parts = [(part.get("hreflang"), part.get("href") or part.text or "") for part in entry]
        (own,) = [
            urlsplit(text).path for language, text in parts if language is None and text.startswith("http")
        ]
        found[own] = {language: urlsplit(text).path for language, text in parts if language}
    return found


def publish(number, moderator):
    sent = moderation.submit(
        sitting=f"sweep {number}", language="en", text=f"I will do thing {number}", nickname="Sam"
    )
    moderation.approve(sent.pledge.pk, version=1, by=moderator)


class EveryPage(TestCase):
    """The real catalogue and guidance, and a few pledges."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_resources", verbosity=0)
        call_command("load_guidance", verbosity=0)
        cls.moderator = User.objects.create_user("moderator")
        for number in range(3):
            publish(number, cls.moderator)
        moderation.submit(sitting="one tap", language="en", action_key="A01")
        cls.paths = [*pages("en"), *pages("es")]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visitor = Client(headers={"Accept-Language": "en-GB"})
        cls.walked = [(path, cls.visitor.get(path)) for path in cls.paths]

    def walk(self, check):
        """Run a check on every page and report all faults at once."""
        assert checks.faults(self.walked, check) == {}

    def test_headers_and_no_cookie(self):
        self.walk(checks.headers_and_no_cookie)
        assert not self.visitor.cookies

    def test_the_way_out_comes_first_and_goes_straight_out(self):
        self.walk(checks.way_out_first)

    def test_help_is_on_every_page(self):
        def check(path, _response, html):
            if re.match(r"(/es)?/resources/.", path):  # a listing shows the numbers of its own country
                assert re.search(r'class="call[^"]*" href="(tel|sms):', html)
                return
            assert 'href="tel:+448085002222"' in html
            assert 'href="tel:999"' in html

        self.walk(check)

    def test_the_html_is_valid(self):
        self.walk(checks.valid_html)

    def test_the_box_for_programs_is_no_stop_for_people(self):
        """Out of the order of the Tab key, out of what a screen reader reads, never filled in by a browser."""
        found = []

        def check(_path, _response, html):
            tree = html5lib.parse(html, namespaceHTMLElements=False)
            parents = {child: parent for parent in tree.iter() for child in parent}
            for box in tree.iter("input"):
                if box.get("name") == "website":
                    found.append(box)
                    assert (box.get("tabindex"), box.get("autocomplete")) == ("-1", "off")
                    around = parents[box]
                    assert (around.get("class"), around.get("aria-hidden")) == ("trap", "true")

        self.walk(check)
        assert len(found) > 6

    def test_nothing_comes_from_elsewhere_and_nothing_is_inline(self):
        self.walk(checks.nothing_from_elsewhere_or_inline)

    def test_links_to_other_sites_give_nothing_away(self):
        def check(_path, _response, html):
            for link in html5lib.parse(html, namespaceHTMLElements=False).iter("a"):
                href = link.get("href") or ""
                assert link.get("ping") is None
                assert link.get("target") is None
                if href.startswith("http"):
                    assert "noreferrer" in (link.get("rel") or ""), href
                else:
                    assert re.search(r"^(/|\?|#|tel:|sms:|mailto:)", href)

        self.walk(check)

    def test_the_preview_of_a_link_shows_the_title_and_no_more(self):
        """What chat programs and networks read to make a picture and a text of a link."""

        def check(_path, _response, html):
            tree = html5lib.parse(html, namespaceHTMLElements=False)
            metas = {str(m.get("property") or m.get("name") or "charset"): m for m in tree.iter("meta")}
            assert set(metas) <= {"charset", "viewport", "color-scheme", "robots", "description"}
            described = metas["description"].get("content")
            assert described, "search engines ask for one"
            assert described in html.partition("<title>")[2].partition("</title>")[0]
            assert "application/ld+json" not in html

        self.walk(check)

    def test_what_leaving_cannot_do_is_one_click_away(self):
        def check(path, _response, html):
            prefix = "/es" if path.startswith("/es/") else ""
            assert f'href="{prefix}/safety/#leaving"' in html

        self.walk(check)

    def test_nobody_falls_out_of_the_neutral_look(self):
        """Every link and form within the site takes it along, also in stored texts; so does the country in links."""
        faults = {}
        for path in self.paths:
            html = self.visitor.get(f"{path}?neutral=1&country=MX").content.decode()
            title = re.search(r"<title>(.*?)</title>", html, re.S).group(1)
            lost = [url for url in links_within(html) if "neutral=1" not in url]
            if lost or title not in ("Notes", "Notas"):
                faults[path] = (title, lost[:3])
        assert faults == {}

    def test_no_page_names_its_own_host(self):
        """Relative links work the same under another name, such as an onion address.

        A promise shows its own address to copy, under the name that the reader used.
        """

        def check(path, _response, html):
            assert "testserver" not in html.replace(f">http://testserver{path}<", "")

        self.walk(check)

    def test_titles_are_neutral(self):
        self.walk(checks.neutral_title)

    def test_the_language_of_the_page_is_said(self):
        def check(path, _response, html):
            assert ('<html lang="es">' if path.startswith("/es/") else '<html lang="en">') in html

        self.walk(check)

    def test_every_language_of_a_page_is_named_and_leads_back(self):
        """For people a link in the words of the other language at the foot; for search engines the map of the site."""
        codes, names = [code for code, _name in settings.LANGUAGES], dict(settings.LANGUAGES)
        leads = {}

        def check(path, _response, html):
            own = "es" if path.startswith("/es/") else "en"
            assert "hreflang" not in html.partition("</head>")[0], "there it would have to name a host"
            switches = {
                a.get("hreflang"): a
                for a in html5lib.parse(html, namespaceHTMLElements=False).iter("a")
                if a.get("hreflang")
            }
            assert sorted(switches) == sorted(set(codes) - {own})
            for code, link in switches.items():
                assert link.get("lang") == code, "read out with the right voice"
                assert "".join(link.itertext()).strip() == names[code]
            leads[path] = {code: link.get("href").partition("?")[0] for code, link in switches.items()}

        self.walk(check)
        for path in {path for others in leads.values() for path in others.values()}:
            assert self.visitor.get(path).status_code == 200, path
        mapped = mapped_languages(self.visitor.get("/sitemap.xml").content)
        assert [path for path in mapped if UNLISTED.fullmatch(path)] == []
        on_both = {path: others for path, others in leads.items() if path in mapped}
        assert {
            path for path, others in on_both.items() if not others.items() <= mapped[path].items()
        } == set()
        assert len(on_both) > 80

    def test_no_word_of_the_program_is_left_in_a_page(self):
        """A placeholder, a plural in brackets or a comment of a template that came through."""

        def check(_path, _response, html):
            text = re.sub(r"<code>.*?</code>", "", html)
            found = re.findall(r"%\(\w+\)|\{\{|\{%|\{#|\w\(e?s\)(?!\w)", text)
            assert found == []

        self.walk(check)

    def test_nothing_moves_plays_or_loads_again_by_itself(self):
        def check(_path, response, html):
            assert "Refresh" not in response.headers
            assert not re.search(r"http-equiv=.?refresh|<marquee|<blink|autoplay|<video|<audio", html, re.I)

        self.walk(check)

    def test_every_page_fits_its_budget(self):
        """14.6 kB with sheet and script in three requests, home 10 kB; what weighs more: tests/site/weight.py."""
        paths = [
            f"{list_path}?country={code}" for list_path in LISTS for code in ("", "US", "GB", "ES", "MX")
        ]
        walked = [*self.walked, *((path, self.visitor.get(path)) for path in paths)]
        found = {path: (weight.weight(page), weight.requests(page)) for path, page in walked}
        heavy = {path: size for path, (size, _n) in found.items() if size > weight.limit(path)}
        many = {p: found[p][1] for p, page in walked if found[p][1] > weight.most_requests(page)}
        assert (heavy, many) == ({}, {})
        for pattern in weight.LONGER:  # a page that became short needs no limit of its own
            assert any(
                weight.limit(p) > weight.LIMIT < found[p][0] for p in found if re.search(pattern, p)
            ), pattern

    def test_every_single_listing_and_action_opens_within_its_budget(self):
        faults = {}
        for row in [*Service.objects.published(), *Action.objects.filter(language="en")]:
            response = self.visitor.get(row.get_absolute_url())
            html = response.content.decode()
            title = re.search(r"<title>(.*?)</title>", html)[1]
            if (response.status_code, html.count("<h1"), TELLING.search(title)) != (200, 1, None):
                faults[str(row)] = (response.status_code, title)
            elif weight.weight(response) > weight.LIMIT:
                faults[str(row)] = weight.weight(response)
        assert faults == {}

    def test_no_query_count_grows_with_the_data(self):
        before = self.costs()
        double_everything(self.moderator)
        after = self.costs()
        assert {p: (before[p], after[p]) for p in before if after[p] > before[p]} == {}
        assert max(after.values()) <= 20

    def costs(self):
        found = {}
        for path in self.paths:
            self.visitor.get(path)  # warms what Django itself remembers
            with CaptureQueriesContext(connection) as queries:
                self.visitor.get(path)
            found[path] = len(queries)
        return found


def double_everything(moderator):
    """Every published service twice, with its contacts, sources and terms, and thirty more pledges."""
    for service in list(
        Service.objects.published().prefetch_related("contacts", "sources", "needs", "audiences")
    ):
        contacts, sources = list(service.contacts.all()), list(service.sources.all())
        needs, audiences, languages = (
            list(m.all()) for m in (service.needs, service.audiences, service.languages)
        )
        service.pk, service.slug, service._state.adding = None, f"{service.slug[:90]}-twin", True
        service.id = Service._meta.pk.get_default()
        service.save()
        service.needs.set(needs)
        service.audiences.set(audiences)
        service.languages.set(languages)
        for row in [*contacts, *sources]:
            row.pk, row.service, row._state.adding = None, service, True
            row.id = type(row)._meta.pk.get_default()
            row.save()
    for number in range(100, 130):
        publish(number, moderator)
        moderation.submit(sitting=f"tap {number}", language="en", action_key=f"A{number - 99:02}")

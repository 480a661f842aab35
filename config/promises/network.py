"""Promises about other companies, and about who can see the traffic."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, LeftOut, Promise

OUTSIDE = "tests/browser/test_outside.py::"
PAGES = "tests/site/test_every_page.py::"
SEEN = _("Your internet provider can still see that this site was opened, and when.")

NETWORK = Area(
    "B",
    _("Other companies and the network"),
    promises=(
        Promise(
            "B1",
            _("Nothing is loaded from other companies: no fonts, no maps, no counters."),
            _("A link to another site opens that site, with all that it loads."),
            (
                "tests/browser/test_crawl.py::test_the_whole_site",
                f"{OUTSIDE}test_a_whole_visit_asks_no_other_machine_and_needs_none",
                f"{PAGES}test_nothing_comes_from_elsewhere_and_nothing_is_inline",
                "tests/browser/test_desk_pages.py::test_no_page_of_the_desk_has_an_error_or_asks_anybody_else",
            ),
            ("safety", "privacy"),
        ),
        Promise(
            "B2",
            _("All of it works where every other site is blocked."),
            SEEN,
            (f"{OUTSIDE}test_a_whole_visit_asks_no_other_machine_and_needs_none",),
        ),
        Promise(
            "B3",
            _("When you open a link to another site, your browser does not tell it that you came from here."),
            _("That site sees the address of your device, as every site does."),
            (f"{OUTSIDE}test_another_site_is_not_told_where_a_reader_comes_from",),
            ("safety",),
        ),
        Promise(
            "B4",
            _(
                "Links to other sites do not report that you pressed them, and nothing is fetched before you press."
            ),
            _("It is about our links. What another site does with its own, we do not know."),
            (
                f"{PAGES}test_links_to_other_sites_give_nothing_away",
                f"{PAGES}test_nothing_comes_from_elsewhere_and_nothing_is_inline",
            ),
        ),
        Promise(
            "B5",
            _("Whoever sets up this site is warned when its internet name gives the subject away."),
            _("It is a warning. They can still choose such a name, and providers and histories show it."),
            ("tests/config/chrome/test_checks.py::test_a_telling_host_name_is_pointed_out",),
        ),
        Promise(
            "B6",
            _("It works without scripts, drawings and fonts, as in Tor Browser at its safest level."),
            _("We test with those parts blocked, not in Tor Browser itself."),
            (f"{OUTSIDE}test_a_whole_visit_works_without_scripts_fonts_and_drawings",),
            ("safety",),
        ),
        Promise(
            "B8",
            _("It can be served under an onion address: our links name no host."),
            _(
                "Whoever runs the site has to set such an address up. Until then, use Tor Browser with the usual one."
            ),
            (f"{PAGES}test_no_page_names_its_own_host",),
        ),
    ),
    left_out=(
        LeftOut(
            "B7",
            "Pages differ in length, and somebody who watches the line could guess which one was read. We add a few"
            " random bytes to each answer, but we do not fill all pages up to the same length, so we promise nothing.",
        ),
    ),
)

"""Promises about what comes with every answer on its way."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

HEADERS = "tests/config/safety/test_headers.py::"
OBSERVATORY = "tests/config/safety/test_observatory.py::"
OUTSIDE = "tests/browser/test_outside.py::"
SWEEP = "tests/browser/test_desk_pages.py::test_no_page_of_the_desk_has_an_error_or_asks_anybody_else"
OLD = _("Old browsers do not know all of these rules and go on without them.")

TRANSPORT = Area(
    "C",
    _("On the way to you"),
    promises=(
        Promise(
            "C1",
            _("Every answer tells the browser the same strict rules, and errors and files do too."),
            _("What the web server says to a broken request before our program sees it has fewer of them."),
            (
                f"{HEADERS}test_every_kind_of_response_carries_the_table",
                "tests/site/test_every_page.py::test_headers_and_no_cookie",
            ),
        ),
        Promise(
            "C2",
            _("By the table of MDN’s HTTP Observatory the pages reach at least 145 points; 100 are an A+."),
            _("We count by its table ourselves. A server in front of ours can take rules away again."),
            (f"{OBSERVATORY}test_the_score_is_at_least_145",),
        ),
        Promise(
            "C3",
            _(
                "Pages may run and show only what comes from this site, and no code that stands inside a page."
            ),
            OLD,
            (
                f"{OBSERVATORY}test_the_policy_names_everything_and_allows_nothing_loose",
                f"{HEADERS}test_the_public_table",
            ),
        ),
        Promise(
            "C4",
            _(
                "No page breaks these rules itself or shows an error in the browser, the desk of our team included."
            ),
            _("Programs that you add to your browser may break them."),
            ("tests/browser/test_crawl.py::test_the_whole_site", SWEEP),
        ),
        Promise(
            "C5",
            _(
                "Text cannot turn into a running part of a page, and a script that was changed on the way does not run."
            ),
            _(
                "Not every browser knows both rules. The desk of our team has only the second, and for our own scripts."
            ),
            (
                f"{OUTSIDE}test_text_cannot_become_part_of_a_page",
                "tests/config/chrome/test_integrity.py::test_every_script_and_sheet_of_ours_says_what_it_must_be",
            ),
        ),
        Promise(
            "C6",
            _("Without any setting the program runs as it must in public: closed, and over HTTPS only."),
            _("Whoever runs it can change settings. The program warns, but it cannot refuse everything."),
            (
                "tests/config/test_setup_site.py::"
                "test_the_settings_are_those_of_production_unless_development_opts_in",
            ),
        ),
        Promise(
            "C7",
            _(
                "The one cookie of people who work here is for this site alone, hidden from scripts, over HTTPS only."
            ),
            _("Somebody who takes an unlocked device of a team member takes the cookie too."),
            (
                "tests/config/safety/test_cookies.py::test_the_cookie_of_staff_is_as_strict_as_a_cookie_can_be",
            ),
        ),
        Promise(
            "C8",
            _("Ways of asking that nobody needs here are refused, such as TRACE, PUT and DELETE."),
            _("It makes attacks harder and stops none by itself."),
            (f"{HEADERS}test_odd_methods_are_refused",),
        ),
        Promise(
            "C9",
            _("No answer says which program or version the server runs."),
            _("The program is open: whoever knows that this is Upstander can read how it works."),
            (f"{OUTSIDE}test_nothing_says_what_the_server_runs_on",),
        ),
        Promise(
            "C10",
            _("A request under a wrong name for this site is refused, and the name is not repeated."),
            _("It does not stop a copy of this site under a name that looks alike."),
            (f"{HEADERS}test_a_wrong_host_is_not_echoed",),
        ),
        Promise(
            "C11",
            _("No other site can show our pages inside its own and catch what you press."),
            _("A picture or a copy of a page is not stopped by this."),
            (f"{OUTSIDE}test_no_other_site_can_show_us_in_a_frame",),
            ("safety",),
        ),
    ),
    left_out=(),
)

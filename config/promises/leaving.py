"""Promises about leaving, and about what stays on the device."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

LEAVE = "tests/browser/test_leaving.py::"
EVERYWHERE = "tests/browser/test_leaving_everywhere.py::"
TRACES = "tests/browser/test_traces.py::"
CRAWL = "tests/browser/test_crawl.py::test_the_whole_site"
PAGES = "tests/site/test_every_page.py::"
NEUTRAL = "tests/browser/test_neutral.py::"
WHOLE_VISIT = f"{TRACES}test_a_whole_visit_leaves_addresses_and_neutral_titles_and_nothing_else"
SEARCHED = f"{TRACES}test_searched_words_are_nowhere_on_the_device_and_in_no_log"

WATCHED = _("Software that watches the device sees everything, and nobody can stop it from a website.")
ENGINES = "tests/browser/test_other_engines.py::"
ENGINES_TESTED = _("Tested in Chromium and Firefox. In WebKit, the engine of Safari, we could not test Back.")

LEAVING = Area(
    "A",
    _("Leaving, and what stays on the device"),
    promises=(
        Promise(
            "A1",
            _("“Leave this site” is on every page and stays in view."),
            _("Somebody beside you sees the screen before you press it."),
            (
                f"{LEAVE}test_the_way_out_stays_in_view",
                f"{EVERYWHERE}test_it_is_first_and_in_view_at_the_top_and_after_scrolling",
                f"{PAGES}test_the_way_out_comes_first_and_goes_straight_out",
            ),
            ("safety",),
        ),
        Promise(
            "A2",
            _("It works without scripts: it is a plain link to an ordinary page, such as the weather."),
            _("With scripts off, Back shows our page again, without what you typed."),
            (
                f"{LEAVE}test_one_click_leaves",
                f"{LEAVE}test_the_first_stop_of_the_tab_key_leaves",
                f"{EVERYWHERE}test_it_leaves_without_scripts",
            ),
            ("safety",),
        ),
        Promise(
            "A3",
            _("With scripts on, the page goes blank at once, even when the network hangs."),
            _("A picture of the screen that was taken before stays a picture."),
            (
                f"{LEAVE}test_the_page_is_blank_at_once_while_the_network_hangs",
                f"{EVERYWHERE}test_the_page_is_blank_at_once_with_the_network_hanging_and_back_does_not_bring_it_back",
            ),
            ("safety",),
        ),
        Promise(
            "A4",
            _("With scripts on, pressing Shift three times leaves too. Typing capitals does not."),
            _("A phone has no such key."),
            (
                f"{LEAVE}test_three_shifts_leave_and_capitals_do_not",
                f"{EVERYWHERE}test_three_shifts_leave",
                f"{EVERYWHERE}test_five_hundred_capitals_and_slow_shifts_do_not_leave",
            ),
            ("safety",),
        ),
        Promise(
            "A5",
            _("Leaving asks only the page that you leave for. We are not told that you left."),
            _("That other page is not ours. Whoever runs it sees that somebody opened it."),
            (f"{LEAVE}test_one_click_leaves", f"{EVERYWHERE}test_it_leaves_without_scripts"),
        ),
        Promise(
            "A6",
            _("With scripts on, Back does not show the page you left."),
            _("Back may show a page that you visited before it. The history of the browser is not cleared."),
            (
                f"{LEAVE}test_back_never_shows_what_was_typed",
                f"{EVERYWHERE}test_the_page_is_blank_at_once_with_the_network_hanging_and_back_does_not_bring_it_back",
                f"{ENGINES}test_the_way_out_is_first_in_view_blank_at_once_and_back_does_not_bring_the_page_back",
            ),
            ("safety",),
        ),
        Promise(
            "A7",
            _("What you typed and did not send is gone when you leave. Back does not bring it back."),
            ENGINES_TESTED,
            (
                f"{LEAVE}test_back_never_shows_what_was_typed",
                f"{ENGINES}test_what_was_typed_is_not_there_after_back_and_a_form_needs_no_cookie",
            ),
            ("safety",),
        ),
        Promise(
            "A8",
            _("What you type here is not written to a file of your browser."),
            _("A keyboard that learns your words, or software that watches, can keep them."),
            (
                SEARCHED,
                WHOLE_VISIT,
                f"{TRACES}test_the_same_look_finds_what_a_careless_form_leaves",
                f"{ENGINES}test_firefox_writes_no_typed_word_to_the_disk",
            ),
            ("safety",),
        ),
        Promise(
            "A9",
            _("The words you search for on our form do not get into the address or the history."),
            _(
                "A link that somebody else made may hold words, and a search engine keeps what you typed there."
            ),
            (
                SEARCHED,
                "tests/browser/test_journeys.py::test_search_words_stay_out_of_the_address",
                f"{TRACES}test_the_same_look_finds_what_an_address_leaves",
            ),
            ("safety",),
        ),
        Promise(
            "A10",
            _("No cookies."),
            _(
                "People who work here get one while they are signed in. Other sites that you open set their own."
            ),
            (CRAWL, WHOLE_VISIT, f"{PAGES}test_headers_and_no_cookie"),
            ("safety", "privacy"),
        ),
        Promise(
            "A11",
            _("No other storage in your browser: no database, no files for later, no background program."),
            _(
                "A file that you save yourself stays. The browser notes the name of the site in lists of its own."
            ),
            (CRAWL, WHOLE_VISIT),
            ("safety",),
        ),
        Promise(
            "A12",
            _("Your browser keeps no copy of our pages."),
            _(
                "A phone may keep a small picture of the last screen for its list of open apps. We cannot stop that."
            ),
            (WHOLE_VISIT, f"{PAGES}test_headers_and_no_cookie"),
            ("safety",),
        ),
        Promise(
            "A13",
            _("The titles of our pages, as the history keeps them, do not name the subject."),
            _("The addresses of some pages do name it, and so may the name of the site."),
            (WHOLE_VISIT, f"{PAGES}test_titles_are_neutral"),
            ("safety",),
        ),
        Promise(
            "A14",
            _("Your browser does not offer your words again in a form, and does not ask to keep a password."),
            _("Add-ons and other programs may keep what you type all the same."),
            (SEARCHED, WHOLE_VISIT, f"{PAGES}test_the_html_is_valid"),
        ),
        Promise(
            "A15",
            _("When you send a link to a page, the preview has our neutral title, and no picture or text."),
            _(
                "The address itself is in the message, and some programs make a picture of the page on their own."
            ),
            (
                f"{PAGES}test_the_preview_of_a_link_shows_the_title_and_no_more",
                f"{PAGES}test_titles_are_neutral",
            ),
        ),
        Promise(
            "A16",
            _("What leaving can and cannot do is said one tap away, on every page."),
            WATCHED,
            (
                f"{PAGES}test_what_leaving_cannot_do_is_one_click_away",
                "tests/config/chrome/test_pages.py::test_the_safety_page_names_watching_software_before_history",
            ),
        ),
        Promise(
            "A17",
            _("A screen reader says what the link is, and says so when the page goes blank."),
            _(
                "We test what the browser tells screen readers, not each screen reader itself. It speaks aloud."
            ),
            (f"{EVERYWHERE}test_a_screen_reader_hears_what_the_link_is_and_that_we_leave",),
            ("safety",),
        ),
        Promise(
            "A18",
            _("A printed page has the numbers to call, and nothing of the bar with “Leave this site”."),
            _("Paper can be found. The printer or its computer may keep what was printed."),
            ("tests/browser/test_access.py::test_printing_keeps_numbers_and_drops_the_frame",),
        ),
        Promise(
            "A19",
            _(
                "In the plain look the tab says only “Notes”, and name, icon and colours are plain. Links keep it."
            ),
            _(
                "It does not hide the address, the history or what the page says. A form you send adds a step to Back."
            ),
            (
                f"{NEUTRAL}test_a_walk_from_home_stays_neutral",
                f"{NEUTRAL}test_links_replace_the_page_so_that_back_leaves_the_site",
                f"{NEUTRAL}test_the_neutral_look_has_no_colour_of_ours_and_follows_the_rules",
                f"{PAGES}test_nobody_falls_out_of_the_neutral_look",
            ),
            ("safety",),
        ),
        Promise(
            "A20",
            _(
                "On a public machine that was set up so, the page starts again when nobody touches it for a minute."
            ),
            _(
                "With scripts off, only “Start again” does it. The machine should also empty its browser by itself."
            ),
            (
                f"{NEUTRAL}test_a_public_machine_starts_again_when_nobody_is_there",
                f"{NEUTRAL}test_a_public_machine_without_scripts_has_a_link",
            ),
            ("safety",),
        ),
    ),
    left_out=(),
)

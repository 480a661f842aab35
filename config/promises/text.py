"""Promises about words that somebody typed: they stay words."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

NAUGHTY = "tests/actions/pledges/naughty/test_strings.py::"
PLAIN = "tests/config/safety/test_plain_text.py::"
SCREEN = "tests/actions/pledges/screening/"
CELLS = "tests/config/safety/test_csv_cells.py::"
RUNS = "tests/browser/test_naughty.py::test_nothing_runs_and_nothing_is_fetched"

TEXT = Area(
    "F",
    _("What people write"),
    promises=(
        Promise(
            "F1",
            _("Whatever somebody types is shown as plain text. It cannot run, and cannot load anything."),
            _("We try about a thousand known tricks. Somebody may find a new one."),
            (
                f"{NAUGHTY}test_there_are_enough_of_them",
                f"{NAUGHTY}test_every_string_through_the_form_is_stored_or_refused",
                f"{NAUGHTY}test_every_string_is_on_the_board_as_text_and_changes_nothing_else",
                RUNS,
            ),
        ),
        Promise(
            "F2",
            _("Signs that are invisible, that turn text around, or that pile up over a page are taken out."),
            _("Letters of different scripts that look alike stay."),
            (
                f"{PLAIN}test_what_hides_or_defaces_is_dropped",
                f"{PLAIN}test_cleaning_twice_changes_nothing",
            ),
        ),
        Promise(
            "F3",
            _("Words in real languages stay as they were typed, with their accents and signs."),
            _("We test nine examples in six scripts, not every language."),
            (f"{PLAIN}test_living_languages_stay_as_they_are",),
        ),
        Promise(
            "F4",
            _("No single text can keep our program busy for long."),
            _("Very many texts at once can. That is what the limits on forms are for."),
            (f"{PLAIN}test_a_hostile_text_cannot_stall_a_worker",),
        ),
        Promise(
            "F5",
            _("The time to look through a text grows with its length and no faster."),
            _("We try the patterns that we know to be slow."),
            (
                f"{SCREEN}test_any_text.py::test_time_grows_with_the_length_and_no_faster",
                f"{SCREEN}test_any_text.py::test_a_pledge_is_read_in_five_thousandths_of_a_second",
            ),
        ),
        Promise(
            "F6",
            _(
                "Before a person reads a promise, a program marks phone numbers, mail addresses, links and names."
            ),
            _("It misses up to 1 in 20 numbers and addresses, and up to 1 in 10 names, of our own examples."),
            (
                f"{SCREEN}test_corpus.py::test_at_least_95_in_100_ways_to_reach_somebody_are_found",
                f"{SCREEN}test_corpus.py::test_at_least_90_in_100_names_are_found",
                "tests/actions/pledges/test_desk_pages.py::test_the_words_that_were_found_are_marked_behind_the_fold",
            ),
        ),
        Promise(
            "F7",
            _("No cell of a file that we give away can run as a formula in a spreadsheet."),
            _("A program that reads such a file in its own way may do other things with it."),
            (
                f"{CELLS}test_a_formula_never_starts_a_cell",
                f"{CELLS}test_no_guarded_cell_starts_with_what_a_spreadsheet_runs",
                "tests/resources/test_coverage.py::test_a_file_runs_nothing_in_a_spreadsheet",
            ),
        ),
        Promise(
            "F8",
            _("A promise cannot run anything at the desk of those who read it either."),
            _("It is tested with promises. What our own team types elsewhere is trusted more."),
            (
                f"{NAUGHTY}test_every_string_on_the_desk_adds_no_kind_of_element",
                f"{NAUGHTY}test_lists_logs_and_messages_of_the_desk_hold_no_word_of_a_pledge",
                "tests/actions/pledges/test_desk_pages.py::test_naughty_text_is_shown_as_text",
                RUNS,
            ),
        ),
        Promise(
            "F9",
            _("Pages stay well formed whatever is on them, so that every browser reads them the same."),
            _("We try a part of our list of tricks on full pages, and one reader of HTML."),
            (
                f"{NAUGHTY}test_the_board_full_of_them_is_valid",
                "tests/site/test_every_page.py::test_the_html_is_valid",
            ),
        ),
    ),
)

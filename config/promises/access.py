"""Promises about who can use the site, and what is not good enough yet."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

RULES = "tests/browser/test_access.py::"
SCRIPTS = "tests/browser/test_other_scripts.py::"
PEOPLE = "tests/browser/test_people.py::"
READING = "tests/actions/guidance/test_reading_level.py::"
PAGE = ("accessibility",)


@dataclass(frozen=True)
class Gap:
    """Something that is not good enough, and since when that is known."""

    words: str | LazyText
    since: dt.date


GAPS = (
    Gap(
        _("Nobody has tested this site yet with VoiceOver, TalkBack or NVDA on a real device."),
        dt.date(2026, 11, 1),
    ),
    Gap(_("Nobody has tested it yet on an iPhone."), dt.date(2026, 11, 21)),
    Gap(_("There is no sign language, and no recording of a voice."), dt.date(2026, 11, 1)),
    Gap(
        _(
            "There are two languages. Names of services, and titles of sources, stay in the language they have."
        ),
        dt.date(2026, 11, 21),
    ),
    Gap(_("The sites that we link to are not ours. Some are hard to use."), dt.date(2026, 11, 21)),
)

ACCESS = Area(
    "K",
    _("Open to everybody"),
    promises=(
        Promise(
            "K1",
            _("Every kind of page follows the rules for access that most laws ask for: WCAG 2.2, level AA."),
            _("A program finds only part of the faults. The rest takes people."),
            (
                f"{RULES}test_two_engines_find_nothing_on_any_kind_of_page",
                f"{RULES}test_two_engines_find_nothing_after_a_form",
                f"{RULES}test_every_kind_of_page_is_looked_at",
            ),
            PAGE,
        ),
        Promise(
            "K2",
            _("A second program looks at the same pages. It asks for level AAA where a program can tell."),
            _("We do not meet all of AAA: there is no sign language."),
            (
                f"{RULES}test_two_engines_find_nothing_on_any_kind_of_page",
                f"{RULES}test_no_line_is_too_long_and_no_name_leads_to_two_places",
            ),
            PAGE,
        ),
        Promise(
            "K3",
            _("No page has to be pushed sideways: on a small phone, at 400 %, or with text twice as large."),
            _("A very old browser may place things in another way."),
            (
                f"{RULES}test_nothing_scrolls_sideways",
                f"{RULES}test_text_twice_as_large_still_fits",
                f"{RULES}test_text_set_wider_is_neither_cut_off_nor_too_wide",
            ),
            PAGE,
        ),
        Promise(
            "K4",
            _("With the Tab key you always see where you are. The bar at the top covers no part of it."),
            _("It was tested in one browser."),
            (f"{RULES}test_focus_is_plain_to_see_and_not_covered_in_any_corner",),
            PAGE,
        ),
        Promise(
            "K5",
            _("Main buttons are at least 44 pixels high, for shaking hands."),
            _("A link inside a sentence is as high as its line."),
            (f"{RULES}test_main_targets_are_large_enough",),
            PAGE,
        ),
        Promise(
            "K6",
            _(
                "All you can do here works with the keys only, without scripts, without pictures, and in Spanish."
            ),
            _("Some of the sites that we link to need a mouse or scripts."),
            (
                f"{PEOPLE}test_a_survivor_finds_a_line_and_leaves",
                f"{PEOPLE}test_somebody_who_was_told_finds_words_and_help_to_pass_on",
                f"{PEOPLE}test_a_bystander_gets_one_safe_thing_to_do",
                f"{PEOPLE}test_who_wants_to_change_something_finds_a_step_and_a_line",
                f"{PEOPLE}test_a_promise_is_made_found_again_and_taken_down",
            ),
            PAGE,
        ),
        Promise(
            "K7",
            _("Text stands out from its ground at least 7 to 1, in light and in dark colours."),
            _("The sun on a screen, or a screen turned low, takes some of it away."),
            (
                f"{RULES}test_two_engines_find_nothing_on_any_kind_of_page",
                f"{RULES}test_two_engines_find_nothing_after_a_form",
            ),
            PAGE,
        ),
        Promise(
            "K8",
            _("Your own colours, dark mode and less movement are followed. Paper keeps the numbers."),
            _("A printed page can be found by others."),
            (
                f"{RULES}test_with_the_colours_of_the_reader_everything_that_can_be_pressed_keeps_an_edge",
                f"{RULES}test_nothing_moves_for_who_asked_for_that",
                f"{RULES}test_printing_keeps_numbers_and_drops_the_frame",
            ),
            PAGE,
        ),
        Promise(
            "K9",
            _("The pages hold for other scripts: from right to left, and with long words."),
            _("So far nobody has written texts in such a language for this site."),
            (
                f"{SCRIPTS}test_from_right_to_left_the_page_is_mirrored_and_the_way_out_is_there",
                f"{SCRIPTS}test_longer_words_fit_a_small_phone",
            ),
            PAGE,
        ),
        Promise(
            "K10",
            _("Texts are easy: a school child can read them, in English and in Spanish."),
            _("A formula counts words. It does not know if a text is clear to you."),
            (
                f"{READING}test_guides_are_easy_to_read_and_help_guides_easier",
                f"{READING}test_pages_about_the_site_are_easy_to_read",
                "tests/site/test_reading_level.py::test_the_words_of_the_interface_are_easy_to_read",
            ),
            PAGE,
        ),
        Promise(
            "K11",
            _(
                "When something is wrong in a form, the page says what, where and how to fix it, and leads you there."
            ),
            _("With scripts off, some browsers do not read the list out by themselves."),
            (
                f"{RULES}test_a_mistake_is_named_at_the_top_and_at_its_field_and_has_the_focus",
                "tests/config/chrome/test_plain_forms.py::test_errors_are_summed_up_focused_linked_and_described",
            ),
            PAGE,
        ),
        Promise(
            "K12",
            _("You have {form_hours} hours for a form. After that your words are still there to send again."),
            _("If you close the page, they are gone."),
            (
                "tests/config/safety/test_forms.py::test_too_old_keeps_the_text_and_gets_a_new_token",
                "tests/config/safety/test_forms.py::test_a_person_passes",
                "tests/site/test_every_page.py::test_nothing_moves_plays_or_loads_again_by_itself",
            ),
            PAGE,
        ),
    ),
)

"""Promises about sending something, and about those who send too much."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

TRAP = "tests/config/safety/test_forms.py::"
FLOOD = "tests/actions/pledges/test_flood.py::"
THROTTLE = "tests/config/safety/test_throttle.py::"
PAGES = "tests/actions/pledges/test_pages.py::"
WORK = "tests/browser/test_work.py::"
DESK = "tests/actions/pledges/test_desk_pages.py::"

FORMS = Area(
    "E",
    _("Forms and floods"),
    promises=(
        Promise(
            "E1",
            _("No other site can send one of our forms in your name."),
            _("Software on your own device can."),
            (
                "tests/config/safety/test_origin.py::test_a_form_from_elsewhere_is_refused",
                "tests/config/safety/test_origin.py::test_staff_forms_still_need_their_token",
                "tests/actions/pledges/test_reports.py::test_a_report_from_elsewhere_or_by_a_program_is_not_taken",
            ),
        ),
        Promise(
            "E2",
            _(
                "A hidden box catches simple programs. People do not come across it, with keys or a screen reader."
            ),
            _("A program that knows the box leaves it empty. It slows down the simple ones."),
            (
                f"{TRAP}test_the_hidden_box_catches_programs_and_is_emptied",
                "tests/site/test_every_page.py::test_the_box_for_programs_is_no_stop_for_people",
            ),
        ),
        Promise(
            "E3",
            _(
                "A form that is sent within {form_seconds} seconds, or after {form_hours} hours, comes back with your "
                "words still in it."
            ),
            _("If you close the page, your words are gone."),
            (
                f"{TRAP}test_too_quick_is_asked_to_wait_and_keeps_the_same_token",
                f"{TRAP}test_too_old_keeps_the_text_and_gets_a_new_token",
                f"{TRAP}test_a_missing_or_forged_token_gets_a_new_one",
                f"{PAGES}test_sending_twice_stores_one_and_shows_the_same_link",
            ),
        ),
        Promise(
            "E4",
            _(
                "From one place at most {each_hour} promises are taken in an hour. The others are asked to wait."
            ),
            _("A library or a phone network can be one place for many people. They share this number."),
            (
                f"{FLOOD}test_many_from_one_place_store_its_share_and_leave_the_rest_to_others",
                f"{PAGES}test_too_many_from_one_place_are_asked_to_wait_with_their_text",
                f"{THROTTLE}test_eight_threads_at_once_get_exactly_the_limit",
            ),
        ),
        Promise(
            "E5",
            _("From all places together at most {all_hour} are taken in an hour, so a flood has an end."),
            _("In such an hour an honest promise may have to wait too."),
            (
                "tests/actions/pledges/test_flood_races.py::test_eight_senders_at_once_store_exactly_the_cap",
                f"{FLOOD}test_a_flood_without_work_takes_its_part_and_people_with_work_still_get_through",
                f"{THROTTLE}test_everybody_together_has_a_share_too",
            ),
        ),
        Promise(
            "E6",
            _("Words of a flood never reach the board by themselves: a person reads each text first."),
            _(
                "A ready-made promise counts at once. A flood of them can raise a number, up to the most of an hour."
            ),
            (
                f"{FLOOD}test_nothing_of_a_flood_is_public_and_at_the_desk_it_is_one_row",
                f"{FLOOD}test_one_tap_without_work_is_under_the_same_small_cap_as_it_counts_at_once",
                "tests/actions/pledges/test_moderation.py::test_only_moderation_writes_a_status",
                "tests/actions/pledges/test_bulk.py::test_nothing_that_nobody_read_comes_on_the_board",
            ),
        ),
        Promise(
            "E7",
            _("The desk of those who read stays as quick to use when many promises wait."),
            _("The tests let hundreds wait. Many more are only measured by hand, before a release."),
            (
                f"{DESK}test_a_queue_costs_as_many_queries_at_three_hundred_as_at_one",
                f"{DESK}test_a_count_stops_at_a_thousand_and_says_so",
                "tests/actions/pledges/test_desk.py::test_the_desk_asks_the_same_number_of_questions_at_any_size",
            ),
        ),
        Promise(
            "E8",
            _("Copies, and texts that are nearly the same, are one row for those who read."),
            _("A flood of texts that are all different is many rows."),
            (
                "tests/actions/pledges/test_likeness.py::test_a_variant_is_folded",
                "tests/actions/pledges/test_likeness.py::test_two_honest_short_promises_are_not_folded",
                "tests/actions/pledges/test_desk.py::test_ten_that_are_alike_are_a_flood_and_stay_one",
                f"{DESK}test_many_that_are_alike_are_one_row_one_decision_and_one_undo",
            ),
        ),
        Promise(
            "E9",
            _("You can make a promise without scripts."),
            _("It may be read a little later, since your browser could not do its small piece of work."),
            (
                f"{WORK}test_without_work_a_pledge_is_taken_and_read_a_little_later",
                "tests/browser/test_people.py::test_a_promise_is_made_found_again_and_taken_down",
            ),
        ),
        Promise(
            "E10",
            _("The small piece of work takes a slow phone less than 3 seconds, while you type."),
            _("A very old phone may need longer. Then the form goes without it."),
            (
                f"{WORK}test_on_a_slow_phone_it_takes_less_than_a_second_and_typing_does_not_wait",
                f"{WORK}test_a_form_is_sent_whenever_its_work_ends",
            ),
        ),
        Promise(
            "E11",
            _("Pressing the button twice stores one promise, and shows the same private link."),
            _("If you open the form again and write the same once more, it is a second promise."),
            (
                "tests/actions/pledges/test_races.py::test_a_double_click_stores_one_pledge_with_one_link",
                f"{PAGES}test_sending_twice_stores_one_and_shows_the_same_link",
            ),
        ),
        Promise(
            "E12",
            _(
                "What is far too large is refused before our program works on it, with a page that shows help."
            ),
            _("Very many such requests at once can still slow the site down."),
            (
                "tests/config/safety/test_hostile.py::"
                "test_what_is_far_too_large_is_refused_before_anybody_works_on_it",
                "tests/config/safety/test_hostile.py::test_a_body_that_nobody_can_read",
            ),
        ),
        Promise(
            "E13",
            _(
                "When the board is full, the page says when to come back. It shows help, and keeps your words."
            ),
            _("You have to come back yourself: we cannot write to you."),
            (
                "tests/actions/pledges/test_switch.py::test_a_full_board_says_when_to_come_back_and_where_help_is",
                f"{FLOOD}test_help_comes_before_the_word_that_the_board_is_full",
            ),
        ),
    ),
)

"""Promises about what happens when something breaks."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, LeftOut, Promise

DATABASE = "tests/config/test_database.py::"
ERRORS = "tests/config/chrome/test_errors.py::"
BROKEN = "tests/config/test_broken_machine.py::"
DRILL = "tests/config/operations/test_restore_drill.py::"
CLOCKS = "tests/site/test_clocks.py::"
NOT_YET = "Not proven yet: "

DURABILITY = Area(
    "J",
    _("When something breaks"),
    promises=(
        Promise(
            "J1",
            _("What we said we have is still there when the program is killed in the middle of its work."),
            _(
                "Every run of the tests kills it twice under load; we did it more often by hand. A broken disk is"
                " another matter."
            ),
            (f"{BROKEN}test_what_was_acknowledged_survives_kill_9_of_every_worker",),
        ),
        Promise(
            "J2",
            _(
                "With SQLite, each connection waits for the disk before it answers, and writes over what is deleted."
            ),
            _("We check the settings. A disk that says “written” too early can still lose the last moments."),
            (
                f"{DATABASE}test_sqlite_runs_with_the_promised_settings",
                f"{DATABASE}test_every_new_connection_has_them_and_begins_by_taking_the_lock",
            ),
        ),
        Promise(
            "J3",
            _("When eight people write in the same moment, each gets a right answer and none gets an error."),
            _("We tried eight at once, for as long as a test takes. We did not try many more, or for hours."),
            (
                "tests/actions/pledges/test_races.py::test_eight_deciders_sixty_pledges_one_winner_each_and_one_chain",
                "tests/actions/pledges/test_races.py::test_decisions_about_many_pledges_at_once_still_make_one_chain",
                "tests/config/safety/test_throttle.py::test_eight_threads_at_once_get_exactly_the_limit",
            ),
        ),
        Promise(
            "J4",
            _(
                "A copy made while people write has everything from before. It can be brought back on an empty machine."
                " What was deleted stays deleted."
            ),
            _(
                "What came after the copy is not in it. The list of what was deleted has to be kept beside it."
            ),
            (
                f"{DRILL}test_every_acknowledged_row_is_there_on_an_empty_machine_and_what_was_erased_stays_erased",
                f"{DRILL}test_replacing_takes_away_what_came_after_and_a_list_of_another_machine_counts",
                f"{DRILL}test_a_copy_whose_chain_was_changed_is_refused",
            ),
        ),
        Promise(
            "J5",
            _(
                "Our guide says how to copy the database so that nothing is lost, and no script of ours does it wrong."
            ),
            _("Whoever runs the site has to make the copies, keep them safe and try one out."),
            (
                "tests/config/test_backup_guide.py::test_nothing_of_ours_copies_the_file_of_the_database",
                "tests/config/test_backup_guide.py::test_the_way_in_the_guide_copies_what_is_not_in_the_file_yet",
            ),
        ),
        Promise(
            "J6",
            _(
                "When the database is away, every page shows numbers to call and “Leave this site”, and gives back what"
                " you typed."
            ),
            _("The lists of services and the board may be missing until it is back."),
            (
                "tests/config/chrome/test_away.py::"
                "test_with_the_database_away_every_address_says_so_and_gives_typed_words_back",
                f"{ERRORS}test_with_the_database_away_every_page_still_gives_numbers",
                f"{ERRORS}test_pages_without_data_stay_open_with_the_database_away",
                f"{ERRORS}test_even_a_broken_frame_gives_numbers",
                "tests/config/ready/test_layer.py::"
                "test_with_the_database_away_the_last_good_page_is_given_and_says_so",
            ),
        ),
        Promise(
            "J9",
            _("When the disk is full you can still read, and a form says that it could not be kept."),
            _("Tried with SQLite on a small disk. Whoever runs the site has to make room."),
            (
                f"{BROKEN}test_on_a_full_disk_reading_works_writing_says_so_and_nothing_is_corrupt",
                "tests/config/chrome/test_away.py::test_what_cannot_be_written_is_said_and_reading_goes_on",
            ),
        ),
        Promise(
            "J13",
            _(
                "29 February, a change of the hour, or a clock that was wrong for a while breaks nothing we tried."
            ),
            _(
                "While a clock is wrong, dates are wrong too, and things may be deleted too early or too late."
            ),
            (
                f"{CLOCKS}test_counting_back_months_works_on_every_day_and_never_goes_forward_in_time",
                f"{CLOCKS}test_a_listing_ages_and_a_promise_goes_around_a_leap_day",
                f"{CLOCKS}test_pages_open_in_the_hours_in_which_clocks_change",
                f"{CLOCKS}test_a_clock_that_was_ten_years_ahead_keeps_no_key_and_locks_nobody_out",
                f"{CLOCKS}test_a_clock_that_goes_back_an_hour_or_a_machine_that_is_early_loses_no_count",
                f"{CLOCKS}test_a_form_that_was_opened_by_a_clock_ahead_is_refused_and_keeps_the_words",
                "tests/resources/test_opening.py::test_every_moment_around_both_changes_is_answered",
            ),
        ),
    ),
    left_out=(
        LeftOut(
            "J7",
            "Killing PostgreSQL under load takes minutes: `tests/benchmarks/bench_kill.py` does it by hand. With it"
            " away pages give numbers (J6).",
        ),
        LeftOut(
            "J8",
            f"{NOT_YET}connecting to PostgreSQL gives up after two seconds, but a slow one was not tried.",
        ),
        LeftOut(
            "J10",
            "The marks of Lighthouse depend on the machine that measures, so no test of ours gives them. What a"
            " test does hold is the weight of pages (tests/site/weight.py): 14.6 kB with all they load, home 10 kB.",
        ),
        LeftOut(
            "J11",
            "This program alone cannot hold many slow connections: each takes one of a few threads. A web server in"
            " front has to, and whoever runs the site sets it up. `tests/benchmarks/bench_slow.py` tries nginx.",
        ),
        LeftOut("J12", f"{NOT_YET}restarting while people read was not tried."),
    ),
)

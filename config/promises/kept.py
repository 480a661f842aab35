"""Promises about what is stored, what is not, and when it goes."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

PROMISED = "tests/config/safety/test_promised.py::"
RETENTION = "tests/actions/pledges/test_retention.py::"
THROTTLE = "tests/config/safety/test_throttle.py::"
LOGS = "tests/config/safety/test_log_privacy.py::"
LINK = "tests/actions/pledges/test_return_link.py::"
NO_TRACE = f"{PROMISED}test_no_table_holds_who_a_reader_was_or_what_they_looked_for"
SERVER_LOG = "tests/browser/test_crawl.py::test_nothing_about_the_visitor_is_in_the_log_of_the_server"
REQUESTS = f"{LOGS}test_requests_of_every_kind_leave_no_trace_of_the_visitor"
DRILL = "tests/config/operations/test_restore_drill.py::"
BOTH = ("privacy", "safety")
IN_FRONT = _("A server in front of ours belongs to whoever runs the site, and can write down more.")

KEPT = Area(
    "D",
    _("What we keep"),
    promises=(
        Promise(
            "D1",
            _("The address of your device is in no table, file or log of ours."),
            IN_FRONT,
            (
                NO_TRACE,
                SERVER_LOG,
                REQUESTS,
                "tests/config/staff/test_second_factor.py::test_nothing_at_rest_shows_a_secret_an_address_or_a_browser",
            ),
            BOTH,
        ),
        Promise(
            "D2",
            _(
                "Your browser, your languages, the page you came from, and the words you search for are not stored."
            ),
            _("A search that finds nothing adds one to a number, for its need, country and month."),
            (
                NO_TRACE,
                SERVER_LOG,
                REQUESTS,
                "tests/browser/test_traces.py::test_searched_words_are_nowhere_on_the_device_and_in_no_log",
            ),
            ("privacy",),
        ),
        Promise(
            "D3",
            _("Of what you send we note the day, not the time."),
            _("Somebody who watches your device or your network can see when you sent it."),
            (
                f"{PROMISED}test_what_readers_send_is_kept_to_the_day",
                "tests/actions/pledges/test_pages.py::test_dates_are_kept_to_the_day_and_shown_to_the_month",
                "tests/actions/pledges/test_reports.py::test_nothing_about_who_said_it_is_kept",
                "tests/actions/pledges/test_feed.py::test_no_exact_time_and_the_headers_of_every_page",
            ),
            ("privacy",),
        ),
        Promise(
            "D4",
            _("The page “What is kept” lists every stored thing that could be about a person."),
            _("What you write in your own words can say more about you than we can list."),
            (
                "tests/site/test_architecture.py::test_every_field_is_classified",
                "tests/config/chrome/test_pages.py::test_the_privacy_page_lists_every_personal_field_that_exists",
            ),
        ),
        Promise(
            "D5",
            _(
                "You can take your promise down at any time. "
                "It is gone within a second, from the board and from our database."
            ),
            _(
                "Who saw it may have a copy. With PostgreSQL, the bytes stay in its files until it cleans up. In "
                "backups, they stay until those are replaced."
            ),
            (
                "tests/actions/pledges/test_pages.py::test_the_whole_way_of_a_pledge",
                f"{RETENTION}test_the_bytes_are_gone_from_the_database_file",
                "tests/browser/test_people.py::test_a_promise_is_made_found_again_and_taken_down",
            ),
            BOTH,
        ),
        Promise(
            "D6",
            _("When somebody of our team deletes a promise, no copy of its words stays in their log."),
            _("A person who read it may remember it."),
            (
                f"{RETENTION}test_deleting_in_the_admin_leaves_no_text_behind",
                "tests/actions/pledges/test_desk_pages.py::"
                "test_no_text_reaches_the_session_a_message_or_the_log_of_the_admin",
                "tests/actions/pledges/test_decision_log.py::test_the_log_holds_no_words",
            ),
        ),
        Promise(
            "D7",
            _("One small program deletes all that is over: promises, counters, and sessions of our team."),
            _("Whoever runs this site must let it run every hour. We cannot see from here if they do."),
            (
                f"{PROMISED}test_one_command_an_hour_deletes_all_that_is_over",
                f"{RETENTION}test_the_command_says_how_many",
            ),
        ),
        Promise(
            "D8",
            _(
                "A promise that we do not publish goes after 30 days. A story or a danger goes after 7. "
                "One that nobody read goes after 90."
            ),
            _("It is deleted by the program that runs every hour; when that stands still, it is late."),
            (f"{RETENTION}test_nothing_is_kept_longer_than_promised",),
            ("privacy",),
        ),
        Promise(
            "D9",
            _(
                "To stop floods, your address is mixed with a random number. Only the result is kept, for "
                "{throttle_hours} hours."
            ),
            _(
                "While it exists, somebody with full access to our server could test an address against it. The hourly "
                "program deletes it, or the next form that somebody sends."
            ),
            (
                f"{THROTTLE}test_no_address_is_stored_and_nothing_outlives_two_hours",
                f"{THROTTLE}test_uses_of_a_thing_are_counted_by_the_hour_without_keeping_it",
                f"{PROMISED}test_one_command_an_hour_deletes_all_that_is_over",
            ),
            ("privacy",),
        ),
        Promise(
            "D10",
            _("The random number changes every hour. Counts of two hours have nothing in common."),
            _("Until the old number is deleted, the limit of the line above holds."),
            (f"{THROTTLE}test_no_address_is_stored_and_nothing_outlives_two_hours",),
        ),
        Promise(
            "D11",
            _("Your private link, and the words for it, are not stored. We keep only a fingerprint of them."),
            _(
                "Whoever has the link or the words can open your page. If you lose both, nobody can find them."
            ),
            (
                f"{LINK}test_the_secret_is_stored_nowhere_and_finds_its_pledge",
                f"{LINK}test_the_secret_hangs_on_the_key_of_the_site",
                "tests/actions/pledges/test_private_page.py::"
                "test_the_words_are_stored_nowhere_and_are_not_part_of_the_link",
            ),
        ),
        Promise(
            "D12",
            _("What was deleted is deleted again when an old backup is put back."),
            _(
                "Whoever puts a backup back must run one command first. It needs the list of what was deleted."
            ),
            (
                f"{RETENTION}test_what_an_old_backup_brings_back_is_deleted_again",
                f"{RETENTION}test_the_file_of_another_machine_is_read_by_the_command",
            ),
        ),
        Promise(
            "D13",
            _("Files that others can take from us hold listings, and what stands on the board. No more."),
            _("What is on the board is public: others can copy it and keep it."),
            (
                f"{PROMISED}test_the_open_data_holds_the_columns_of_the_standard_only",
                f"{PROMISED}test_files_for_a_spreadsheet_hold_listings_and_nothing_about_readers",
                "tests/actions/pledges/test_feed.py::test_it_is_valid_atom",
                "tests/actions/pledges/test_feed.py::test_only_what_is_on_the_board_in_this_language",
                "tests/site/test_confidential.py::test_in_no_written_file",
            ),
        ),
        Promise(
            "D14",
            _("When our program breaks, the note about it says where, and nothing of what you typed."),
            IN_FRONT,
            (
                f"{LOGS}test_an_error_in_the_middle_of_a_form_tells_nobody_what_was_typed",
                REQUESTS,
            ),
        ),
        Promise(
            "D15",
            _(
                "A copy of the database that our program makes can be sealed with a key."
                " Only its owner may read it."
            ),
            _("Whoever runs the site chooses whether to seal it. The database that is in use is not sealed."),
            (
                f"{DRILL}test_every_acknowledged_row_is_there_on_an_empty_machine_and_what_was_erased_stays_erased",
                f"{DRILL}test_a_wrong_key_a_cut_file_and_a_moved_piece_change_nothing",
            ),
        ),
    ),
)

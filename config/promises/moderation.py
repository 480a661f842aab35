"""Promises about the people who read what is sent, and about their decisions."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

RACES = "tests/actions/pledges/test_races.py::"
RULES = "tests/actions/pledges/test_moderation.py::"
DESK = "tests/actions/pledges/test_desk_pages.py::"
LOG = "tests/actions/pledges/test_decision_log.py::"
BROWSER = "tests/browser/test_desk.py::"

MODERATION = Area(
    "G",
    _("People who read promises"),
    promises=(
        Promise(
            "G1",
            _("When two people decide about one promise at once, exactly one decision counts."),
            _("It may be the less kind one. You can ask once for somebody else to look, in most cases."),
            (
                f"{RACES}test_never_two_winners",
                f"{RACES}test_eight_deciders_sixty_pledges_one_winner_each_and_one_chain",
                "tests/actions/pledges/test_bulk_races.py::test_eight_lists_that_overlap_sixty_pledges_one_winner_each",
            ),
        ),
        Promise(
            "G2",
            _("Whoever comes second is told who was first, and changes nothing."),
            _("They may look again afterwards and decide anew. That is a new entry in the log."),
            (
                f"{DESK}test_the_colleague_who_comes_second_is_told_and_goes_on",
                f"{RULES}test_the_second_moderator_is_told_who_was_first",
            ),
        ),
        Promise(
            "G3",
            _(
                "A decision is about the text that was read. If the text has changed since, it does not count."
            ),
            _("A person can misread a text."),
            (
                f"{DESK}test_a_pledge_that_changed_since_it_was_read_is_not_decided",
                f"{RULES}test_a_decision_applies_to_the_version_that_was_seen",
            ),
        ),
        Promise(
            "G4",
            _("Those who read see a text only when they open it. Lists show none."),
            _("What they opened, they have seen. The desk offers a pause and somebody to talk to."),
            (
                f"{DESK}test_the_lists_show_why_and_since_when_and_never_a_text",
                "tests/actions/pledges/test_admin.py::test_the_text_lies_behind_a_fold_until_it_is_opened",
                "tests/actions/pledges/test_admin.py::test_a_form_that_was_not_inside_the_fold_decides_nothing",
                f"{BROWSER}test_fifty_are_decided_with_the_keyboard_only",
            ),
        ),
        Promise(
            "G5",
            _(
                "Every decision is written down: who, when and why. The database refuses to change or delete it."
            ),
            _("Somebody with full access to our server can get around it. A check finds most such changes."),
            (
                f"{LOG}test_the_database_refuses_every_change_and_deletion",
                f"{LOG}test_a_change_behind_the_back_of_the_database_is_found",
                f"{LOG}test_rows_cut_off_at_the_end_are_missed",
                "tests/actions/pledges/test_admin.py::test_decisions_are_read_and_never_changed",
            ),
        ),
        Promise(
            "G6",
            _("Those who read promises cannot open the files of the desk, add people, or change listings."),
            _("They can copy by hand what they see."),
            (
                "tests/config/staff/test_roles.py::test_every_address_is_open_to_its_roles_only",
                "tests/config/staff/test_roles.py::test_the_table_names_every_address_of_the_admin",
                "tests/actions/pledges/test_admin.py::test_moderators_decide_but_do_not_write_or_delete",
            ),
        ),
        Promise(
            "G7",
            _(
                "A decision shows within a second. What leaves the board leaves its own page and the feed too."
            ),
            _("Search engines and readers of the feed may keep a copy for a while."),
            (
                "tests/config/ready/test_processes.py::"
                "test_two_processes_show_a_change_within_a_second_whoever_makes_it",
                "tests/actions/pledges/test_feed.py::test_what_leaves_the_board_is_gone_from_it_at_once",
                "tests/actions/pledges/test_pages.py::test_nobody_sees_a_pledge_that_is_not_on_the_board",
            ),
        ),
        Promise(
            "G8",
            _("After ten open texts, those who read are offered a pause."),
            _("They can go on. Nobody is made to rest."),
            (
                f"{DESK}test_after_ten_open_texts_there_is_a_pause",
                f"{DESK}test_what_somebody_read_is_known_to_their_own_session_only",
            ),
        ),
    ),
)

"""Promises about how the site is made."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, LeftOut, Promise

HOUSE = "tests/site/test_process.py::"
REGISTER = "tests/site/test_promises.py::"

PROCESS = Area(
    "L",
    _("How we work"),
    promises=(
        Promise(
            "L1",
            _(
                "The site runs on few programs of others. Each has a reason, and is checked when it is installed."
            ),
            _("A fault in one of them is a fault here, until it is mended."),
            (
                f"{HOUSE}test_few_foreign_programs_run_and_each_is_pinned",
                "tests/site/test_architecture.py::test_the_lock_has_hashes_and_no_address",
                "tests/site/test_architecture.py::test_every_dependency_has_a_reason",
            ),
        ),
        Promise(
            "L4",
            _("Who finds a weakness finds an address to write to, in the usual place. It never runs out."),
            _("No program can prove that somebody answers. People must."),
            (
                "tests/config/chrome/test_pages.py::test_security_txt_is_valid_and_not_expired",
                f"{HOUSE}test_the_policy_says_where_to_write_and_how_soon_somebody_answers",
            ),
            ("safety",),
        ),
        Promise(
            "L5",
            _("Every promise leads to the test that proves it."),
            _("A test proves what it looks at, and nothing else."),
            (
                f"{REGISTER}test_every_promise_has_tests_that_exist_and_a_limit",
                f"{REGISTER}test_the_register_shows_every_promise_with_its_limit_and_its_tests",
            ),
            ("safety",),
        ),
        Promise(
            "L6",
            _(
                "Beside every promise stands what it does not protect from. A page that claims more does not pass."
            ),
            _("There are dangers that nobody has thought of yet."),
            (
                f"{REGISTER}test_every_promise_has_tests_that_exist_and_a_limit",
                f"{REGISTER}test_a_page_shows_its_promises_and_claims_nothing_else",
            ),
            ("safety",),
        ),
        Promise(
            "L7",
            _("What reads or writes is tested on both databases that the site can use."),
            _(
                "How a page is made is tested on one of them. The database of a site that runs for years is larger and"
                " older than the one in the tests."
            ),
            (f"{HOUSE}test_the_whole_suite_runs_on_both_databases_and_in_a_browser",),
        ),
    ),
    left_out=(
        LeftOut(
            "L2",
            "Whether a fault is known in a library changes every day, and asking needs the network. A list that is "
            "kept in the project would be old, and a green tick from an old list would say something false.",
        ),
        LeftOut(
            "L3",
            "There has been no release yet to publish a list of parts for. The lock files name every part.",
        ),
    ),
)

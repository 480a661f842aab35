"""Promises about attacks on the site itself."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, LeftOut, Promise

RULES = "tests/site/test_architecture.py::"
FETCH = "tests/resources/test_safe_fetch.py::"
REDIRECTS = "tests/site/test_redirects.py::"

ATTACK = Area(
    "I",
    _("Attacks"),
    promises=(
        Promise(
            "I5",
            _("A program looks for known kinds of holes in each line of ours, and we accept no new one."),
            _(
                "It finds only kinds that it knows. A line that a person looked at and allowed is not asked again."
            ),
            ("tests/scans/test_scans.py::test_the_rules_for_security_find_nothing_new",),
        ),
        Promise(
            "I6",
            _(
                "What people write is shown as text and never run. Few places may skip this, and they are listed."
            ),
            _(
                "The list was checked by people. A fault in the browser or in a library of others is out of reach."
            ),
            (
                f"{RULES}test_marked_safe_only_where_it_is_known_to_be",
                f"{RULES}test_no_doors_around_safety",
                f"{RULES}test_templates",
            ),
        ),
        Promise(
            "I7",
            _(
                "Our link check goes to public sites only. No trick in an address leads it into a private network."
            ),
            _("It does open public pages, and each of them can see that a program came by."),
            (
                f"{FETCH}test_a_trick_in_the_spelling_is_refused_before_anything_is_looked_up",
                f"{FETCH}test_a_name_that_leads_to_a_private_address_is_refused_before_a_socket_opens",
                f"{FETCH}test_a_listening_server_on_this_machine_is_never_reached",
                f"{FETCH}test_the_name_is_asked_for_once_and_the_checked_address_is_dialled",
                f"{FETCH}test_a_redirect_starts_again_from_the_first_rule",
            ),
        ),
        Promise(
            "I8",
            _("A link to our site stays on our site. Nobody can build one that sends you on to theirs."),
            _("A name that only looks like ours can belong to anybody. Look at the address."),
            (
                f"{REDIRECTS}test_no_public_address_takes_its_aim_from_a_parameter",
                f"{REDIRECTS}test_no_public_address_is_itself_an_aim",
                f"{REDIRECTS}test_signing_in_leads_to_pages_of_the_site_only",
                f"{REDIRECTS}test_no_page_of_the_desk_takes_its_aim_from_a_parameter",
            ),
        ),
    ),
    left_out=(
        LeftOut(
            "I1",
            "wapiti looks at every page and form once a night (`.ci/nightly`, `docs/scans.md`), after it has found a"
            " planted hole. That is not part of every run of the tests, so nothing is promised.",
        ),
        LeftOut("I2", "Looked for once a night as in I1, with nikto, and not in every run of the tests."),
        LeftOut(
            "I3",
            "Looked for once a night as in I1, with sqlmap, at every field that words of a reader get into.",
        ),
        LeftOut(
            "I4",
            "Looked for once a night as in I1, with schemathesis: random requests to each kind of address.",
        ),
    ),
)

"""Promises about people who work here: how they sign in, and what keeps others out."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, LeftOut, Promise

FACTOR = "tests/config/staff/test_second_factor.py::"
SITTINGS = "tests/config/staff/test_sittings.py::"
GUESSING = "tests/config/staff/test_guessing.py::"

STAFF = Area(
    "H",
    _("People who work here"),
    promises=(
        Promise(
            "H1",
            _(
                "A password alone opens no page for staff. A second thing is needed, such as a code of an app."
            ),
            _(
                "Until somebody new has set it up, their password opens the page where it is set up. "
                "Whoever has both opens everything that person may see."
            ),
            (
                f"{FACTOR}test_a_password_alone_opens_no_page_of_the_desk",
                f"{FACTOR}test_password_and_code_open_the_desk",
                f"{FACTOR}test_development_may_do_without_and_production_may_not",
            ),
        ),
        Promise(
            "H2",
            _("A code of an app works once. So does a recovery code."),
            _(
                "Whoever is tricked into typing a fresh code on a false page gives it away. A passkey is safer."
            ),
            (
                f"{FACTOR}test_a_code_works_once_in_every_process",
                f"{FACTOR}test_a_recovery_code_works_once",
            ),
        ),
        Promise(
            "H3",
            _("Guessing passwords comes to an end, and a colleague in another place can still sign in."),
            _(
                "Guessing from very many places can use up the tries of all for an hour. "
                "Whoever knows a password can use up that person's tries for codes."
            ),
            (f"{FACTOR}test_tries_are_counted_per_place_for_passwords_and_per_person_for_codes",),
        ),
        Promise(
            "H4",
            _("Staff are signed out after 15 minutes alone, and after eight hours in any case."),
            _("Until then, whoever sits down at an open screen can do what that person may do."),
            (
                f"{SITTINGS}test_fifteen_minutes_alone_end_it",
                f"{SITTINGS}test_eight_hours_end_it_however_busy",
            ),
        ),
        Promise(
            "H5",
            _("A new password or a new second factor signs that person out everywhere else."),
            _("What was read or done before stays read and done."),
            (
                f"{SITTINGS}test_a_new_password_ends_every_other_session",
                f"{SITTINGS}test_a_change_of_the_second_factor_ends_every_other_session",
            ),
        ),
        Promise(
            "H6",
            _("Somebody who lost their phone has a way back, and it leaves a line that says who opened it."),
            _("A program cannot tell who is asking. Whoever runs the site has to know the voice."),
            (f"{FACTOR}test_resetting_says_who_and_when_and_ends_sessions",),
        ),
        Promise(
            "H7",
            _("The page to sign in does not tell whether a name exists, neither in words nor in work done."),
            _(
                "We count the work and do not measure time over a network. Colleagues know each other's names."
            ),
            (
                f"{FACTOR}test_the_wrong_name_and_the_wrong_password_get_the_same_answer",
                f"{GUESSING}test_a_name_that_does_not_exist_costs_as_much_work_as_one_that_does",
            ),
        ),
        Promise(
            "H9",
            _("Nobody can sign up by themselves, and no password can be reset by mail."),
            _("An administrator adds people and gives new passwords. Trust goes as far as that person does."),
            (
                f"{GUESSING}test_no_address_of_the_site_signs_up_or_resets_a_password",
                f"{GUESSING}test_asking_for_a_way_in_by_mail_sends_none",
                f"{FACTOR}test_there_is_no_sign_up_no_mail_and_no_other_door",
            ),
        ),
    ),
    left_out=(
        LeftOut(
            "H8",
            "The pages for staff stand on the same host as the others, under a path of their own. There is no setting"
            " that moves them to another host. A web server in front can close that path to the public.",
        ),
    ),
)

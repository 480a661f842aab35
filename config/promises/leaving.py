"""Promises about leaving, and about what stays on the device."""

from django.utils.translation import gettext_lazy as _

from config.promises.shape import Area, Promise

LEAVE = "tests/browser/test_leaving.py::"
TRACES = "tests/browser/test_traces.py::"
WATCHED = _("Software that watches the device sees everything, and nobody can stop it from a website.")

LEAVING = Area(
    "A",
    _("Leaving, and what stays on the device"),
    promises=(
        Promise(
            "A1",
            _("“Leave this site” is on every page and stays in view."),
            _("Somebody beside you sees the screen before you press it."),
            (f"{LEAVE}test_the_way_out_stays_in_view",),
            ("safety",),
        ),
        Promise(
            "A2",
            _("It works without scripts: it is a plain link to an ordinary page, such as the weather."),
            _("With scripts off, Back shows our page again, without what you typed."),
            (f"{LEAVE}test_one_click_leaves", f"{LEAVE}test_the_first_stop_of_the_tab_key_leaves"),
            ("safety",),
        ),
        Promise(
            "A3",
            _("With scripts on, the page goes blank at once, even when the network hangs."),
            _("A picture of the screen that was taken before stays a picture."),
            (f"{LEAVE}test_the_page_is_blank_at_once_while_the_network_hangs",),
            ("safety",),
        ),
        Promise(
            "A4",
            _("With scripts on, pressing Shift three times leaves too. Typing capitals does not."),
            _("A phone has no such key."),
            (f"{LEAVE}test_three_shifts_leave_and_capitals_do_not",),
            ("safety",),
        ),
    ),
    left_out=(),
)

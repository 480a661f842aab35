"""What the frame of every public page needs. No query, no session: error pages use it too."""

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.chrome import carried, crisis, nav
from config.safety.headers import is_staff_path


def chrome(request):
    """Names used by base.html: site_name, crisis, bar, foot, languages, leave_url, country_query,
    neutral, look_url (the same page in the other look), kiosk_start ("" but on a public machine)."""
    if is_staff_path(request.path_info):
        return {}
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    query = crisis.country_query(request)
    neutral = carried.is_neutral(request)
    return {
        "site_name": _("Notes") if neutral else settings.SITE_NAME,
        "neutral": neutral,
        "look_url": carried.other_look(request),
        "kiosk_start": carried.kiosk_start(request) if carried.is_kiosk(request) else "",
        "crisis": crisis.crisis_for(crisis.reader_country(request)),
        "bar": nav.bar(request.path, query),
        "foot": nav.foot(query),
        "country_query": query,
        "leave_url": nav.leave_url(),
        "languages": [
            (code, name, translate_url(request.path, code) + query, code == language)
            for code, name in settings.LANGUAGES
        ],
    }


def frame_key(request):
    """All that the frame of a page takes from a request and from outside: two requests with one key have one frame."""
    return (
        get_language(),
        request.path,
        crisis.reader_country(request),
        crisis.country_query(request),
        tuple(carried.modes(request).items()),
        crisis.stopped_lines(),
    )

"""The words of the directory: needs, audiences and kinds, with the labels that readers see.

The codes are those of `content/services.json`. An editor can add terms in the admin; those show the name that
the editor wrote. Pure: no database.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Label = str | Promise

# Order is the order on the page: what is asked for first stands first.
NEEDS: Mapping[str, Label] = {
    "crisis_support": _("Help right now"),
    "emotional_support": _("Someone to talk to"),
    "finding_local_help": _("Help near me"),
    "medical_forensic": _("Medical care"),
    "housing_safety": _("A safe place to stay"),
    "legal": _("Legal help"),
    "reporting": _("Reporting it"),
    "online_abuse": _("Images or abuse online"),
    "children_and_teens": _("Children and teenagers"),
    "campus": _("School or university"),
    "workplace": _("Work"),
    "prevention": _("Stopping it before it starts"),
    "bystander_training": _("Learning to step in"),
}

AUDIENCES: Mapping[str, Label] = {
    "anyone": _("Anyone"),
    "women": _("Women"),
    "men": _("Men"),
    "friends_and_family": _("Friends and family"),
    "children": _("Children"),
    "teens": _("Teenagers"),
    "students": _("Students"),
    "older_adults": _("Older people"),
    "lgbtq": _("LGBT+ people"),
    "trans": _("Trans people"),
    "deaf": _("Deaf people"),
    "immigrants": _("Migrants and refugees"),
    "workers": _("Workers"),
    "military": _("People in the military"),
    "veterans": _("Veterans"),
    "native": _("Native and Indigenous people"),
    "black": _("Black people"),
    "latinx": _("Latin American people"),
    "asian_pacific": _("Asian and Pacific Islander people"),
    "faith_abuse": _("People hurt in a faith community"),
    "incarcerated": _("People in prison"),
    "people_at_risk_of_harming": _("People worried about their own behaviour"),
}

# The audience of services for people who fear to do harm. Nobody who was hurt should reach one first.
FEAR_TO_HARM = "people_at_risk_of_harming"
# The audience of those who help somebody that was hurt.
BESIDE = "friends_and_family"

TERMS: Mapping[str, Mapping[str, Label]] = {"need": NEEDS, "audience": AUDIENCES}


class Kind(TextChoices):
    """What a service mainly is."""

    HOTLINE = "hotline", _("Help line")
    TEXT_LINE = "text_line", _("Text line")
    CHAT = "chat", _("Online chat")
    COUNSELING_REFERRAL = "counseling_referral", _("Counselling and referral")
    ADVOCACY = "advocacy", _("Advocacy and support")
    LEGAL = "legal", _("Legal help")
    REPORTING_AGENCY = "reporting_agency", _("Office that takes reports")
    ONLINE_SAFETY = "online_safety", _("Safety online")
    COALITION = "coalition", _("Network of local services")
    EDUCATION = "education", _("Courses and information")


LANGUAGE_FILE = Path(__file__).parent / "content" / "languages.json"


@cache
def languages() -> Mapping[str, Mapping[str, str]]:
    """Every language that a service can name: code (ISO 639) to its name in each language of the site."""
    names: Mapping[str, Mapping[str, str]] = json.loads(LANGUAGE_FILE.read_text(encoding="utf-8"))
    return names


def term_label(taxonomy: str, code: str, name: str) -> Label:
    """The label of a known code; `name` for a term that an editor added."""
    return TERMS.get(taxonomy, {}).get(code) or name


def language_label(code: str, name: str = "") -> str:
    """The name of a language in the language of the page; `name`, then the code, when the table lacks it."""
    names = languages().get(code, {})
    return names.get((get_language() or "en")[:2]) or name or names.get("en") or code

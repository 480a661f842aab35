"""Whether a number can exist at all, and whether people see the one that is dialled.

A table of findings and pure functions over phonenumberslite. The library knows the plans of all countries and few
short codes: 988 and 741741 yes, 116 016 in Germany no. So "not known" is a note, never an error, and nothing here
keeps a number from being shown: only a person who dials it can tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberType, shortnumberinfo

from resources.areas import EU, EU_MEMBERS
from resources.channels import DIGITS, NUMBER, NUMBERED, dials_what_it_shows

# Free numbers for social services with the same digits in the Union (Commission Decision 2007/116/EC and later ones).
HARMONISED = frozenset({"116000", "116006", "116016", "116111", "116117", "116123"})
FREE = PhoneNumberType.TOLL_FREE


@dataclass(frozen=True)
class Finding:
    """What a person should look at. `note`: a thing to know, nothing seems wrong."""

    sentence: str | Promise
    note: bool = False


FINDINGS: Mapping[str, Finding] = {
    "shows_another": Finding(_("People read one number and would dial another.")),
    "not_a_number": Finding(_("This is not a number that a phone can dial.")),
    "impossible": Finding(_("It has too many or too few digits for its country.")),
    "unassigned": Finding(_("No number of its country starts like this.")),
    "another_country": Finding(_("The number belongs to another country than the service.")),
    "no_country": Finding(_("A short number works in one country only, and the service names none.")),
    "local_only": Finding(_("It works only within its own area. The area code is missing."), note=True),
    "short_unknown": Finding(_("Our table does not know this short number. Dial it to be sure."), note=True),
    "star_code": Finding(_("A code with * or # may work on some networks only."), note=True),
    "inside_only": Finding(_("It is written for calls inside its country."), note=True),
    "free_inside": Finding(
        _("A free number, which often cannot be reached from another country."), note=True
    ),
}


def plausibility(channel: str, value: str, country: str, display: str = "") -> str:
    """A code of FINDINGS, or "" when nothing stands out. For channels without a number always "".

    `value` as `Contact.value` has it ("+448085002222", "988", "741741:HOME"), `country` as `Service.country` has it.
    """
    if channel not in NUMBERED or value.startswith("http"):
        return ""
    if display and not dials_what_it_shows(value, display):
        return "shows_another"
    number = value.partition(":")[0]
    if not NUMBER.fullmatch(number) or "+" in number[1:]:
        return "not_a_number"
    if number.startswith("+"):
        return _international(number, country) if DIGITS.fullmatch(number) else "not_a_number"
    return _inside(number, country)


def _international(number: str, country: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return "not_a_number"
    if not phonenumbers.is_possible_number(parsed):
        return "impossible"
    if not phonenumbers.is_valid_number(parsed):
        return "unassigned"
    # North America shares +1, and its free numbers belong to no country in particular.
    homes = phonenumbers.region_codes_for_country_code(parsed.country_code or 0)
    if country not in ("", EU) and country not in homes and homes != ("001",):
        return "another_country"
    return "free_inside" if phonenumbers.number_type(parsed) == FREE else ""


def _inside(number: str, country: str) -> str:
    """A number without its country: a short code, or written as people dial it at home."""
    if "*" in number or "#" in number:
        return "star_code"
    if number in HARMONISED and (country == EU or country in EU_MEMBERS):
        return ""
    if country in ("", EU):
        return "no_country"
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return "short_unknown" if len(number) <= 6 else "not_a_number"
    if shortnumberinfo.is_valid_short_number_for_region(parsed, country):
        return ""
    if phonenumbers.is_valid_number(parsed):
        return "inside_only"
    if len(number) <= 6:
        return "short_unknown"
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return "local_only"
    return "unassigned" if reason == phonenumbers.ValidationResult.IS_POSSIBLE else "impossible"

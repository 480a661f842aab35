import pytest

from resources.models import Contact
from resources.numbers import FINDINGS, plausibility

TABLE = [
    # channel, value, country, display, what is said
    ("phone", "+448085002222", "GB", "0808 500 2222", "free_inside"),
    ("phone", "+442079460000", "GB", "020 7946 0000", ""),
    ("phone", "+18006564673", "US", "1-800-656-4673", "free_inside"),
    ("phone", "+18006564673", "CA", "1-800-656-4673", "free_inside"),  # +1 is shared
    ("phone", "+18886622873", "JM", "1-888-NO-ABUSE", "free_inside"),
    ("phone", "+17877652285", "US", "787-765-2285", ""),  # Puerto Rico
    ("phone", "988", "US", "988", ""),
    ("sms", "741741:HOME", "US", "Text HOME to 741741", ""),
    ("phone", "911", "US", "911", ""),
    ("phone", "116006", "EU", "116 006", ""),
    ("phone", "116016", "DE", "116 016", ""),
    ("phone", "116016", "US", "116 016", "short_unknown"),
    ("phone", "1455", "CL", "1455", "short_unknown"),
    ("phone", "988", "", "988", "no_country"),
    ("phone", "*4141", "UY", "*4141", "star_code"),
    ("phone", "#8891", "JP", "#8891", "star_code"),
    ("phone", "08000333333", "NG", "0800 033 3333", "inside_only"),
    ("phone", "7875432", "US", "787-5432", "local_only"),
    ("phone", "800140348", "BO", "800 14 0348", "unassigned"),
    ("phone", "+449999999999", "GB", "09999 999999", "unassigned"),
    ("phone", "+4480850022", "GB", "0808 5002 2", "unassigned"),
    ("phone", "+44808500222233", "GB", "0808 500 222233", "impossible"),
    ("phone", "+1800656467", "US", "1-800-656-467", "impossible"),
    ("phone", "+448085002222", "FR", "0808 500 2222", "another_country"),
    ("phone", "+448085002222", "", "0808 500 2222", "free_inside"),
    ("phone", "+448085002222", "GB", "0808 500 2223", "shows_another"),
    ("phone", "+999123456", "GB", "+999 123456", "not_a_number"),
    ("phone", "call us", "GB", "call us", "not_a_number"),
    ("phone", "", "GB", "", "not_a_number"),
    ("phone", "+44*8", "GB", "", "not_a_number"),
    ("phone", "٩٨٨", "US", "", "not_a_number"),  # digits of another alphabet
    ("whatsapp", "+5215512345678", "MX", "", "impossible"),  # the 1 after 52 was dropped in 2019
    ("videophone", "https://example.org/", "US", "", ""),
    ("chat", "https://example.org/", "US", "", ""),
    ("email", "a@example.org", "GB", "", ""),
]


@pytest.mark.parametrize(("channel", "value", "country", "display", "said"), TABLE)
def test_what_is_said_about_a_number(channel, value, country, display, said):
    assert plausibility(channel, value, country, display) == said
    assert said == "" or said in FINDINGS


# Every number that the check would show to an editor as probably wrong, and why we keep it.
KEPT = {
    (
        "BO",
        "800140348",
    ): "Published by the police of Bolivia; the plan that the library knows has only 800-10-xxxx.",
}


@pytest.mark.django_db
def test_every_number_of_the_catalogue_can_exist_or_is_explained(catalogue):
    numbers = Contact.objects.filter(service__publication="published").select_related("service")
    found, looked_at = {}, 0
    for contact in numbers:
        looked_at += 1
        code = plausibility(contact.channel, contact.value, contact.service.country, contact.display)
        if code and not FINDINGS[code].note:
            found[contact.service.country, contact.value] = code
    assert looked_at > 300
    assert found.keys() == KEPT.keys(), found

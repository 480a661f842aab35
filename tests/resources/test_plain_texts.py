"""A remark beside a number is no way round the checks of numbers."""

import pytest

from resources.admin.plain_texts import strangers
from resources.models import Service

KNOWN = ["+448085002222", "0808 500 2222"]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 0900 666 666 instead.",
        "Now: +44 900 666-6667",
        "See https://evil.example.net",
        "www.evil.example",
        "(0900) 6666667",
    ],
)
def test_another_number_or_a_link_is_found(text):
    assert strangers(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    ["Open 09:00-17:00, Monday to Friday.", "From abroad +44 808 500 2222.", "Between 2019-2022 it was 116 123.",
     "Choose 9, then 1.", "", "5002222"],
)  # fmt: skip
def test_hours_years_and_its_own_number_are_no_strangers(text):
    assert not strangers(text, KNOWN)


def test_few_texts_of_the_catalogue_name_a_number_of_their_own(catalogue):
    """An editor who changes one of these is asked to move the number to a contact."""
    odd = [
        service.slug
        for service in Service.objects.prefetch_related("contacts")
        for contact in service.contacts.all()
        if strangers(
            contact.note, [text for each in service.contacts.all() for text in (each.value, each.display)]
        )
    ]
    assert len(odd) <= 25, odd

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import translation

from config.append_only import Immutable
from resources import hours
from resources.models import Contact, Language, Organization, Service, Source, TaxonomyTerm, Verification
from resources.models.service import RESERVED
from resources.models.service_queries import ALWAYS
from resources.urls import urlpatterns
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_a_draft_needs_a_reason_and_a_published_service_has_none():
    refused(lambda: make_service(publication="draft", draft_reason=""))
    refused(lambda: make_service(publication="published", draft_reason="Low confidence"))
    assert make_service(publication="draft", draft_reason="Low confidence").pk


def test_a_region_lies_in_its_country():
    refused(lambda: make_service(country="GB", region="US-WY"))
    refused(lambda: make_service(country="", region="US-WY"))
    assert make_service(country="US", region="US-WY").pk


@pytest.mark.parametrize("field", ["slug", "name", "description"])
def test_a_service_has_slug_name_and_description(field):
    refused(lambda: make_service(**{"slug": "x", "name": "X", "description": "X", field: ""}))


def test_a_status_is_one_of_hsds():
    refused(lambda: make_service(status="resting"))


def test_a_slug_is_used_once():
    make_service("one")
    refused(lambda: make_service("one"))


def test_a_contact_has_a_value_and_a_known_channel_and_stands_once():
    service = make_service(contacts=[("phone", "988")])
    refused(lambda: make_contact(service, {"value": "", "display": "x"}))
    refused(lambda: make_contact(service, {"value": "1", "display": ""}))
    refused(lambda: make_contact(service, ("pigeon", "988")))
    refused(lambda: make_contact(service, ("phone", "988")))
    assert make_contact(service, ("sms", "988")).pk


def test_a_contact_speaks_the_language_of_the_page_where_somebody_translated_it():
    contact = make_contact(make_service(), {"value": "079", "display": "079, option 1", "note": "Wait."})
    contact.texts.create(language="es", note="Espera.", display="079, opción 1")
    assert (contact.said_note, contact.button) == (("Wait.", "en"), "Call 079, option 1")
    with translation.override("es"):
        assert (contact.said_note, contact.said_display) == (("Espera.", "es"), ("079, opción 1", "es"))
        assert "079, opción 1" in contact.button
        contact.texts.update(note="")
        assert contact.said_note == ("Wait.", "en")


def test_a_translation_never_shows_another_number_than_the_one_that_is_dialled():
    contact = make_contact(make_service(), {"value": "079", "display": "079, option 1"})
    contact.texts.create(language="es", display="079, opción 1")
    Contact.objects.update(value="015", display="015, option 1")
    with translation.override("es"):
        assert Contact.objects.get().said_display == ("015, option 1", "en")


def test_a_contact_is_translated_once_and_not_into_english():
    contact = make_contact(make_service())
    contact.texts.create(language="es")
    refused(lambda: contact.texts.create(language="es"))
    refused(lambda: contact.texts.create(language="en"))


def test_sources_terms_languages_and_organisations_have_a_name():
    service = make_service()
    refused(lambda: Source.objects.create(service=service, title=""))
    refused(lambda: Organization.objects.create(name=""))
    refused(lambda: Language.objects.create(code="xx", name=""))
    refused(lambda: TaxonomyTerm.objects.create(taxonomy="need", code="x", name=""))
    refused(lambda: TaxonomyTerm.objects.create(taxonomy="colour", code="x", name="X"))
    refused(lambda: TaxonomyTerm.objects.create(taxonomy="need", code="legal", name="Again"))


def test_a_check_names_a_way_to_check_and_is_never_changed():
    service = make_service()
    refused(
        lambda: Verification.objects.create(service=service, method="guess", verified_on=date(2026, 11, 3))
    )
    check = Verification.objects.create(service=service, method="phone", verified_on=date(2026, 11, 3))
    check.method = "email"
    with pytest.raises(Immutable):
        check.save()
    with pytest.raises(Immutable):
        Verification.objects.update(method="email")
    with pytest.raises(Immutable):
        Verification.objects.all().delete()


def test_a_check_outlives_the_account_and_goes_with_the_service(django_user_model):
    user = django_user_model.objects.create_user("edda")
    service = make_service()
    Verification.objects.create(service=service, method="phone", verified_on=date(2026, 11, 3), by=user)
    user.delete()
    assert Verification.objects.get().by is None
    service.delete()
    assert not Verification.objects.exists()


def test_only_published_services_that_run_are_shown():
    shown = make_service("shown")
    make_service("draft", publication="draft", draft_reason="Low confidence")
    for status in ("inactive", "defunct", "temporarily closed"):
        make_service(status.replace(" ", "-"), status=status)
    assert list(Service.objects.published()) == [shown]


def test_a_region_includes_the_lines_of_its_whole_country():
    wyoming = make_service("wyoming", country="US", region="US-WY")
    national = make_service("national", country="US")
    make_service("texas", country="US", region="US-TX")
    make_service("anywhere", country="")
    assert set(Service.objects.for_region("US-WY")) == {wyoming, national}


def test_the_database_and_the_sentence_agree_on_day_and_night():
    assert all(hours.is_always(text) for text in ALWAYS)


def test_a_term_that_an_editor_adds_shows_its_own_name():
    make_service()
    added = TaxonomyTerm.objects.create(taxonomy="need", code="sports", name="Sports clubs")
    assert str(added.label) == "Sports clubs"
    assert (
        str(TaxonomyTerm.objects.get(taxonomy="need", code="emotional_support").label) == "Someone to talk to"
    )


@pytest.mark.parametrize(
    "model", list(apps.get_app_config("resources").get_models()), ids=lambda m: m.__name__
)
def test_every_field_is_classified_once(model):
    listed = [*model.Privacy.personal, *model.Privacy.public, *model.Privacy.internal]
    names = [f.name for f in [*model._meta.concrete_fields, *model._meta.many_to_many] if not f.primary_key]
    assert sorted(listed) == sorted(names)


def test_nobody_but_staff_is_named_in_the_directory():
    assert Verification.Privacy.personal
    assert not any(model.Privacy.personal for model in (Service, Source, Organization))


@pytest.mark.django_db
def test_no_service_can_take_an_address_of_the_site():
    first_words = {str(each.pattern).split("/")[0] for each in urlpatterns}
    ours = {word for word in first_words if word and "<" not in word}
    assert ours == set(RESERVED)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_service("card")

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources import publishing
from resources.models import Contact, Service, TaxonomyTerm
from tests.conftest import signed_in
from tests.factories_resources import make_service

pytestmark = pytest.mark.django_db
CHANGELIST = reverse("admin:resources_service_changelist")


def act(client, action, *services, **more):
    data = {"action": action, "_selected_action": [str(service.pk) for service in services], **more}
    return client.post(CHANGELIST, data, follow=True)


def test_nothing_is_confirmed_in_a_list_that_does_not_show_it(editor):
    service = make_service(contacts=[("phone", "988")])
    for action in ("confirm_by_phone", "confirm_on_website", "confirm_by_email"):
        act(editor, action, service, sure="1")
    assert not service.verifications.exists()
    page = editor.get(CHANGELIST).content.decode()
    assert "Confirm: " not in page
    assert reverse("admin:resources_contacttocheck_changelist") in page.split('class="object-tools"')[1]


def test_publish_obeys_the_rule_and_says_what_it_skipped(editor):
    good = make_service("good", publication="draft", draft_reason="New")
    bad = make_service("bad", publication="draft", draft_reason="New", confidence="low")
    page = act(editor, "publish", good, bad).content.decode()
    assert "1 service published." in page
    assert f"Bad: {publishing.LOW}" in page
    assert set(Service.objects.published()) == {good}


def test_returning_to_draft_needs_a_reason(editor):
    service = make_service()
    assert "Write the reason" in act(editor, "return_to_draft", service).content.decode()
    assert Service.objects.published().exists()
    act(editor, "return_to_draft", service, reason="Number is dead.")
    service.refresh_from_db()
    assert service.draft_reason == "Number is dead."


def form_of(response):
    """The fields of the change form as a browser would send them back."""
    admin_form = response.context["adminform"].form
    forms = [admin_form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def test_an_editor_writes_what_a_service_says_in_spanish(editor):
    service = make_service()
    url = reverse("admin:resources_service_change", args=[service.pk])
    data = {**form_of(editor.get(url)), "texts-TOTAL_FORMS": "1", "texts-0-service": str(service.pk)}
    page = editor.post(url, {**data, "texts-0-language": "en", "texts-0-name": "Line"})
    assert page.status_code == 200  # the English texts are the service's own
    said = {"texts-0-language": "es", "texts-0-description": "Escucha."}
    assert editor.post(url, {**data, **said}).status_code == 302
    assert (service.texts.get().language, service.texts.get().description) == ("es", "Escucha.")


def test_an_edit_that_breaks_the_rule_makes_a_draft(editor):
    service = make_service(contacts=[("phone", "988")])
    url = reverse("admin:resources_service_change", args=[service.pk])
    page = editor.post(url, {**form_of(editor.get(url)), "confidence": "low"}, follow=True).content.decode()
    assert "This service is a draft now." in page
    service.refresh_from_db()
    assert service.draft_reason == publishing.LOW


def test_a_number_that_cannot_be_dialled_is_refused(editor):
    service = make_service(contacts=[("phone", "988")])
    url = reverse("admin:resources_service_change", args=[service.pk])
    response = editor.post(url, {**form_of(editor.get(url)), "contacts-0-value": "9 8 8"})
    assert "This cannot be used with this channel." in response.content.decode()
    assert service.contacts.get().value == "988"


def test_publication_and_confirmation_cannot_be_typed(editor):
    service = make_service(publication="draft", draft_reason="New")
    page = editor.get(reverse("admin:resources_service_change", args=[service.pk])).content.decode()
    for name in ("publication", "draft_reason", "assured_date", "contacts-0-second_checked"):
        assert f'name="{name}"' not in page


def test_the_list_does_not_ask_once_per_row(editor):
    counts = []
    editor.get(CHANGELIST)  # what Django remembers for the whole process is asked for once
    for size in (2, 20):
        for number in range(Service.objects.count(), size):
            make_service(f"line-{number}", contacts=[("phone", "1")])
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(CHANGELIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_search_finds_a_number(editor):
    make_service("one", contacts=[("phone", "116006"), ("sms", "116006")])
    make_service("two", contacts=[("phone", "988")])
    result = editor.get(CHANGELIST, {"q": "116006"}).context["cl"].result_list
    assert [service.slug for service in result] == ["one"]


@pytest.mark.parametrize("model", ["service", "organization", "taxonomyterm", "language"])
def test_an_editor_may_list_add_and_change(editor, model):
    service = make_service(contacts=[("phone", "988")])
    rows = {
        "service": service,
        "organization": service.organization,
        "taxonomyterm": TaxonomyTerm.objects.first(),
        "language": service.languages.first(),
    }
    assert editor.get(reverse(f"admin:resources_{model}_changelist")).status_code == 200
    assert editor.get(reverse(f"admin:resources_{model}_add")).status_code == 200
    assert editor.get(reverse(f"admin:resources_{model}_change", args=[rows[model].pk])).status_code == 200


def test_the_editor_group_holds_the_directory_and_no_way_to_change_a_check():
    codes = set(
        Group.objects.get(name="Editor")
        .permissions.filter(content_type__app_label="resources")
        .values_list("codename", flat=True)
    )
    models = (
        "service", "organization", "contact", "source", "taxonomyterm", "language", "servicetext", "contacttext",
        "fallback", "location", "serviceatlocation", "synonym",
    )  # fmt: skip
    handled = ("changerequest", "contacttocheck", "problemreport", "tombstone")
    others = {
        "view_verification",
        "view_unmetneed",
        "add_importbatch",
        "change_importbatch",
        "view_importbatch",
    }
    others |= {f"{verb}_{m}" for m in handled for verb in ("change", "view")}
    assert codes == {f"{verb}_{m}" for m in models for verb in ("add", "change", "delete", "view")} | others


def test_staff_without_the_role_and_visitors_are_kept_out(client):
    make_service()
    assert client.get(CHANGELIST).status_code == 302
    other = signed_in(User.objects.create_user("nobody", is_staff=True))
    assert other.get(CHANGELIST).status_code == 403
    assert Contact.objects.count() == 0

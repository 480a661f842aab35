import re
from pathlib import Path

import pytest

from resources import publishing
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("confidence", "website", "has_contact", "reason"),
    [
        ("high", "https://x.example.org/", False, ""),
        ("medium", "", True, ""),
        ("high", "", False, publishing.EMPTY),
        ("low", "https://x.example.org/", True, publishing.LOW),
        ("", "https://x.example.org/", True, publishing.LOW),
    ],
)
def test_the_rule_is_confidence_and_a_way_to_get_there(confidence, website, has_contact, reason):
    assert publishing.reason_for_draft(confidence, website, has_contact) == reason


def test_publishing_and_taking_back():
    service = make_service(publication="draft", draft_reason="New")
    publishing.publish(service, by=None)
    service.refresh_from_db()
    assert (service.publication, service.draft_reason) == ("published", "")
    publishing.return_to_draft(service, reason=" Number is dead. ")
    service.refresh_from_db()
    assert (service.publication, service.draft_reason) == ("draft", "Number is dead.")


def test_the_rule_is_not_bent_and_a_reason_is_needed():
    service = make_service(publication="draft", draft_reason="New", confidence="low")
    with pytest.raises(publishing.NotPublishable, match="Low confidence"):
        publishing.publish(service, by=None)
    with pytest.raises(ValueError, match="why"):
        publishing.return_to_draft(service, reason="  ")
    service.refresh_from_db()
    assert service.draft_reason == "New"


def test_a_service_that_no_longer_fits_is_held():
    service = make_service(website="")
    assert publishing.hold_if_unfit(service) == publishing.EMPTY
    assert service.publication == "draft"
    assert publishing.hold_if_unfit(service) == ""
    assert publishing.hold_if_unfit(make_service("fit")) == ""


def test_nobody_but_the_rule_and_the_loader_writes_the_publication():
    writer = re.compile(r"\.publication\s*(,\s*\S+)?=[^=]|\.publication, ")
    folder = Path(publishing.__file__).parent
    found = {path.name for path in folder.rglob("*.py") if writer.search(path.read_text(encoding="utf-8"))}
    assert found == {"publishing.py", "catalogue_rows.py"}


def test_whoever_typed_a_number_does_not_publish_it(editor, administrator, settings):
    service = make_service(publication="draft", draft_reason="New")
    make_contact(service, entered_by=editor.user)
    with pytest.raises(publishing.NotPublishable, match="Somebody else has to publish it"):
        publishing.publish(service, by=editor.user)
    settings.SECOND_PERSON = False
    assert publishing.publish(service, by=editor.user).publication == "published"
    publishing.return_to_draft(service, reason="Again")
    settings.SECOND_PERSON = True
    assert publishing.publish(service, by=administrator.user).publication == "published"


def test_a_hidden_contact_is_no_way_to_get_there(editor):
    service = make_service(website="", publication="draft", draft_reason="New")
    make_contact(service, hidden="dead")
    with pytest.raises(publishing.NotPublishable, match="no contact"):
        publishing.publish(service, by=editor.user)

import uuid

import pytest

from resources import freshness, publishing, tombstones
from resources.loading import load
from resources.models import Contact, Hidden, Service, Tombstone
from resources.reach import Reach
from tests.factories_resources import contact, make_contact, make_service, record, write_catalogue

pytestmark = pytest.mark.django_db


def test_a_service_that_must_not_be_listed_is_gone_and_stays_gone(editor, visitor):
    service = make_service(contacts=[("phone", "988")])
    url = service.get_absolute_url()
    tombstones.do_not_list(service, reason="closed", by=editor.user, note="Their page says so.")
    assert visitor.get(url).status_code == 404
    assert service.status == "defunct"
    with pytest.raises(publishing.NotPublishable, match="do-not-list"):
        publishing.publish(service, by=editor.user)
    stone = Tombstone.objects.get()
    assert (stone.service, stone.reason, stone.by) == (service, "closed", editor.user)
    tombstones.list_again(stone, by=editor.user)
    service.refresh_from_db()
    assert (service.status, service.publication, service.draft_reason) == (
        "active",
        "draft",
        tombstones.AGAIN,
    )
    assert not Tombstone.objects.exists()


def test_a_value_disappears_everywhere_and_needs_a_check_to_come_back(editor):
    one, two = (
        make_service("one", contacts=[("phone", "988")]),
        make_service("two", contacts=[("sms", "988")]),
    )
    tombstones.do_not_list_value("988", reason="wrong", by=editor.user)
    assert set(Contact.objects.values_list("hidden", flat=True)) == {Hidden.STOPPED}
    row = one.contacts.get()
    with pytest.raises(ValueError, match="do-not-list"):
        freshness.show_again(row, by=editor.user, method="phone", on=one.compiled_on)
    tombstones.list_again(Tombstone.objects.get(), by=editor.user)
    row.refresh_from_db()
    assert row.hidden == Hidden.STOPPED
    freshness.show_again(row, by=editor.user, method="phone", on=one.compiled_on)
    assert Contact.objects.shown().get() == row
    assert two.contacts.get().hidden == Hidden.STOPPED


def test_with_its_contacts_everything_of_it_is_stopped(editor):
    service = make_service(contacts=[("phone", "988"), ("sms", "988"), ("email", "a@example.org")])
    tombstones.do_not_list(service, reason="unsafe", by=editor.user, with_contacts=True)
    assert set(Tombstone.objects.exclude(value="").values_list("value", flat=True)) == {
        "988",
        "a@example.org",
    }
    assert not Contact.objects.shown().exists()


def test_two_ways_to_write_one_address_are_one(editor):
    row = make_contact(make_service(), ("form", "https://Old.example.org/help"))
    tombstones.do_not_list_value("https://old.example.org/help/", reason="dead", by=editor.user)
    row.refresh_from_db()
    assert row.hidden == Hidden.STOPPED
    assert tombstones.blocked_values(["https://old.example.org/HELP"]) == {
        "https://old.example.org/HELP": "dead"
    }


def test_what_an_importer_asks(editor):
    service, other = make_service(), make_service("other")
    tombstones.do_not_list(service, reason="asked", by=editor.user)
    tombstones.do_not_list_value("988", reason="dead", by=editor.user)
    assert tombstones.blocked_services([service.pk, other.pk, uuid.uuid4()]) == {service.pk}
    assert tombstones.blocked_values(["988", "989"]) == {"988": "dead"}
    assert tombstones.blocked_values([]) == {}


@pytest.mark.parametrize(
    "call",
    [
        lambda s, by: tombstones.do_not_list(s, reason="bored", by=by),
        lambda s, by: tombstones.do_not_list_value("988", reason="", by=by),
        lambda s, by: tombstones.do_not_list_value(" ", reason="dead", by=by),
    ],
)
def test_a_note_without_reason_or_value_is_refused(editor, call):
    service = make_service()
    with pytest.raises(ValueError, match=r"reason|empty"):
        call(service, editor.user)
    assert not Tombstone.objects.exists()


def test_loading_never_brings_a_stopped_service_back(tmp_path, editor):
    load(write_catalogue(tmp_path, [record(), record("other")]))
    tombstones.do_not_list(Service.objects.get(slug="harbour-line"), reason="closed", by=editor.user)
    before = Service.objects.values().get(slug="harbour-line")
    report = load(write_catalogue(tmp_path, [record(name="New name"), record("other")]))
    assert report.stopped == ["harbour-line"]
    assert "1 are on the do-not-list and stay away: harbour-line." in report.lines()
    assert report.missing == report.changed == []
    assert Service.objects.values().get(slug="harbour-line") == before
    assert [service.slug for service in Service.objects.published()] == ["other"]


def test_loading_never_shows_a_stopped_value(tmp_path, editor):
    tombstones.do_not_list_value("116006", reason="wrong", by=editor.user)
    load(write_catalogue(tmp_path, [record()]))
    new = [
        record(contacts=[contact(), contact(value="116006", display="116 006")]),
        record("new", website=None, contacts=[contact(value="116006", display="116 006")]),
    ]
    report = load(write_catalogue(tmp_path, new))
    assert report.stopped == ["harbour-line: 116006", "new: 116006"]
    assert [c.value for c in Contact.objects.shown()] == ["+448080000000"]
    assert Service.objects.get(slug="new").draft_reason == publishing.EMPTY
    again = load(write_catalogue(tmp_path, new))
    assert (again.changed, again.kept, len(again.unchanged)) == ([], [], 2)


def test_a_new_file_keeps_what_we_know_of_a_contact_that_stays(tmp_path, editor):
    """Before contacts kept their rows, a number that an editor had hidden came back with the next file."""
    load(write_catalogue(tmp_path, [record(contacts=[contact(), contact(value="988", display="988")])]))
    dead, good = Contact.objects.get(value="988"), Contact.objects.get(value="+448080000000")
    freshness.confirm_contact(good, by=editor.user, method="phone", on=good.service.compiled_on)
    freshness.hide(dead, reason="dead", by=editor.user)
    changed = [contact(note="Newer words.", languages=["cy"]), contact(value="988", display="988")]
    assert load(write_catalogue(tmp_path, [record(contacts=changed)])).changed == ["harbour-line"]
    good.refresh_from_db()
    dead.refresh_from_db()
    assert (good.note, good.checked_how, dead.hidden) == ("Newer words.", "phone", Hidden.DEAD)
    assert [language.code for language in good.languages.all()] == ["cy"]
    assert good.verifications.get().value == good.value
    assert Service.objects.get().assured_date == good.checked_on


def test_a_contact_whose_row_has_another_value_now_does_not_stop_the_load(tmp_path, editor):
    load(write_catalogue(tmp_path, [record()]))
    row = Contact.objects.get()
    freshness.rewrite(
        row.pk,
        old=Reach.of(row),
        typed_by=editor.user,
        new=Reach("phone", "116006", "116 006"),
    )
    taken_over = record(contacts=[contact(value="116006", display="116 006")])
    assert load(write_catalogue(tmp_path, [taken_over])).unchanged == ["harbour-line"]
    both = record(contacts=[contact(), contact(value="116006", display="116 006")])
    assert load(write_catalogue(tmp_path, [both])).changed == ["harbour-line"]
    assert {c.value for c in Contact.objects.all()} == {"116006", "+448080000000"}
    assert Contact.objects.get(pk=row.pk).value == "116006"

import pytest

from resources import changes, freshness, problems, tombstones
from resources.models import ChangeRequest, Contact, Service, Verification
from resources.reach import Reach
from tests.factories_resources import make_contact, make_service

pytestmark = pytest.mark.django_db
NEW = Reach("phone", "989", "989")


@pytest.fixture
def line():
    return make_service(contacts=[{"value": "988", "second_checked": True}]).contacts.get()


def test_a_new_number_waits_for_another_person(line, editor, administrator):
    request = changes.propose_value(line, NEW, by=editor.user)
    assert (request.state, request.old_value, request.new_value) == ("waiting", "988", "989")
    assert Contact.objects.get().value == "988"
    with pytest.raises(changes.SamePerson, match="Somebody else"):
        changes.apply(request, by=editor.user)
    assert Contact.objects.get().value == "988"
    changes.apply(request, by=administrator.user)
    contact = Contact.objects.get()
    assert Reach.of(contact) == NEW
    assert (contact.checked_on, contact.second_checked, contact.entered_by) == (None, False, editor.user)
    assert (request.state, request.decided_by) == ("applied", administrator.user)
    with pytest.raises(changes.AlreadyDecided):
        changes.refuse(request, by=administrator.user)


def test_a_team_of_one_writes_at_once_and_it_is_recorded(line, editor, settings):
    settings.SECOND_PERSON = False
    request = changes.propose_value(line, NEW, by=editor.user)
    assert (request.state, request.proposed_by, request.decided_by) == ("applied", editor.user, editor.user)
    assert Contact.objects.get().value == "989"


def test_a_draft_is_nobodys_danger_so_it_is_written_at_once(editor):
    service = make_service(publication="draft", draft_reason="New", contacts=[("phone", "988")])
    assert changes.propose_value(service.contacts.get(), NEW, by=editor.user).state == "applied"
    contact = Contact.objects.get()
    assert (contact.value, contact.entered_by) == ("989", editor.user)


def test_what_changed_meanwhile_is_overtaken_and_not_written(line, editor, moderator, administrator):
    first = changes.propose_value(line, NEW, by=editor.user)
    second = changes.propose_value(line, Reach("phone", "990", "990"), by=moderator.user)
    changes.apply(first, by=administrator.user)
    with pytest.raises(changes.Overtaken):
        changes.apply(second, by=administrator.user)
    second.refresh_from_db()
    assert (second.state, Contact.objects.get().value) == ("overtaken", "989")


def test_a_number_that_the_service_has_already_overtakes(line, editor, administrator):
    make_contact(line.service, ("phone", "989"))
    request = changes.propose_value(line, NEW, by=editor.user)
    with pytest.raises(changes.Overtaken):
        changes.apply(request, by=administrator.user)
    assert set(Contact.objects.values_list("value", flat=True)) == {"988", "989"}


def test_a_stopped_value_cannot_be_proposed_or_agreed_to(line, editor, administrator):
    request = changes.propose_value(line, NEW, by=editor.user)
    tombstones.do_not_list_value("989", reason="wrong", by=administrator.user)
    with pytest.raises(changes.Stopped):
        changes.apply(request, by=administrator.user)
    with pytest.raises(changes.Stopped):
        changes.propose_value(line, NEW, by=editor.user)
    assert Contact.objects.get().value == "988"


def test_a_new_contact_is_not_seen_before_a_second_person_agrees(line, editor, administrator, visitor):
    url = line.service.get_absolute_url()
    added = make_contact(line.service, ("phone", "116006"), entered_by=editor.user)
    request = changes.propose_new(added, by=editor.user)
    assert "116006" not in visitor.get(url).content.decode()
    changes.apply(request, by=administrator.user)
    assert "116006" in visitor.get(url).content.decode()


def test_a_refused_new_contact_goes_and_its_words_stay_on_record(line, editor, administrator):
    added = make_contact(line.service, ("phone", "116006"), entered_by=editor.user)
    request = changes.refuse(changes.propose_new(added, by=editor.user), by=administrator.user)
    assert list(Contact.objects.all()) == [line]
    assert (request.state, request.new_value, request.contact) == ("refused", "116006", None)


def test_typing_anew_what_waits_takes_the_first_words_out_of_the_queue(line, editor, administrator):
    """Otherwise the first one could agree to words that nobody proposed."""
    added = make_contact(line.service, ("phone", "116006"), entered_by=editor.user)
    first = changes.propose_new(added, by=editor.user)
    Contact.objects.filter(pk=added.pk).update(value="116007", display="116007")
    added.refresh_from_db()
    second = changes.propose_new(added, by=administrator.user)
    with pytest.raises(changes.AlreadyDecided):
        changes.apply(first, by=administrator.user)
    with pytest.raises(changes.SamePerson):
        changes.apply(second, by=administrator.user)
    assert changes.apply(second, by=editor.user).state == "applied"


def test_a_website_waits_too_and_taking_it_away_can_make_a_draft(editor, administrator):
    service = make_service(website="https://a.example.org/")
    request = changes.propose_website(service, "https://b.example.org/", by=editor.user, old=service.website)
    assert Service.objects.get().website == "https://a.example.org/"
    changes.apply(request, by=administrator.user)
    assert Service.objects.get().website == "https://b.example.org/"
    gone = changes.propose_website(service, "", by=editor.user, old="https://b.example.org/")
    changes.apply(gone, by=administrator.user)
    assert (Service.objects.get().website, Service.objects.get().publication) == ("", "draft")


def test_the_same_change_twice_waits_once(line, editor, administrator):
    first = changes.propose_value(line, NEW, by=editor.user)
    assert changes.propose_value(line, NEW, by=administrator.user) == first
    assert ChangeRequest.objects.count() == 1


def test_agreeing_answers_what_was_reported_about_the_old_number(line, editor, administrator):
    report = problems.report(line.service, reason="dead", contact=line)
    changes.apply(changes.propose_value(line, NEW, by=editor.user), by=administrator.user)
    report.refresh_from_db()
    assert (report.state, report.outcome, report.settled_by) == ("settled", "fixed", administrator.user)


def test_a_dead_number_that_was_replaced_is_shown_again_and_an_unsafe_one_is_not(editor, administrator):
    for hidden, shown in (("dead", True), ("unsafe", False)):
        contact = make_contact(make_service(hidden), ("phone", "988"), hidden=hidden)
        changes.apply(changes.propose_value(contact, NEW, by=editor.user), by=administrator.user)
        assert Contact.objects.shown().filter(pk=contact.pk).exists() is shown


def test_deciding_leaves_no_check_behind(line, editor, administrator):
    freshness.confirm_contact(line, by=editor.user, method="phone", on=line.service.compiled_on)
    changes.apply(changes.propose_value(line, NEW, by=editor.user), by=administrator.user)
    assert Service.objects.get().assured_date is None
    assert Verification.objects.get().value == "988"

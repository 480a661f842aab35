"""Lead moderators change the lists: tried first, refused when it would hold words of support, counted from then on."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, transaction

from actions.pledges import (
    cases,
    linter,
    list_changes,
    looking_again,
    moderation,
    never_held,
    nicknames,
    rehearsal,
    wordlists,
)
from actions.pledges.models import Case, ListChange, ListEntry, Pledge, Wordlist
from actions.pledges.screening.lists import PHRASES, WORDS, default, files
from config.append_only import Immutable
from tests.actions.pledges.conftest import make_pledge, publish

pytestmark = pytest.mark.django_db
LIST = "/admin/pledges/listentry/"
FORM = {
    "kind": "add",
    "language": "en",
    "list": "attack",
    "entry": "purple (goats|cows)",
    "reason": "seen often",
}


def draft(by, **changes):
    return list_changes.save(ListEntry(**{**FORM, **changes}), by=by)


def seen(entry, by):
    return rehearsal.seal(entry, rehearsal.rehearse(entry), by.pk)


def switched_on(by, **changes):
    entry = draft(by, **changes)
    list_changes.switch_on(entry.pk, sealed=seen(entry, by), ticked=True, by=by)
    return entry


def rules(text, **more):
    return {finding.rule for finding in cases.findings(text, "", "", **more)}


@pytest.fixture
def lead(lead_moderator):
    return lead_moderator.user


def test_every_list_has_a_plain_name():
    assert set(Wordlist.values) == PHRASES | WORDS


def test_a_draft_counts_for_nobody_and_a_switched_entry_for_everybody(lead):
    text = "I will laugh at purple cows"
    entry = draft(lead)
    assert wordlists.current() is default()
    assert "attack" not in rules(text)
    list_changes.switch_on(entry.pk, sealed=seen(entry, lead), ticked=True, by=lead)
    assert "attack" in rules(text)
    assert "attack" not in rules(text, lists=default())
    list_changes.switch_off(entry.pk, by=lead)
    assert "attack" not in rules(text)
    assert [(change.on, change.by) for change in ListChange.objects.order_by("pk")] == [
        (True, lead),
        (False, lead),
    ]


def test_the_form_hears_the_same_lists(lead):
    assert nicknames.fault("zorblax smithson") is None
    switched_on(lead, list="given", entry="Zorblax")
    assert nicknames.fault("zorblax smithson")
    assert linter.ask("I will talk to zorblax")
    assert linter.taken_out("I will talk to zorblax")[1] == ("zorblax",)
    switched_on(lead, list="danger_now", entry="the sky is falling on me")
    assert linter.help_first("I will run, the sky is falling on me") == "danger"


def test_an_entry_of_the_files_is_taken_out(lead):
    entry = files()["en"]["advert"][0]
    removed = draft(lead, kind="remove", list="advert", entry=entry)
    assert "advert" in rules("I will buy my new book")
    list_changes.switch_on(removed.pk, sealed=seen(removed, lead), ticked=True, by=lead)
    assert "advert" not in rules("I will buy my new book")


def test_one_query_tells_whether_the_lists_are_the_same(lead, django_assert_num_queries):
    switched_on(lead)
    wordlists.current()
    with django_assert_num_queries(1):
        assert wordlists.current() is wordlists.current.__globals__["_kept"][1]


def test_what_a_release_cannot_read_any_more_is_left_out(lead):
    entry = switched_on(lead)
    ListEntry.objects.filter(pk=entry.pk).update(entry="((broken")
    switched_on(lead, entry="green cows")
    assert "attack" in rules("I will laugh at green cows")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"entry": "a (b"}, "opened and not closed"),
        ({"entry": "(" * 300}, "too many brackets"),
        ({"entry": "... now"}, "begin with a word"),
        ({"list": "given", "entry": "two words"}, "one word"),
        ({"entry": "survivor*"}, "would hold"),
        ({"entry": "rape crisis"}, "would hold"),
        ({"list": "blame", "entry": "assaulted"}, "would hold"),
        ({"list": "harm_done", "entry": "i will"}, "would hold"),
        ({"list": "given", "entry": "survivor"}, "would hold"),
        ({"language": "es", "list": "off_topic", "entry": "consentimiento"}, "would hold"),
        ({"kind": "remove", "list": "support", "entry": "survivor*"}, ""),
        ({"kind": "remove", "entry": "no such entry"}, "no such entry"),
        ({"entry": "beat up"}, "in the files already"),
    ],
)
def test_what_makes_no_sense_or_holds_support_is_refused_beside_the_field(lead_moderator, changes, said):
    page = lead_moderator.post(f"{LIST}add/", FORM | changes)
    if said:
        assert page.status_code == 200
        assert said in str(page.context["adminform"].form.errors["entry"])
        assert not ListEntry.objects.exists()


def test_our_own_promises_are_never_held(guidance, lead):
    assert len(never_held.ready_made()) >= 2 * 51
    promise = never_held.ready_made()[0]
    with pytest.raises(list_changes.RefusedError, match="would hold"):
        draft(lead, list="not_a_pledge", entry="^ " + re.sub(r"[^\w ]", "", promise))


def test_what_keeps_words_of_support_free_is_not_switched_off(lead):
    support = switched_on(lead, list="support", entry="ask first")
    older = FORM | {"list": "graphic", "entry": "first", "made_by": lead}
    ListEntry.objects.create(**older, since="2026-01-01", bites_from="2026-01-01T00:00Z")
    with pytest.raises(list_changes.RefusedError, match="needs this one"):
        list_changes.switch_off(support.pk, by=lead)


def test_the_rehearsal_counts_by_status_and_shows_only_what_is_on_the_board(lead, moderator):
    waiting = make_pledge(text="I will say no to purple cows, waiting")
    board = publish(make_pledge(text="I will say no to purple cows, board"), lead)
    declined = make_pledge(text="I will say no to purple cows, declined")
    moderation.decline(declined.pk, version=declined.version, code="D9", by=lead)
    for number in range(20):
        make_pledge(text=f"I will ask first {'x' * number}")
    found = rehearsal.rehearse(draft(lead))
    assert [row[1:] for row in found.by_status()] == [(1, 0), (1, 0), (1, 0)]
    assert (found.looked_at, found.wide, found.cut, found.refused) == (23, False, False, "")
    page = moderator.get(f"{LIST}{ListEntry.objects.get().pk}/rehearse/").content.decode()
    assert board.text in page.split("<details", 1)[1]
    assert waiting.text not in page
    assert declined.text not in page
    assert "Switch it on" not in page


def test_the_rehearsal_ends_in_time_and_says_so(lead, lead_moderator, monkeypatch):
    for _n in range(3):
        make_pledge()
    monkeypatch.setattr(rehearsal, "SECONDS", -1.0)
    entry = draft(lead)
    assert rehearsal.rehearse(entry, seconds=-1).cut
    monkeypatch.setattr(rehearsal, "CHUNK", 2)
    monkeypatch.setattr(rehearsal, "MOST", 3)
    assert rehearsal.rehearse(entry).looked_at == 3


def test_only_what_was_rehearsed_is_switched_on(lead, moderator):
    entry = draft(lead)
    for sealed in ("", "made:up:seal", seen(entry, moderator.user)):
        with pytest.raises(rehearsal.NotRehearsedError):
            list_changes.switch_on(entry.pk, sealed=sealed, ticked=True, by=lead)
    sealed = seen(entry, lead)
    entry.entry = "other words"
    list_changes.save(entry, by=lead)
    with pytest.raises(rehearsal.NotRehearsedError, match="not the one you saw"):
        list_changes.switch_on(entry.pk, sealed=sealed, ticked=True, by=lead)
    sealed = seen(entry, lead)
    switched_on(lead, entry="green cows")
    with pytest.raises(rehearsal.NotRehearsedError, match="different now"):
        list_changes.switch_on(entry.pk, sealed=sealed, ticked=True, by=lead)
    assert ListEntry.objects.on().count() == 1


def test_an_entry_that_finds_nearly_everything_needs_a_tick(lead):
    for _n in range(3):
        make_pledge(text="I will feed every single cow")
    entry = draft(lead, entry="every single")
    sealed = seen(entry, lead)
    with pytest.raises(rehearsal.NotRehearsedError, match="one in five"):
        list_changes.switch_on(entry.pk, sealed=sealed, ticked=False, by=lead)
    list_changes.switch_on(entry.pk, sealed=sealed, ticked=True, by=lead)


def test_a_lead_moderator_does_it_all_in_the_admin(lead_moderator):
    make_pledge(text="I will ask first and be kind")
    answer = lead_moderator.post(f"{LIST}add/", FORM)
    entry = ListEntry.objects.get()
    rehearse = f"{LIST}{entry.pk}/rehearse/"
    assert answer.headers["Location"] == rehearse
    sealed = re.search(r'name="sealed" value="([^"]+)"', lead_moderator.get(rehearse).content.decode()).group(
        1
    )
    lead_moderator.post(f"{LIST}{entry.pk}/switch/", {"on": "1", "sealed": sealed})
    entry.refresh_from_db()
    assert entry.bites_from
    assert entry.made_by == lead_moderator.user
    page = lead_moderator.get(f"{LIST}{entry.pk}/change/").content.decode()
    assert "Switch it off" in page
    assert 'name="entry"' not in page
    lead_moderator.post(f"{LIST}{entry.pk}/change/", FORM | {"entry": "sly change"})
    entry.refresh_from_db()
    assert entry.entry == FORM["entry"]
    assert lead_moderator.get(LIST).status_code == 200
    lead_moderator.post(f"{LIST}{entry.pk}/switch/", {"off": "1"})
    entry.refresh_from_db()
    assert entry.bites_from is None
    assert not any("ask first" in str(row) for row in LogEntry.objects.values_list())


def test_the_page_of_all_lists_leads_to_taking_an_entry_out(lead_moderator, moderator):
    page = lead_moderator.get(f"{LIST}all/").content.decode()
    assert "?out=en:attack:0" in page
    assert "?out=" not in moderator.get(f"{LIST}all/").content.decode()
    form = lead_moderator.get(f"{LIST}add/?out=en:attack:0").context["adminform"].form
    assert form.initial["entry"] == files()["en"]["attack"][0]
    for wrong in ("", "en:attack:x", "en:nothing:0", "en:attack:99999", "a:b:c:d"):
        assert lead_moderator.get(f"{LIST}add/?out={wrong}").status_code == 200


def test_switches_are_written_once(lead):
    switched_on(lead)
    row = ListChange.objects.get()
    for change in (row.save, row.delete, ListChange.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        ListChange.objects.create(entry=row.entry, on=True, said="x", by=lead, at=row.at)


def test_looking_again_brings_to_care_and_decides_nothing(lead):
    alone = make_pledge(text="I will laugh at the sky falling on me")
    flood = [make_pledge(text="I will feed the cows and the pigs every morning") for _n in range(3)]
    odd = make_pledge(text="the sky falling on me", case=flood[0].case)
    Case.objects.filter(pk=flood[0].case_id).update(waiting=4)
    board = publish(make_pledge(text="I will see the sky falling on me again"), lead)
    second = make_pledge(text="I will ask, the sky falling on me, second", case=cases.alone(alone, "second"))
    switched_on(lead, list="danger_now", entry="the sky falling on me")
    assert Case.objects.filter(queue="care").count() == 0
    looked = looking_again.again()
    assert (looked.looked_at, looked.changed, looked.to_care, looked.after) == (6, 3, 2, 0)
    for pledge in (alone, odd, board, second):
        pledge.refresh_from_db()
    assert (alone.case.queue, odd.case.queue, second.case.queue) == ("care", "care", "second")
    assert alone.findings == alone.case.rules == ["danger_now"]
    assert (board.status, board.findings) == ("published", [])
    rest = Case.objects.get(pk=flood[0].case_id)
    assert (rest.queue, rest.waiting, Pledge.objects.in_case(rest).count()) == ("new", 3, 3)
    assert {p.status for p in Pledge.objects.all()} == {"pending", "published"}
    assert looking_again.again().changed == 0


def test_many_alike_move_into_one_case_and_the_button_goes_on_where_it_stopped(
    lead, lead_moderator, monkeypatch
):
    monkeypatch.setattr(looking_again, "CHUNK", 4)
    text = "I will tell you that the sky falling on me is bad"
    pledges = [make_pledge(text=text) for _n in range(6)]
    assert len({pledge.case_id for pledge in pledges}) == 1
    switched_on(lead, list="danger_now", entry="the sky falling on me")
    first = looking_again.again(seconds=-1)
    assert (first.looked_at, first.after) == (4, pledges[3].pk)
    page = lead_moderator.post(f"{LIST}look-again/", {"after": first.after})
    assert page.context["looked"].looked_at == 2
    care = Case.objects.get(queue="care", waiting__gt=0)
    assert care.waiting == Pledge.objects.filter(case=care).count() == 6
    assert Case.objects.open().count() == 1
    assert lead_moderator.post(f"{LIST}look-again/", {"after": "x" * 40}).status_code == 200

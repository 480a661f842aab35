import html5lib
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.safety import uploads
from resources.hsds import apply
from resources.models import Address, ImportBatch, Location, Service, ServiceAtLocation
from tests.conftest import signed_in
from tests.factories_resources import make_service
from tests.resources.hsds.files import as_json, as_lines, everything, service
from tests.resources.hsds.test_rules import STREET, at, planned, theirs

pytestmark = pytest.mark.django_db
ADD = reverse("admin:resources_importbatch_add")


def send(client, content, name="partner.json", **more):
    return client.post(ADD, {"file": SimpleUploadedFile(name, content)}, follow=True, **more)


def review(batch):
    return reverse("admin:resources_importbatch_change", args=[batch.pk])


def step(client, name, batch, **data):
    return client.post(reverse(f"admin:resources_importbatch_{name}", args=[batch.pk]), data, follow=True)


def test_an_editor_brings_a_file_reads_it_applies_it_and_undoes_it(editor):
    before = everything("last_modified")["resources.Service"]
    page = send(editor, as_lines([service(), service("Bad House", status="open")]).getvalue())
    html = page.content.decode()
    batch = ImportBatch.objects.get()
    assert page.redirect_chain[-1][0] == review(batch)
    assert "Harbour House" in html
    assert "record 2, status: &#x27;open&#x27; is not one of" in html
    assert not Service.objects.exists()
    assert "Tick the box first" in step(editor, "apply", batch).content.decode()
    assert not Service.objects.exists()
    assert "The import is applied." in step(editor, "apply", batch, sure="1").content.decode()
    assert Service.objects.get().name == "Harbour House"
    assert "1 service is as before." in step(editor, "undo", batch, sure="1").content.decode()
    assert everything("last_modified")["resources.Service"] == before
    batch.refresh_from_db()
    assert (batch.by, batch.applied_by, batch.undone_by) == (editor.user,) * 3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"[{", "ends too early"), (b"<html>", "neither JSON nor a zip")],
)
def test_a_bad_file_gives_the_form_again_with_a_sentence(content, sentence, editor):
    before = everything()
    page = send(editor, content)
    assert page.status_code == 400
    assert sentence in page.content.decode()
    assert 'type="file"' in page.content.decode()
    assert everything() == before


def test_a_file_that_is_too_large_for_memory_is_read_from_disk(editor):
    content = as_lines(
        [service("Big House", description="x" * 9000), *[service("Bad", status="y" * 9000)] * 400]
    )
    assert len(content.getvalue()) > 2_621_440
    send(editor, content.getvalue())
    assert ImportBatch.objects.get().counts["new"] == 1


def test_no_file_gives_the_form_again(editor):
    page = editor.post(ADD, {})
    assert (page.status_code, "This field is required" in page.content.decode()) == (400, True)


def test_a_file_above_the_cap_is_not_kept_while_it_arrives(editor, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    page = send(editor, b"[" + b" " * 200_000)
    assert (page.status_code, "larger than 50 MB" in page.content.decode()) == (400, True)


def test_visitors_send_no_files(visitor):
    response = visitor.post("/resources/", {"file": SimpleUploadedFile("a.json", b"[]")})
    assert response.status_code < 500
    assert not response.wsgi_request.FILES


def test_a_conflict_is_decided_side_by_side(editor, second):
    ours = make_service(
        "ours", description="Our words.", contacts=[("phone", "988")], assured_date="2026-11-10"
    )
    batch = planned(second, theirs(ours, description="Their words.", last_modified=None))
    html = editor.get(review(batch)).content.decode()
    assert "Our words." in html
    assert "Their words." in html
    assert "We checked ours on 2026-11-10" in html
    change = batch.changes.get()
    assert "noted" in step(editor, "decide", batch, **{f"decision-{change.pk}": "take"}).content.decode()
    step(editor, "apply", batch, sure="1")
    ours.refresh_from_db()
    assert ours.description == "Their words."


def pressed(html, button, choices):
    """What a browser sends from the review page, and where to: `button` is its text, `choices` radios by name."""
    form = next(form for form in document(html).iter("form") if "review" in form.get("id", ""))
    data = {}
    for field in form.iter("input"):
        kept = field.get("type") == "hidden" or "checked" in field.attrib
        data |= {field.get("name"): field.get("value")} if kept else {}
    one = next(one for one in form.iter("button") if "".join(one.itertext()).strip() == button)
    data |= {one.get("name"): one.get("value")} if one.get("name") else {}
    return one.get("formaction") or form.get("action"), data | choices


def document(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def test_apply_notes_the_choices_of_the_page_first(editor, second):
    batch = planned(second, service("Keep House"), service("Take House"))
    kept = batch.changes.get(slug="keep-house")
    html = editor.get(review(batch)).content.decode()
    assert "notes the decisions on this page first" in html
    where, data = pressed(html, "Apply this import", {f"decision-{kept.pk}": "keep", "sure": "1"})
    assert "The import is applied." in editor.post(where, data, follow=True).content.decode()
    assert list(Service.objects.values_list("slug", flat=True)) == ["take-house"]


def test_choices_are_kept_when_the_box_is_not_ticked(editor, second):
    batch = planned(second, service("Keep House"))
    html = editor.get(review(batch)).content.decode()
    where, data = pressed(html, "Apply this import", {f"decision-{batch.changes.get().pk}": "keep"})
    assert "Tick the box first" in editor.post(where, data, follow=True).content.decode()
    assert (batch.changes.get().decision, Service.objects.exists()) == ("keep", False)


@pytest.mark.parametrize(("button", "there"), [("Next", "Page 2 of 2"), ("Conflict", "nothing of this kind")])
def test_turning_the_page_keeps_the_choices(button, there, editor, second):
    batch = planned(second, *(service(f"House Number {number}") for number in range(60)))
    first = batch.changes.order_by("position")[0]
    html = editor.get(review(batch)).content.decode()
    page = editor.post(*pressed(html, button, {f"decision-{first.pk}": "keep"}), follow=True)
    assert there in page.content.decode()
    first.refresh_from_db()
    assert first.decision == "keep"
    back = editor.post(*pressed(page.content.decode(), "All", {}), follow=True).content.decode()
    assert "Page 1 of 2" in back
    assert pressed(back, "All", {})[1][f"decision-{first.pk}"] == "keep"


def test_what_somebody_else_decided_meanwhile_is_not_undone_by_a_page_that_is_older(editor, second):
    batch = planned(second, service("Keep House"), service("Take House"))
    html = editor.get(review(batch)).content.decode()
    apply.decide(batch, {batch.changes.get(slug="keep-house").pk: "keep"})
    editor.post(*pressed(html, "Apply this import", {"sure": "1"}), follow=True)
    assert list(Service.objects.values_list("slug", flat=True)) == ["take-house"]


def test_a_page_without_another_choice_says_so_and_what_nobody_sent_is_passed_over(editor, second):
    batch = planned(second, service("Keep House"))
    html = editor.get(review(batch)).content.decode()
    where, data = pressed(html, "Note the decisions on this page", {})
    assert (
        "Nothing on this page was decided otherwise."
        in editor.post(where, data, follow=True).content.decode()
    )
    strange = {
        "decision-x": "keep",
        f"decision-{9**30}": "keep",
        "decision-٣": "maybe",
        "go": "x",
        "show": "x",
    }
    assert editor.post(where, strange, follow=True).status_code == 200
    assert batch.changes.get().decision == "take"


def test_choices_that_come_too_late_are_said_and_nothing_is_written(editor, second):
    batch = planned(second, service("Keep House"))
    where, data = pressed(editor.get(review(batch)).content.decode(), "Note the decisions on this page",
                          {f"decision-{batch.changes.get().pk}": "keep"})  # fmt: skip
    ImportBatch.objects.update(state="undone")
    assert "not waiting for a decision any more" in editor.post(where, data, follow=True).content.decode()
    assert batch.changes.get().decision == "take"


def test_who_brought_a_number_cannot_apply_it_alone(editor, administrator):
    ours = make_service("ours", contacts=[("phone", "988")])
    phone = {"id": str(ours.contacts.get().pk), "number": "116123"}
    send(editor, as_json(theirs(ours, phones=[phone])).getvalue())
    batch = ImportBatch.objects.get()
    assert "another person must apply it" in editor.get(review(batch)).content.decode()
    assert "Another person must apply it" in step(editor, "apply", batch, sure="1").content.decode()
    assert ours.contacts.get().value == "988"
    step(administrator, "apply", batch, sure="1")
    assert ours.contacts.get().value == "116123"


def test_the_review_shows_no_address_that_became_confidential(editor, administrator, second):
    ours = make_service("ours")
    batch = planned(second, theirs(ours, service_at_locations=at("5b2f1a52-7c1e-4d8e-9f10-0a1b2c3d4e5f")))
    assert STREET in editor.get(review(batch)).content.decode()
    step(administrator, "apply", batch, sure="1")
    assert Address.objects.exists()
    Location.objects.update(confidential=True)
    assert STREET not in editor.get(review(batch)).content.decode()


def test_the_review_asks_the_same_number_of_questions_for_few_and_many(editor, second):
    counts = []
    for size in (2, 40):
        batch = planned(second, *(service(f"House Number {size} {number}") for number in range(size)))
        editor.get(review(batch))
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(review(batch)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_review_is_paged_and_filtered(editor, second):
    batch = planned(second, *(service(f"House Number {number}") for number in range(60)))
    html = editor.get(review(batch)).content.decode()
    assert (html.count('class="diff"'), "Page 1 of 2" in html) == (50, True)
    assert editor.get(review(batch), {"p": "2"}).content.decode().count('class="diff"') == 10
    assert editor.get(review(batch), {"p": "x", "kind": "nonsense"}).status_code == 200
    assert 'class="diff"' not in editor.get(review(batch), {"kind": "conflict"}).content.decode()


def test_staff_without_the_role_are_kept_out(second, moderator):
    batch = planned(second, service())
    assert moderator.get(ADD).status_code == 403
    assert moderator.get(review(batch)).status_code == 403
    for name in ("decide", "apply", "undo"):
        assert step(moderator, name, batch, sure="1").status_code == 403
        assert step(Client(), name, batch, sure="1").redirect_chain
    assert not Service.objects.exists()


def test_an_import_cannot_be_deleted_or_typed(editor, administrator, second):
    batch = planned(second, service())
    assert (
        administrator.post(reverse("admin:resources_importbatch_delete", args=[batch.pk])).status_code == 403
    )
    assert administrator.post(review(batch), {"state": "applied"}).status_code == 403


def test_the_command_plans_applies_and_undoes(tmp_path, uploader, capsys):
    path = tmp_path / "partner.json"
    path.write_bytes(as_json(service()).getvalue())
    call_command("import_hsds", str(path), by="uploader")
    batch = ImportBatch.objects.get()
    assert f"Import {batch.pk}: 1 new" in capsys.readouterr().out
    assert not Service.objects.exists()
    call_command("import_hsds", apply=str(batch.pk), by="uploader")
    assert Service.objects.count() == 1
    call_command("import_hsds", undo=batch.pk, by="uploader")
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"by": "nobody"},
        {},
        {"apply": "99"},
        {"apply": "x"},
        {"undo": 99},
        {"apply": ""},
        {"apply": "1", "undo": 1},
    ],
)
def test_the_command_refuses_what_makes_no_sense(given, uploader):
    with pytest.raises(CommandError):
        call_command("import_hsds", **{"by": "uploader", **given})


def test_the_command_says_what_is_wrong_and_ends_with_an_error(tmp_path, uploader):
    path = tmp_path / "partner.json"
    path.write_text('{"id": ')
    with pytest.raises(CommandError, match=r"Nothing was imported\.\npartner\.json: the JSON ends too early"):
        call_command("import_hsds", str(path), by="uploader")


def test_unlinked_places_and_staff_are_as_before(uploader, second):
    """What an import did not make it does not clear away."""
    User.objects.create_user("other", is_staff=True)
    orphan = Location.objects.create(name="Empty house")
    ours = make_service("ours")
    batch = planned(uploader, theirs(ours, service_at_locations=at(str(orphan.pk), address=False)))
    step_client = signed_in(User.objects.create_superuser("root"))
    step(step_client, "apply", batch, sure="1")
    assert ServiceAtLocation.objects.count() == 1
    step(step_client, "undo", batch, sure="1")
    assert Location.objects.get() == orphan
    assert not ServiceAtLocation.objects.exists()

import pytest
from django.urls import reverse

from actions.guidance import editing
from actions.guidance.loading import load
from actions.guidance.models import Action, Article, Fact, Guide, Point, Source
from tests.actions.guidance.desk import filled, save, url

MODELS = [Action, Article, Fact, Guide, Point, Source]


@pytest.mark.parametrize("model", MODELS)
def test_an_editor_can_list_open_and_save_everything_unchanged(content, editor, model):
    name = model._meta.model_name
    assert editor.get(reverse(f"admin:guidance_{name}_changelist")).status_code == 200
    assert editor.get(reverse(f"admin:guidance_{name}_add")).status_code == 200
    row = model.objects.first()
    response = save(editor, row)
    assert response.status_code == 302, response.context["adminform"].form.errors
    for kind_and_language, report in load().items():
        assert not report.kept, kind_and_language
        assert not report.changed, kind_and_language


def test_a_visitor_and_a_moderator_cannot_edit(content, client, moderator):
    for someone in (client, moderator):
        response = someone.get(url(Guide.objects.first()))
        assert response.status_code in (302, 403)


def test_saving_renders_again_and_sanitises(content, editor):
    guide = Guide.objects.get(key="G1", language="en")
    body = (
        "## Hello\n\n> \"Say 'this'\"\n\n<script>alert(1)</script> [go](action:A01) [TALK]\n\n## Next\n\nGo."
    )
    response = save(editor, guide, body=body, sources="TALK")
    assert response.status_code == 302
    guide.refresh_from_db()
    assert [section["title"] for section in guide.sections] == ["Hello", "Next"]
    html = guide.sections[0]["html"]
    assert "<li>“Say ‘this’”</li>" in html
    assert "<script" not in html
    assert 'href="/act/actions/make-a-small-distraction/"' in html
    assert 'href="#source-TALK"' in html
    assert guide.body_html == html + guide.sections[1]["html"]


def test_a_text_with_a_dead_link_a_strange_link_or_an_unknown_key_is_not_saved(content, editor):
    guide = Guide.objects.get(key="G1", language="en")
    for changes, field in (
        ({"body": "## A\n\n[x](action:A99)"}, "body"),
        ({"body": "## A\n\n[x](javascript:alert(1))"}, "body"),
        ({"body": "## A\n\n[NOPE]", "sources": "TALK"}, "body"),
        ({"actions": "A01\nA99"}, "actions"),
        ({"needs": "holidays"}, "needs"),
        ({"summary": "Ask @someone"}, "summary"),
    ):
        response = save(editor, guide, **changes)
        assert response.status_code == 200, changes
        assert field in response.context["adminform"].form.errors, changes
    guide.refresh_from_db()
    assert editing.differs_from_file(guide) is False


def test_lists_are_edited_one_per_line_and_marks_become_typographic(content, editor):
    action = Action.objects.get(key="A01", language="en")
    page = editor.get(url(action)).content.decode()
    assert "Walk up and talk only to the person being bothered.\nAsk something ordinary" in page
    response = save(editor, action, steps="One\n\n  It's two  \nThree", where=["online"], risk='Say "low"')
    assert response.status_code == 302
    action.refresh_from_db()
    assert action.steps == ["One", "It’s two", "Three"]
    assert action.where == ["online"]
    assert action.html["steps"] == ["One", "It’s two", "Three"]
    assert action.risk == "Say “low”"


def test_a_first_pledge_needs_a_pledge_and_a_place_must_be_known(content, editor):
    action = Action.objects.get(key="A01", language="en")
    assert "first" in save(editor, action, pledge="").context["adminform"].form.errors
    assert "where" in save(editor, action, where=["the-moon"]).context["adminform"].form.errors
    assert "steps" in save(editor, action, steps="Only one").context["adminform"].form.errors


def test_the_change_page_says_whether_the_row_differs_from_its_file(content, editor):
    fact = Fact.objects.get(key="F01", language="en")
    assert "As in the file." in editor.get(url(fact)).content.decode()
    save(editor, fact, year="2025")
    assert "It differs from the file" in editor.get(url(fact)).content.decode()
    made = Source.objects.create(key="MADE", title="Made here", url="https://example.org/")
    assert "It is in no file." in editor.get(url(made)).content.decode()


def test_an_edited_point_makes_its_article_differ(content, editor):
    point = Point.objects.get(key="S1.2", article__language="en")
    assert save(editor, point, text="Event: 'me too' began.").status_code == 302
    point.refresh_from_db()
    assert point.text == "Event: ‘me too’ began."
    assert editing.differs_from_file(point.article) is True


def test_unpublishing_turns_links_to_a_page_into_plain_text(content, editor, client):
    action = Action.objects.get(key="A01", language="en")
    data = filled(editor, action)
    del data["published"]
    assert editor.post(url(action), data).status_code == 302
    assert client.get("/act/actions/make-a-small-distraction/").status_code == 404
    page = client.get("/act/guides/in-the-moment/").content.decode()
    assert "make-a-small-distraction" not in page
    assert "Steps: Make a small distraction, or" in page


def test_what_came_from_a_file_is_unpublished_and_not_deleted(content, administrator):
    """A deleted row would come back with the next loading; an unpublished one stays away."""
    action = Action.objects.get(key="A02", language="en")
    assert administrator.post(url(action, "delete"), {"post": "yes"}).status_code == 403
    assert (
        "delete_selected"
        not in administrator.get(reverse("admin:guidance_action_changelist")).content.decode()
    )


def test_deleting_what_was_made_here_turns_links_into_plain_text(content, administrator):
    Action.objects.filter(key="A02").update(loaded_fingerprint="")
    for action in Action.objects.filter(key="A02"):
        assert administrator.post(url(action, "delete"), {"post": "yes"}).status_code == 302
    assert not Action.objects.filter(key="A02").exists()
    assert "move-closer" not in Guide.objects.get(key="G1", language="en").body_html


def test_saving_a_form_as_a_browser_sends_it_leaves_the_row_as_in_the_file(content):
    """Browsers send CRLF; a guide that nobody changed must go on following its file."""
    for guide in Guide.objects.filter(language="en"):
        guide.body = guide.body.replace("\n", "\r\n") + "\r\n"
        editing.save(guide)
        assert editing.differs_from_file(guide) is False


def test_an_address_stays_what_it_is(content, editor):
    guide = Guide.objects.get(key="G1", language="en")
    save(editor, guide, slug="elsewhere", key="G77", language="es")
    guide.refresh_from_db()
    assert (guide.key, guide.language, guide.slug) == ("G1", "en", "in-the-moment")


def test_a_new_piece_gets_a_page(content, editor, client):
    fields = {"key": "F90", "language": "en", "slug": "a-new-fact", "title": "It's new.", "position": 90}
    texts = dict.fromkeys(
        ("value", "measures", "population", "year", "primary_source", "caveats", "status"), "Text"
    )
    data = {**fields, **texts, "sources": "TALK", "published": "on"}
    data |= {"topic": "how-common", "checked": "2026-11-20"}
    response = editor.post(reverse("admin:guidance_fact_add"), data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    page = client.get("/act/facts/").content.decode()
    assert 'id="a-new-fact"' in page
    assert "It’s new." in page

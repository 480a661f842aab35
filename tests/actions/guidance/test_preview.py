import pytest
from django.contrib.admin.models import LogEntry

from actions.guidance.models import (
    Action,
    Article,
    Choice,
    Fact,
    Guide,
    Idea,
    Point,
    Revision,
    Scenario,
    Source,
    Word,
)
from tests.actions.guidance.desk import filled, save, url

# What to type, and where on the page it has to be.
TYPED = {
    Action: "title",
    Article: "about",
    Choice: "leads",
    Fact: "measures",
    Guide: "summary",
    Idea: "title",
    Point: "text",
    Scenario: "situation",
    Source: "title",
    Word: "say",
}


def preview(client, row, **changes):
    return save(client, row, _preview="Preview", **changes)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (*TYPED, Revision, LogEntry)]


@pytest.mark.parametrize("model", TYPED, ids=lambda model: model.__name__)
def test_a_preview_shows_the_public_page_with_what_was_typed_and_stores_nothing(content, editor, model):
    row = model.objects.first()
    before = everything()
    response = preview(editor, row, **{TYPED[model]: "Quite 'unusual' words"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "Quite ‘unusual’ words" in page
    assert "Nothing on this page is stored" in page
    assert everything() == before


def test_an_unpublished_piece_has_a_preview_and_stays_unpublished(content, editor, client):
    action = Action.objects.get(key="A01", language="es")
    Action.objects.filter(pk=action.pk).update(published=False)
    response = preview(editor, action, title="Otra cosa")
    assert "Otra cosa" in response.content.decode()
    assert '<html lang="es"' in response.content.decode()
    action.refresh_from_db()
    assert not action.published
    assert "Otra cosa" not in client.get("/es" + action.get_absolute_url()).content.decode()


def test_a_new_piece_has_a_preview_before_it_exists(content, editor):
    data = filled(editor, Action.objects.get(key="A01", language="en"))
    data |= {"key": "A99", "language": "en", "slug": "quite-new", "title": "Quite new", "_preview": "1"}
    data |= {"pledge": "", "first": ""}
    response = editor.post("/admin/guidance/action/add/", data)
    assert '<h1 lang="en">Quite new</h1>' in response.content.decode()
    assert not Action.objects.filter(key="A99").exists()


def test_what_cannot_stand_comes_back_as_the_form_with_the_fault_beside_the_field(content, editor):
    guide = Guide.objects.get(key="G1", language="en")
    response = preview(editor, guide, body="## A\n\n[x](action:A99)")
    form = response.context["adminform"].form
    assert form.errors["body"] == ["The link action:A99 leads nowhere."]
    assert form["body"].value() == "## A\n\n[x](action:A99)"


def test_a_preview_carries_nothing_of_the_desk_and_sets_no_cookie(content, editor):
    response = preview(editor, Guide.objects.get(key="G1", language="en"))
    page = response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert "/admin/" not in page
    assert "editor" not in page.split("</head>")[0]


def test_visitors_and_moderators_get_no_preview(content, client, moderator, editor):
    guide = Guide.objects.get(key="G1", language="en")
    data = {**filled(editor, guide), "_preview": "1"}
    for someone in (client, moderator):
        assert someone.post(url(guide), data).status_code in (302, 403)


def test_a_public_page_says_nothing_of_a_preview(content, client):
    assert "Nothing on this page is stored" not in client.get("/act/guides/in-the-moment/").content.decode()

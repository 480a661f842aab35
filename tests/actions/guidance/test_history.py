import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User

from actions.guidance import editing
from actions.guidance.differences import words_between
from actions.guidance.loading import load
from actions.guidance.models import Action, Article, Choice, Fact, Guide, Point, Revision, Scenario, Source
from actions.guidance.restoring import NotRestored, restore
from config.append_only import Immutable
from tests.actions.guidance.desk import filled, save, url


def versions(row):
    return Revision.objects.of(editing.kind_of(row).name, row.key, getattr(row, "language", ""))


def test_the_first_loading_writes_one_version_of_each_piece_and_the_next_none(content):
    pieces = sum(model.objects.count() for model in (Action, Article, Fact, Guide, Scenario, Source))
    first = Revision.objects.exclude(kind__in=["word", "idea"])
    assert first.count() == pieces
    assert set(Revision.objects.values_list("origin", flat=True)) == {"file"}
    before = Revision.objects.count()
    load()
    assert Revision.objects.count() == before


def test_a_version_is_never_changed_and_never_taken_back(content):
    version = Revision.objects.first()
    for attempt in (
        version.save,
        version.delete,
        Revision.objects.all().delete,
        lambda: Revision.objects.update(key="X"),
    ):
        with pytest.raises(Immutable):
            attempt()


def test_a_save_writes_who_and_what_and_a_save_without_a_change_writes_nothing(content, editor):
    fact = Fact.objects.get(key="F01", language="en")
    assert save(editor, fact, year="2025").status_code == 302
    newest = versions(fact)[0]
    assert (newest.origin, newest.by, newest.record["year"]) == ("editor", editor.user, "2025")
    save(editor, fact)
    assert versions(fact).count() == 2
    assert LogEntry.objects.filter(object_id=fact.pk, user=editor.user).count() == 2


def test_a_piece_from_before_there_was_a_history_begins_with_what_it_said(content, editor):
    fact = Fact.objects.get(key="F01", language="en")
    Revision.objects.all()._raw_delete("default")
    save(editor, fact, year="2025")
    assert [(v.origin, v.record["year"]) for v in versions(fact)] == [
        ("editor", "2025"),
        ("file", "2023 and 2024"),
    ]


@pytest.mark.parametrize(
    ("model", "parent", "change"),
    [(Point, "article", {"text": "New."}), (Choice, "scenario", {"leads": "New."})],
)
def test_a_part_that_is_edited_alone_writes_a_version_of_its_piece(content, editor, model, parent, change):
    part = model.objects.filter(**{f"{parent}__language": "en"}).first()
    assert save(editor, part, **change).status_code == 302
    whole = getattr(part, parent)
    assert versions(whole)[0].by == editor.user
    page = editor.get(url(part, "history")).content.decode()
    assert f"<dt>{part.key}: " in page
    assert "<ins>New.</ins>" in page


def test_the_page_shows_the_words_that_went_and_came_and_escapes_them(content, editor):
    action = Action.objects.get(key="A01", language="en")
    save(editor, action, risk="Low <b>&amp; calm</b>. Keep your eyes on the person being bothered.")
    page = editor.get(url(action, "history")).content.decode()
    assert "&lt;b&gt;&amp;amp; calm&lt;/b&gt;." in page
    assert "<del>" in page
    assert "Edited here: editor" in page
    assert "<b>&amp; calm" not in page
    assert editor.get(url(action, "history")).templates[0].name == "admin/guidance/history.html"


def test_restoring_brings_back_the_words_renders_them_and_is_a_version_of_its_own(content, editor, client):
    guide = Guide.objects.get(key="G1", language="en")
    before, first = guide.body, versions(guide)[0]
    save(editor, guide, body="## One\n\nAll gone.\n\n## Two\n\nGo.", published="")
    response = editor.post(url(guide, "restore", first.pk))
    assert response.status_code == 302
    guide.refresh_from_db()
    assert guide.body == before
    assert not guide.published, "a version brings back words; it never publishes"
    assert "First, take ten seconds" in [section["title"] for section in guide.sections]
    assert [version.origin for version in versions(guide)] == ["restored", "editor", "file"]
    assert editing.differs_from_file(guide) is False


def test_restoring_an_article_brings_back_its_points(content, editor):
    article = Article.objects.get(key="S1", language="en")
    first = versions(article)[0]
    point = article.points.get(key="S1.2")
    text = point.text
    save(editor, point, text="New.")
    editing.delete([article.points.get(key="S1.3")])
    assert editor.post(url(article, "restore", first.pk)).status_code == 302
    assert article.points.get(key="S1.2").text == text
    assert article.points.filter(key="S1.3").exists()


def test_a_version_that_no_longer_stands_says_why_and_changes_nothing(content, editor):
    guide = Guide.objects.get(key="G6", language="en")
    first = versions(guide)[0]
    Action.objects.filter(key="A55").delete()
    save(editor, guide, actions="A25", body="## One\n\nShort.\n\n## Two\n\nGo.")
    response = editor.post(url(guide, "restore", first.pk))
    assert response.status_code == 409
    assert "A55 does not exist" in response.content.decode()
    guide.refresh_from_db()
    assert guide.actions == ["A25"]
    with pytest.raises(NotRestored):
        restore(guide, first)


def test_an_old_version_without_a_field_of_today_can_be_restored(content):
    fact = Fact.objects.get(key="F01", language="en")
    record = {name: value for name, value in versions(fact)[0].record.items() if name != "measures"}
    old = Revision.objects.create(
        kind="fact", key="F01", language="en", record={**record, "year": "1999", "gone": 1}, origin="file"
    )
    measures = fact.measures
    restore(fact, old)
    fact.refresh_from_db()
    assert (fact.year, fact.measures) == ("1999", measures)


def test_only_people_who_may_edit_see_and_restore(content, client, moderator, editor):
    fact = Fact.objects.get(key="F01", language="en")
    other = versions(Fact.objects.get(key="F02", language="en"))[0]
    for someone in (client, moderator):
        assert someone.get(url(fact, "history")).status_code in (302, 403)
        assert someone.post(url(fact, "restore", versions(fact)[0].pk)).status_code in (302, 403)
    assert editor.get(url(fact, "restore", versions(fact)[0].pk)).status_code == 405
    assert editor.post(url(fact, "restore", other.pk)).status_code == 404, "a version of another piece"
    assert editor.get("/admin/guidance/revision/").status_code == 200
    assert editor.get("/admin/guidance/revision/add/").status_code == 403
    assert editor.post(f"/admin/guidance/revision/{other.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_deleted_piece_leaves_its_last_version_and_a_deleted_account_its_edits(content):
    person = User.objects.create_user("someone")
    fact = Fact.objects.get(key="F01", language="en")
    editing.delete([fact], by=person)
    person.delete()
    newest = Revision.objects.of("fact", "F01", "en")[0]
    assert (newest.origin, newest.by, newest.record["year"]) == ("deleted", None, "2023 and 2024")


def test_of_two_editors_the_later_hears_of_the_first_and_keeps_what_was_typed(content, editor, administrator):
    fact = Fact.objects.get(key="F01", language="en")
    mine = {**filled(administrator, fact), "year": "1987"}
    save(editor, fact, year="2025")
    response = administrator.post(url(fact), mine)
    fact.refresh_from_db()
    assert fact.year == "2025"
    page = response.content.decode()
    assert "Somebody else saved this while you had it open (editor, " in page
    assert "<del>2025</del><ins>1987</ins>" in page
    form = response.context["adminform"].form
    assert form["year"].value() == "1987"
    again = {**mine, "seen": form["seen"].value()}
    assert administrator.post(url(fact), again).status_code == 302, "the second time it is a decision"
    fact.refresh_from_db()
    assert fact.year == "1987"
    assert [v.record["year"] for v in versions(fact)] == ["1987", "2025", "2023 and 2024"]


def test_a_form_without_what_was_seen_stores_nothing(content, editor):
    point = Point.objects.filter(article__language="en").first()
    data = {**filled(editor, point), "text": "New."}
    del data["seen"]
    assert editor.post(url(point), data).status_code == 200
    assert Point.objects.get(pk=point.pk).text == point.text


@pytest.mark.parametrize(
    ("old", "new"), [("", "a"), ("a b  c\nd", "a x  c\n\nd"), ("same", "same"), ("x " * 3000, "y " * 3000)]
)
def test_runs_of_words_join_to_both_texts(old, new):
    runs = words_between(old, new)
    assert "".join(text for mark, text in runs if mark != "new") == old
    assert "".join(text for mark, text in runs if mark != "gone") == new

import shutil

import pytest
from django.test import override_settings
from django.utils import translation

from actions.guidance import editing, stamps, translations
from actions.guidance.kinds import KINDS
from actions.guidance.loading import ContentFaults, load
from actions.guidance.models import Action, Article, Fact, Guide, Point, Revision, Scenario
from actions.guidance.records import CONTENT
from actions.guidance.translations import State
from tests.actions.guidance.desk import save, url
from tests.actions.guidance.test_loading import edit


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(CONTENT, tmp_path / "content")


def state(row):
    row.refresh_from_db()
    kind = editing.kind_of(row)
    return translations.state_of(row, translations.prints(kind))


def test_our_own_spanish_was_looked_at_since_the_english_changed():
    """It was not? Read both, change the Spanish where the meaning changed, then: ./run manage content stamp es KEY"""
    assert stamps.stale() == {"es": []}


def test_only_what_a_translator_writes_counts(content):
    action = Action.objects.get(key="A01", language="en")
    kind = KINDS["action"]
    before = translations.prints(kind)["A01"]
    action.sources, action.seeds, action.position, action.note = ["TALK"], [], 7, "A note"
    editing.save(action)
    assert translations.prints(kind)["A01"] == before
    action.risk = "Other."
    editing.save(action)
    assert translations.prints(kind)["A01"] != before


def test_english_that_an_editor_changes_makes_the_translation_stale_until_somebody_looks(content, editor):
    english, spanish = (Fact.objects.get(key="F01", language=code) for code in ("en", "es"))
    assert state(spanish) == State.CURRENT
    save(editor, english, caveats="Wide and old definition.")
    assert state(spanish) == State.STALE
    save(editor, spanish, year="2025")
    assert state(spanish) == State.STALE, "a small edit proves nothing"
    page = editor.get(url(spanish, "english"))
    assert "Wide and old definition.</ins>" in page.content.decode()
    response = editor.post(url(spanish, "english"), {"print": page.context["print"]})
    assert response.status_code == 302
    assert state(spanish) == State.CURRENT


def test_an_old_translation_that_comes_back_is_up_to_date_only_if_its_english_is(content, editor):
    english, spanish = (Fact.objects.get(key="F01", language=code) for code in ("en", "es"))
    first = Revision.objects.of("fact", "F01", "es")[0]
    save(editor, spanish, caveats="Una equivocación.")
    editor.post(url(spanish, "restore", first.pk))
    assert state(spanish) == State.CURRENT, "a slip was undone; the English is the same"
    save(editor, english, caveats="Other.")
    save(editor, spanish, caveats="Otra.")
    editor.post(url(spanish, "english"), {"print": editor.get(url(spanish, "english")).context["print"]})
    assert state(spanish) == State.CURRENT
    editor.post(url(spanish, "restore", first.pk))
    assert state(spanish) == State.STALE, "it says what the English said before"


def test_still_right_is_about_the_english_that_was_on_the_screen(content, editor):
    english, spanish = (Fact.objects.get(key="F01", language=code) for code in ("en", "es"))
    save(editor, english, caveats="One.")
    seen = editor.get(url(spanish, "english")).context["print"]
    save(editor, english, caveats="Two.")
    editor.post(url(spanish, "english"), {"print": seen})
    assert state(spanish) == State.STALE


def test_a_point_that_changes_makes_the_translation_of_its_article_stale(content):
    point = Point.objects.get(key="S1.2", article__language="en")
    point.text = "Other."
    editing.save(point)
    assert state(Article.objects.get(key="S1", language="es")) == State.STALE


def test_the_list_shows_and_filters_what_is_old_and_what_is_missing(content, editor):
    english = Fact.objects.get(key="F01", language="en")
    save(editor, english, caveats="Other.")
    Fact.objects.filter(key="F02", language="es").delete()
    found = {code: editor.get("/admin/guidance/fact/", {"translation": code}) for code in State.values}
    keys = {code: [row.key for row in each.context["cl"].result_list] for code, each in found.items()}
    assert (keys["stale"], keys["missing"], keys["alone"]) == (["F01"], ["F02"], [])
    assert len(keys["current"]) == 29
    assert "Missing: es" in found["missing"].content.decode()
    assert "English changed since" in found["stale"].content.decode()


def test_the_list_asks_as_many_questions_for_few_rows_as_for_many(content, editor, django_assert_num_queries):
    editor.get("/admin/guidance/fact/")
    with django_assert_num_queries(10):
        editor.get("/admin/guidance/fact/")
    Fact.objects.exclude(key__in=["F01", "F02"]).delete()
    with django_assert_num_queries(10):
        editor.get("/admin/guidance/fact/")


def test_a_missing_translation_begins_with_the_sorting_of_its_english_and_is_up_to_date(content, editor):
    Action.objects.filter(key="A01", language="es").delete()
    english = Action.objects.get(key="A01", language="en")
    page = editor.get(url(english))
    address = dict(page.context["ways"])["Translate: Español"]
    form = editor.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert data["slug"] == english.slug
    assert data["where"] == english.where
    texts = {field.name: "Texto" for field in KINDS["action"].fields if field.translated}
    data |= texts | {"steps": "Uno\nDos\nTres", "pledge": "Voy a ayudar.", "pledge_everyone": ""}
    response = editor.post(address, data)
    assert response.status_code == 302, response.context["adminform"].form.errors
    assert state(Action.objects.get(key="A01", language="es")) == State.CURRENT


@pytest.mark.django_db
def test_files_say_which_english_they_were_made_from(folder):
    load(folder)
    edit(folder, "en/facts.toml", 'year = "2023 and 2024"', 'year = "2025"')
    changed = load(folder)["fact", "en"].changed
    rows = Fact.objects.filter(language="es", key__in=changed)
    assert {state(row) for row in rows} == {State.STALE}
    assert stamps.stale(folder) == {"es": changed}
    assert stamps.stamp("es", changed, folder) == changed
    load(folder)
    assert {state(row) for row in rows} == {State.CURRENT}
    assert stamps.stamp("es", [], folder) == []
    with pytest.raises(ValueError, match="A999"):
        stamps.stamp("es", ["A999"], folder)


def test_loading_does_not_forget_that_an_editor_looked(content, editor):
    english, spanish = (Fact.objects.get(key="F01", language=code) for code in ("en", "es"))
    save(editor, english, caveats="Other.")
    assert editing.confirm(spanish, seen=translations.prints(KINDS["fact"])["F01"])
    load()
    assert state(spanish) == State.CURRENT


def test_a_stamp_that_is_none_is_a_fault(folder):
    (folder / "es" / "translated.toml").write_text("[fact]\nF01 = 3\n")
    with pytest.raises(ContentFaults, match=r"es/translated\.toml: fact: F01: is not a fingerprint"):
        load(folder)


THREE = [("en", "English"), ("es", "Español"), ("fr", "Français")]
ACTIONS = """
[vocabulary]
when = ["avant", "sur le moment", "après", "chaque jour"]
where = ["rue et transports", "fête et bar", "travail", "école et campus", "en ligne", "maison", "entre amis"]
strategy = [
  "dire", "distraire", "déléguer", "différer", "documenter", "écouter", "changer la culture", "se changer",
]
effort = ["une minute", "une conversation", "en continu"]

[[action]]
id = "A01"
slug = "make-a-small-distraction"
title = "Crée une petite diversion"
when = "sur le moment"
where = ["fête et bar"]
strategy = ["distraire"]
effort = "une minute"
risk = "Faible."
limits = "Il y a une arme."
steps = ["Un", "Deux", "Trois"]
words = ["Quelle heure est-il ?"]
first = false
care = false
"""
GUIDE = """\
+++
id = "G1"
slug = "in-the-moment"
title = "Sur le moment"
summary = "Que faire."
audience = "Tout le monde."
content_note = "Cette page parle de harcèlement."
reading_minutes = 4
order = 1
card = ["Respire."]
+++
## D'abord

Respire. [Une idée](action:A01), puis [une autre](action:A02).

## Ensuite

Appelle.
"""


@pytest.mark.django_db
def test_a_third_language_needs_files_only(folder, client):
    (folder / "fr" / "guides").mkdir(parents=True)
    (folder / "fr" / "actions.toml").write_text(ACTIONS, encoding="utf-8")
    (folder / "fr" / "guides" / "in-the-moment.md").write_text(GUIDE, encoding="utf-8")
    with override_settings(LANGUAGES=THREE):
        assert stamps.stamp("fr", [], folder) == ["A01", "G1"]
        reports = load(folder)
        assert (reports["action", "fr"].created, reports["guide", "fr"].created) == (["A01"], ["G1"])
        action = Action.objects.get(key="A01", language="fr")
        assert (action.when, action.where, action.effort) == ("in-the-moment", ["party-bar"], "a-minute")
        assert state(action) == State.CURRENT
        assert translations.languages_without(KINDS["guide"])["G2"] == ["fr"]
        guide = client.get("/fr/act/guides/in-the-moment/").content.decode()
        assert '<html lang="fr"' in guide
        assert 'href="/fr/act/actions/make-a-small-distraction/"' in guide
        assert "This page is not translated yet" not in guide
        for key, model in (("G6", Guide), ("A02", Action), ("SC01", Scenario), ("S1", Article)):
            with translation.override("fr"):
                page = client.get(model.objects.get(key=key, language="en").get_absolute_url())
            assert page.status_code == 200, key
            assert "This page is not translated yet. It is in English." in page.content.decode(), key
        for path in (
            "",
            "guides/",
            "actions/",
            "words/",
            "facts/",
            "sources/",
            "sources/points/",
            "practise/",
        ):
            assert client.get(f"/fr/act/{path}").status_code == 200, path
        again = load(folder)
        assert all(not report.changed and not report.kept for report in again.values())
        assert Scenario.objects.filter(language="fr").count() == 0
        assert Guide.objects.filter(language="fr").count() == 1

import io
import shutil
import tomllib

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actions.guidance import editing, stamps
from actions.guidance.comparing import compare
from actions.guidance.exporting import export
from actions.guidance.loading import load, read
from actions.guidance.models import Action, Fact, Guide, Point, Source
from actions.guidance.records import CONTENT, Reader
from actions.guidance.toml_text import lines

# Whatever a form lets through: PostgreSQL and the form refuse NUL, and nobody can type half a character.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400)
AWKWARD = (
    "Say \"no\" and 'yes'",
    "back\\slash \\ at the end\\",
    "[[fact]]\n[[action]]\nid = 'A01'",
    'three """ marks """""" and more',
    "   blanks   in    rows " + "long " * 200,
    "x" * 5000,
    "a\tb\fc\vd\x1fe\x7ff\x85g\u2028h\u2029i\ufeffj",
    "+++\n[TALK] # no comment",
    "\U0001f44d\u200f\u202eعربي",
    "one \\ two " * 30,
    "a\n b " * 60,
)


def awkward(test):
    for text in AWKWARD:
        test = example(text)(test)
    return test


@awkward
@given(TEXTS)
def test_whatever_is_written_is_read_again(text):
    for content in (text, [text], ["a", text, ""], [text] * 3):
        for fold in (True, False):
            assert tomllib.loads(lines([("x", content)], fold=fold)) == {"x": content}


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "README.md"
    }


def same(folder):
    """Loading the folder changes nothing, and every piece is as in its file."""
    before = read(folder)
    assert list(compare(folder)) == []
    for report in load(folder).values():
        assert [report.created, report.changed, report.kept] == [[], [], []]
    return before


def test_what_nobody_edited_comes_out_as_it_went_in_byte_by_byte(content, tmp_path):
    export(tmp_path)
    assert files(tmp_path) == files(CONTENT)


def test_an_edit_changes_its_own_lines_and_no_others(content, tmp_path):
    fact = Fact.objects.get(key="F01", language="en")
    fact.year = 'the "year" 2025'
    editing.save(fact)
    export(tmp_path)
    after, before = files(tmp_path), files(CONTENT)
    assert [name for name in before if after[name] != before[name]] == ["en/facts.toml"]
    old, new = (each["en/facts.toml"].decode().splitlines() for each in (before, after))
    assert set(new) - set(old) == {'year = "the \\"year\\" 2025"'}
    same(tmp_path)


def test_files_written_from_nothing_say_the_same(content, tmp_path):
    """Without files to follow: codes for words, no comments, and the same records."""
    export(tmp_path, pattern=tmp_path / "nothing")
    ours, theirs = read(CONTENT), read(tmp_path)
    assert ours == theirs
    same(tmp_path)


def test_hidden_moved_and_new_pieces_survive(content, tmp_path):
    action = Action.objects.get(key="A02", language="en")
    action.published, action.position = False, 90
    editing.save(action)
    Source.objects.create(key="MADE", title="Made here", url="https://example.org/", position=500)
    guide = Guide.objects.get(key="G3", language="es")
    guide.pk, guide.key, guide.slug, guide.loaded_fingerprint = None, "G77", "otra", ""
    editing.save(guide)
    export(tmp_path)
    text = (tmp_path / "en" / "actions.toml").read_text()
    assert "position = 90" in text
    assert "hidden = true" in text
    same(tmp_path)
    Action.objects.filter(key="A02").delete()
    load(tmp_path)
    assert not Action.objects.get(key="A02", language="en").published, "a hidden piece stays hidden elsewhere"


@example(list(AWKWARD))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS.filter(str.strip), min_size=8, max_size=12))
def test_every_text_that_can_be_stored_can_be_written_and_read(content, tmp_path, texts):
    """Rows as an editor's form would leave them; the rules on what a text may say are tested elsewhere."""
    with transaction.atomic():
        actions, guides = Action.objects.filter(language="en"), Guide.objects.filter(language="es")
        points = Point.objects.filter(article__language="es")
        edited = list(zip(texts, actions, guides, points, strict=False))
        for text, action, guide, point in edited:
            action.risk = point.text = text
            action.steps = [line.strip() for line in text.splitlines() if line.strip()]
            guide.body = f"## A\n\n{text}"
            for row in (action, guide, point):
                editing.tidy(row)
                type(row).objects.bulk_update([row], [f.name for f in editing.kind_of(row).fields])
        export(tmp_path)
        english, spanish = _library(tmp_path, "en"), _library(tmp_path, "es")
        there = {each["key"]: each for article in spanish["article"].values() for each in article["points"]}
        for _text, action, guide, point in edited:
            assert english["action"][action.key]["risk"] == action.risk
            assert english["action"][action.key]["steps"] == action.steps
            assert spanish["guide"][guide.key]["body"] == guide.body
            assert there[point.key]["text"] == point.text
        transaction.set_rollback(True)


def _library(folder, code):
    return {
        kind: {record["key"]: record for record in found}
        for kind, found in Reader(folder / code).read().items()
    }


def run(*args):
    out = io.StringIO()
    call_command("content", *args, stdout=out)
    return out.getvalue()


def test_diff_shows_both_sides_and_ends_with_one(content):
    assert "say the same" in run("diff")
    fact = Fact.objects.get(key="F01", language="en")
    fact.year, fact.published = "2025", False
    editing.save(fact)
    for asked in ([], ["F01"], ["fact"], ["--language", "en"]):
        out = io.StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("content", "diff", *asked, stdout=out)
        assert ended.value.code == 1
        shown = out.getvalue()
        assert "fact F01 en\n  year\n    file: 2023 and 2024\n    here: 2025\n" in shown
        assert "  published\n    file: yes\n    here: \n" in shown
        assert "\x1b[" not in shown, "no colours outside a terminal"
    for asked in (["F02"], ["guide"], ["--language", "es"]):
        assert "say the same" in run("diff", *asked)


def test_diff_names_what_only_one_side_has(content):
    Fact.objects.filter(key="F02", language="es").delete()
    Source.objects.create(key="MADE", title="Made", url="https://example.org/")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("content", "diff", stdout=out)
    assert "fact F02 es: only in the files" in out.getvalue()
    assert "source MADE: only in the database" in out.getvalue()


def test_the_command_writes_where_it_is_told_and_stamps(content, tmp_path, monkeypatch):
    assert "23 files written" in run("export", "--folder", str(tmp_path / "out"), "--language", "en")
    assert not (tmp_path / "out" / "es").exists()
    copied = shutil.copytree(CONTENT, tmp_path / "content")
    stamp = stamps.stamp
    monkeypatch.setattr("actions.guidance.stamps.stamp", lambda language, keys: stamp(language, keys, copied))
    assert "0 stamped anew." in run("stamp", "es")
    with pytest.raises(CommandError, match="A999"):
        run("stamp", "es", "A999")

import shutil
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actions.guidance.kinds import KINDS
from actions.guidance.loading import ContentFaults, load
from actions.guidance.models import MODELS, Action, Fact, Guide, Point, Source
from actions.guidance.records import CONTENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(db):
    """These tests begin with an empty database."""
    load()


@pytest.fixture
def folder(tmp_path):
    """A copy of the real files that a test may break."""
    return shutil.copytree(CONTENT, tmp_path / "content")


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder):
    with pytest.raises(ContentFaults) as caught:
        load(folder)
    assert not Guide.objects.exists()
    assert not Source.objects.exists()
    return [str(fault) for fault in caught.value.faults]


def test_the_real_files_become_rows_in_both_languages():
    reports = load()
    assert {key: len(report.created) for key, report in reports.items()} == {
        ("source", ""): 168,
        **{("article", language): 5 for language in ("en", "es")},
        **{("action", language): 55 for language in ("en", "es")},
        **{("fact", language): 31 for language in ("en", "es")},
        **{("guide", language): 14 for language in ("en", "es")},
        **{("scenario", language): 12 for language in ("en", "es")},
        **{("word", language): 28 for language in ("en", "es")},
        **{("idea", language): 15 for language in ("en", "es")},
    }
    assert Point.objects.count() == 2 * 145
    assert Action.objects.filter(language="en").one_tap().count() == 51
    assert Action.objects.filter(language="es").first_pledges().count() == 8
    assert (
        Action.objects.get(key="A01", language="es").where
        == Action.objects.get(key="A01", language="en").where
    )


def test_loading_again_changes_nothing_and_takes_less_than_two_seconds_of_the_processor(
    content, django_assert_max_num_queries
):
    before = {row.pk: (row.body, row.sections) for row in Guide.objects.all()}
    start = time.process_time()  # not of the clock: other work on the machine does not count
    with django_assert_max_num_queries(60):
        reports = load()
    assert time.process_time() - start < 2
    for report in reports.values():
        assert (report.created, report.changed, report.kept, report.missing) == ([], [], [], [])
        assert report.unchanged
    assert {row.pk: (row.body, row.sections) for row in Guide.objects.all()} == before


def test_a_changed_file_changes_its_row_and_what_is_rendered_from_it(folder):
    load(folder)
    edit(folder, "en/actions.toml", 'title = "Make a small distraction"', 'title = "Break the moment"')
    edit(folder, "en/guides/in-the-moment.md", "## First, take ten seconds", "## First, ten seconds")
    reports = load(folder)
    assert reports["action", "en"].changed == ["A01"]
    assert reports["guide", "en"].changed == ["G1"]
    assert Guide.objects.get(key="G1", language="en").opening[0]["title"] == "First, ten seconds"


def test_an_edited_row_is_kept_and_named_until_the_file_says_the_same(folder):
    load(folder)
    Fact.objects.filter(key="F01", language="en").update(year="2025")
    assert load(folder)["fact", "en"].kept == ["F01"]
    assert Fact.objects.get(key="F01", language="en").year == "2025"
    edit(folder, "en/facts.toml", 'year = "2023 and 2024"', 'year = "2025"')
    assert "F01" in load(folder)["fact", "en"].unchanged
    edit(folder, "en/facts.toml", 'year = "2025"', 'year = "2026"')
    assert load(folder)["fact", "en"].changed == ["F01"]


def test_an_edited_point_keeps_the_whole_article(folder):
    load(folder)
    Point.objects.filter(key="S1.2", article__language="en").update(text="Edited.")
    edit(folder, "en/articles.toml", "Page furniture only", "Only furniture")
    assert load(folder)["article", "en"].kept == ["S1"]
    assert Point.objects.get(key="S1.2", article__language="en").text == "Edited."


def test_points_that_leave_the_file_leave_the_article(folder):
    load(folder)
    edit(folder, "en/articles.toml", '[[article.point]]\nid = "S2.39"', '[[article.point]]\nid = "S2.40"')
    assert load(folder)["article", "en"].changed == ["S2"]
    keys = set(Point.objects.filter(article__key="S2", article__language="en").values_list("key", flat=True))
    assert "S2.39" not in keys
    assert "S2.40" in keys


def test_a_row_that_is_no_longer_in_the_files_stays_and_is_named_and_one_made_here_is_not(folder):
    load(folder)
    Fact.objects.create(key="F90", language="en", slug="made-here", title="Made here")
    edit(folder, "en/facts.toml", 'id = "F10"', 'id = "F40"')
    edit(folder, "en/facts.toml", 'slug = "nine-in-ten-street-conflicts"', 'slug = "street-conflicts"')
    report = load(folder)["fact", "en"]
    assert (report.created, report.missing) == (["F40"], ["F10"])
    assert Fact.objects.filter(key="F10", language="en").exists()


def test_only_the_files_of_the_site_are_read(folder):
    (folder / "en" / "guides_outline.toml").unlink()  # for editors
    assert len(load(folder)["guide", "en"].created) == 14


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("en/actions.toml", 'id = "A02"', 'id = "A01"', "en/actions.toml: A01: key: is used twice"),
        (
            "en/facts.toml",
            'slug = "freezing-is-common"',
            'slug = "Freezing!"',
            "en/facts.toml: F25: slug: 'Freezing!'",
        ),
        (
            "en/actions.toml",
            'sources = ["RTBV", "BTP", "CARE"]',
            'sources = ["NOPE"]',
            "A01: sources: NOPE does not exist",
        ),
        (
            "es/actions.toml",
            'seeds = ["S5.4", "S5.6"',
            'seeds = ["S9.9", "S5.6"',
            "A01: seeds: S9.9 does not exist",
        ),
        (
            "en/actions.toml",
            'effort = "a minute"',
            'effort = "an hour"',
            "A01: effort: 'an hour' is not in [vocabulary]",
        ),
        (
            "en/actions.toml",
            'limits = "There is a weapon',
            'limit = "There is a weapon',
            "A01: limits: is missing",
        ),
        (
            "en/actions.toml",
            'limits = "There is a weapon',
            'limit = "There is a weapon',
            "A01: limit: is not a field",
        ),
        (
            "en/articles.toml",
            'unused = "It is a view of one evening.',
            'note = "It is a view of one evening.',
            "S1.3: unused: is missing",
        ),
        (
            "es/articles.toml",
            'id = "S1.2"\n',
            'id = "S1.2"\nunused = "Nada."\n',
            "es/articles.toml: S1.2: unused: gives a reason, but something is drawn from it",
        ),
        ("en/actions.toml", "follow A36.", "follow A99.", "A24: limits: names A99, which does not exist"),
        (
            "en/actions.toml",
            'pledge = "I will ask a',
            f'pledge = "I will {"x" * 99} ask a',
            "characters, and 120 fit",
        ),
        ("en/actions.toml", "\n[vocabulary]\n", "\n[words]\n", "has 0 words, not 4"),
        ("en/actions.toml", "first = true", 'first = "yes"', "A01: first: is not true or false"),
        (
            "en/facts.toml",
            'caveats = "Mostly students."',
            'caveats = "Mostly [unverified]."',
            "is a remark for editors",
        ),
        ("en/facts.toml", "[[fact]]", "[[fact", "en/facts.toml: cannot be read"),
        (
            "en/sources.toml",
            'url = "https://rainn.org/node',
            'url = "rainn.org/node',
            "CARE1: url: is not an address",
        ),
        (
            "en/guides/online.md",
            "](action:A25)",
            "](action:A99)",
            "G6: body: the link action:A99 leads nowhere",
        ),
        ("en/guides/online.md", "](action:A25)", "](javascript:x)", "is of a kind that is not allowed"),
        (
            "en/guides/at-work.md",
            "Steps:",
            "[NOPE] Steps:",
            "G5: body: cites NOPE, which is not among its sources",
        ),
        (
            "en/guides/at-work.md",
            "+++\nid",
            "id",
            "en/guides/at-work.md: does not begin with lines between two +++",
        ),
        (
            "en/guides/at-work.md",
            'needs = ["workplace"',
            'needs = ["holidays"',
            "G5: needs: holidays does not exist",
        ),
        (
            "en/guides/at-work.md",
            "order = 7",
            'order = 7\nmood = "calm"',
            "G5: mood: is not a field of this kind",
        ),
        (
            "es/articles.toml",
            'kind = "event"',
            'kind = "party"',
            "S1.2: kind: 'party' is not a kind of point",
        ),
    ],
)
def test_a_fault_is_a_sentence_with_file_id_and_field_and_nothing_is_written(folder, name, old, new, fault):
    edit(folder, name, old, new)
    found = faults_of(folder)
    assert any(fault in sentence for sentence in found), found


def test_an_empty_folder_is_a_fault(tmp_path):
    assert "holds no language of this site" in faults_of(tmp_path)[0]


def test_the_command_reports_each_kind_and_language():
    out = StringIO()
    call_command("load_guidance", stdout=out)
    assert "guide (es): 14 new, 0 changed, 0 as before." in out.getvalue()
    assert "source: 168 new" in out.getvalue()


def test_the_command_fails_with_the_faults(folder, monkeypatch):
    edit(folder, "en/actions.toml", "follow A36.", "follow A99.")
    monkeypatch.setattr("actions.guidance.management.commands.load_guidance.load", lambda: load(folder))
    with pytest.raises(CommandError, match="names A99"):
        call_command("load_guidance")


def test_every_kind_of_record_has_a_model():
    assert set(KINDS) < set(MODELS)

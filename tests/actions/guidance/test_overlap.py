"""The tool that compares our wording with articles."""

import pytest
from django.core.management import CommandError, call_command

from actions.guidance.overlap import Shared, shared

ARTICLE = (
    'The Star. "We all said it," wrote Ann Lee of the North Bay Daily News Group. Nobody asked them to go on.'
)


def runs(text, titles=()):
    return [found.words for found in shared({"place": text}, {"article": ARTICLE}, titles)]


def test_capitals_quotation_marks_and_punctuation_do_not_hide_a_run():
    assert runs("It was so: nobody asked “them”, to go -- ON!") == ["nobody asked them to go on"]
    assert runs("THE star: we all said it") == ["the star we all said it"]


def test_runs_that_follow_each_other_are_one_and_five_words_are_none():
    found = list(shared({"A": "the star we all said it wrote"}, {"b.txt": ARTICLE}))
    assert found == [Shared("A", "b.txt", "the star we all said it wrote")]
    assert runs("nobody asked them to go") == []


def test_titles_and_strings_of_names_are_left_out():
    assert runs("Nobody asked them to go on", titles=["Nobody asked them to go on"]) == []
    assert runs("Ann Lee of the North Bay Daily News Group") == []


def test_the_command_names_the_place_and_fails(tmp_path, capsys):
    with pytest.raises(CommandError, match="holds no"):
        call_command("overlap", tmp_path)
    (tmp_path / "ours.txt").write_text(
        "Walk up and talk only to the person being bothered.", encoding="utf-8"
    )
    with pytest.raises(CommandError, match="not our own"):
        call_command("overlap", tmp_path)
    assert (
        "A01 steps 2: walk up and talk only to the person being bothered (ours.txt)"
        in capsys.readouterr().out
    )


def test_the_command_is_content_with_other_words(tmp_path, capsys):
    (tmp_path / "theirs.txt").write_text("The weather was fine on every day of that week.", encoding="utf-8")
    call_command("overlap", tmp_path)
    assert capsys.readouterr().out.startswith("0 shared runs")

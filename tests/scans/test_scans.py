"""The look for holes: what it may find, and that it cannot be fooled by a program that did nothing."""

import shutil
from collections import Counter

import pytest

from tests.scans import calling, run, site, tools

ROW = '[[finding]]\ntool = "bandit"\nrule = "B1"\nplace = "a.py"\nmost = 2\nreason = "{}"\n'
REASON = "one two three four five six"


def test_the_rules_for_security_find_nothing_new(tmp_path, monkeypatch):
    program = shutil.which("ruff", path=f"{tools.HERE}")
    assert tools.ruff(program, None, None, 1) == []
    (tmp_path / "bad.py").write_text("import os\nos.system(input())\n", encoding="utf-8")
    monkeypatch.setattr(tools, "SOURCES", (str(tmp_path),))
    monkeypatch.setattr(tools, "inside", str)
    assert {rule for rule, _place, _words in tools.ruff(program, None, None, 1)} == {"S605"}


def test_a_finding_is_explained_once_with_a_reason_and_no_more_of_its_kind():
    explained = run.dismissals(ROW.format(REASON))
    one = ("B1", "a.py", "line 1")
    assert run.judge("bandit", [one, one], explained) == ([], [])
    assert run.judge("bandit", [one] * 3, explained)[0] == [one] * 3
    assert run.judge("bandit", [one], explained) == ([], [("bandit", "B1", "a.py")])
    assert run.judge("ruff", [one], explained) == ([one], [])
    anywhere = run.dismissals(ROW.replace("a.py", "*").format(REASON))
    assert run.judge("bandit", [one, ("B1", "b.py", ""), ("B2", "b.py", "")], anywhere) == (
        [("B2", "b.py", "")],
        [],
    )
    assert run.judge("bandit", [], anywhere) == ([], [("bandit", "B1", "*")])
    for text in (ROW.format("because"), ROW.format(REASON) * 2):
        with pytest.raises(ValueError, match="reason"):
            run.dismissals(text)


def test_what_is_written_down_names_files_that_exist():
    text = run.DISMISSED.read_text(encoding="utf-8")
    for tool, rule, place in run.dismissals(text):
        assert tool in tools.TOOLS
        assert rule
        if tool in ("bandit", "ruff"):
            assert (site.ROOT / place).is_file()


def test_a_program_that_is_missing_or_breaks_is_said_and_not_clean(monkeypatch):
    monkeypatch.setitem(tools.TOOLS, "ruff", ("no-such-program-here", tools.ruff, False))
    monkeypatch.setitem(tools.TOOLS, "bandit", ("false", tools.bandit, False))
    states = {name: (state, found) for name, state, found in run.scan(["ruff", "bandit"], 1)}
    assert states["ruff"] == ("NOT RUN: not installed", None)
    assert states["bandit"][0].startswith("BROKE")


class Asked:
    """A site that was asked these."""

    paths = ("/a/", "/b/")

    def __init__(self, *asked):
        self.asked_since = lambda: Counter(asked)


def test_the_site_itself_says_how_much_it_was_asked_and_what_broke():
    fine, later, broke = ("GET", "200", "/a/"), ("GET", "503", "/a/"), ("POST", "500", "/b/")
    assert calling.asked_enough(Asked(fine, later, broke), 3, every=True) == [
        ("status 500", "/b/", "1 times POST")
    ]
    with pytest.raises(calling.BrokenError, match="asked 1 times"):
        calling.asked_enough(Asked(fine), 2)
    with pytest.raises(calling.BrokenError, match="never asked: /b/"):
        calling.asked_enough(Asked(fine, fine), 2, every=True)

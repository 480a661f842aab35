"""The look for holes: what it may find, and that it cannot be fooled by a program that did nothing."""

import os
import shutil
import sys
from collections import Counter
from urllib.parse import parse_qs

import pytest

from actions.pledges.forms import OneTapForm, PledgeForm, WordsForm
from actions.pledges.report_form import ReportForm
from config.safety.forms import TrapMixin
from resources.confirm_form import ConfirmForm
from resources.forms import FilterForm
from resources.problem_form import ProblemForm
from tests.scans import calling, fields, injection, run, site, tools, visitor

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
    url = "http://127.0.0.1:1"

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


TOLD = {
    **dict.fromkeys(
        ("slug", "contact", "confirm", "pledge", "action", "words", "door_token", "staff", "door"), "x"
    ),
    "lists": [["/admin/x/?q=a", "q"]],
}
# The box nobody sees, the signature of the form, the proof of work, and ticks: yes or no, whatever is in them.
UNTYPED = {"website", "started", "work", "about_me", "agree", "open", "free", "anonymous"}


def test_every_field_that_a_form_for_readers_has_is_attacked():
    forms = (FilterForm, PledgeForm, OneTapForm, WordsForm, ReportForm, ProblemForm)
    theirs = {name for form in forms for name in form.base_fields} | set(FilterForm.LISTS)
    attacked = {name for target in fields.targets(TOLD) for name in target.fields.split(",")}
    assert theirs - attacked == UNTYPED
    for target in fields.targets(TOLD):
        asked = parse_qs(f"{target.path.partition('?')[2]}&{target.data}")
        assert "*" in target.path if not target.fields else set(target.fields.split(",")) <= set(asked), (
            target
        )


@pytest.mark.parametrize(
    ("answers", "signed_out"),
    [({"200": 1}, False), ({"200": 80, "429": 20}, False), ({"200": 90}, True), ({}, False)],
)
def test_a_program_that_was_kept_out_of_a_form_did_not_look_behind_it(answers, signed_out):
    target = fields.Target("form", "/a/", "q")
    injection.judge(target, Counter({"200": 2, "429": 0}))
    with pytest.raises(calling.BrokenError, match="not behind it"):
        injection.judge(target, Counter(answers), signed_out=signed_out)


def test_a_look_that_its_time_cut_off_is_a_finding(monkeypatch, tmp_path):
    (tmp_path / "wapiti.json").write_text('{"vulnerabilities": {}, "anomalies": {}}', encoding="utf-8")
    monkeypatch.setattr(
        tools,
        "call",
        lambda *_words, **_more: "[*] Launching module xss\nMax attack time was reached for it\n",
    )
    assert tools.wapiti_at("wapiti", Asked(), tmp_path, 1, [], "xss") == [
        ("not finished", "/", "Max attack time was reached for it")
    ]
    assert (
        len(tools.cut_off("+ ERROR: Host maximum execution time of 9 seconds reached\n+ 1 host(s) tested"))
        == 1
    )


@pytest.mark.parametrize(
    ("words", "state", "fails"),
    [
        ([], "NOT RUN: not installed", False),
        (["--strict"], "NOT RUN: not installed", True),
        (["--strict", "--no-network"], "NOT RUN: not installed", True),
        (["--strict"], "NOT RUN, COULD NOT LOOK: no list", True),
        (["--strict", "--no-network"], "NOT RUN, COULD NOT LOOK: no list", False),
        ([], "BROKE: it did", True),
    ],
)
def test_what_did_not_look_is_said_and_fails_the_strict_run(monkeypatch, capsys, words, state, fails):
    monkeypatch.setattr(run, "scan", lambda *_asked: [("pip-audit", state, None)])
    monkeypatch.setattr(sys, "argv", ["run", *words, "pip-audit"])
    monkeypatch.setattr(run.signal, "signal", lambda *_asked: None)
    monkeypatch.setenv("PATH", os.environ["PATH"])  # put back afterwards
    with pytest.raises(SystemExit) as left:
        run.main()
    assert bool(left.value.code) is fails
    assert "!! Not everything looked: pip-audit" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/iwill/new/", PledgeForm),
        ("/es/iwill/new/", OneTapForm),
        ("/iwill/abcdefghjk/report/", ReportForm),
        ("/resources/x/problem/", ProblemForm),
        ("/resources/confirm/x/", ConfirmForm),
    ],
)
def test_in_a_scan_the_trap_lets_nonsense_pass_to_what_lies_behind(rf, path, form):
    seen = []
    pass_on = visitor.VisitorMiddleware(lambda request: seen.append(request.POST))
    pass_on(rf.post(path, {"website": "nonsense", "started": "nonsense"}))
    pass_on(rf.post(path, {**seen[0].dict(), "website": ""}))
    assert seen[0]["started"] == seen[1]["started"]  # a token of ours is left alone
    trap = type("Trap", (TrapMixin,), {"token_salt": form.token_salt})
    assert all(trap(data).is_valid() for data in seen)

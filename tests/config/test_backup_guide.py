"""Copying the file of a running SQLite loses what stands beside it; the guide must not say so, and no script do so."""

import re
import sqlite3
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COPIES = re.compile(
    r"\b(cp|rsync|scp|tar|shutil\.copy\w*|copyfile|copy2)\b[^\n]*(sqlite3?\b|\.db\b|DATABASE)", re.IGNORECASE
)
NOT_OURS = {".venv", ".git", "var", "node_modules"}


def files():
    """Guides, scripts and program; not the tests."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if not NOT_OURS & set(parts) and parts[0] != "tests" and path.is_file():
            ours = path.suffix in (".md", ".py", ".sh", ".yml", ".yaml", ".toml", ".service", "")
            if ours and path.stat().st_size < 1_000_000:
                yield path


def test_nothing_of_ours_copies_the_file_of_the_database():
    found, looked_at = [], 0
    for path in files():
        looked_at += 1
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [f"{path.name}: {match.group(0)}" for match in COPIES.finditer(text)]
    assert found == []
    assert looked_at > 100
    for bad in (
        "cp var/db.sqlite3 /backup/",
        'shutil.copy2(DATABASES["default"]["NAME"], to)',
        "rsync x.sqlite3 y",
    ):
        assert COPIES.search(bad)


def test_the_way_in_the_guide_copies_what_is_not_in_the_file_yet(tmp_path):
    guide = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    command = re.search(r'^sqlite3 var/\S+ "(VACUUM INTO \'[^\']+\')"$', guide, re.MULTILINE).group(1)
    live = sqlite3.connect(tmp_path / "live.sqlite3", isolation_level=None)
    live.execute("PRAGMA journal_mode=wal")
    live.execute("CREATE TABLE kept (id INTEGER)")
    live.executemany("INSERT INTO kept VALUES (?)", [(number,) for number in range(500)])
    copy = tmp_path / "copy.sqlite3"
    second = sqlite3.connect(tmp_path / "live.sqlite3")
    second.execute(re.sub(r"'[^']+'", f"'{copy}'", command))
    assert (tmp_path / "live.sqlite3-wal").stat().st_size > 0, "the rows stand beside the file"
    copied = sqlite3.connect(copy)
    assert copied.execute("SELECT COUNT(*) FROM kept").fetchone() == (500,)
    assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for connection in (live, second, copied):
        connection.close()

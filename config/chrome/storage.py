"""Static files as they are served: one style sheet, bare scripts, hashed names, compressed copies beside them."""

import re
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"@import url\(([^)]+)\);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Texts and addresses in a sheet are data: not a character of theirs may change.
DATA = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))""")
SPACE = re.compile(r"\s+")
# Around these a space says nothing. Around + and - it does, in calc(); before a colon or a bracket, in a selector.
AROUND = re.compile(r" ?([{};,>]) ?")


def fold(sheet: Path) -> str:
    """The sheet with every `@import url(file)` replaced by that file, and only what a browser reads."""
    text = IMPORT.sub(lambda match: fold(sheet.parent / match.group(1)), sheet.read_text(encoding="utf-8"))
    return minified(text)


def minified(text: str) -> str:
    """A sheet without comments and without spaces that say nothing."""
    pieces = DATA.split(COMMENT.sub("", text))
    pieces[::2] = [
        AROUND.sub(r"\1", SPACE.sub(" ", piece)).replace(": ", ":").replace(";}", "}")
        for piece in pieces[::2]
    ]
    return "".join(pieces).strip()


def bare(text: str) -> str:
    """A script of ours without comments and indentation."""
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


class SheetStorage(CompressedManifestStaticFilesStorage):
    """Folds site.css into one file when the files are collected; then hashes and compresses as WhiteNoise does.

    Chromium keeps what it compiled of a script of 1,024 characters or more in a file that names our host, whatever the
    headers say ("Code Cache"). The scripts of readers are served bare, and so stay below.
    """

    sheet = "css/site.css"
    scripts = ("js/leave.js", "js/replace.js", "js/kiosk.js", "js/work.js")

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        if not dry_run and self.sheet in paths:
            # From the source: what was collected before is folded already, and newer than a part that changed since.
            scripts = [script for script in self.scripts if script in paths]
            for script in scripts:
                source, name = paths[script]
                text = Path(source.path(name)).read_text(encoding="utf-8")
                Path(self.path(script)).write_text(bare(text), encoding="utf-8")
            source, name = paths[self.sheet]
            Path(self.path(self.sheet)).write_text(fold(Path(source.path(name))), encoding="utf-8")
            # else Django hashes the files as they were before
            paths = {**paths, **{name: (self, name) for name in (self.sheet, *scripts)}}
        yield from super().post_process(paths, dry_run, **options)

"""Static files as they are served: one style sheet, hashed names, compressed copies beside them."""

import re
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"@import url\(([^)]+)\);")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def fold(sheet: Path) -> str:
    """The sheet with every `@import url(file)` replaced by that file, comments and indentation cut."""
    text = IMPORT.sub(lambda match: fold(sheet.parent / match.group(1)), sheet.read_text(encoding="utf-8"))
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


class SheetStorage(CompressedManifestStaticFilesStorage):
    """Folds site.css into one file when the files are collected; then hashes and compresses as WhiteNoise does."""

    sheet = "css/site.css"

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        if not dry_run and self.sheet in paths:
            # From the source: what was collected before is folded already, and newer than a part that changed since.
            source, name = paths[self.sheet]
            Path(self.path(self.sheet)).write_text(fold(Path(source.path(name))), encoding="utf-8")
            paths = {**paths, self.sheet: (self, self.sheet)}  # else Django hashes the sheet as it was before
        yield from super().post_process(paths, dry_run, **options)

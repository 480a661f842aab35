"""A zip from somebody else, looked at before anything in it is unpacked. Nothing is written to disk by its name."""

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from resources.hsds.faults import Refused, short

MEMBERS = 100
MEMBER_BYTES = 100 << 20
TOTAL_BYTES = 200 << 20
RATIO = 100  # unpacked to packed; tables of text stay below 40
RATIO_FROM = 1 << 20  # bytes; a small file may be as repetitive as it likes
NESTED = (".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".rar", ".zst")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def opened(raw: IO[bytes], name: str) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """The archive and its members by lower-case file name without folder. Raises Refused.

    The sizes that an archive declares are binding: Python's zipfile never reads more than a member declares.
    """
    try:
        archive = zipfile.ZipFile(raw)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise Refused(_("%(name)s is damaged: it cannot be opened as a zip file.") % {"name": name}) from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MEMBERS:
        raise Refused(
            _("%(name)s holds %(count)d files; the most is %(most)d.")
            % {"name": name, "count": len(members), "most": MEMBERS}
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        problem = _problem(member)
        if problem:
            raise Refused(f"{name}, {short(member.filename)}: {problem}")
        key = PurePosixPath(member.filename).name.lower()
        if key in found:
            raise Refused(_("%(name)s holds %(member)s twice.") % {"name": name, "member": short(key)})
        found[key] = member
    if sum(member.file_size for member in members) > TOTAL_BYTES:
        raise Refused(_("%(name)s would unpack to more than 200 MB.") % {"name": name})
    return archive, found


def _problem(member: zipfile.ZipInfo) -> str:
    """What is wrong with one member, or ""."""
    name = member.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name:
        return _("a name that points outside the zip file.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return _("a link instead of a file.")
    if member.flag_bits & 0x1:
        return _("encrypted. Send it without a password.")
    if name.lower().endswith(NESTED):
        return _("a packed file inside a packed file.")
    if member.compress_type not in METHODS:
        return _("packed in a way that we do not read. Use an ordinary zip.")
    if member.file_size > MEMBER_BYTES:
        return _("would unpack to more than 100 MB.")
    if member.file_size > RATIO_FROM and member.file_size > RATIO * max(member.compress_size, 1):
        return _("unpacks to more than a hundred times its size, which real tables do not.")
    return ""

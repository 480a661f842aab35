"""Checks of the doctor about settings, files and the machine."""

import contextlib
import os
import shutil
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks as django_checks

from config.operations import copies, health
from config.operations.doctor import Check

ENV_FILE = Path(settings.BASE_DIR) / ".env"
MEMORY = Path("/proc/meminfo")
LEAST_MEMORY = 200_000_000  # bytes; two workers take about 90 MB each
LEAST_DISK = 1_000_000_000  # bytes; readyz says "disk" much later
BUILT = 1_760_000_000  # October 2025: no clock that is right is before this
PRODUCTION = ("production",)
OF_HTTPS = ("security.W004", "security.W008", "security.W012", "security.W016")  # the check “https” says it


def settings_wrong() -> str:
    """Everything that `check --deploy` says, as one sentence."""
    found = django_checks.run_checks(include_deployment_checks=True)
    left_out = () if settings.HTTPS else OF_HTTPS
    said = [
        message.msg
        for message in found
        if message.level >= django_checks.WARNING and not message.is_silenced() and message.id not in left_out
    ]
    return " ".join(str(text) for text in said)


def key_wrong() -> str:
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10:
        return "SECRET_KEY is short or easy to guess."
    return "SECRET_KEY_FALLBACKS is still set." if settings.SECRET_KEY_FALLBACKS else ""


def https_wrong() -> str:
    onion = bool(settings.ALLOWED_HOSTS) and all(host.endswith(".onion") for host in settings.ALLOWED_HOSTS)
    return "" if settings.HTTPS or onion else "HTTPS is off, so others on the line can read along."


def hosts_wrong() -> str:
    if not settings.ALLOWED_HOSTS:
        return "ALLOWED_HOSTS is empty, so every request is refused."
    return "ALLOWED_HOSTS takes every name." if "*" in settings.ALLOWED_HOSTS else ""


def proxy_wrong() -> str:
    if settings.SECURE_PROXY_SSL_HEADER and not settings.PROXY_HOPS:
        return "A proxy is trusted, but PROXY_HOPS is 0: all readers together count as one place."
    return ""


def metrics_wrong() -> str:
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < 20:
        return "METRICS_TOKEN can be guessed."
    return ""


def env_wrong() -> str:
    return _open_to_others(
        [ENV_FILE, Path(settings.BACKUP_KEY_FILE)] if settings.BACKUP_KEY_FILE else [ENV_FILE]
    )


def var_wrong() -> str:
    if not health.can_write():
        return f"Nothing can be written into {settings.VAR}."
    return _of_somebody_else(Path(settings.VAR)) or _open_to_others([Path(settings.VAR)])


def _of_somebody_else(folder: Path) -> str:
    """A command run as root leaves files that the user of the site cannot write."""
    owner = folder.stat().st_uid
    for path in sorted(folder.iterdir()):
        with contextlib.suppress(FileNotFoundError):  # SQLite and counters come and go
            if path.stat().st_uid != owner:
                return f"{path.name} in {folder} belongs to another user than the folder."
    return ""


def _open_to_others(paths: Iterable[Path]) -> str:
    wide = [str(path) for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    return f"Others on this machine can read {', '.join(wide)}." if wide and os.name == "posix" else ""


def static_wrong() -> str:
    """Collected, and after the last change of a source."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.is_file():
        return "The static files were not collected."
    made = manifest.stat().st_mtime
    for finder in get_finders():
        for name, storage in finder.list([]):
            if Path(storage.path(name)).stat().st_mtime > made + 1:
                return f"The static files were collected before {name} changed."
    return ""


def languages_wrong() -> str:
    sources = [path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")]
    missing = [path for path in sources if not path.with_suffix(".mo").is_file()]
    return f"The translation {missing[0].parent.parent.name} was not compiled." if missing else ""


def disk_wrong() -> str:
    free = shutil.disk_usage(settings.VAR).free
    return f"Only {free // 1_000_000} MB are free on the disk of {settings.VAR}." if free < LEAST_DISK else ""


def memory_wrong() -> str:
    """Linux only."""
    lines = MEMORY.read_text(encoding="ascii").splitlines() if MEMORY.exists() else []
    free = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)
    return (
        f"Only {free // 1_000_000} MB of memory are free." if free is not None and free < LEAST_MEMORY else ""
    )


def clock_wrong() -> str:
    return "The clock of this machine is years behind." if time.time() < BUILT else ""


def ready_wrong() -> str:
    return "" if settings.READY_BYTES else "Ready pages are off, so nothing opens while the database is away."


def folder_wrong() -> str:
    """Copies are made, sealed, and the newest is from the last day."""
    if not settings.BACKUP_FOLDER:
        return "BACKUP_FOLDER is not set."
    folder = Path(settings.BACKUP_FOLDER)
    made = [when.timestamp() for path in folder.glob("*") if (when := copies.time_of(path))]
    if not made:
        return f"There is no copy of the database in {folder}."
    hours = int((time.time() - max(made)) // 3600)
    if hours > 26:
        return f"The newest copy of the database is {hours} hours old."
    return "" if settings.BACKUP_KEY_FILE else "Copies are not sealed: BACKUP_KEY_FILE is not set."


CHECKS = (
    Check(
        "settings", settings_wrong, "Change what it names in .env; .env.example explains each.", PRODUCTION
    ),
    Check("secret key", key_wrong, "See “A new SECRET_KEY” in docs/operations.md.", PRODUCTION),
    Check(
        "https",
        https_wrong,
        "Take HTTPS=0 out of .env and put a web server with a certificate in front.",
        PRODUCTION,
    ),
    Check("hosts", hosts_wrong, "Write the names of the site into ALLOWED_HOSTS.", PRODUCTION),
    Check(
        "proxy", proxy_wrong, "Set PROXY_HOPS to the number of proxies in front, most often 1.", PRODUCTION
    ),
    Check("metrics", metrics_wrong, "Use a long random METRICS_TOKEN."),
    Check("env file", env_wrong, "Run: chmod 600, with the name of the file."),
    Check("var", var_wrong, "Run: chmod 700 var; it and all in it must belong to the user of the site."),
    Check(
        "static files",
        static_wrong,
        "Run: ./run manage collectstatic --noinput, then reload the site.",
        PRODUCTION,
    ),
    Check("languages", languages_wrong, "Run: ./run manage setup_site"),
    Check(
        "disk",
        disk_wrong,
        "Delete what is not needed, or take a larger disk. Reading goes on, writing stops.",
    ),
    Check("memory", memory_wrong, "Lower WEB_CONCURRENCY or READY_MEGABYTES, or take more memory."),
    Check("clock", clock_wrong, "Switch on time synchronisation: timedatectl set-ntp true"),
    Check("ready pages", ready_wrong, "Take READY_MEGABYTES=0 out of .env.", PRODUCTION),
    Check(
        "copies",
        folder_wrong,
        "Set BACKUP_FOLDER and BACKUP_KEY_FILE, and let a timer run: ./run manage backup",
        PRODUCTION,
    ),
)

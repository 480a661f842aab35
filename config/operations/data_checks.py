"""Checks of the doctor that ask the database."""

import datetime as dt
from functools import partial
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.utils import timezone

from actions.pledges.models import ErasedPledge
from config.operations import health
from config.operations.doctor import Check
from config.safety import timers
from config.safety.models import LastRun
from config.staff.sittings import FACTORS
from resources.models import Contact, Service

# What each database says about itself, and what it must say so that an answered promise is on the disk.
PRAGMAS = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"}
SERVER = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
APART = 30  # seconds between the clock here and the one of the server
DATABASE = ("database",)
BOTH = ("database", "production")


def database_wrong() -> str:
    try:
        connection.ensure_connection()
        return "" if health.answers() else "The database does not answer."
    except DatabaseError:
        return "The database cannot be reached."


def durable_wrong() -> str:
    wanted = PRAGMAS if connection.vendor == "sqlite" else SERVER
    ask = "PRAGMA {}" if connection.vendor == "sqlite" else "SHOW {}"
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(ask.format(name))
            said = str(cursor.fetchone()[0]).lower()
            if said != value:
                return f"{name} of the database is {said}, so words may be lost or stay. It must be {value}."
    return ""


def migrations_wrong() -> str:
    return "" if health.is_migrated() else "The tables are older than the program."


def clocks_wrong() -> str:
    """A timer that ended in the future, or a server with another time."""
    if LastRun.objects.filter(at__gt=timezone.now() + dt.timedelta(seconds=APART)).exists():
        return "A timer ended in the future: the clock was ahead then, or is behind now."
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs((cursor.fetchone()[0] - timezone.now()).total_seconds())
        if apart > APART:
            return f"The clocks here and of the database are {int(apart)} seconds apart."
    return ""


def timer_wrong(name: str) -> str:
    late = timers.overdue()
    if name not in late:
        return ""
    age = late[name]
    return f"{name} never ran." if age is None else f"{name} last ended {int(age // 3600)} hours ago."


def factor_wrong() -> str:
    """Staff who could sign in with a password alone if the door were open."""
    proven = Authenticator.objects.filter(type__in=FACTORS).values("user_id")
    number = User.objects.filter(is_staff=True, is_active=True).exclude(pk__in=proven).count()
    return f"{number} people of the staff have no second factor yet." if number else ""


def catalogue_wrong() -> str:
    if not Service.objects.published().exists():
        return "The directory is empty."
    old = Contact.objects.filter(service__in=Service.objects.published()).too_old().count()
    months = settings.HIDE_AFTER_MONTHS
    return (
        f"{old} ways to reach a service are hidden: nobody checked them for {months} months." if old else ""
    )


def erased_wrong() -> str:
    """The file knows at least what the table knows; else a restored copy could bring something back."""
    path = Path(settings.ERASED_PLEDGES)
    lines = set(path.read_text(encoding="ascii", errors="ignore").split()) if path.exists() else set()
    missing = [pk for pk in ErasedPledge.objects.values_list("pk", flat=True).iterator() if pk not in lines]
    return f"{path.name} lacks {len(missing)} of the deleted promises." if missing else ""


def left_over_wrong() -> str:
    if connection.vendor != "sqlite":
        return ""
    place = Path(str(connection.settings_dict["NAME"]))
    left = sorted(path.name for path in place.parent.glob(f"{place.name}.replaced-*"))
    return f"{left[0]} still lies beside the database, with what was deleted since." if left else ""


CHECKS = (
    Check("database", database_wrong, "Look whether it runs, and whether DATABASE_URL is right."),
    Check(
        "written to disk", durable_wrong, "Put that setting of the database right, then restart it.", DATABASE
    ),
    Check("migrations", migrations_wrong, "Run: ./run manage backup, then ./run manage migrate", DATABASE),
    Check("clocks", clocks_wrong, "Switch on time synchronisation on every machine.", DATABASE),
    *(
        Check(
            f"timer {name}",
            partial(timer_wrong, name),
            f"Start its timer, and run it once: ./run manage {name}",
            BOTH,
        )
        for name in timers.OVERDUE
    ),
    Check(
        "second factor",
        factor_wrong,
        "Ask them to sign in and set one up, or take “active” away from them.",
        BOTH,
    ),
    Check(
        "directory",
        catalogue_wrong,
        "Run setup_site when it is empty; else editors check what the desk lists.",
        DATABASE,
    ),
    Check(
        "deleted promises",
        erased_wrong,
        "Put the newest copy of that file in its place; see docs/operations.md.",
        DATABASE,
    ),
    Check("left over", left_over_wrong, "Delete it when the site is right.", DATABASE),
)

"""Typed readers for the environment. A bad value stops the start and names the variable."""

import ipaddress
import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def read_file(path: Path) -> None:
    """Take over NAME=value lines of a .env file. A variable that is set already wins.

    Raises ImproperlyConfigured when the file is there and this user may not read it.
    """
    if path.exists():
        if not os.access(path, os.R_OK):
            raise ImproperlyConfigured(
                f"{path} cannot be read. It must belong to the user that runs the site."
            )
        environ.Env.read_env(str(path), overwrite=False)


def text(name: str, default: str | None = None) -> str:
    """The value of NAME, or the content of the file that NAME_FILE points to (for secret stores).

    Raises ImproperlyConfigured when neither is set and there is no default.
    """
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE points to {file}, which cannot be read.") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. Add {name}=... to .env; .env.example explains it.")
    return value


def boolean(name: str, default: bool = False) -> bool:
    """1/true/yes/on or 0/false/no/off. Anything else raises ImproperlyConfigured: a typo must not switch safety off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")


def integer(name: str, default: int, least: int = 0, most: int = 2**31) -> int:
    """A whole number from `least` to `most`. Raises ImproperlyConfigured for anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number.") from error
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} is {number}. It must be from {least} to {most}.")
    return number


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas, blanks cut off, empty parts left out."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def networks(name: str) -> list[str]:
    """A list of networks such as 10.0.0.0/8 or one address. Raises ImproperlyConfigured for anything else."""
    found = words(name)
    for part in found:
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} names {part!r}, which is no network.") from error
    return found


def database(name: str, default: str) -> dict[str, Any]:
    """A DATABASES entry from a URL such as postgres://user:secret@host/name or sqlite:////path/to.db.

    Raises ImproperlyConfigured when the address is not one of SQLite or PostgreSQL.
    """
    url = text(name, default)
    if url.partition("://")[0] not in ("sqlite", "postgres", "postgresql", "psql", "pgsql"):
        # The address may hold a password, so it is not repeated here.
        raise ImproperlyConfigured(f"{name} must start with sqlite:// or postgres://.")
    try:
        return dict(environ.Env.db_url_config(url))
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not a database address.") from error


def mail_server(name: str) -> dict[str, Any]:
    """Django's EMAIL_ settings from a URL such as smtp+tls://user:secret@host:587; empty: mail goes nowhere.

    Raises ImproperlyConfigured when the address is not one of a mail server.
    """
    url = text(name, "")
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_HOST": ""}
    if url.partition("://")[0] not in ("smtp", "smtp+tls", "smtp+ssl", "consolemail"):
        # The address may hold a password, so it is not repeated here.
        raise ImproperlyConfigured(f"{name} must start with smtp://, smtp+tls:// or smtp+ssl://.")
    try:
        found: dict[str, Any] = environ.Env.email_url_config(url)
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not the address of a mail server.") from error
    return {setting: value for setting, value in found.items() if setting != "OPTIONS"}

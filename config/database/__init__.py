"""How the site speaks with its database, whichever of the two it is: what is written stays, nobody waits for ever."""

from typing import Any

from config import env

# What a page may take and what it needs; commands write much, and take as long as they need.
STATEMENT_SECONDS, CACHE_KB = 15, 250
_pages = False  # only in a process that asks for it


def serve_pages() -> None:
    """This process makes pages (config/wsgi.py). Called before the settings are read."""
    global _pages
    _pages = True


def promised(database: dict[str, Any]) -> dict[str, Any]:
    """An entry of DATABASES with the options that our promises need. Raises ImproperlyConfigured for a bad number."""
    return _sqlite(database) if database["ENGINE"].endswith("sqlite3") else _postgresql(database)


def _sqlite(database: dict[str, Any]) -> dict[str, Any]:
    return {
        **database,
        "ENGINE": "config.database.sqlite3",
        # Opening it for each request cost more than a page of the board; the engine notices a file that was replaced.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "cached_statements": 24,  # 128 by itself, 10 kB each, and each thread has its own
            # FULL: an answered pledge survives power loss. secure_delete: a deleted one is overwritten with zeros.
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON;PRAGMA trusted_schema=OFF;PRAGMA temp_store=MEMORY;"
                # Of each thread. A page of the site needs little, and what it reads again the system holds.
                f"PRAGMA cache_size=-{_for_pages('SQLITE_CACHE_KB', CACHE_KB, 2000)};"
            ),
        },
    }


def _postgresql(database: dict[str, Any]) -> dict[str, Any]:
    # A statement that takes too long is stopped for web pages only: a migration may take its time.
    limits = {
        "statement_timeout": _for_pages("STATEMENT_SECONDS", STATEMENT_SECONDS, 0),
        "lock_timeout": 10,
        "idle_in_transaction_session_timeout": 60,
    }
    return {
        **database,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 2,
            "tcp_user_timeout": 10_000,  # milliseconds until a server that vanished without a word is given up
            "options": " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items()),
            **database.get("OPTIONS", {}),
        },
    }


def _for_pages(name: str, pages: int, commands: int) -> int:
    """The value of that variable, else `pages`, in a process that makes pages; `commands` in any other."""
    return env.integer(name, pages) if _pages else commands

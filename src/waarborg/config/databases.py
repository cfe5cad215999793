"""The one database: SQLite by default, PostgreSQL by DATABASE_URL."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from waarborg.config import environment

# WAL lets readers go on while one process writes. IMMEDIATE takes the write lock at the start of a
# transaction, so that two writers wait for each other (busy_timeout) and never fail half-way. FULL makes an
# acknowledged commit survive a power cut, which an audit chain needs.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-64000;"
    ),
}


def configure() -> dict[str, Any]:
    """Django's description of the database that DATABASE_URL names."""
    url = environment.read("DATABASE_URL") or f"sqlite:///{environment.data_folder() / 'waarborg.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = SQLITE_OPTIONS
        database["CONN_MAX_AGE"] = None
    elif database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL names a database other than SQLite or PostgreSQL. Use one of these."
        )
    return database

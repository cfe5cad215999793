"""What must be true before a real site starts, as far as only the database can tell."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

from waarborg.apps.organisations import queries as organisations

OLDEST_POSTGRESQL = 160000


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured when debug is on, or example people could log in to a real site."""
    if not settings.IS_DEMO:
        try:
            _check_real_site()
        finally:
            # Web processes are copies of this one and must not share its connection.
            connection.close()


def _check_real_site() -> None:
    if settings.DEBUG:
        raise ImproperlyConfigured("DEBUG is on. A real site never shows its inside: set DEBUG off.")
    try:
        demo_people = organisations.count_demo_people()
    except (OperationalError, ProgrammingError) as error:
        raise ImproperlyConfigured(
            f"The database cannot be read ({error}). Check DATABASE_URL and run `waarborg migrate`."
        ) from error
    if demo_people:
        raise ImproperlyConfigured(
            f"There are {demo_people} example people with known passwords in this database. "
            "Start with an empty database, or remove them with `waarborg people remove-demo`."
        )
    if connection.vendor == "postgresql" and connection.pg_version < OLDEST_POSTGRESQL:
        raise ImproperlyConfigured("PostgreSQL is older than 16. Use 16 or newer.")

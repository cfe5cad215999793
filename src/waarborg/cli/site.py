"""Starting Django for the commands that need the database; the others never load it."""

import os

from waarborg.cli.exits import CommandFailed, Exit

DEFAULT_SETTINGS = "waarborg.config.demo"


def open_site(*, migrated: bool = True) -> None:
    """Set Django up; with `migrated`, refuse when tables are missing or old.

    Raises CommandFailed with the remedy when settings or database are not in order.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandFailed(Exit.ENVIRONMENT, str(error)) from error
    if not migrated:
        return
    try:
        missing = count_missing_migrations()
    except DatabaseError as error:
        raise CommandFailed(
            Exit.ENVIRONMENT,
            f"The database cannot be read: {error}. Check DATABASE_URL and that the server runs.",
        ) from error
    if missing:
        raise CommandFailed(
            Exit.ENVIRONMENT,
            f"The database lacks {missing} changes of structure. Run `waarborg migrate` first.",
        )


def count_missing_migrations() -> int:
    """How many migrations the database still needs."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))

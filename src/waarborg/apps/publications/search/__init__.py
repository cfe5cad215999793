"""Full-text search over the public entries: one port, with an adapter for SQLite and one for PostgreSQL."""

from functools import cache

from django.db import connection

from waarborg.apps.publications.search.index import SearchIndex
from waarborg.apps.publications.search.port import Index
from waarborg.apps.publications.search.postgres import PostgresStore
from waarborg.apps.publications.search.sqlite import SqliteStore
from waarborg.apps.publications.search.store import Store

STORES: dict[str, type[Store]] = {"sqlite": SqliteStore, "postgresql": PostgresStore}


def get_index() -> Index:
    """The index of the database that this process uses."""
    return _index_for(connection.vendor)


@cache
def _index_for(vendor: str) -> SearchIndex:
    return SearchIndex(STORES[vendor]())

"""The public register as files: what goes in, in which format, and when it last changed."""

from waarborg.adapters.exchange.writing import FORMATS, Format, Head, Listed, TooManyRows
from waarborg.apps.publications.exporting.files import (
    MOST_AT_ONCE,
    Ready,
    Register,
    ask_for,
    describe_public_entry,
    find_ready,
    stream,
    write_atomically,
)
from waarborg.apps.publications.exporting.selecting import (
    Selection,
    count_entries,
    find_missing,
    find_version,
    is_organisation,
    list_entries,
)
from waarborg.apps.publications.exporting.state import Mark, read_mark

__all__ = [
    "FORMATS",
    "MOST_AT_ONCE",
    "Format",
    "Head",
    "Listed",
    "Mark",
    "Ready",
    "Register",
    "Selection",
    "TooManyRows",
    "ask_for",
    "count_entries",
    "describe_public_entry",
    "find_missing",
    "find_ready",
    "find_version",
    "is_organisation",
    "list_entries",
    "read_mark",
    "stream",
    "write_atomically",
]

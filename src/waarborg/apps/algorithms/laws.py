"""The interpretations of the law that are known here, for the steps of an algorithm and for cases."""

from functools import cache

from waarborg.adapters.law_files.loading import load_interpretations
from waarborg.core.law.library import Library


@cache
def get_library() -> Library:
    """Every interpretation that comes with this version. They never change while the site runs."""
    return Library(load_interpretations())

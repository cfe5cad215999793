"""Text that a database can keep: PostgreSQL takes no null character, and UTF-8 has no half of a surrogate pair."""

import re

_UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")


def has_unkeepable(document: object) -> bool:
    """Return whether a character that no database can keep stands anywhere in a document of JSON, also in its keys."""
    todo = [document]
    while todo:
        item = todo.pop()
        if isinstance(item, str) and _UNKEEPABLE.search(item):
            return True
        if isinstance(item, dict):
            todo.extend((*item, *item.values()))
        elif isinstance(item, list):
            todo.extend(item)
    return False

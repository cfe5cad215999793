"""Bounds of YAML that comes from outside: how deep it is nested, and that no part stands in for another.

The C parser calls itself for each level and ends the whole process when there are too many; with anchors a small
file can be endless. Looking at the events, one after the other, has neither problem.
"""

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _SafeLoader

#: Deeper than any file that a person writes.
MOST_LEVELS = 200


class UnboundedYaml(ValueError):
    """YAML that may not be loaded: `line` and `column`, from 1, and whether it is an anchor that is used again."""

    def __init__(self, *, line: int, column: int, is_alias: bool) -> None:
        self.line = line
        self.column = column
        self.is_alias = is_alias
        what = "a part that stands elsewhere (*)" if is_alias else f"more than {MOST_LEVELS} levels"
        super().__init__(f"line {line}, column {column}: {what}")


def require_bounded(text: str) -> None:
    """Check a text before it is loaded. Raises `UnboundedYaml`; text that is no YAML is left to the loader."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_SafeLoader):
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            if depth > MOST_LEVELS or isinstance(event, AliasEvent):
                mark = event.start_mark
                raise UnboundedYaml(
                    line=mark.line + 1, column=mark.column + 1, is_alias=isinstance(event, AliasEvent)
                )
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, UnboundedYaml):
            raise

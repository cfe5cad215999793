"""The YAML of a definition: each group knows its lines, yes and no are what its makers read, and size is bounded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from waarborg.adapters.content_files.yaml_files import NoYaml, StrictLoader, parse_yaml
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import require_bearable
from waarborg.adapters.law_files.text_files import read_text

#: The largest definition we know has 70 kB.
MOST_BYTES = 4 * 1024 * 1024
_DAY = "tag:yaml.org,2002:timestamp"


class Entry(dict[Any, Any]):
    """A group of keys. line: where it begins. lines: where each key stands."""

    line: int = 1
    lines: dict[Any, int]


class _DefinitionLoader(StrictLoader):
    """Reads values as the makers of definitions do, in YAML 1.1; only a day stays the text that it is."""

    def construct_entry(self, node: yaml.MappingNode) -> Iterator[Entry]:
        made = Entry()
        made.line = node.start_mark.line + 1
        yield made
        made.lines = {
            key.value: key.start_mark.line + 1 for key, _ in node.value if isinstance(key, yaml.ScalarNode)
        }
        made.update(self.construct_mapping(node))


_DefinitionLoader.add_constructor("tag:yaml.org,2002:map", _DefinitionLoader.construct_entry)
_DefinitionLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _DAY]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_definition_file(path: Path) -> Any:
    """Return the document in a file. Raises `LawFileError` for what cannot be read, with place and remedy."""
    return parse_definition(read_text(path, most_bytes=MOST_BYTES), file=path.name)


def parse_definition(text: str, *, file: str) -> Any:
    """Return the document in a text: groups as `Entry`. Raises `LawFileError`."""
    require_bearable(text, file=file, aliases=True)
    try:
        return parse_yaml(text, file=file, loader=_DefinitionLoader)
    except NoYaml as error:
        fault, remedy = error.words
        raise LawFileError(file=file, place=error.path, fault=fault, remedy=remedy) from error

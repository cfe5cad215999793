"""Where in a file something stands: the line of a place such as `parts[0].items[2].type`, or of a question by its id."""

import re

import yaml

from waarborg.adapters.content_files.yaml_files import StrictLoader

_STEP = re.compile(r"([\w-]+)|\[(\d+)\]")
#: The keys under which a part of a form has its id.
_IDS = frozenset(
    {"part", "question", "group", "info", "slot", "outcome", "check", "fact", "requirement", "id"}
)


class Lines:
    """A text of YAML, in which the line of a place can be found."""

    def __init__(self, text: str) -> None:
        try:
            self._root = yaml.compose(text, Loader=StrictLoader)
        except yaml.YAMLError:
            self._root = None

    def find(self, place: str) -> int:
        """Return the line of a place, from 1; of the nearest thing around it that can be found.

        place: a path, or the id of a part, question, outcome or whatever has one. 1 for a text that is no YAML.
        """
        if self._root is None:
            return 1
        return _find_id(self._root, place) or _follow(self._root, place)


def _follow(node: yaml.Node, place: str) -> int:
    line = node.start_mark.line
    for key, number in _STEP.findall(place if place != "$" else ""):
        if key and isinstance(node, yaml.MappingNode):
            found = next(((name, value) for name, value in node.value if name.value == key), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif number and isinstance(node, yaml.SequenceNode) and int(number) < len(node.value):
            node = node.value[int(number)]
            line = node.start_mark.line
        else:
            break
    return line + 1


def _find_id(root: yaml.Node, name: str) -> int | None:
    """The line on which something gets this id; None when nothing does. A part that is repeated is looked at once."""
    todo, seen = [root], set[int]()
    while todo:
        node = todo.pop()
        if name in ("$", "") or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo.extend(reversed(node.value))
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in _IDS and isinstance(value, yaml.ScalarNode) and value.value == name:
                    return int(key.start_mark.line) + 1
            todo.extend(value for _, value in reversed(node.value))
    return None

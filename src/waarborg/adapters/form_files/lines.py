"""Where in a file something stands: the line of a path such as `parts[0].items[2].type`, or of a question by its id."""

import re
from collections.abc import Iterable, Iterator

import yaml

from waarborg.adapters.content_files.yaml_files import StrictLoader

_STEP = re.compile(r"([\w-]+)|\[(\d+)\]")
#: The keys under which a part of a form has its id; of two in one group the first here counts.
_IDS = (
    "part", "group", "question", "info", "slot", "outcome", "check", "fact", "requirement", "id",
)  # fmt: skip
#: What stands below these names a question, and is none.
_NAMING = frozenset({"from", "beside", "options_from"})


class Lines:
    """A text of YAML, in which the line of a place can be found."""

    def __init__(self, text: str) -> None:
        try:
            self._root = yaml.compose(text, Loader=StrictLoader)
        except yaml.YAMLError:
            self._root = None
        self._groups: dict[str, list[tuple[yaml.Node, yaml.MappingNode]]] = {}
        for name, group in self._list_groups():
            self._groups.setdefault(str(name[1].value), []).append((name[0], group))

    def find_path(self, steps: Iterable[str | int]) -> int:
        """Return the line of a place by the steps to it, from 1; of the nearest thing around it that is there."""
        if self._root is None:
            return 1
        node, line = self._root, self._root.start_mark.line
        for step in steps:
            if isinstance(node, yaml.MappingNode):
                found = next((pair for pair in node.value if pair[0].value == str(step)), None)
                if found is None:
                    break
                line, node = found[0].start_mark.line, found[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line
            else:
                break
        return int(line) + 1

    def find(self, id: str, key: str = "", *, is_second: bool = False) -> int:
        """Return the line of whatever has this id, or of a key of it, from 1; 1 where nothing has the id.

        id: also a path, such as `add[0].into`. is_second: of the last one that has the id.
        """
        found = self._groups.get(id)
        if not found:
            steps = [int(number) if number else name for name, number in _STEP.findall(id)]
            return self.find_path((*steps, key) if key else steps)
        named, group = found[-1 if is_second else 0]
        inside = next((name for name, _ in group.value if name.value == key), named)
        return int(inside.start_mark.line) + 1

    def _list_groups(self) -> Iterator[tuple[tuple[yaml.Node, yaml.Node], yaml.MappingNode]]:
        """Each group that has an id, with the key and value that give it.

        One that is repeated by its name is looked at once.
        """
        todo, seen = [self._root] if self._root is not None else [], set[int]()
        while todo:
            node = todo.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, yaml.SequenceNode):
                todo.extend(reversed(node.value))
            elif isinstance(node, yaml.MappingNode):
                keys = {
                    key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)
                }
                own = next((keys[key] for key in _IDS if key in keys), None)
                if own is not None and node is not self._root and isinstance(own[1], yaml.ScalarNode):
                    yield own, node
                todo.extend(
                    value
                    for key, value in reversed(node.value)
                    if not (isinstance(key, yaml.ScalarNode) and key.value in _NAMING)
                )

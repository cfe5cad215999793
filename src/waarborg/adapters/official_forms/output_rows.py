"""The rows of an output of the form filler as rows of ours.

Its numbers of rows count through a whole group, also where that stands in the rows of another. In which of these a
row stands is not said, unless the file is old or was written here. It is taken to be the one of the same number, as
its makers begin rows; else the first, and that is told.
"""

import re
from collections.abc import Mapping

from waarborg.adapters.official_forms.catalogue import ROWS
from waarborg.adapters.official_forms.output_names import (
    OURS,
    is_repeated_itself,
    list_official_rows,
    list_repeated,
    name_item,
)
from waarborg.adapters.official_forms.output_parts import Output, Part
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import Group
from waarborg.core.terms.text import Text

_ROW = re.compile(r"[a-z0-9]{1,12}")
#: A row in the file: its number, or what an old file calls it.
Token = int | str


class Rows:
    """Finds, for each part, the rows of ours in which it stands."""

    def __init__(self, form: Form, output: Output) -> None:
        self._form, self._output = form, output
        self.remarks: list[Remark] = []
        self._ids = {name_item(form, place.item.id): place.item.id for place in form.places}
        self._around = {group.id: around for group, around in list_repeated(form)}
        ours = output.metadata.get(OURS)
        self._ours: Mapping[str, object] = ours if isinstance(ours, dict) else {}
        self._seen: dict[str, set[int]] = {}
        #: Per group and the rows around it: the rows there are, by token, in order.
        self._rows: dict[tuple[str, tuple[Token, ...]], dict[Token, str]] = {}
        self._note_numbers()

    def find_id(self, official: str) -> str | None:
        """Return what is called so in the official file, as our form calls it; None when it is not there."""
        id = self._ids.get(official, official.lower())
        return id if self._form.find_place(id) is not None else None

    def find_rows(self, part: Part, place: Place) -> tuple[Token, ...] | None:
        """Return the tokens of the rows around a part; None when it stands in rows that our form does not have."""
        groups = self._list_groups(place)
        if part.instance:
            tokens = self._climb(part.instance, groups)
        elif not groups:
            return () if part.index is None or is_repeated_itself(place) else None
        else:
            tokens = self._place(groups, part.index or 0)
        for depth, group in enumerate(groups):
            around = tokens[:depth]
            self._add(group, around, tokens[depth])
        return tokens

    def list_groups(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Return the rows found: of each group, within the rows around it, the ids of its rows in order."""
        found = []
        for (id, around), rows in self._rows.items():
            outer = self.name_rows((*self._around[id],), around)
            ordered = sorted(
                rows, key=lambda token: (isinstance(token, str), token if isinstance(token, int) else 0)
            )
            found.append((id, outer, tuple(rows[token] for token in ordered)))
        return found

    def name_rows(self, groups: tuple[Group, ...], tokens: tuple[Token, ...]) -> tuple[str, ...]:
        """Return the ids of rows, one for each group around."""
        return tuple(
            self._rows[group.id, tokens[:depth]][tokens[depth]] for depth, group in enumerate(groups)
        )

    # --- numbers -------------------------------------------------------------------------------------------
    def _list_groups(self, place: Place) -> tuple[Group, ...]:
        return (*place.repeated, place.item) if isinstance(place.item, Group) else place.repeated

    def _note_numbers(self) -> None:
        """Which numbers each group has of its own, to know where rows within rows can stand."""
        for part in self._output.parts:
            id = self.find_id(part.id)
            place = self._form.find_place(id) if id is not None else None
            if place is None or part.index is None:
                continue
            if isinstance(place.item, Group):
                self._seen.setdefault(place.item.id, set()).add(part.index)
            elif place.repeated and list_official_rows(place) == place.repeated:
                self._seen.setdefault(place.repeated[-1].id, set()).add(part.index)

    def _place(self, groups: tuple[Group, ...], index: int) -> tuple[Token, ...]:
        tokens: list[Token] = [index]
        for inner, outer in zip(reversed(groups[1:]), reversed(groups[:-1]), strict=True):
            tokens.insert(0, self._find_parent(inner, outer, int(tokens[0])))
        return tuple(tokens)

    def _find_parent(self, inner: Group, outer: Group, index: int) -> int:
        official = name_item(self._form, inner.id.removesuffix(f".{ROWS}"))
        parents = self._ours.get("parents")
        known = parents.get(official) if isinstance(parents, dict) else None
        parent = known.get(str(index)) if isinstance(known, dict) else None
        if isinstance(parent, int) and not isinstance(parent, bool) and parent >= 0:
            return parent
        numbers = self._seen.get(outer.id) or {0}
        if index in numbers:
            return index
        if len(numbers) > 1:
            self._tell(official, index, name_item(self._form, outer.id))
        return min(numbers)

    def _tell(self, inner: str, index: int, outer: str) -> None:
        remark = Remark(
            f"{inner}[{index}]",
            Text(
                f"Het bestand zegt niet bij welke rij van {outer} deze rij hoort; zij staat bij de eerste.",
                f"The file does not say to which row of {outer} this row belongs; it stands with the first.",
            ),
            Text("Zet haar zo nodig bij een andere rij.", "Put it with another row if needed."),
            lost=False,
        )
        if remark not in self.remarks:
            self.remarks.append(remark)

    # --- instances of old files ----------------------------------------------------------------------------
    def _climb(self, instance: str, groups: tuple[Group, ...]) -> tuple[Token, ...]:
        """The instances of the repeated groups around an instance, the outermost first."""
        chain: dict[str, str] = {}
        passed: set[str] = set()
        at = instance
        while at in self._output.instances and at not in passed:
            passed.add(at)
            one = self._output.instances[at]
            id = self.find_id(one.task)
            if id is not None:
                chain.setdefault(id, at)
            at = one.parent
        return tuple(
            instance if group.id.endswith(f".{ROWS}") else chain.get(group.id, "") for group in groups
        )

    def _add(self, group: Group, around: tuple[Token, ...], token: Token) -> None:
        rows = self._rows.setdefault((group.id, around), {})
        if token not in rows:
            rows[token] = self._name_row(group, token, rows)

    def _name_row(self, group: Group, token: Token, rows: Mapping[Token, str]) -> str:
        official = name_item(self._form, group.id.removesuffix(f".{ROWS}"))
        names = self._ours.get("rows")
        known = names.get(official) if isinstance(names, dict) else None
        name = known.get(str(token)) if isinstance(known, dict) else None
        if not isinstance(name, str) or not _ROW.fullmatch(name):
            name = f"r{token if isinstance(token, int) else len(rows)}"
        taken = set(rows.values())
        while name in taken:
            name = f"x{name}"[:12] if len(name) < 12 else f"r{len(rows)}x{len(taken)}"
        return name

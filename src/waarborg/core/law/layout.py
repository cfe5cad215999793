"""A picture of an interpretation: which frames, where they stand and how lines run, without drawing it.

Frames stand in columns: what is read left of what reads it, an act left of what it creates (after Sugiyama, Tagawa
and Toda, 1981). Lines that run back do not count for the columns. The same interpretation gives the same picture.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, NoSuchFrame
from waarborg.core.law.part_words import FRAME_WORDS, MANY_FRAMES_WORDS, list_in_words
from waarborg.core.law.relations import RelationKind, Relations
from waarborg.core.terms.text import Text

#: Sizes in the units of the picture.
NODE_WIDTH, NODE_HEIGHT = 200, 48
COLUMN, ROW, MARGIN = 280, 72, 48
#: So often the order within columns is made better, once in each direction.
_SWEEPS = 4

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A frame in the picture. x, y: the middle. is_centre: whether the picture is about this one."""

    name: Name
    label: Text
    x: int
    y: int
    is_centre: bool = False

    @property
    def kind(self) -> FrameKind:
        """The kind of frame."""
        return self.name.kind


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of one kind between two frames, along points."""

    kind: RelationKind
    start: Name
    end: Name
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The words beside the picture for one frame: for who does not see it."""

    name: Name
    text: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its size, what it shows in one sentence, and the same in a list. hidden: frames left out."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sentence: Text
    entries: tuple[Entry, ...]
    hidden: int


def lay_out(interpretation: Interpretation, around: Name | None = None, most: int = 60) -> Picture:
    """Return the picture of an interpretation, or of what stands around one frame, with at most `most` frames.

    Around a frame come those that are the fewest steps away. Without one, acts and duties come first, then the
    facts that are used most. Raises `NoSuchFrame`, and `ValueError` when `most` is less than one.
    """
    if most < 1:
        raise ValueError(f"a picture shows at least one frame, not {most}")
    relations = Relations(interpretation)
    if around is not None and not interpretation.has(around):
        raise NoSuchFrame(around)
    chosen = _choose_around(relations, around, most) if around else _choose_widely(relations, most)
    lines = _list_lines(relations, chosen)
    columns = _Columns(chosen, lines)
    nodes = tuple(
        Node(name, _label(interpretation, name), *columns.place(name), is_centre=name == around)
        for name in chosen
    )
    hidden = len(relations.names) - len(chosen)
    return Picture(
        width=columns.width,
        height=columns.height,
        nodes=nodes,
        edges=tuple(Edge(line.kind, line.start, line.end, columns.route(line)) for line in lines),
        sentence=_describe(chosen, around, hidden),
        entries=tuple(
            Entry(name, _describe_node(name, lines_of)) for name, lines_of in _by_node(chosen, lines)
        ),
        hidden=hidden,
    )


# --- which frames ----------------------------------------------------------------------------------------
def _choose_around(relations: Relations, around: Name, most: int) -> tuple[Name, ...]:
    met = {around: None}
    todo = deque([around])
    while todo and len(met) < most:
        for name in relations.list_neighbours(todo.popleft()):
            if name not in met and len(met) < most:
                met[name] = None
                todo.append(name)
    return tuple(met)


def _choose_widely(relations: Relations, most: int) -> tuple[Name, ...]:
    def rank(name: Name) -> tuple[bool, int]:
        is_fact = name.kind is FrameKind.FACT
        return is_fact, -len(relations.used_by(name)) if is_fact else 0

    return tuple(sorted(relations.names, key=rank)[:most])


@dataclass(frozen=True, slots=True)
class _Line:
    """What is drawn between two frames: relations of one kind, however many parts of a frame say so."""

    kind: RelationKind
    start: Name
    end: Name

    @property
    def flow(self) -> tuple[Name, Name]:
        """From left to right: a fact stands before what reads it."""
        if self.kind is RelationKind.READS:
            return self.end, self.start
        return self.start, self.end


def _list_lines(relations: Relations, chosen: Iterable[Name]) -> tuple[_Line, ...]:
    shown = set(chosen)
    found: dict[_Line, None] = {}
    for name in chosen:
        for relation in relations.list_from(name):
            if relation.end in shown and relation.end != name:
                found[_Line(relation.kind, relation.start, relation.end)] = None
    return tuple(found)


# --- where they stand ------------------------------------------------------------------------------------
#: A frame, or the place where a line passes through a column: the number of the line and the column.
_Item = Name | tuple[int, int]


class _Columns:
    """The columns of a picture, with the places where long lines pass through them."""

    def __init__(self, names: Sequence[Name], lines: Sequence[_Line]) -> None:
        self.levels = _find_levels(names, [line.flow for line in lines])
        self.passing: dict[_Line, list[_Item]] = {}
        depth = max(self.levels.values(), default=0) + 1
        self.columns: list[list[_Item]] = [[] for _ in range(depth)]
        for name in names:
            self.columns[self.levels[name]].append(name)
        self.left: dict[_Item, list[_Item]] = {}
        self.right: dict[_Item, list[_Item]] = {}
        for number, line in enumerate(lines):
            self._thread(number, line)
        self._order()
        tallest = max(1, *map(len, self.columns))
        self.width = 2 * MARGIN + NODE_WIDTH + (depth - 1) * COLUMN
        self.height = 2 * MARGIN + NODE_HEIGHT + (tallest - 1) * ROW
        self.places: dict[_Item, Point] = {}
        for level, column in enumerate(self.columns):
            top = MARGIN + NODE_HEIGHT // 2 + (tallest - len(column)) * ROW // 2
            for position, item in enumerate(column):
                self.places[item] = (MARGIN + NODE_WIDTH // 2 + level * COLUMN, top + position * ROW)

    def _thread(self, number: int, line: _Line) -> None:
        """Give a line a place in each column between its ends, from left to right."""
        one, other = sorted(line.flow, key=lambda name: self.levels[name])
        between: list[_Item] = [(number, level) for level in range(self.levels[one] + 1, self.levels[other])]
        for item, level in zip(between, range(self.levels[one] + 1, self.levels[other]), strict=True):
            self.columns[level].append(item)
        self.passing[line] = between
        for before, after in pairwise([one, *between, other]):
            self.right.setdefault(before, []).append(after)
            self.left.setdefault(after, []).append(before)

    def _order(self) -> None:
        """Put the items of each column near what they are tied to, to and fro; equal ones keep their order."""
        for _ in range(_SWEEPS):
            for level in range(1, len(self.columns)):
                self._sort(level, level - 1, self.left)
            for level in range(len(self.columns) - 2, -1, -1):
                self._sort(level, level + 1, self.right)

    def _sort(self, level: int, beside: int, ties: Mapping[_Item, list[_Item]]) -> None:
        rank = {item: position for position, item in enumerate(self.columns[beside])}
        scale = len(self.columns[beside])
        own = {item: position for position, item in enumerate(self.columns[level])}
        size = len(own)

        def weigh(item: _Item) -> float:
            near = [rank[other] for other in ties.get(item, ())]
            return (sum(near) / len(near) + 0.5) / scale if near else (own[item] + 0.5) / size

        self.columns[level].sort(key=weigh)

    def place(self, name: Name) -> Point:
        return self.places[name]

    def route(self, line: _Line) -> tuple[Point, ...]:
        """The points of a line, from its start to its end, from side to side of the frames."""
        start, end = self.places[line.start], self.places[line.end]
        between = [self.places[item] for item in self.passing[line]]
        if start[0] > end[0]:
            between.reverse()
        half = NODE_WIDTH // 2
        side = half if start[0] < end[0] else -half
        return ((start[0] + side, start[1]), *between, (end[0] - side, end[1]))


def _find_levels(names: Sequence[Name], flows: Sequence[tuple[Name, Name]]) -> dict[Name, int]:
    """The column of each frame: one further than the last of those before it, lines that run back left out.

    The ends of a line are never in one column: a line runs back only to a frame from which others lead to its start.
    """
    following: dict[Name, list[Name]] = {name: [] for name in names}
    for one, other in flows:
        following[one].append(other)
    levels = dict.fromkeys(names, 0)
    order, back = _sort_out(following)
    for name in order:
        for other in following[name]:
            if (name, other) not in back:
                levels[other] = max(levels[other], levels[name] + 1)
    return levels


def _sort_out(following: Mapping[Name, list[Name]]) -> tuple[list[Name], set[tuple[Name, Name]]]:
    """The frames in an order in which each comes before what follows it, and the lines that run back in a ring."""
    done: dict[Name, None] = {}
    open_: dict[Name, Iterator[Name]] = {}
    back: set[tuple[Name, Name]] = set()
    for start in following:
        if start in done:
            continue
        open_[start] = iter(following[start])
        while open_:
            name = next(reversed(open_))
            other = next(open_[name], None)
            if other is None:
                del open_[name]
                done[name] = None
            elif other in open_:
                back.add((name, other))
            elif other not in done:
                open_[other] = iter(following[other])
    return list(reversed(done)), back


# --- in words --------------------------------------------------------------------------------------------
def _label(interpretation: Interpretation, name: Name) -> Text:
    labels = (frame.label for frame in interpretation.list_versions(name))
    return next((label for label in labels if label is not None), Text(nl=name.text, en=name.text))


def _describe(chosen: Sequence[Name], around: Name | None, hidden: int) -> Text:
    counts = [(kind, sum(name.kind is kind for name in chosen)) for kind in FrameKind]
    words = [
        (count, FRAME_WORDS[kind] if count == 1 else MANY_FRAMES_WORDS[kind])
        for kind, count in counts
        if count
    ]
    nl = ", ".join(f"{count} {word.nl}" for count, word in words)
    en = ", ".join(f"{count} {word.en}" for count, word in words)
    about = Text(nl=f" rond {around}", en=f" around {around}") if around else None
    rest = Text(nl=f" Niet getoond: {hidden}.", en=f" Not shown: {hidden}.") if hidden else None
    return Text(
        nl=f"Dit beeld toont {nl or 'niets'}{about.nl if about else ''}.{rest.nl if rest else ''}",
        en=f"This picture shows {en or 'nothing'}{about.en if about else ''}.{rest.en if rest else ''}",
    )


_VERBS: Mapping[RelationKind, tuple[Text, Text]] = {
    RelationKind.READS: (Text(nl="leest", en="reads"), Text(nl="wordt gelezen door", en="is read by")),
    RelationKind.CREATES: (
        Text(nl="laat ontstaan", en="creates"),
        Text(nl="ontstaat door", en="is created by"),
    ),
    RelationKind.TERMINATES: (Text(nl="beëindigt", en="ends"), Text(nl="eindigt door", en="is ended by")),
    RelationKind.ENFORCES: (
        Text(nl="dwingt af", en="enforces"),
        Text(nl="wordt afgedwongen door", en="is enforced by"),
    ),
    RelationKind.OWES: (
        Text(nl="heeft als plicht", en="owes"),
        Text(nl="is een plicht van", en="is owed by"),
    ),
    RelationKind.CLAIMS: (
        Text(nl="heeft recht op", en="may claim"),
        Text(nl="komt toe aan", en="may be claimed by"),
    ),
}


def _by_node(chosen: Sequence[Name], lines: Sequence[_Line]) -> Iterator[tuple[Name, list[_Line]]]:
    grouped: dict[Name, list[_Line]] = {name: [] for name in chosen}
    for line in lines:
        grouped[line.start].append(line)
        grouped[line.end].append(line)
    yield from grouped.items()


def _describe_node(name: Name, lines: Sequence[_Line]) -> Text:
    clauses: list[Text] = []
    for kind, (there, back) in _VERBS.items():
        for verb, others in (
            (there, [line.end for line in lines if line.kind is kind and line.start == name]),
            (back, [line.start for line in lines if line.kind is kind and line.end == name]),
        ):
            if others:
                row = list_in_words(others)
                clauses.append(Text(nl=f"{verb.nl} {row.nl}", en=f"{verb.en} {row.en}"))
    if not clauses:
        return Text(nl=f"{name}: staat hier los.", en=f"{name}: stands alone here.")
    return Text(
        nl=f"{name}: {'; '.join(clause.nl for clause in clauses)}.",
        en=f"{name}: {'; '.join(clause.en for clause in clauses)}.",
    )

"""The picture of how frames hang together, ready to be drawn as SVG without any style of its own."""

from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap

from django.utils.translation import pgettext_lazy

from waarborg.core.law.frames import FactFrame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.layout import NODE_HEIGHT, NODE_WIDTH, Edge, Node, Point, lay_out
from waarborg.core.law.relations import RelationKind
from waarborg.public.law.library import Day, say
from waarborg.public.law.showing import FrameLine, address_of_frame, name_by_label, show_frame_line

#: What fits in a box: letters in a line, lines, and the distance between them.
LETTERS, LINES, LINE_HEIGHT = 24, 2, 18
#: Frames in the picture of a whole interpretation, and around one frame.
MOST_OVERALL, MOST_AROUND = 60, 11
#: How lines of each kind are named in the legend; their look is in the stylesheet.
LINES_IN_WORDS = {
    RelationKind.READS: pgettext_lazy("law", "uses"),
    RelationKind.CREATES: pgettext_lazy("law", "makes arise"),
    RelationKind.TERMINATES: pgettext_lazy("law", "ends"),
    RelationKind.ENFORCES: pgettext_lazy("law", "enforces"),
    RelationKind.OWES: pgettext_lazy("law", "owes"),
    RelationKind.CLAIMS: pgettext_lazy("law", "may claim"),
}


@dataclass(frozen=True)
class Box:
    """A frame in the picture: its corner, and its label in short lines, each with its height."""

    kind: str
    x: int
    y: int
    middle: int
    lines: tuple[tuple[int, str], ...]
    title: str
    address: str
    is_centre: bool


@dataclass(frozen=True)
class Arrow:
    """A line between frames: how it runs, and what it says."""

    kind: str
    path: str
    title: str


@dataclass(frozen=True)
class Drawing:
    """A picture with its sentence, its legend, and the same in a list of words."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    sentence: str
    legend: tuple[tuple[str, str], ...]
    entries: tuple[tuple[FrameLine, str], ...]
    box_width: int = NODE_WIDTH
    box_height: int = NODE_HEIGHT


def draw(interpretation: Interpretation, day: Day, around: Name | None = None) -> Drawing:
    """The picture of how acts, duties and what arises hang together, or of what stands around one frame."""
    if around is None:
        picture = lay_out(_leave_out_facts(interpretation), None, MOST_OVERALL)
    else:
        picture = lay_out(interpretation, around, MOST_AROUND)
    labels = {node.name: say(node.label) for node in picture.nodes}
    kinds = [kind for kind in RelationKind if any(edge.kind is kind for edge in picture.edges)]
    return Drawing(
        width=picture.width,
        height=picture.height,
        boxes=tuple(_draw_box(interpretation, node, day) for node in picture.nodes),
        arrows=tuple(_draw_arrow(edge, labels) for edge in picture.edges),
        sentence=name_by_label(interpretation, say(picture.sentence), day.day),
        legend=tuple((kind.value, str(LINES_IN_WORDS[kind])) for kind in kinds),
        entries=tuple(
            (
                show_frame_line(interpretation, entry.name, day),
                name_by_label(interpretation, _without_name(entry.name, say(entry.text)), day.day),
            )
            for entry in picture.entries
        ),
    )


def _leave_out_facts(interpretation: Interpretation) -> Interpretation:
    """Acts and duties with what acts make arise: how a case runs. Without acts there are facts only, and all stay."""
    shown = tuple(
        frame for frame in interpretation.frames if not isinstance(frame, FactFrame) or frame.is_created
    )
    return (
        replace(interpretation, frames=shown) if any(True for _act in interpretation.acts) else interpretation
    )


def _without_name(name: Name, text: str) -> str:
    return text.removeprefix(f"{name}: ")


def _draw_box(interpretation: Interpretation, node: Node, day: Day) -> Box:
    label = say(node.label)
    lines = wrap(label, LETTERS) or [label]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][: LETTERS - 1].rstrip() + "…"]
    first = node.y - (len(lines) - 1) * LINE_HEIGHT // 2 + 5
    return Box(
        kind=node.kind.value,
        x=node.x - NODE_WIDTH // 2,
        y=node.y - NODE_HEIGHT // 2,
        middle=node.x,
        lines=tuple((first + place * LINE_HEIGHT, text) for place, text in enumerate(lines)),
        title=label,
        address=address_of_frame(interpretation, node.name, day),
        is_centre=node.is_centre,
    )


def _draw_arrow(edge: Edge, labels: dict[Name, str]) -> Arrow:
    title = f"{labels[edge.start]} – {LINES_IN_WORDS[edge.kind]} – {labels[edge.end]}"
    return Arrow(edge.kind.value, _draw_line(edge.points), title)


def _draw_line(points: tuple[Point, ...]) -> str:
    """A line that leaves and enters boxes level, so that lines do not hide each other."""
    path = f"M{points[0][0]} {points[0][1]}"
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (x + to_x) // 2
        path += f" C{half} {y} {half} {to_y} {to_x} {to_y}"
    return path


assert {kind.value for kind in FrameKind} == {"fact", "act", "duty"}  # the classes in the stylesheet

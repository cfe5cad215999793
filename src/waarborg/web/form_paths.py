"""Every path through a form: per part a picture and a list of what is asked, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import Group, Information, Part, Question
from waarborg.core.law.expressions import Expression, list_names
from waarborg.core.law.notation import write
from waarborg.web.assessment_places import name_place
from waarborg.web.pages import language, say

#: Sizes of the picture, in its own units.
_ROW, _INDENT, _WIDTH, _HEIGHT = 30, 22, 720, 24
#: Room left of the boxes: for the widest bend of a line, which a line over more steps has.
_NARROW, _WIDE, _MOST = 24, 7, 12
_LONGEST = 74


@dataclass(frozen=True)
class Step:
    """Something on a path. when: the condition in the notation of rules; empty when it is always asked.

    deciding: what the condition reads, in words. follows: the steps in the same part that it reads, by number.
    """

    id: str
    title: str
    kind: str
    depth: int
    when: str
    deciding: Sequence[str]
    follows: Sequence[int]
    is_repeated: bool
    is_required: bool


@dataclass(frozen=True)
class PartPaths:
    """A part: its condition, its steps, and the picture of them."""

    id: str
    title: str
    when: str
    deciding: Sequence[str]
    steps: Sequence[Step]
    picture: SafeString


def describe_paths(form: Form) -> list[PartPaths]:
    """The paths through a form, part after part."""
    return [_describe_part(form, part) for part in form.parts]


def _describe_part(form: Form, part: Part) -> PartPaths:
    places = [place for place in form.places if place.part.id == part.id]
    numbers = {place.item.id: number for number, place in enumerate(places)}
    steps = [_make_step(form, place, numbers) for place in places]
    title = say(part.title)
    return PartPaths(
        id=part.id,
        title=title,
        when=_write(part.when),
        deciding=_name(form, part.when),
        steps=steps,
        picture=_draw(title, part.id, steps),
    )


def _make_step(form: Form, place: Place, numbers: dict[str, int]) -> Step:
    item = place.item
    if isinstance(item, Information):
        title, kind = (say(item.title) if item.title else say(item.text)), "info"
    elif isinstance(item, Group):
        title, kind = say(item.title), "group"
    else:
        title, kind = say(item.ask), "question"
    names = list_names(item.when) if item.when is not None else ()
    return Step(
        id=item.id,
        title=title,
        kind=kind,
        depth=len(place.groups),
        when=_write(item.when),
        deciding=_name(form, item.when),
        follows=[numbers[name] for name in dict.fromkeys(names) if name in numbers],
        is_repeated=isinstance(item, Group) and item.repeat,
        is_required=isinstance(item, Question) and item.required,
    )


def _write(condition: Expression | None) -> str:
    return write(condition, language()) if condition is not None else ""


def _name(form: Form, condition: Expression | None) -> list[str]:
    """What a condition reads: questions of this form and others, facts, and facts of the rules."""
    names: Iterable[str] = dict.fromkeys(list_names(condition)) if condition is not None else ()
    return [name_place(form, name) for name in names]


# --- the picture -----------------------------------------------------------------------------------------------
def _draw(title: str, id: str, steps: Sequence[Step]) -> SafeString:
    """The steps below each other, with a line from what decides to what then is asked."""
    height = len(steps) * _ROW + 12
    pairs = [(start, number) for number, step in enumerate(steps) for start in step.follows]
    left = _find_bend(max(abs(end - start) for start, end in pairs)) + 6 if pairs else 2
    boxes = format_html_join(
        "", "{}", ((_draw_box(number, step, left),) for number, step in enumerate(steps))
    )
    lines = format_html_join("", "{}", ((_draw_line(start, end, steps, left),) for start, end in pairs))
    return format_html(
        '<svg class="wp-paths" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        '<defs><marker id="pijl-{3}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0L8 4L0 8z" class="wp-paths__tip"/></marker></defs>{4}{5}</svg>',
        left + _WIDTH + 10,
        height,
        _("Picture of the paths through %(title)s; the list below says the same.") % {"title": title},
        id,
        boxes,
        format_html('<g fill="none" class="wp-paths__line" marker-end="url(#pijl-{})">{}</g>', id, lines)
        if lines
        else "",
    )


def _find_bend(steps: int) -> int:
    """How far left of the boxes a line goes that leads over so many steps."""
    return _NARROW + _WIDE * min(steps, _MOST)


def _draw_box(number: int, step: Step, left: int) -> SafeString:
    x, y = left + step.depth * _INDENT, number * _ROW + 6
    width = _WIDTH - step.depth * _INDENT
    words = f"{step.id}  {step.title}"
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4" class="wp-paths__box wp-paths__box--{}{}"/>'
        '<text x="{}" y="{}" class="wp-paths__text">{}</text>',
        x,
        y,
        width,
        _HEIGHT,
        step.kind,
        " wp-paths__box--if" if step.when else "",
        x + 8,
        y + 16,
        words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…",
    )


def _draw_line(start: int, end: int, steps: Sequence[Step], left: int) -> SafeString:
    first = start * _ROW + 6 + _HEIGHT // 2
    last = end * _ROW + 6 + _HEIGHT // 2
    begin, stop = left + steps[start].depth * _INDENT, left + steps[end].depth * _INDENT
    bend = left - _find_bend(abs(end - start))
    return format_html(
        '<path d="M{} {}C{} {} {} {} {} {}"/>', begin, first, bend, first, bend, last, stop - 1, last
    )

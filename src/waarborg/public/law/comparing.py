"""Two versions of an interpretation side by side: what was added, removed, changed, and chosen otherwise."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.law.difference import Answer, FrameChange, Part, compare
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.part_words import SLOT_WORDS
from waarborg.core.law.sources import Slot
from waarborg.public.law.browsing import crumbs_of
from waarborg.public.law.library import Day, find_interpretation, list_versions, read_day, say
from waarborg.public.law.showing import show_choice, show_frame_line, show_frame_lines, write_linked

_PART_WORDS = {
    Part.LABEL: pgettext_lazy("law", "label"),
    Part.EXPLANATION: pgettext_lazy("law", "explanation"),
    Part.SOURCES: pgettext_lazy("law", "sources"),
    Part.PERIOD: pgettext_lazy("law", "period"),
    Part.KIND: gettext_lazy("kind of value"),
    Part.QUESTION: pgettext_lazy("law", "question"),
    Part.COMPONENTS: gettext_lazy("what it consists of"),
    Part.OTHER_VERSIONS: gettext_lazy("other versions in time"),
}


@open_to_all
@require_safe
def law_difference(request: HttpRequest, law_id: str, version: str) -> HttpResponse:
    """What differs between this version and the version `met`; by default the one before it."""
    later = find_interpretation(law_id, version)
    day = read_day(request)
    others = [item for item in list_versions(law_id) if item.version != version]
    if not others:
        raise Http404(f"There is one version of {law_id} only.")
    given = request.GET.get("met", "").strip()
    earlier = find_interpretation(law_id, given) if given else others[-1]
    found = compare(earlier, later, on=day.day)
    page = {
        "crumbs": crumbs_of(later, day),
        "crumb_here": _("What differs"),
        "law": later,
        "earlier": earlier,
        "title": say(later.title),
        "day": day,
        "others": others,
        "is_empty": found.is_empty,
        "added": show_frame_lines(later, found.added, day),
        "removed": show_frame_lines(earlier, found.removed, day),
        "touched": show_frame_lines(later, found.touched, day),
        "changed": [_show_change(earlier, later, change, day) for change in found.changed],
        "choices": [
            {
                "before": show_choice(earlier, change.before, day) if change.before else None,
                "after": show_choice(later, change.after, day) if change.after else None,
                "is_taken_otherwise": change.is_taken_otherwise,
            }
            for change in found.choices
        ],
    }
    return render(request, "public/law/difference.html", page)


def _show_change(
    earlier: Interpretation, later: Interpretation, change: FrameChange, day: Day
) -> dict[str, Any]:
    before, after = dict(change.before.list_expressions()), dict(change.after.list_expressions())
    parts = []
    for part in change.parts:
        slot = _slot_of(part)
        effect = change.effects.get(part)
        old, new = (before.get(slot), after.get(slot)) if slot else (None, None)
        parts.append(
            {
                "label": say(SLOT_WORDS[slot]) if slot else str(_PART_WORDS[part]),
                "before": write_linked(earlier, old, day) if old else (),
                "after": write_linked(later, new, day) if new else (),
                "effect": say(effect.describe()) if effect else "",
                "example": _show_example(effect) if effect and effect.answer is Answer.DIFFERENT else None,
            }
        )
    return {"line": show_frame_line(later, change.name, day), "parts": parts}


def _slot_of(part: Part) -> Slot | None:
    return None if part in _PART_WORDS else Slot(part.value)


def _show_example(effect: Any) -> dict[str, Any]:
    return {
        "values": [(name, say(write_value(value))) for name, value in (effect.values or {}).items()],
        "before": say(write_value(effect.before)),
        "after": say(write_value(effect.after)),
    }

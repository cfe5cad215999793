"""What would turn an outcome, in words: which facts would have to be otherwise, and how."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waarborg.core.law.decisions import Bound, PastBound, Range, build_program, expand
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import ActFrame
from waarborg.core.law.turning import Change, find_turns
from waarborg.public.law.library import say
from waarborg.public.law.showing import label_of
from waarborg.public.law.trial import Trial, list_parties

#: Visitors share the machine: a page searches less far than a command does, and says so when it stops.
BOUND = Bound(nodes=3_000, combinations=60_000, cells=300)
#: Changes that are shown, and that are looked for: several may be about the same facts.
MOST_TURNS, MOST_TRIED_TURNS = 5, 30


@dataclass(frozen=True)
class TurnShown:
    """Changes that together would turn the outcome, each in words."""

    changes: tuple[str, ...]


def show_turns(
    trial: Trial, goal: Reference | ActFrame, situation: Situation, *, wanted: bool
) -> tuple[tuple[TurnShown, ...], bool]:
    """The smallest changes that would turn an outcome, and whether it is certain that there is no smaller one."""
    law, parties = trial.interpretation, frozenset(list_parties(trial.interpretation, trial.day))
    free = (frozenset(situation.values) | situation.absent) - parties
    try:
        # Past the bound `find_turns` would try situations one by one, which takes too long for a page.
        build_program(expand(law, goal, situation, free=free, fixed=parties), situation.on, bound=BOUND)
    except PastBound:
        return (), False
    found = find_turns(law, goal, situation, wanted, bound=BOUND, most=MOST_TRIED_TURNS, immutable=parties)
    shown: dict[frozenset[str], TurnShown] = {}
    for one in found.sets:
        changes = sorted(one, key=lambda change: change.name)
        names = frozenset(change.name for change in changes)
        if changes and names not in shown:
            shown[names] = TurnShown(tuple(_say_change(trial, change) for change in changes))
    return tuple(list(shown.values())[:MOST_TURNS]), found.exact


def _say_change(trial: Trial, change: Change) -> str:
    frame = trial.interpretation.find_fact(change.name, trial.day)
    label = label_of(frame) if frame is not None else change.name
    wanted = _say_wanted(change)
    if change.before is None:
        return _("“%(fact)s” would be %(wanted)s (now not known)") % {"fact": label, "wanted": wanted}
    before = say(write_value(change.before))
    return _("“%(fact)s” would be %(wanted)s (now %(before)s)") % {
        "fact": label,
        "wanted": wanted,
        "before": before,
    }


def _say_wanted(change: Change) -> str:
    """The values that would do, where one stretch holds them all; else the nearest one that would."""
    if len(change.ranges) == 1 and (words := _say_range(change.ranges[0])):
        return words
    values = change.among[:3] if change.among and not change.ranges else (change.after,)
    return pgettext("law", " or ").join(say(write_value(value)) for value in values)


def _say_range(found: Range) -> str:
    least = say(write_value(found.least)) if found.least is not None else ""
    most = say(write_value(found.most)) if found.most is not None else ""
    is_day = isinstance(found.least if found.least is not None else found.most, date)
    if least and least == most:
        return least
    words = []
    if least:
        words.append(_say_least(is_day=is_day, includes=found.includes_least) % {"bound": least})
    if most:
        words.append(_say_most(is_day=is_day, includes=found.includes_most) % {"bound": most})
    return pgettext("law", " and ").join(words)


def _say_least(*, is_day: bool, includes: bool) -> str:
    if is_day:
        return _("%(bound)s or later") if includes else _("later than %(bound)s")
    return _("at least %(bound)s") if includes else _("more than %(bound)s")


def _say_most(*, is_day: bool, includes: bool) -> str:
    if is_day:
        return _("%(bound)s or earlier") if includes else _("earlier than %(bound)s")
    return _("at most %(bound)s") if includes else _("less than %(bound)s")

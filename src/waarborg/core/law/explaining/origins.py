"""How something came to be: which act created it, when and by whom, or which acts can."""

from collections.abc import Mapping

from waarborg.core.law.cases import Case, Event, EventKind
from waarborg.core.law.explaining.figures import write_count, write_date
from waarborg.core.law.explaining.naming import Names
from waarborg.core.law.explaining.templates import OR, close, fill, list_items, put_together, same
from waarborg.core.law.frames import ActFrame, FrameKind, act_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Outcome, Record
from waarborg.core.terms.text import Text

_AROSE = Text(nl="{fact} is ontstaan door {act} op {day}.", en="{fact} arose from {act} on {day}.")
_AROSE_OFTEN = Text(
    nl="{fact} is er {count} keer, het laatst ontstaan door {act} op {day}.",
    en="{fact} is there {count} times; the last one arose from {act} on {day}.",
)
_DONE_BY = Text(nl="Gedaan door: {party}", en="Done by: {party}")
_ARISES_FROM = Text(nl="Dit ontstaat door: {acts}.", en="This arises from: {acts}.")


class Origins:
    """Which acts created what there is, as far as the case tells; without a case, which acts can."""

    def __init__(self, interpretation: Interpretation, names: Names, case: Case | None) -> None:
        self._names = names
        self._creators = _index_creators(interpretation)
        self._events: dict[str, Event] = {}
        for event in case.events if case is not None else ():
            act = interpretation.find(act_name(event.act), event.on) if event.act else None
            if event.kind is EventKind.TAKEN and isinstance(act, ActFrame):
                for name in act.creates:
                    # A record is named after the event; a fact without records has the last event.
                    self._events[f"{event.number}:{name}"] = event
                    self._events[str(name)] = event

    def find_event(self, fact: str, value: Outcome) -> Event | None:
        """Return the event in which a fact came to be with this value; None when the case does not tell."""
        last = value[-1] if isinstance(value, tuple) and value else value
        if isinstance(last, Record):
            return self._events.get(last.id)
        return self._events.get(f"[{fact}]") if value is True else None

    def say_created(self, fact: Text, value: Outcome, event: Event) -> Text:
        """Return how a fact came to be."""
        parts = {"fact": fact, "act": self._names.quote_act(event.act), "day": write_date(event.on)}
        if isinstance(value, tuple) and len(value) > 1:
            arose = fill(_AROSE_OFTEN, count=write_count(len(value)), **parts)
        else:
            arose = fill(_AROSE, **parts)
        return put_together(arose, fill(_DONE_BY, party=close(same(event.supplier or event.by.id))))

    def say_creators(self, fact: str) -> Text | None:
        """Return which acts create a fact; None when none does."""
        acts = self._creators.get(fact)
        if not acts:
            return None
        return fill(_ARISES_FROM, acts=list_items([self._names.quote_act(act) for act in acts], last=OR))


def _index_creators(interpretation: Interpretation) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for act in interpretation.acts:
        for name in act.creates:
            if name.kind is FrameKind.FACT:
                found.setdefault(name.text, {})[act.name] = None
    return {fact: tuple(acts) for fact, acts in found.items()}

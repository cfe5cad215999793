"""Who can be a party to a case: the facts that stand for somebody who acts, receives, owes or claims."""

from collections.abc import Mapping

from waarborg.core.law.expressions import Expression, Is, Reference, walk
from waarborg.core.law.frames import ActFrame, Frame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Identity, Kind, Value

_PARTIES = (Slot.ACTOR, Slot.RECIPIENT, Slot.HOLDER, Slot.CLAIMANT)


def list_parties(interpretation: Interpretation) -> tuple[str, ...]:
    """Return the names of the facts that stand for a party, in order of appearance.

    Those that an act or duty names as actor, recipient, holder or claimant, that nothing works out, and that are
    not said to be something else than a party.
    """
    names: dict[str, None] = {}
    for frame in interpretation.frames:
        for expression in _list_roles(frame):
            if isinstance(expression, Reference) and _can_be_party(interpretation, expression.name):
                names.setdefault(expression.name)
    return tuple(names)


def _list_roles(frame: Frame) -> tuple[Expression, ...]:
    return tuple(expression for slot, expression in frame.list_expressions() if slot in _PARTIES)


def _can_be_party(interpretation: Interpretation, name: str) -> bool:
    return all(
        frame.kind in (None, Kind.IDENTITY) and frame.function is None
        for frame in interpretation.facts
        if frame.name == name
    )


def find_actor(act: ActFrame, stated: Mapping[str, Value]) -> Identity | None:
    """Return who would take an act: the party that its actor names or is known to be; None when anybody may.

    `stated` are facts by name; of a party that is not known the role itself is the identity.
    """
    if isinstance(act.actor, Reference):
        known = stated.get(act.actor.name)
        items = known if isinstance(known, tuple) else (known,)
        return next((item for item in items if isinstance(item, Identity)), Identity(act.actor.name))
    for part in walk(act.actor) if act.actor is not None else ():
        if isinstance(part, Is) and part.identity is not None:
            return part.identity
    return None

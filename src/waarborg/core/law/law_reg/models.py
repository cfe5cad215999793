"""A model as the interpreter read it: acts, facts and duties by their name, which must match to the letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from waarborg.core.law.law_reg.values import LawRegError

#: A piece of JSON. Models came in many shapes, so nothing is certain before it is looked at.
Json: TypeAlias = Any
Frame: TypeAlias = Mapping[str, Json]

#: A function or precondition that says nothing: the fact is asked, the precondition holds.
NOTHING: Final = ("", "[]", None)


class UnknownAct(LawRegError):
    """An act was named that the model does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the model has no act {name!r}; write the name as it stands in the model")
        self.name = name


class UnreadableModel(LawRegError):
    """A model in which acts, facts or duties do not stand where they should."""


@dataclass(frozen=True)
class Model:
    """The acts, functions of facts, and duties of one model, with the functions given for this case.

    `fact_functions` replaces the function of facts that the model has; for other facts it says nothing. Of two facts
    with one name the last counts. Raises `UnreadableModel`.
    """

    source: Frame
    fact_functions: Mapping[str, Json] = field(default_factory=dict)
    _acts: dict[str, Frame] = field(init=False, repr=False, default_factory=dict)
    _functions: dict[str, Json] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for act in list_frames(self.source, "acts"):
            self._acts.setdefault(_name(act, "act"), act)
        for fact in list_frames(self.source, "facts"):
            name = _name(fact, "fact")
            self._functions[name] = self.fact_functions.get(name, fact.get("function"))

    @property
    def acts(self) -> Sequence[str]:
        """The names of the acts, in the order of the model."""
        return tuple(self._acts)

    @property
    def duties(self) -> Sequence[Frame]:
        """The duties, in the order of the model."""
        return list_frames(self.source, "duties")

    def get_act(self, name: str) -> Frame:
        """The act with exactly this name; raises `UnknownAct`."""
        try:
            return self._acts[name]
        except KeyError:
            raise UnknownAct(name) from None

    def find_function(self, fact: str) -> Json:
        """The function by which a fact follows from others; None when the fact is asked or is not in the model."""
        function = self._functions.get(fact)
        return None if function in NOTHING else function


def list_frames(source: Frame, kind: str) -> Sequence[Frame]:
    """The acts, facts or duties of a model; raises `UnreadableModel` when they are not a list of objects."""
    found = source.get(kind) if is_object(source) else None
    frames = [] if found is None else found
    if not isinstance(frames, list) or not all(isinstance(frame, Mapping) for frame in frames):
        raise UnreadableModel(f"{kind!r} in the model must be a list of objects; correct the model")
    return frames


def is_object(found: Json) -> bool:
    """Whether a piece of JSON is an object."""
    return isinstance(found, Mapping)


def recipient_of(act: Frame) -> Json:
    """Who an act is directed at; older models call it the interested party."""
    return act.get("recipient", act.get("interested-party"))


def mentions(listed: Json, name: str) -> bool:
    """Whether `create` or `terminate` names something; in a text any part of it counts, as it did."""
    return isinstance(listed, str | list) and name in listed


def _name(frame: Frame, key: str) -> str:
    name = frame.get(key)
    if not isinstance(name, str):
        raise UnreadableModel(f"{key!r} in the model must be a text, not {name!r}; correct the model")
    return name

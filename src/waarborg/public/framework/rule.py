"""When a requirement applies: its condition as a rule in words, with the facts it rests on and where these are read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waarborg.adapters.framework_files.loading import AI_ACT
from waarborg.core.framework.framework import Framework
from waarborg.core.law.expressions import Expression, list_names
from waarborg.core.law.frames import FactFrame, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.notation import write
from waarborg.public.framework.library import as_law_day
from waarborg.public.law.library import Day, find_frame, get_library, language, say
from waarborg.public.law.showing import (
    Piece,
    SourceLine,
    address_of_frame,
    label_of,
    show_sources,
)
from waarborg.public.law.words import put_in_words

_QUOTED = re.compile("“([^”]+)”")


@dataclass(frozen=True)
class Clause:
    """One line of a rule, in which names of facts are links; with how deep it lies."""

    pieces: tuple[Piece, ...]
    depth: int


@dataclass(frozen=True)
class FactShown:
    """A fact that a rule names, told at `anchor`: what it follows from, or the question that settles it.

    address, law: its page in the law browser, where there is one.
    """

    anchor: str
    label: str
    address: str
    law: str
    question: str
    explanation: str
    clauses: tuple[Clause, ...]
    notation: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Rule:
    """A condition: in words, exactly, and the facts it rests on."""

    clauses: tuple[Clause, ...]
    notation: str
    facts: tuple[FactShown, ...]


def show_fact(framework: Framework, name: str, day: Day) -> Rule:
    """The condition with this name, as it is on a day."""
    return _Reading(framework.rules, day).show(name)


class _Reading:
    """The rules as they are read for one page."""

    def __init__(self, rules: Interpretation, day: Day) -> None:
        self.rules, self.day = rules, day
        self.public = next((one for one in get_library().list_newest() if one.id == AI_ACT), None)
        self.anchors: dict[str, str] = {}

    def show(self, name: str) -> Rule:
        frame = self.find(name)
        assert frame.function is not None  # the condition of a requirement is worked out
        names = list(self.list_told(frame))
        self.anchors = {one: f"feit-{number}" for number, one in enumerate(names, start=1)}
        return Rule(
            clauses=self.write(frame.function),
            notation=write(frame.function, language()),
            facts=tuple(self.show_one(one) for one in names),
        )

    def find(self, name: str) -> FactFrame:
        frame = find_frame(self.rules, fact_name(name), self.day.day)
        assert isinstance(frame, FactFrame)
        return frame

    def list_told(self, frame: FactFrame) -> Iterator[str]:
        """The facts that are told beside a rule, each once: those it names, and what only the framework has below."""
        todo, seen = [frame], {frame.name}
        while todo:
            one = todo.pop(0)
            for name in list_names(one.function) if one.function is not None else ():
                is_public = bool(self.find_address(name))
                if name in seen or (is_public and one is not frame):
                    continue
                seen.add(name)
                yield name
                if not is_public:
                    todo.append(self.find(name))

    def find_address(self, name: str) -> str:
        """The page of a fact in the law browser; empty for a fact that only the framework has."""
        full = fact_name(name)
        if self.public is None or not self.public.has(full):
            return ""
        if self.public.list_versions(full) != self.rules.list_versions(full):
            return ""  # the framework works it out itself, where the law browser asks for it
        return address_of_frame(self.public, full, as_law_day(self.day))

    def show_one(self, name: str) -> FactShown:
        frame, address = self.find(name), self.find_address(name)
        return FactShown(
            anchor=self.anchors[name],
            label=label_of(frame),
            address=address,
            law=say(self.public.title) if address and self.public else "",
            question=say(frame.question) if frame.function is None else "",
            explanation="" if address else frame.explanation,
            clauses=self.write(frame.function) if frame.function is not None else (),
            notation=write(frame.function, language()) if frame.function is not None else "",
            sources=show_sources(frame.sources, self.day.day),
        )

    def write(self, expression: Expression) -> tuple[Clause, ...]:
        """An expression line by line, with a link at each name of a fact."""
        links = self.find_links(expression)
        return tuple(
            Clause(tuple(_link(clause.text, links)), clause.depth)
            for clause in put_in_words(self.rules, expression, self.day.day)
        )

    def find_links(self, expression: Expression) -> Mapping[str, str]:
        """Where each fact of an expression can be read, by how it is called."""
        return {
            label_of(self.find(name)): f"#{self.anchors[name]}"
            if name in self.anchors
            else self.find_address(name)
            for name in list_names(expression)
        }


def _link(text: str, links: Mapping[str, str]) -> Iterator[Piece]:
    end = 0
    for found in _QUOTED.finditer(text):
        if found[1] not in links:
            continue
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield Piece(found[1], links[found[1]])
        end = found.end()
    if text[end:]:
        yield Piece(text[end:])


def find_fact_label(framework: Framework, name: str, day: Day) -> str:
    """What a fact of the rules is called."""
    return label_of(find_frame(framework.rules, fact_name(name), day.day))

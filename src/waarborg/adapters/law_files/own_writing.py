"""Write an interpretation in the own format: YAML that people like to read, and that reads back as what it was."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml

from waarborg.core.law.choices import Choice
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, act_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.notation import write
from waarborg.core.law.sources import Slot, Source
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

_WIDTH = 110
_LONGEST_FLOW = 80
_LONGEST_ID = 40


class _Flow(dict[str, Any]):
    """A small group that stands on one line: `{from: 2026-01-01}`."""


class _FlowList(list[Any]):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes groups in their own order, lists indented, and long texts over several lines."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_words(self, text: str) -> yaml.ScalarNode:
        # Folding is exact only for text without line ends of its own and without spaces at its edges.
        folds = len(text) > _LONGEST_FLOW and " " in text and text == text.strip() and text.isprintable()
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=">" if folds else None)

    def represent_flow(self, data: Mapping[str, Any]) -> yaml.MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)

    def represent_flow_list(self, data: list[Any]) -> yaml.SequenceNode:
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)

    def represent_group(self, data: Mapping[str, Any]) -> yaml.MappingNode:
        return self.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


_Dumper.add_representer(str, _Dumper.represent_words)
_Dumper.add_representer(_Flow, _Dumper.represent_flow)
_Dumper.add_representer(_FlowList, _Dumper.represent_flow_list)
_Dumper.add_representer(dict, _Dumper.represent_group)


def write_own_format(interpretation: Interpretation, language: str = "nl") -> str:
    """Return an interpretation as YAML, with conditions in the Dutch or English keywords of the notation.

    Frames come grouped by kind, in the order in which the kinds first appear.
    """
    sources = _SourceIds()
    frames: dict[str, list[Any]] = {}
    for frame in interpretation.frames:
        key, describe = _KINDS[type(frame)]
        frames.setdefault(key, []).append(describe(frame, sources, language))
    choices = [_describe_choice(choice, sources) for choice in interpretation.choices]
    document = {
        "id": interpretation.id,
        "version": interpretation.version,
        "status": interpretation.status.value,
        "title": _both(interpretation.title),
        "summary": _both(interpretation.summary),
        "authority": interpretation.authority,
        "made_on": interpretation.made_on,
        "valid": _days(interpretation.valid),
        "supersedes": interpretation.supersedes,
        "sources": sources.describe(),
        **frames,
        "choices": choices,
    }
    return _dump(_fill(document))


def _dump(document: Mapping[str, Any]) -> str:
    """The parts one after the other, with a line between the lists of frames, as people write it."""
    parts = []
    for key, value in document.items():
        text = yaml.dump(
            {key: value}, Dumper=_Dumper, width=_WIDTH, allow_unicode=True, sort_keys=False, indent=2
        )
        parts.append(f"\n{text}" if isinstance(value, list) or key == "sources" else text)
    return "".join(parts)


def _fill(group: Mapping[str, Any]) -> dict[str, Any]:
    """A group without what is empty."""
    return {key: value for key, value in group.items() if value not in (None, "", [], {}, ())}


def _both(text: Text | None) -> dict[str, Any] | None:
    if text is None:
        return None
    words = {"nl": text.nl, "en": text.en}
    return _Flow(words) if len(text.nl) + len(text.en) <= _LONGEST_FLOW else words


def _days(period: Period | None) -> dict[str, Any] | None:
    if period is None:
        return None
    return _Flow(_fill({"from": period.start, "to": period.end}))


# --- sources -------------------------------------------------------------------------------------------------
class _SourceIds:
    """The sources that frames and choices use, each once, under an id made from its citation."""

    def __init__(self) -> None:
        self._ids: dict[Source, str] = {}
        self._taken: set[str] = set()

    def refer(self, sources: Iterable[Source]) -> list[Any]:
        """Return how a frame names its sources."""
        items: list[Any] = [
            name if source.slot is Slot.FRAME else _Flow({"source": name, "slot": source.slot.value})
            for source, name in ((source, self._name(source)) for source in sources)
        ]
        return _FlowList(items) if all(isinstance(item, str) for item in items) else items

    def _name(self, source: Source) -> str:
        whole = replace(source, slot=Slot.FRAME)
        if whole not in self._ids:
            text = unicodedata.normalize("NFKD", source.citation or source.identifier)
            slug = re.sub(r"[^a-z0-9]+", "-", text.encode("ascii", "ignore").decode().lower())
            name = start = slug.strip("-")[:_LONGEST_ID].strip("-") or "source"
            number = 1
            while name in self._taken:
                number += 1
                name = f"{start}-{number}"
            self._taken.add(name)
            self._ids[whole] = name
        return self._ids[whole]

    def describe(self) -> dict[str, Any]:
        """Return all of them, by id."""
        return {
            name: _fill(
                {
                    "kind": source.kind.value,
                    "id": source.identifier,
                    "citation": source.citation,
                    "paraphrase": _both(source.paraphrase),
                    "quote": source.quote,
                    "note": source.note,
                    "valid": _days(source.valid),
                }
            )
            for source, name in self._ids.items()
        }


# --- frames and choices --------------------------------------------------------------------------------------
def _write(expression: Expression | None, language: str) -> str | None:
    return None if expression is None else write(expression, language)


def _describe_rest(frame: Frame, sources: _SourceIds) -> dict[str, Any]:
    return {
        "sources": sources.refer(frame.sources),
        "valid": _days(frame.valid),
        "explanation": frame.explanation,
    }


def _describe_fact(frame: FactFrame, sources: _SourceIds, language: str) -> dict[str, Any]:
    return _fill(
        {
            "fact": frame.name,
            "label": _both(frame.label),
            "kind": frame.kind.value if frame.kind else None,
            "question": _both(frame.question),
            "function": _write(frame.function, language),
            **_describe_rest(frame, sources),
        }
    )


def _describe_act(frame: ActFrame, sources: _SourceIds, language: str) -> dict[str, Any]:
    return _fill(
        {
            "act": frame.name,
            "label": _both(frame.label),
            "actor": _write(frame.actor, language),
            "action": frame.action,
            "object": _write(frame.object, language),
            "recipient": _write(frame.recipient, language),
            "precondition": _write(frame.precondition, language),
            "creates": [str(name) for name in frame.creates],
            "terminates": [str(name) for name in frame.terminates],
            **_describe_rest(frame, sources),
        }
    )


def _describe_duty(frame: DutyFrame, sources: _SourceIds, language: str) -> dict[str, Any]:
    return _fill(
        {
            "duty": frame.name,
            "label": _both(frame.label),
            "holder": _write(frame.holder, language),
            "claimant": _write(frame.claimant, language),
            "components": list(frame.components),
            "creates": [str(act_name(name)) for name in frame.creates],
            "terminates": [str(act_name(name)) for name in frame.terminates],
            "enforces": [str(act_name(name)) for name in frame.enforces],
            "term": _write(frame.term, language),
            **_describe_rest(frame, sources),
        }
    )


_KINDS: Mapping[type[Frame], tuple[str, Callable[[Any, _SourceIds, str], dict[str, Any]]]] = {
    FactFrame: ("facts", _describe_fact),
    ActFrame: ("acts", _describe_act),
    DutyFrame: ("duties", _describe_duty),
}


def _describe_choice(choice: Choice, sources: _SourceIds) -> dict[str, Any]:
    return _fill(
        {
            "id": choice.id,
            "question": _both(choice.question),
            "options": [
                {"id": option.id, "nl": option.text.nl, "en": option.text.en} for option in choice.options
            ],
            "taken": choice.taken,
            "ground": _both(choice.ground),
            "grounds": sources.refer(choice.grounds),
            "affects": [_both(text) for text in choice.affects],
            "dissent": _both(choice.dissent),
            "decided_on": choice.decided_on,
            "decided_by": choice.decided_by,
            "review_on": choice.review_on,
            "frames": [str(name) for name in choice.frames],
        }
    )

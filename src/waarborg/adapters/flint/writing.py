"""Write an interpretation as FLINT JSON, in the variant with a list of sources, and say what does not fit in it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from waarborg.adapters.flint.expression_writing import ExpressionWriter
from waarborg.adapters.flint.json_writing import dump
from waarborg.adapters.flint.sources import find_kind
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation, Status
from waarborg.core.law.notation import write
from waarborg.core.law.sources import Slot, Source

_ROLES = {
    Slot.FUNCTION: "Function",
    Slot.ACTOR: "Actor",
    Slot.ACTION: "Action",
    Slot.OBJECT: "Object",
    Slot.RECIPIENT: "Recipient",
    Slot.PRECONDITION: "Precondition",
    Slot.CREATES: "Create",
    Slot.TERMINATES: "Terminate",
    Slot.HOLDER: "DutyHolder",
    Slot.CLAIMANT: "Claimant",
    Slot.ENFORCES: "Enforce",
    Slot.TERM: "Term",
}


def write_flint(interpretation: Interpretation) -> tuple[str, tuple[str, ...]]:
    """Return the model as JSON, and what FLINT cannot hold, in English, one text for each thing."""
    taken = frozenset(fact.name for fact in interpretation.facts)
    writer = _ModelWriter(ExpressionWriter(taken))
    writer.note_whole(interpretation)
    lists: dict[str, list[dict[str, Any]]] = {"acts": [], "facts": [], "duties": []}
    for frame in writer.choose_versions(interpretation.frames):
        match frame:
            case ActFrame():
                lists["acts"].append(writer.write_act(frame))
            case FactFrame():
                lists["facts"].append(writer.write_fact(frame))
            case DutyFrame():
                lists["duties"].append(writer.write_duty(frame))
    lists["facts"].extend(writer.write_supplied())
    model = {"model": interpretation.title.nl, "version": interpretation.version, **lists}
    return dump(model), tuple(writer.expressions.losses)


class _ModelWriter:
    def __init__(self, expressions: ExpressionWriter) -> None:
        self.expressions = expressions

    def note_whole(self, interpretation: Interpretation) -> None:
        """Say which fields of the interpretation itself have no place."""
        fields = {
            "the id": True,
            "the status": interpretation.status is not Status.DRAFT,
            "the authority": bool(interpretation.authority),
            "the summary": interpretation.summary is not None,
            "the period for which it is meant": interpretation.valid is not None,
            "the day on which it was made": interpretation.made_on is not None,
            "which version it supersedes": bool(interpretation.supersedes),
            "the title in English": interpretation.title.nl != interpretation.title.en,
            f"the choices ({len(interpretation.choices)})": bool(interpretation.choices),
        }
        for name, is_lost in fields.items():
            if is_lost:
                self.expressions.lose(f"{name} is left out" if "(" not in name else f"{name} are left out")

    def choose_versions(self, frames: Iterable[Frame]) -> Iterable[Frame]:
        """Of a name with several periods, the frame that starts last; FLINT has one frame for each name."""
        latest: dict[Name, Frame] = {}
        for frame in frames:
            known = latest.get(frame.full_name)
            if known is not None:
                self.expressions.lose(f"{frame.full_name} has several periods; only the last one is written")
            if known is None or _start(frame) > _start(known):
                latest[frame.full_name] = frame
        return latest.values()

    # --- frames ------------------------------------------------------------------------------------------
    def write_act(self, frame: ActFrame) -> dict[str, Any]:
        name = self._start(frame)
        return {
            "act": name,
            "actor": self._write(frame.actor),
            "action": f"[{frame.action}]" if frame.action else "",
            "object": self._write(frame.object),
            "recipient": self._write(frame.recipient),
            "preconditions": self._write(frame.precondition),
            "create": [self.expressions.write_name(made.text, made.kind) for made in frame.creates],
            "terminate": [self.expressions.write_name(ended.text, ended.kind) for ended in frame.terminates],
            **self._finish(frame),
        }

    def write_fact(self, frame: FactFrame) -> dict[str, Any]:
        name = self._start(frame)
        if frame.kind is not None or frame.question is not None:
            self.expressions.lose("the kind of value and the question are left out")
        return {"fact": name, "function": self._write(frame.function), **self._finish(frame)}

    def write_duty(self, frame: DutyFrame) -> dict[str, Any]:
        name = self._start(frame)
        note = ""
        if frame.term is not None:
            note = f"Termijn: {write(frame.term)}"
            self.expressions.lose("the term is written in the explanation only")
        return {
            "duty": name,
            "duty-components": [
                self.expressions.write_name(part, FrameKind.DUTY) for part in frame.components
            ],
            "duty-holder": self._write(frame.holder),
            "claimant": self._write(frame.claimant),
            "create": self._write_acts(frame.creates),
            "terminate": self._write_acts(frame.terminates),
            "enforce": self._write_acts(frame.enforces),
            **self._finish(frame, note),
        }

    def write_supplied(self) -> list[dict[str, Any]]:
        """The facts that take the place of what FLINT cannot say."""
        return [
            {
                "fact": f"[{name}]",
                "function": "[]",
                "sources": [],
                "explanation": f"In FLINT niet uit te drukken: {notation}",
            }
            for name, notation in self.expressions.supplied.values()
        ]

    def _start(self, frame: Frame) -> str:
        self.expressions.place = str(frame.full_name)
        if frame.label is not None:
            self.expressions.lose("the label is left out")
        if frame.valid is not None:
            self.expressions.lose("the period of the frame is left out")
        return self.expressions.write_name(frame.name, frame.full_name.kind)

    def _write(self, expression: Expression | None) -> Any:
        return "[]" if expression is None else self.expressions.write(expression)

    def _write_acts(self, names: Iterable[str]) -> list[str]:
        return [self.expressions.write_name(name, FrameKind.ACT) for name in names]

    def _finish(self, frame: Frame, note: str = "") -> dict[str, Any]:
        explanation = "\n".join(part for part in (frame.explanation, note) if part)
        return {
            "sources": [self._write_source(source) for source in frame.sources],
            "explanation": explanation,
        }

    # --- sources -----------------------------------------------------------------------------------------
    def _write_source(self, source: Source) -> dict[str, Any]:
        start, end = (source.valid.start, source.valid.end) if source.valid else (None, None)
        written: dict[str, Any] = {
            "validFrom": _write_day(start) if start and start > date.min else "",
            "validTo": _write_day(end - timedelta(days=1)) if end else "31-12-9999" if start else "",
            "citation": source.citation,
            "juriconnect": source.identifier,
            "text": source.quote,
            "explanation": source.note or (source.paraphrase.nl if source.paraphrase else ""),
        }
        if source.paraphrase is not None and source.paraphrase.nl != source.paraphrase.en:
            self.expressions.lose("the English paraphrase of a source is left out")
        if source.paraphrase is not None and source.note:
            self.expressions.lose("the paraphrase of a source is left out where it has a note")
        if find_kind(source.identifier) is not source.kind:
            self.expressions.lose(f"that a source is of the kind {source.kind} cannot be seen any more")
        if source.slot is not Slot.FRAME:
            words = len(source.quote.split())
            if words:
                roles = [_ROLES[source.slot]]
                written["tags"] = [{"word": number, "roles": roles} for number in range(1, words + 1)]
            else:
                self.expressions.lose(f"that a source is about the {source.slot} is left out")
        return written


def _start(frame: Frame) -> date:
    return frame.valid.start if frame.valid is not None else date.min


def _write_day(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year:04}"

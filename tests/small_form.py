"""Small forms for tests, made from a document as a file would hold it, with rules of a few lines."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import make_form
from waarborg.core.forms.answers import Address, Answer, Sheet, Taken
from waarborg.core.forms.forms import Form
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.profile.facts import Value
from waarborg.core.terms.text import Text

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)

RULES = Interpretation(
    id="klein",
    version="1",
    title=Text("Klein", "Small"),
    frames=(FactFrame(name="hoog risico"), FactFrame(name="raakt mensen")),
)


def both(text: str) -> dict[str, str]:
    """The same text in both languages."""
    return {"nl": text, "en": text}


def question(id: str, type: str = "boolean", **more: Any) -> dict[str, Any]:
    """A question as a file holds it; a choice has the options a, b and c unless it says otherwise."""
    if type in ("choice", "choices") and not {"options", "options_from", "fact"} & set(more):
        more["options"] = [{"value": value, "label": both(value)} for value in "abc"]
    return {"question": id, "ask": both(f"Vraag {id}"), "type": type, **more}


def group(id: str, *items: Mapping[str, Any], repeat: bool = True, **more: Any) -> dict[str, Any]:
    """A group as a file holds it."""
    if repeat:
        more |= {"repeat": True, "one": both("rij")}
    return {"group": id, "title": both(f"Groep {id}"), "items": list(items), **more}


def part(id: str, *items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A part as a file holds it."""
    return {"part": id, "title": both(f"Deel {id}"), "items": list(items), **more}


def form(*parts: Mapping[str, Any], id: str = "klein", version: str = "2026.1", **more: Any) -> Form:
    """A form of these parts."""
    document: dict[str, Any] = {
        "id": id,
        "version": version,
        "released_on": "2026-11-01",
        "title": both(id.capitalize()),
        "short": id,
        "summary": both("Een klein formulier."),
        "based_on": {"title": "Eigen", "version": "1", "link": "https://voorbeeld.example/"},
        "sources": [{"id": "avg", "label": both("AVG"), "link": "https://eur-lex.europa.eu/eli/reg/2016/679/oj"}],
        "signatures": [],
        "parts": list(parts),
        **more,
    }  # fmt: skip
    return make_form(document, load_vocabulary(), RULES)


def answer(place: str, value: object = None, *, declined: bool = False, taken: Taken | None = None) -> Answer:
    """An answer at a place such as `2.1` or `2.1@a`."""
    return Answer(address=Address.parse(place), value=value, declined=declined, by="1", at=NOON, taken=taken)


def sheet(values: Mapping[str, Value | Sequence[Any]]) -> Sheet:
    """A sheet of answers by place."""
    return Sheet.of(answer(place, value) for place, value in values.items())

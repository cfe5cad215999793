"""Requirements, measures, instruments and words of the glossary: one entry of a content file to a core object."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from waarborg.core.framework.instruments import Binding, Definition, GlossaryTerm, Instrument, Place
from waarborg.core.framework.measures import Effort, Level, Link, Measure, Origin
from waarborg.core.framework.parts import (
    Article,
    Certainty,
    Evidence,
    EvidenceKind,
    LegalSource,
    Scope,
)
from waarborg.core.framework.requirements import OpenQuestion, Requirement, Wording, group_wordings
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

_Entry = Mapping[str, Any]


def make_source(one: _Entry) -> LegalSource:
    """Return a law or policy that requirements cite."""
    return LegalSource(one["id"], one["kind"], one["number"], Text(**one["label"]), one["link"])


def make_requirement(entries: Sequence[_Entry], sources: Mapping[str, LegalSource]) -> Requirement:
    """Return the requirement that these entries, one for each period, describe.

    Raises `ValueError` when they differ in what does not change with time, or cite a source that is not there.
    """
    first = entries[0]
    for other in entries[1:]:
        for key in ("condition", "addressed", "part_of", "scope"):
            if other.get(key) != first.get(key):
                raise ValueError(f"{first['id']}: {key} differs between its periods")
    return Requirement(
        id=first["id"],
        condition=first["condition"],
        addressed=tuple(first["addressed"]),
        roles=tuple(first["roles"]),
        phases=tuple(first["phases"]),
        subjects=tuple(first["subjects"]),
        wordings=group_wordings(_make_wording(one, sources) for one in entries),
        part_of=first.get("part_of", ""),
        second_person=first.get("second_person", False),
        scope=Scope(first.get("scope", Scope.ALGORITHM)),
    )


def _make_wording(one: _Entry, sources: Mapping[str, LegalSource]) -> Wording:
    question = one.get("open_question")
    return Wording(
        period=_make_period(one["period"], of=one["id"]),
        title=Text(**one["title"]),
        articles=tuple(_make_article(item, sources, of=one["id"]) for item in one["articles"]),
        asks=Text(**one["asks"]),
        reason=Text(**one["reason"]),
        consequences=Text(**one["consequences"]),
        criteria=tuple(Text(**item) for item in one["criteria"]),
        evidence=_make_evidence(one["evidence"]),
        certainty=Certainty(one["certainty"]),
        open_question=OpenQuestion(
            Text(**question["question"]), tuple(Text(**item) for item in question["readings"])
        )
        if question
        else None,
    )


def _make_period(item: _Entry, *, of: str) -> Period:
    try:
        return Period(
            date.fromisoformat(item["from"]), date.fromisoformat(item["to"]) if "to" in item else None
        )
    except ValueError as error:
        raise ValueError(f"{of}: {error}") from error


def _make_article(item: _Entry, sources: Mapping[str, LegalSource], *, of: str) -> Article:
    if item["source"] not in sources:
        raise ValueError(f"{of}: there is no source {item['source']!r}")
    return Article(sources[item["source"]], item["at"], _find_text(item, "says"))


def _make_evidence(items: Sequence[_Entry]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            EvidenceKind(item["kind"]),
            Text(**item["what"]),
            item.get("form", ""),
            int(item["months"]) if "months" in item else None,
        )
        for item in items
    )


def make_measure(one: _Entry) -> Measure:
    """Return a measure."""
    return Measure(
        id=one["id"],
        title=Text(**one["title"]),
        does=Text(**one["does"]),
        done_when=Text(**one["done_when"]),
        reason=Text(**one["reason"]),
        phases=tuple(one["phases"]),
        roles=tuple(one["roles"]),
        subjects=tuple(one["subjects"]),
        effort=Effort(one["effort"]),
        level=Level(one["level"]),
        links=tuple(
            Link(
                item["id"],
                core=item.get("core", False),
                reason=_find_text(item, "reason"),
                added=item.get("added", False),
                repaired=item.get("repaired", ""),
                when=item.get("when", ""),
            )
            for item in one["requirements"]
        ),
        scope=Scope(one.get("scope", Scope.ALGORITHM)),
        origin=Origin(one["origin"]) if "origin" in one else None,
        part_of=one.get("part_of", ""),
        adr=tuple(one["adr"]),
        ark=tuple(one["ark"]),
        evidence=_make_evidence(one.get("evidence", ())),
    )


def make_instrument(one: _Entry) -> Instrument:
    """Return an instrument of the toolbox."""
    return Instrument(
        id=one["id"],
        title=Text(**one["title"]),
        kind=one["kind"],
        purpose=Text(**one["purpose"]),
        binding=Binding(one["binding"]),
        for_whom=Text(**one["for_whom"]),
        phases=tuple(one["phases"]),
        roles=tuple(one["roles"]),
        since=one["since"],
        source=Place(one["source"]["title"], one["source"]["link"]),
        requirements=tuple(one["requirements"]),
        measures=tuple(one["measures"]),
        binding_because=_find_text(one, "binding_because"),
        effort=Effort(one["effort"]) if "effort" in one else None,
        letter=one.get("letter", ""),
        tool=one.get("tool", ""),
        form=one.get("form", ""),
        note=_find_text(one, "note"),
    )


def make_glossary_term(one: _Entry) -> GlossaryTerm:
    """Return a word with what it means."""
    others = one.get("other_words", {})
    return GlossaryTerm(
        id=one["id"],
        word=Text(**one["word"]),
        meaning=Text(**one["meaning"]),
        other_words_nl=tuple(others.get("nl", ())),
        other_words_en=tuple(others.get("en", ())),
        example=_find_text(one, "example"),
        definitions=tuple(
            Definition(
                by=Text(**item["by"]),
                on=item["on"],
                source=Place(item["source"]["title"], item["source"]["link"], item["source"]["at"]),
                says=Text(**item["says"]),
                used=_find_text(item, "used"),
            )
            for item in one.get("definitions", ())
        ),
        related=tuple(one.get("related", ())),
    )


def _find_text(one: _Entry, key: str) -> Text | None:
    return Text(**one[key]) if key in one else None

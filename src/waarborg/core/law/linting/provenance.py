"""Sources, days and choices: where frames come from, whether that holds on the day, and what was left open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.frames import Frame, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.part_words import list_in_words
from waarborg.core.law.relations import Relations
from waarborg.core.law.sources import Slot, Source, SourceKind
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.legal_references.repairing import find_repair
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text

#: Which kinds of identifier belong to a collection. A European act may also be named by its ELI.
_KINDS: Mapping[SourceKind, frozenset[Kind]] = {
    SourceKind.BWB: frozenset({Kind.BWB}),
    SourceKind.CVDR: frozenset({Kind.CVDR}),
    SourceKind.CELEX: frozenset({Kind.CELEX, Kind.ELI}),
    SourceKind.ECLI: frozenset({Kind.ECLI}),
    SourceKind.POLICY: frozenset({Kind.POLICY}),
}


@dataclass(frozen=True, slots=True)
class Legibility:
    """Whether the identifier of a source can be read: its kind, or what is wrong and what was probably meant.

    kind: None when it cannot be read, or when it is an address that is taken as it is. repaired: what it should be;
    empty when no repair helps. how: what the repair changes. wrong: what is wrong; None when it can be read.
    """

    kind: Kind | None = None
    repaired: tuple[str, ...] = ()
    how: Text | None = None
    wrong: Text | None = None

    @property
    def is_readable(self) -> bool:
        """Whether it can be read as it stands."""
        return self.wrong is None


def judge_identifier(source: Source) -> Legibility:
    """Return whether the identifier of a source can be read. The address of a policy rule is taken as it is."""
    identifier = source.identifier
    if source.kind is SourceKind.POLICY and identifier.strip().startswith(("https://", "http://")):
        return Legibility()
    try:
        return Legibility(read_reference(identifier).kind)
    except UnreadableReference as error:
        reading = find_repair(identifier)
        if reading is None:
            return Legibility(wrong=error.message)
        return Legibility(
            repaired=tuple(reference.identifier for reference in reading.references),
            how=Text(
                nl=" ".join(reading.explain("nl")) or "De schrijfwijze is verbeterd.",
                en=" ".join(reading.explain("en")) or "The notation was corrected.",
            ),
            wrong=error.message,
        )


class Judge:
    """Judges identifiers, each once: the same article is the source of many frames."""

    def __init__(self) -> None:
        self._kept: dict[tuple[SourceKind, str], Legibility] = {}

    def judge(self, source: Source) -> Legibility:
        """Return whether the identifier of a source can be read."""
        key = (source.kind, source.identifier)
        if key not in self._kept:
            self._kept[key] = judge_identifier(source)
        return self._kept[key]


def check_sources(interpretation: Interpretation, on: date) -> Iterator[Finding]:
    """Find frames without a source, and sources that cannot be followed or do not hold on the day."""
    judge = Judge()
    for frame in interpretation.frames:
        name = frame.full_name
        if not frame.sources:
            yield _describe_no_source(name)
        for source in frame.sources:
            yield from _check_source(source, judge, name)
            if frame.is_in_force(on) and not source.is_valid_on(on):
                yield _describe_not_valid(source, name, on)
    for choice in interpretation.choices:
        for source in choice.grounds:
            yield from _check_source(source, judge, None, choice.id)


def _describe_no_source(name: Name) -> Finding:
    return Finding(
        code=Code.NO_SOURCE,
        frame=name,
        message=Text(
            nl=f"{name} noemt geen bron: niemand kan nagaan waar het op berust.",
            en=f"{name} names no source: nobody can check what it rests on.",
        ),
        remedy=Text(
            nl="Noem het artikel, de uitspraak of de beleidsregel.",
            en="Name the article, the judgment or the policy rule.",
        ),
    )


def _cite(source: Source) -> str:
    return source.citation.strip() or source.identifier.strip()


def _slot(source: Source) -> Slot | None:
    return None if source.slot is Slot.FRAME else source.slot


def _place(name: Name | None, choice: str) -> Text:
    if name is not None:
        return Text(nl=str(name), en=str(name))
    return Text(nl=f"de keuze “{choice}”", en=f"the choice “{choice}”")


def _check_source(source: Source, judge: Judge, name: Name | None, choice: str = "") -> Iterator[Finding]:
    cited, place = _cite(source), _place(name, choice)
    slot = _slot(source) if name is not None else None
    if not source.identifier.strip():
        yield Finding(
            code=Code.CITATION_ONLY,
            frame=name,
            slot=slot,
            subject=choice or cited,
            message=Text(
                nl=f"Van de bron “{cited}” bij {place.nl} is alleen de aanhaling bekend; er kan geen link bij.",
                en=f"Of the source “{cited}” of {place.en} only the citation is known; no link can be made.",
            ),
            remedy=Text(
                nl="Vul de Juriconnect-verwijzing, of het CVDR-, CELEX- of ECLI-nummer in.",
                en="Fill in the Juriconnect reference, or the CVDR, CELEX or ECLI number.",
            ),
        )
        return
    judged = judge.judge(source)
    if judged.wrong is not None:
        yield _describe_unreadable(source, judged, judged.wrong, name, choice)
    elif judged.kind is not None and judged.kind not in _KINDS[source.kind]:
        yield Finding(
            code=Code.OTHER_COLLECTION,
            frame=name,
            slot=slot,
            subject=source.identifier,
            message=Text(
                nl=f"De bron “{cited}” bij {place.nl} heet {source.kind}, maar de verwijzing is {judged.kind}.",
                en=f"The source “{cited}” of {place.en} is called {source.kind}, but its identifier is {judged.kind}.",
            ),
            remedy=Text(nl="Verbeter de soort of de verwijzing.", en="Correct the kind or the identifier."),
        )


def _describe_unreadable(
    source: Source, judged: Legibility, wrong: Text, name: Name | None, choice: str
) -> Finding:
    place = _place(name, choice)
    message = Text(
        nl=f"De verwijzing “{source.identifier}” bij {place.nl} kan niet worden gelezen: {wrong.nl}",
        en=f"The identifier “{source.identifier}” of {place.en} cannot be read: {wrong.en}",
    )
    slot = _slot(source) if name is not None else None
    if judged.repaired and judged.how is not None:
        row = " ; ".join(judged.repaired)
        return Finding(
            code=Code.REPAIRABLE_SOURCE,
            frame=name,
            slot=slot,
            subject=source.identifier,
            message=message,
            remedy=Text(nl=f"Schrijf: {row} ({judged.how.nl})", en=f"Write: {row} ({judged.how.en})"),
        )
    return Finding(
        code=Code.UNREADABLE_SOURCE,
        frame=name,
        slot=slot,
        subject=source.identifier,
        message=message,
        remedy=Text(
            nl="Zoek de bron op en neem de verwijzing daar over.",
            en="Look the source up and copy its identifier from there.",
        ),
    )


def _describe_not_valid(source: Source, name: Name, on: date) -> Finding:
    assert source.valid is not None  # else it would be valid on every day
    days, cited = describe_period(source.valid), _cite(source)
    return Finding(
        code=Code.SOURCE_NOT_VALID,
        frame=name,
        slot=_slot(source),
        subject=source.identifier or cited,
        message=Text(
            nl=f"De bron “{cited}” bij {name} geldt {days.nl}, niet op {on.isoformat()}.",
            en=f"The source “{cited}” of {name} is in force {days.en}, not on {on.isoformat()}.",
        ),
        remedy=Text(
            nl="Kies de tekst die op die dag geldt, of sluit dit frame af op de dag waarop de bron vervalt.",
            en="Take the text that is in force on that day, or end this frame on the day its source ends.",
        ),
    )


def describe_period(period: Period) -> Text:
    """Return a period in words, with the first day that is no longer in it."""
    start = period.start.isoformat()
    if period.end is None:
        return Text(nl=f"vanaf {start}", en=f"from {start}")
    end = period.end.isoformat()
    return Text(nl=f"van {start} tot {end}", en=f"from {start} until {end}")


def check_days(relations: Relations, on: date) -> Iterator[Finding]:
    """Find what is not in force on the day: the interpretation, and frames that have no version for it."""
    interpretation = relations.interpretation
    if interpretation.valid is not None and not interpretation.valid.contains(on):
        days = describe_period(interpretation.valid)
        yield Finding(
            code=Code.OTHER_DAYS,
            message=Text(
                nl=f"Deze interpretatie is bedoeld voor de dagen {days.nl}, niet voor {on.isoformat()}.",
                en=f"This interpretation is meant for the days {days.en}, not for {on.isoformat()}.",
            ),
            remedy=Text(
                nl="Kies de versie voor die dag, of verleng de periode.",
                en="Take the version for that day, or extend the period.",
            ),
        )
    for name in relations.names:
        versions = interpretation.list_versions(name)
        if not any(frame.is_in_force(on) for frame in versions):
            users = tuple(
                user for user in relations.used_by(name) if interpretation.find(user, on) is not None
            )
            yield _describe_not_in_force(name, versions, users, on)


def _describe_not_in_force(
    name: Name, versions: tuple[Frame, ...], users: tuple[Name, ...], on: date
) -> Finding:
    days = [describe_period(frame.valid) for frame in versions if frame.valid is not None]
    shown = Text(nl="; ".join(text.nl for text in days), en="; ".join(text.en for text in days))
    message = Text(
        nl=f"{name} geldt {shown.nl}, niet op {on.isoformat()}.",
        en=f"{name} is in force {shown.en}, not on {on.isoformat()}.",
    )
    if not users:
        return Finding(
            code=Code.NOT_IN_FORCE,
            frame=name,
            message=message,
            remedy=Text(
                nl="Dit is goed wanneer de regel op die dag niet geldt.",
                en="This is right when the rule is not in force on that day.",
            ),
        )
    row = list_in_words(users)
    return Finding(
        code=Code.USED_NOT_IN_FORCE,
        frame=name,
        related=users,
        message=Text(
            nl=f"{message.nl} Het wordt dan nog wel gebruikt: {row.nl}.",
            en=f"{message.en} It is still used then: {row.en}.",
        ),
        remedy=Text(
            nl="Voeg een versie toe die op die dag geldt, of pas aan wat dit gebruikt.",
            en="Add a version that is in force on that day, or change what uses it.",
        ),
    )


def check_choices(interpretation: Interpretation, on: date) -> Iterator[Finding]:
    """Find choices that nobody made, and those that must be looked at again."""
    for choice in interpretation.choices:
        if choice.is_open:
            yield Finding(
                code=Code.OPEN_CHOICE,
                related=choice.frames,
                subject=choice.id,
                message=Text(
                    nl=f"De keuze “{choice.id}” is open: {choice.question.nl}",
                    en=f"The choice “{choice.id}” is open: {choice.question.en}",
                ),
                remedy=Text(
                    nl="Kies een lezing en zeg waarom, of laat zien dat de uitkomst voorlopig is.",
                    en="Take a reading and say why, or show that the outcome is provisional.",
                ),
            )
        if choice.review_on is not None and choice.is_due(on):
            day = choice.review_on.isoformat()
            yield Finding(
                code=Code.REVIEW_DUE,
                related=choice.frames,
                subject=choice.id,
                message=Text(
                    nl=f"De keuze “{choice.id}” zou op {day} opnieuw worden bekeken.",
                    en=f"The choice “{choice.id}” was to be looked at again on {day}.",
                ),
                remedy=Text(
                    nl="Bekijk de keuze opnieuw en leg een nieuwe dag vast.",
                    en="Look at the choice again and set a new day.",
                ),
            )

"""Names: references to what is not there, frames that nothing uses, and frames that look alike."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from waarborg.core.law.expressions import Operation, Projection, walk
from waarborg.core.law.expressions import Unreadable as UnreadableExpression
from waarborg.core.law.frames import FactFrame, FrameKind, Name
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.part_words import FRAME_WORDS, MOST_NAMES, SLOT_WORDS, list_in_words
from waarborg.core.law.relations import Relation, Relations
from waarborg.core.terms.text import Text

_NO_LETTERS = re.compile(r"[\W_]+")


def plain_name(text: str) -> str:
    """Return a name without capitals, white space and punctuation, by which names that look alike are equal."""
    return _NO_LETTERS.sub("", text.casefold())


class Names:
    """The names of an interpretation, to look up what a name that is not there may have meant."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations

    @cached_property
    def alike(self) -> Mapping[str, tuple[Name, ...]]:
        """The names of frames, by their plain name."""
        grouped: dict[str, list[Name]] = {}
        for name in self.relations.names:
            grouped.setdefault(plain_name(name.text) or name.text, []).append(name)
        return {plain: tuple(names) for plain, names in grouped.items()}

    def list_alike(self, name: Name) -> tuple[Name, ...]:
        """Return the first frames whose name looks like this one, of whatever kind."""
        return self.alike.get(plain_name(name.text) or name.text, ())[:MOST_NAMES]


def check_references(relations: Relations) -> Iterator[Finding]:
    """Find references to frames that are not there, and those that name a frame of another kind."""
    names = Names(relations)
    for relation in relations.undefined:
        yield _describe_undefined(relation, names.list_alike(relation.named))
    for choice in relations.interpretation.choices:
        for name in choice.frames:
            if not relations.interpretation.has(name):
                yield Finding(
                    code=Code.UNDEFINED,
                    related=(name,),
                    subject=choice.id,
                    message=Text(
                        nl=f"De keuze “{choice.id}” gaat over {name}, en dat staat niet in het model.",
                        en=f"The choice “{choice.id}” is about {name}, which is not in the model.",
                    ),
                    remedy=_suggest(name, names.list_alike(name)),
                )


def _describe_undefined(relation: Relation, alike: tuple[Name, ...]) -> Finding:
    named, slot, kind = relation.named, SLOT_WORDS[relation.slot], FRAME_WORDS[relation.named.kind]
    others = tuple(name for name in alike if name.kind is not named.kind)
    if others and len(others) == len(alike):
        other = FRAME_WORDS[others[0].kind]
        return Finding(
            code=Code.WRONG_BRACKETS,
            frame=relation.by,
            slot=relation.slot,
            related=(named, *others),
            message=Text(
                nl=f"{relation.by} noemt {named} ({slot.nl}) als {kind.nl}, maar het is een {other.nl}.",
                en=f"{relation.by} names {named} ({slot.en}) as {_a(kind.en)}, but it is {_a(other.en)}.",
            ),
            remedy=Text(
                nl=f"Schrijf {others[0]}, of noem iets anders.",
                en=f"Write {others[0]}, or name something else.",
            ),
        )
    return Finding(
        code=Code.UNDEFINED,
        frame=relation.by,
        slot=relation.slot,
        related=(named,),
        message=Text(
            nl=f"{relation.by} noemt {named} ({slot.nl}), en dat staat niet in het model.",
            en=f"{relation.by} names {named} ({slot.en}), which is not in the model.",
        ),
        remedy=_suggest(named, alike),
    )


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _suggest(name: Name, alike: tuple[Name, ...]) -> Text:
    kind = FRAME_WORDS[name.kind]
    if alike:
        row = list_in_words(alike)
        return Text(nl=f"Bedoel je {row.nl}?", en=f"Do you mean {row.en}?")
    return Text(
        nl=f"Verbeter de naam, of voeg de {kind.nl} toe."
        if name.kind is not FrameKind.FACT
        else "Verbeter de naam, of voeg het feit toe.",
        en=f"Correct the name, or add the {kind.en}.",
    )


def check_use(relations: Relations) -> Iterator[Finding]:
    """Find facts that no other frame names. Acts are there to be taken; a duty is looked at with the acts."""
    seen: set[Name] = set()
    for fact in relations.interpretation.facts:
        name = fact.full_name
        if name in seen or relations.list_uses(name):
            continue
        seen.add(name)
        if fact.is_leaf:
            yield Finding(
                code=Code.UNUSED_FACT,
                frame=name,
                message=Text(
                    nl=f"Niets in het model gebruikt {name}.", en=f"Nothing in the model uses {name}."
                ),
                remedy=Text(
                    nl="Haal het feit weg, of noem het waar het meetelt.",
                    en="Remove the fact, or name it where it counts.",
                ),
            )
        else:
            yield Finding(
                code=Code.UNREAD_FACT,
                frame=name,
                message=Text(
                    nl=f"Niets in het model leest {name}. Misschien is het een uitkomst waar men naar vraagt.",
                    en=f"Nothing in the model reads {name}. It may be an outcome that people ask for.",
                ),
                remedy=Text(
                    nl="Is het geen uitkomst, haal het feit dan weg.",
                    en="If it is not an outcome, remove the fact.",
                ),
            )


def check_alike(relations: Relations) -> Iterator[Finding]:
    """Find frames of one kind whose names differ in capitals, white space or punctuation only."""
    for names in Names(relations).alike.values():
        for kind in FrameKind:
            group = tuple(name for name in names if name.kind is kind)
            if len(group) > 1:
                row = list_in_words(group)
                yield Finding(
                    code=Code.NAMES_ALIKE,
                    frame=group[0],
                    related=group[1:],
                    message=Text(
                        nl=f"Deze namen verschillen alleen in hoofdletters, spaties of leestekens: {row.nl}.",
                        en=f"These names differ in capitals, spaces or punctuation only: {row.en}.",
                    ),
                    remedy=Text(
                        nl="Maak er één van, of geef namen die duidelijk verschillen.",
                        en="Make them one, or give names that clearly differ.",
                    ),
                )


def check_functions(relations: Relations) -> Iterator[Finding]:
    """Find facts that follow from others by the very same calculation.

    A function that is a single fact, a fixed value or a creation says too little to be the same by mistake.
    """
    by_digest: dict[str, dict[Name, FactFrame]] = {}
    for fact in relations.interpretation.facts:
        if isinstance(fact.function, Operation | Projection):
            by_digest.setdefault(fact.function.digest, {})[fact.full_name] = fact
    for facts in by_digest.values():
        group = tuple(facts)
        if len(group) > 1:
            row = list_in_words(group)
            yield Finding(
                code=Code.SAME_FUNCTION,
                frame=group[0],
                related=group[1:],
                message=Text(
                    nl=f"Deze feiten volgen op precies dezelfde manier uit andere: {row.nl}.",
                    en=f"These facts follow from others in exactly the same way: {row.en}.",
                ),
                remedy=Text(
                    nl="Bedoelen zij hetzelfde, maak er dan één van en verwijs daarnaar.",
                    en="If they mean the same, make them one and refer to that.",
                ),
            )


def check_readable(relations: Relations) -> Iterator[Finding]:
    """Find parts of frames that could not be read."""
    for frame in relations.interpretation.frames:
        for slot, expression in frame.list_expressions():
            reasons = dict.fromkeys(
                item.reason for item in walk(expression) if isinstance(item, UnreadableExpression)
            )
            for reason in reasons:
                word = SLOT_WORDS[slot]
                yield Finding(
                    code=Code.UNREADABLE_PART,
                    frame=frame.full_name,
                    slot=slot,
                    subject=reason,
                    message=Text(
                        nl=f"Een deel van {frame.full_name} ({word.nl}) kan niet worden gelezen: {reason}",
                        en=f"A part of {frame.full_name} ({word.en}) cannot be read: {reason}",
                    ),
                    remedy=Text(
                        nl="Schrijf dit deel opnieuw; tot dan heeft het geen uitkomst.",
                        en="Write this part again; until then it has no outcome.",
                    ),
                )

"""What acts bring about and end, and whether duties arise, end, can be enforced and are owed by somebody."""

from collections.abc import Iterator, Sequence

from waarborg.core.law.frames import DutyFrame, FactFrame, Name
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.part_words import list_in_words
from waarborg.core.law.relations import Relation, RelationKind, Relations
from waarborg.core.law.sources import Slot
from waarborg.core.terms.text import Text


def check_acts(relations: Relations) -> Iterator[Finding]:
    """Find acts that create or end what follows from other facts, or that end what nothing creates."""
    created = {
        relation.end
        for relation in relations.relations
        if relation.kind is RelationKind.CREATES and relations.interpretation.has(relation.start)
    }
    for relation in relations.relations:
        if relation.kind not in (RelationKind.CREATES, RelationKind.TERMINATES):
            continue
        target = relation.end
        if not relations.interpretation.has(target):
            continue  # an undefined reference, which is found as such
        if _follows_from_others(relations, target):
            yield _describe_cannot_arise(relation)
        elif relation.kind is RelationKind.TERMINATES and target not in created:
            yield Finding(
                code=Code.NOTHING_TO_END,
                frame=relation.by,
                slot=Slot.TERMINATES,
                related=(target,),
                message=Text(
                    nl=f"{relation.start} beëindigt {target}, en geen handeling laat dat ontstaan.",
                    en=f"{relation.start} ends {target}, and no act creates it.",
                ),
                remedy=Text(
                    nl="Noem de handeling die het laat ontstaan, of haal dit weg als het altijd van buiten komt.",
                    en="Name the act that creates it, or remove this if it always comes from outside.",
                ),
            )


def _list_creators(relations: Relations, name: Name) -> tuple[Name, ...]:
    """The acts that create a frame, as far as they exist."""
    return _list_acts(relations, relations.list_to(name, RelationKind.CREATES))


def _list_acts(relations: Relations, found: Sequence[Relation]) -> tuple[Name, ...]:
    return tuple(relation.start for relation in found if relations.interpretation.has(relation.start))


def _follows_from_others(relations: Relations, name: Name) -> bool:
    """Whether it is a fact that is worked out in each of its versions."""
    versions = relations.interpretation.list_versions(name)
    return all(isinstance(fact, FactFrame) and not fact.is_leaf and not fact.is_created for fact in versions)


def _describe_cannot_arise(relation: Relation) -> Finding:
    act, fact = relation.start, relation.end
    creates = relation.kind is RelationKind.CREATES
    verb = Text(nl="laat ontstaan", en="creates") if creates else Text(nl="beëindigt", en="ends")
    return Finding(
        code=Code.CANNOT_ARISE,
        frame=relation.by,
        slot=relation.slot,
        related=(fact,),
        message=Text(
            nl=f"{act}: deze handeling {verb.nl} {fact}, maar dat feit volgt uit andere feiten.",
            en=f"{act} {verb.en} {fact}, but that fact follows from other facts.",
        ),
        remedy=Text(
            nl="Maak er een feit van dat ontstaat (GEMAAKT), of laat de handeling een ander feit noemen.",
            en="Make it a fact that is created (CREATE), or let the act name another fact.",
        ),
    )


def check_creations(relations: Relations) -> Iterator[Finding]:
    """Find facts that only acts can bring about while no act does."""
    for name in dict.fromkeys(fact.full_name for fact in relations.interpretation.facts if fact.is_created):
        if not _list_creators(relations, name):
            yield Finding(
                code=Code.NEVER_CREATED,
                frame=name,
                message=Text(
                    nl=f"{name} kan alleen door een handeling ontstaan, en geen handeling doet dat.",
                    en=f"{name} can only be brought about by an act, and no act does so.",
                ),
                remedy=Text(
                    nl="Laat een handeling het maken, of laat het feit invullen.",
                    en="Let an act create it, or let the fact be supplied.",
                ),
            )


def check_duties(relations: Relations) -> Iterator[Finding]:
    """Find duties that never arise or end, that nobody can enforce, and that lack a party or a term."""
    names = dict.fromkeys(duty.full_name for duty in relations.interpretation.duties)
    for name in names:
        if not _list_creators(relations, name):
            yield _describe(
                Code.DUTY_NEVER_ARISES,
                name,
                Slot.CREATES,
                Text(nl=f"Geen handeling laat {name} ontstaan.", en=f"No act creates {name}."),
                Text(
                    nl="Noem de handeling waaruit de plicht volgt.", en="Name the act from which it follows."
                ),
            )
        if not _list_acts(relations, relations.list_to(name, RelationKind.TERMINATES)):
            yield _describe(
                Code.DUTY_NEVER_ENDS,
                name,
                Slot.TERMINATES,
                Text(
                    nl=f"Geen handeling beëindigt {name}: wie de plicht nakomt, houdt haar.",
                    en=f"No act ends {name}: who fulfils the duty keeps it.",
                ),
                Text(
                    nl="Noem de handeling waarmee men de plicht nakomt.",
                    en="Name the act by which one fulfils the duty.",
                ),
            )
        yield from _check_enforcement(relations, name)
    for duty in relations.interpretation.duties:
        yield from _check_parts(duty)


def _check_enforcement(relations: Relations, name: Name) -> Iterator[Finding]:
    named = relations.list_to(name, RelationKind.ENFORCES)
    if _list_acts(relations, named):
        return
    missing = tuple(relation.start for relation in named)
    message = Text(nl=f"Niemand kan {name} afdwingen.", en=f"Nobody can enforce {name}.")
    if missing:
        row = list_in_words(missing)
        message = Text(
            nl=f"Niemand kan {name} afdwingen: in het model ontbreekt {row.nl}.",
            en=f"Nobody can enforce {name}: the model lacks {row.en}.",
        )
    yield _describe(
        Code.DUTY_NOT_ENFORCED,
        name,
        Slot.ENFORCES,
        message,
        Text(
            nl="Noem wat de rechthebbende kan doen als de plicht niet wordt nagekomen.",
            en="Name what the claimant can do when the duty is not fulfilled.",
        ),
        missing,
    )


def _check_parts(duty: DutyFrame) -> Iterator[Finding]:
    name = duty.full_name
    if duty.holder is None:
        yield _describe(
            Code.NO_HOLDER,
            name,
            Slot.HOLDER,
            Text(nl=f"Van {name} is niet gezegd wie de plicht heeft.", en=f"Nobody is said to owe {name}."),
            Text(nl="Noem de plichthebber.", en="Name the holder."),
        )
    if duty.claimant is None:
        yield _describe(
            Code.NO_CLAIMANT,
            name,
            Slot.CLAIMANT,
            Text(
                nl=f"Van {name} is niet gezegd wie er recht op heeft.",
                en=f"Nobody is said to have a claim to {name}.",
            ),
            Text(nl="Noem de rechthebbende.", en="Name the claimant."),
        )
    if duty.term is None:
        yield _describe(
            Code.NO_TERM,
            name,
            Slot.TERM,
            Text(
                nl=f"{name} heeft geen termijn, en kan dus niet te laat zijn.",
                en=f"{name} has no term, and so can never be late.",
            ),
            Text(nl="Noem de termijn, als de wet er een stelt.", en="State the term, if the law sets one."),
        )


def _describe(
    code: Code, name: Name, slot: Slot, message: Text, remedy: Text, related: tuple[Name, ...] = ()
) -> Finding:
    return Finding(code=code, frame=name, slot=slot, related=related, message=message, remedy=remedy)

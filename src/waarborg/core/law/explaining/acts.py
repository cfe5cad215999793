"""The explanation of an act: why it may be taken, what must still be known, or which conditions stand in the way."""

from collections.abc import Mapping, Sequence

from waarborg.core.law.acts import ActCheck, Availability, Condition
from waarborg.core.law.cases import Case
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.explaining.figures import write_date, write_value
from waarborg.core.law.explaining.naming import label_of
from waarborg.core.law.explaining.sentences import Explanation, Sentence, SentenceKind, list_citations
from waarborg.core.law.explaining.telling import Teller
from waarborg.core.law.explaining.templates import OR, fill, list_items, put_together, quote
from waarborg.core.law.explaining.walking import Walk
from waarborg.core.law.frames import Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import UNKNOWN, Fault, Identity
from waarborg.core.terms.text import Text

_ALLOWED = Text(nl="Dit mag: {act}.", en="This is allowed: {act}.")
_ALL_MET = Text(nl="Aan alle voorwaarden is voldaan.", en="All conditions are met.")
_NO_CONDITIONS = Text(nl="Er zijn geen voorwaarden.", en="There are no conditions.")
_PERHAPS = Text(nl="Dit mag misschien: {act}.", en="This may be allowed: {act}.")
_NEEDED = Text(nl="Daarvoor moet nog bekend zijn: {facts}.", en="For that it must still be known: {facts}.")
_BARRED = Text(nl="Dit mag (nog) niet: {act}.", en="This is not allowed (yet): {act}.")
_NOT_MET = Text(nl="Niet in orde: {conditions}.", en="Not met: {conditions}.")
_NO_SUCH_ACT = Text(nl="Deze handeling bestaat niet op {day}.", en="This act does not exist on {day}.")
_NOTHING_LATE = Text(
    nl="Dit mag pas als deze plicht te laat is: {duties}.",
    en="This is allowed only when this duty is late: {duties}.",
)
_SLOTS: Mapping[Slot, Text] = {
    Slot.ACTOR: Text(nl="wie dit mag doen", en="who may do this"),
    Slot.OBJECT: Text(nl="waar het om gaat", en="what it is about"),
    Slot.RECIPIENT: Text(nl="voor wie het is", en="whom it is for"),
    Slot.PRECONDITION: Text(nl="wanneer het mag", en="when it is allowed"),
}
_MET = Text(nl="In orde: {slot}.", en="Met: {slot}.")
_FAILED = Text(nl="Niet in orde: {slot}.", en="Not met: {slot}.")
_OPEN = Text(nl="Nog niet bekend: {slot}.", en="Not known yet: {slot}.")
_FAULTY = Text(nl="Niet te bepalen: {slot}.", en="Cannot be determined: {slot}.")
_OTHER_PARTY = Text(
    nl="Alleen {allowed} mag dit, en wie het wil doen is {party}.",
    en="Only {allowed} may do this, and the party that wants to is {party}.",
)


def explain_act(
    interpretation: Interpretation, check: ActCheck, situation: Situation, *, case: Case | None = None
) -> Explanation:
    """Return why an act may be taken or not, condition by condition.

    The steps tell of the conditions that stand in the way, or of all when none does; the tree of all.
    """
    teller = Teller(interpretation, situation, case)
    label = label_of(check.act, check.act.name)
    citations = teller.citations.cite_frame(check.act, Slot.FRAME)
    line = Sentence(_answer(teller, check, label), citations, kind=SentenceKind.ANSWER)
    layers = []
    for everything in (False, True):
        walk = Walk(teller, everything=everything)
        walk.add(line)
        walk.say_choices(check.act.full_name, depth=1)
        for condition in check.conditions if everything else (check.reasons or check.conditions):
            _tell_condition(teller, walk, check, condition)
        layers.append(tuple(walk.sentences))
    steps, tree = layers
    return Explanation(line, steps, tree, check.unknown, list_citations((line,), steps, tree))


def _answer(teller: Teller, check: ActCheck, label: Text) -> Text:
    if not check.in_force:
        day = write_date(teller.situation.on)
        return put_together(fill(_BARRED, act=label), fill(_NO_SUCH_ACT, day=day))
    if check.availability is Availability.AVAILABLE:
        return put_together(fill(_ALLOWED, act=label), _ALL_MET if check.conditions else _NO_CONDITIONS)
    if check.availability is Availability.POSSIBLE:
        line = fill(_PERHAPS, act=label)
        needed = [teller.names.quote_fact(name) for name in check.unknown]
        return put_together(line, fill(_NEEDED, facts=list_items(needed))) if needed else line
    failed = [_SLOTS[item.slot] for item in check.reasons if item.holds is not UNKNOWN]
    texts = [fill(_BARRED, act=label)]
    if failed:
        texts.append(fill(_NOT_MET, conditions=list_items(failed)))
    if not check.enforceable:
        texts.append(fill(_NOTHING_LATE, duties=list_items(_list_enforced(teller, check), last=OR)))
    return put_together(*texts)


def _list_enforced(teller: Teller, check: ActCheck) -> Sequence[Text]:
    """The duties that the act enforces, each once; an act that is not enforceable enforces at least one."""
    names: dict[Name, None] = {
        duty.full_name: None for duty in teller.interpretation.duties if check.act.name in duty.enforces
    }
    return [quote(teller.names.find_label(name)) for name in names]


def _tell_condition(teller: Teller, walk: Walk, check: ActCheck, condition: Condition) -> None:
    slot = {"slot": _SLOTS[condition.slot]}
    kind = SentenceKind.BECAUSE
    if condition.holds is UNKNOWN:
        text = fill(_OPEN, **slot)
    elif isinstance(condition.holds, Fault):
        text, kind = fill(_FAULTY, **slot), SentenceKind.FAULT
    elif condition.holds is True:
        text = fill(_MET, **slot)
    else:
        text = put_together(fill(_FAILED, **slot), *_compare_parties(teller, condition))
    citations = teller.citations.cite_frame(check.act, condition.slot)
    walk.add(Sentence(text, citations, 1, kind=kind))
    walk.walk(condition.conclusion, depth=2, citations=citations)


def _compare_parties(teller: Teller, condition: Condition) -> list[Text]:
    """Who may take the act, when that is somebody else."""
    value, by = condition.conclusion.value, teller.situation.by
    items = value if isinstance(value, tuple) else (value,)
    if by is None or not items or not all(isinstance(item, Identity) for item in items):
        return []
    return [fill(_OTHER_PARTY, allowed=write_value(value), party=write_value(by))]

"""The explanation of a duty: who owes what to whom, until when, how it stands, and what can be done about it."""

from datetime import date

from waarborg.core.law.cases import Case, CaseState
from waarborg.core.law.duties import Duty, DutyState
from waarborg.core.law.evaluation import Conclusion, Evaluation, list_unknown
from waarborg.core.law.explaining.figures import write_count, write_date, write_value
from waarborg.core.law.explaining.naming import label_of
from waarborg.core.law.explaining.sentences import (
    Citation,
    Explanation,
    Sentence,
    SentenceKind,
    list_citations,
)
from waarborg.core.law.explaining.telling import Teller
from waarborg.core.law.explaining.templates import OR, capitalise, fill, list_items, put_together, same
from waarborg.core.law.explaining.walking import Walk
from waarborg.core.law.expressions import Expression, list_names
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Identity, is_known
from waarborg.core.terms.text import Text

_OPEN = Text(nl="Nog te doen: {duty}.", en="Still to be done: {duty}.")
_LATE = Text(nl="Te laat: {duty}.", en="Late: {duty}.")
_FULFILLED = Text(nl="Gedaan: {duty}, op {day}.", en="Done: {duty}, on {day}.")
_LAPSED = Text(nl="Vervallen: {duty}, op {day}.", en="Lapsed: {duty}, on {day}.")
_LAST_DAY = Text(nl="De laatste dag is {day}: {left}.", en="The last day is {day}: {left}.")
_TODAY = Text(nl="dat is vandaag", en="that is today")
_LEFT = Text(nl="nog {days}", en="{days} left")
_PASSED = Text(nl="De laatste dag was {day}: {days} geleden.", en="The last day was {day}: {days} ago.")
_TOO_LATE = Text(nl="Dat was {days} te laat.", en="That was {days} late.")
_IN_TIME = Text(nl="Dat was op tijd.", en="That was in time.")
_NO_LAST_DAY = Text(nl="Er is geen laatste dag bekend.", en="No last day is known.")
_ONE_DAY = Text(nl="één dag", en="one day")
_DAYS = Text(nl="{count} dagen", en="{count} days")

_HOLDER = Text(nl="Wie dit moet doen: {party}.", en="Who must do this: {party}.")
_CLAIMANT = Text(nl="Wie er recht op heeft: {party}.", en="Who is entitled to it: {party}.")
_CONSISTS_OF = Text(nl="Wat er moet gebeuren: {parts}.", en="What must be done: {parts}.")
_AROSE = Text(nl="Deze plicht is ontstaan op {day}.", en="This duty arose on {day}.")
_AROSE_FROM = Text(
    nl="Deze plicht is ontstaan door {act} op {day}.", en="This duty arose from {act} on {day}."
)
_ENDED_BY = Text(nl="De plicht is geëindigd door {act} op {day}.", en="The duty ended by {act} on {day}.")
_NOT_BY_HOLDER = Text(
    nl="Dat deed een ander dan wie het moest doen.", en="Another party did that than the one that owed it."
)
_UNTIL = Text(nl="Dit moet uiterlijk op {day} gebeuren.", en="This must be done on {day} at the latest.")
_REMEDY_NOW = Text(nl="{party} kan nu dit doen: {acts}.", en="{party} can do this now: {acts}.")
_REMEDY_LATER = Text(
    nl="Gebeurt dit niet op tijd? Dan kan {party} dit doen: {acts}.",
    en="Is this not done in time? Then {party} can do this: {acts}.",
)
_WHOEVER = Text(nl="wie er recht op heeft", en="whoever is entitled to it")
_NOT_STATED = Text(nl="niet genoemd", en="not stated")
_WITH_PARTY = Text(nl="{name} ({party})", en="{name} ({party})")


def explain_duty(
    interpretation: Interpretation,
    duty: Duty,
    state: CaseState,
    *,
    on: date,
    case: Case | None = None,
) -> Explanation:
    """Return how a duty stands on a day and why. `case`: the acts taken, so that its origin can be told.

    Raises `CyclicFacts` when the parties or the term rest on facts that define each other.
    """
    situation = state.situation(interpretation, on=on)
    teller = Teller(interpretation, situation, case)
    evaluation = Evaluation(interpretation, situation)
    line = Sentence(
        _answer(duty, on), teller.citations.cite_frame(duty.frame, Slot.FRAME), kind=SentenceKind.ANSWER
    )
    term = _conclude_term(interpretation, duty, state)
    layers = []
    for everything in (False, True):
        walk = Walk(teller, everything=everything)
        walk.add(line)
        _tell_parties(teller, evaluation, walk, duty)
        _tell_origin(teller, walk, duty, case)
        _tell_term(teller, walk, duty, term)
        _tell_end(teller, walk, duty, on)
        _tell_remedy(teller, evaluation, walk, duty, on)
        walk.say_choices(duty.frame.full_name, depth=1)
        layers.append(tuple(walk.sentences))
    steps, tree = layers
    unknown = list_unknown(term) if term is not None else ()
    return Explanation(line, steps, tree, unknown, list_citations((line,), steps, tree))


def _answer(duty: Duty, on: date) -> Text:
    label = label_of(duty.frame, duty.frame.name)
    standing, due = duty.state_on(on), duty.due_on
    if standing is DutyState.VIOLATED and due is not None:
        passed = fill(_PASSED, day=write_date(due), days=_count_days(due, on))
        return put_together(fill(_LATE, duty=label), passed)
    if standing is DutyState.OPEN:
        line = fill(_OPEN, duty=label)
        if due is None:
            return put_together(line, _NO_LAST_DAY)
        left = _TODAY if due == on else fill(_LEFT, days=_count_days(on, due))
        return put_together(line, fill(_LAST_DAY, day=write_date(due), left=left))
    ended = duty.ended_on or on
    if standing is DutyState.LAPSED:
        return fill(_LAPSED, duty=label, day=write_date(ended))
    line = fill(_FULFILLED, duty=label, day=write_date(ended))
    if due is None:
        return line
    late = fill(_TOO_LATE, days=_count_days(due, ended)) if ended > due else _IN_TIME
    return put_together(line, late)


def _count_days(start: date, end: date) -> Text:
    count = (end - start).days
    return _ONE_DAY if count == 1 else fill(_DAYS, count=write_count(count))


def _conclude_term(interpretation: Interpretation, duty: Duty, state: CaseState) -> Conclusion | None:
    """How the last day follows from what is known; None when that gives another day than the one that counts."""
    if duty.frame.term is None:
        return None
    situation = state.situation(interpretation, on=duty.arose_on)
    conclusion = Evaluation(interpretation, situation).conclude(duty.frame.term)
    agrees = conclusion.value == duty.due_on or (duty.due_on is None and not is_known(conclusion.value))
    return conclusion if agrees else None


def _say(walk: Walk, text: Text, citations: tuple[Citation, ...] = ()) -> None:
    walk.add(Sentence(text, citations, 1))


def _tell_parties(teller: Teller, evaluation: Evaluation, walk: Walk, duty: Duty) -> None:
    frame = duty.frame
    for template, slot, expression in (
        (_HOLDER, Slot.HOLDER, frame.holder),
        (_CLAIMANT, Slot.CLAIMANT, frame.claimant),
    ):
        party = _name_party(teller, evaluation, expression) or _NOT_STATED
        _say(walk, fill(template, party=party), teller.citations.cite_frame(frame, slot))
    if frame.components:
        parts = list_items([same(component) for component in frame.components])
        _say(walk, fill(_CONSISTS_OF, parts=parts), teller.citations.cite_frame(frame, Slot.FRAME))


def _name_party(teller: Teller, evaluation: Evaluation, expression: Expression | None) -> Text | None:
    """A party by the facts that name it, with who that is where it is known."""
    names = list_names(expression) if expression is not None else ()
    if expression is None or not names:
        return None
    name = list_items([teller.names.quote_fact(item) for item in names], last=OR)
    value = evaluation.conclude(expression).value
    items = value if isinstance(value, tuple) else (value,)
    if not items or not all(isinstance(item, Identity) for item in items):
        return name
    return fill(_WITH_PARTY, name=name, party=write_value(value))


def _tell_origin(teller: Teller, walk: Walk, duty: Duty, case: Case | None) -> None:
    event = next((item for item in case.events if item.number == duty.number), None) if case else None
    citations = teller.citations.cite_frame(duty.frame, Slot.CREATES)
    day = write_date(duty.arose_on)
    if event is None or not event.act:
        _say(walk, fill(_AROSE, day=day), citations)
    else:
        _say(walk, fill(_AROSE_FROM, act=teller.names.quote_act(event.act), day=day), citations)


def _tell_term(teller: Teller, walk: Walk, duty: Duty, term: Conclusion | None) -> None:
    citations = teller.citations.cite_frame(duty.frame, Slot.TERM)
    if duty.due_on is not None:
        _say(walk, fill(_UNTIL, day=write_date(duty.due_on)), citations)
    if term is not None:
        walk.walk(term, depth=2, citations=citations)


def _tell_end(teller: Teller, walk: Walk, duty: Duty, on: date) -> None:
    if duty.state_on(on) not in (DutyState.FULFILLED, DutyState.LAPSED):
        return
    ended = fill(_ENDED_BY, act=teller.names.quote_act(duty.ended_by), day=write_date(duty.ended_on or on))
    if not duty.fulfilled:
        ended = put_together(ended, _NOT_BY_HOLDER)
    _say(walk, ended, teller.citations.cite_frame(duty.frame, Slot.TERMINATES))


def _tell_remedy(teller: Teller, evaluation: Evaluation, walk: Walk, duty: Duty, on: date) -> None:
    """What the claimant may do when the duty is late, while it is not ended."""
    standing = duty.state_on(on)
    if not duty.frame.enforces or standing not in (DutyState.OPEN, DutyState.VIOLATED):
        return
    acts = list_items([teller.names.quote_act(act) for act in duty.frame.enforces], last=OR)
    party = _name_party(teller, evaluation, duty.frame.claimant) or _WHOEVER
    template = _REMEDY_NOW if standing is DutyState.VIOLATED else _REMEDY_LATER
    text = fill(template, party=party, acts=acts)
    if standing is DutyState.VIOLATED:
        text = capitalise(text)
    _say(walk, text, teller.citations.cite_frame(duty.frame, Slot.ENFORCES))

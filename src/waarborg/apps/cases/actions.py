"""All writes to cases: opening one, stating facts, taking acts, closing; and a case from a file."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit import actions as audit
from waarborg.apps.cases.checking import (
    LONGEST_SUPPLIER,
    CaseOvertaken,
    CaseRefused,
    require_facts,
    require_goal,
    require_interpretation,
    require_open,
    require_text,
)
from waarborg.apps.cases.importing import require_content
from waarborg.apps.cases.mapping import facts_to_json, left_digest, to_core_case
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.law import cases as core
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.interpretations import NoSuchFrame
from waarborg.core.law.library import Library
from waarborg.core.law.values import Identity, Value
from waarborg.core.terms.digests import salted_digest
from waarborg.core.terms.text import Text

LONGEST_TITLE = 200
LONGEST_REASON = 500
MOST_CASES = 1000
MOST_EVENTS = 1000
USE, VIEW = "cases.use", "cases.view"


@transaction.atomic
def open_case(
    *,
    algorithm: Algorithm,
    interpretation: str,
    title: str,
    starts_on: date,
    library: Library,
    by: Person,
    at: datetime,
    goal: str = "",
    parties: Mapping[str, Identity] | None = None,
) -> Case:
    """Open a case under an interpretation; `goal` is the frame it is about, `parties` who is who, by fact.

    Raises CaseRefused when `library` does not know the interpretation or the goal, or the title is missing.
    """
    rights.demand(by, USE, algorithm.organisation.code)
    known = require_interpretation(library, interpretation)
    row = _create(
        algorithm, known.urn, require_text("title", title, LONGEST_TITLE), starts_on, by=by, at=at,
        goal=require_goal(known, goal),
    )  # fmt: skip
    _record(row, "open", by=by, at=at, about={"title": row.digest, "interpretation": row.interpretation})
    if parties:
        facts = require_facts(library, known, parties)
        party = next(iter(parties.values()))
        _append(
            row, lambda case: core.state_facts(case, facts, by=party, on=starts_on), "state", by=by, at=at
        )
    return row


@transaction.atomic
def state_facts(
    *,
    case: Case,
    facts: Mapping[str, Value | None],
    on: date,
    party: Identity,
    expected_number: int,
    library: Library,
    by: Person,
    at: datetime,
    supplier: str = "",
) -> Case:
    """State facts in a case, or take them back with None. `expected_number` counts the events that `by` saw.

    Raises CaseOvertaken when there are more by now, and CaseRefused for what does not fit.
    """
    row = _hold(case, by=by, expected_number=expected_number)
    known = require_interpretation(library, row.interpretation)
    stated = require_facts(library, known, facts)
    said_by = require_text("supplier", supplier, LONGEST_SUPPLIER, may_be_empty=True)
    _append(
        row,
        lambda whole: core.state_facts(whole, stated, by=party, on=on, supplier=said_by),
        "state",
        by=by,
        at=at,
    )
    return row


@transaction.atomic
def take_act(
    *,
    case: Case,
    act: str,
    on: date,
    party: Identity,
    expected_number: int,
    library: Library,
    by: Person,
    at: datetime,
    facts: Mapping[str, Value] | None = None,
    supplier: str = "",
) -> Case:
    """Take an act in a case, by its name without brackets.

    Raises CaseOvertaken when somebody was first, and CaseRefused when the act may not be taken.
    """
    row = _hold(case, by=by, expected_number=expected_number)
    known = require_interpretation(library, row.interpretation)
    supplied = {
        name: value for name, value in require_facts(library, known, facts or {}).items() if value is not None
    }
    said_by = require_text("supplier", supplier, LONGEST_SUPPLIER, may_be_empty=True)

    def take(whole: core.Case) -> core.Case:
        return core.take_act(known, whole, act, by=party, on=on, facts=supplied, supplier=said_by)

    _append(row, take, "take", by=by, at=at)
    return row


@transaction.atomic
def close_case(*, case: Case, by: Person, at: datetime) -> None:
    """Close a case: nothing is added any more, until it is reopened."""
    row = _lock(case, by=by)
    if row.closed_at is None:
        row.closed_at, row.closed_by = at, str(by.pk)
        row.save(update_fields=("closed_at", "closed_by"))
        _record(row, "close", by=by, at=at, about={})


@transaction.atomic
def reopen_case(*, case: Case, by: Person, at: datetime) -> None:
    """Go on with a closed case."""
    row = _lock(case, by=by)
    if row.redacted_at is not None:
        raise CaseRefused("", Text("Deze zaak is onleesbaar gemaakt.", "This case was made unreadable."))
    if row.closed_at is not None:
        row.closed_at, row.closed_by = None, ""
        row.save(update_fields=("closed_at", "closed_by"))
        _record(row, "reopen", by=by, at=at, about={})


@transaction.atomic
def import_case(
    *,
    algorithm: Algorithm,
    content: core.Case,
    title: str,
    library: Library,
    by: Person,
    at: datetime,
    goal: str = "",
) -> Case:
    """Keep a case that was read from a file, as it is.

    Raises CaseRefused when its chain is broken, when `library` does not know its interpretation, or when something in
    it could not have happened here.
    """
    rights.demand(by, USE, algorithm.organisation.code)
    known = require_interpretation(library, content.interpretation)
    require_content(library, known, content)
    starts_on = content.events[0].on
    row = _create(
        algorithm, known.urn, require_text("title", title, LONGEST_TITLE), starts_on, by=by, at=at,
        goal=require_goal(known, goal),
    )  # fmt: skip
    seals = [_write(row, event, by=by, at=at).seal for event in content.events]
    row.length = len(content.events)
    row.save(update_fields=("length",))
    about = {"title": row.digest, "interpretation": row.interpretation, "seals": seals}
    _record(row, "import", by=by, at=at, about=about)
    return row


@transaction.atomic
def redact_case(*, case: Case, by: Person, at: datetime, reason: str) -> None:
    """Take title, facts and parties of a case away for good. That there was a case, and which acts, stays visible.

    A case is one chain, in which each event leans on those before it, so all of it goes at once.
    """
    rights.demand(by, "algorithms.redact", case.algorithm.organisation.code)
    said = require_text("reason", reason, LONGEST_REASON)
    row = (
        Case.objects.select_for_update(of=("self",)).select_related("algorithm__organisation").get(pk=case.pk)
    )
    if row.redacted_at is not None:
        return
    CaseEvent.objects.filter(case=row).update(
        party="", facts={}, supplier="", previous="", digest="", salt=""
    )
    row.title = row.salt = ""
    row.redacted_at, row.redacted_by, row.redaction_reason = at, str(by.pk), said
    row.save(update_fields=("title", "salt", "redacted_at", "redacted_by", "redaction_reason"))
    _record(row, "redact", by=by, at=at, about={"left": left_digest(row, _list_rows(row))})


# --- shared ----------------------------------------------------------------------------------------------
def _create(
    algorithm: Algorithm,
    interpretation: str,
    title: str,
    starts_on: date,
    *,
    goal: str,
    by: Person,
    at: datetime,
) -> Case:
    if Case.objects.filter(algorithm=algorithm).count() >= MOST_CASES:
        raise CaseRefused(
            "",
            Text(
                f"Een dossier heeft hoogstens {MOST_CASES} zaken.",
                f"A dossier has at most {MOST_CASES} cases.",
            ),
        )
    salt = secrets.token_hex(16)
    return Case.objects.create(
        algorithm=algorithm,
        token=secrets.token_hex(16),
        interpretation=interpretation,
        goal=goal,
        title=title,
        starts_on=starts_on,
        salt=salt,
        digest=salted_digest([title, goal, starts_on], salt=salt),
        opened_at=at,
        opened_by=str(by.pk),
    )


def _lock(case: Case, *, by: Person) -> Case:
    """Hold a case, so that two people who add to it follow each other; and ask again whether `by` may."""
    row = (
        Case.objects.select_for_update(of=("self",)).select_related("algorithm__organisation").get(pk=case.pk)
    )
    rights.demand(by, USE, row.algorithm.organisation.code)
    return row


def _hold(case: Case, *, by: Person, expected_number: int) -> Case:
    row = _lock(case, by=by)
    require_open(row)
    if row.length != expected_number:
        raise CaseOvertaken(row.length - expected_number)
    if row.length >= MOST_EVENTS:
        raise CaseRefused(
            "",
            Text(
                f"Een zaak heeft hoogstens {MOST_EVENTS} gebeurtenissen. Begin een nieuwe.",
                f"A case has at most {MOST_EVENTS} events. Open a new one.",
            ),
        )
    return row


def _append(
    row: Case, work: Callable[[core.Case], core.Case], name: str, *, by: Person, at: datetime
) -> None:
    """Let the core add an event to the case as it stands, and write it down."""
    whole = to_core_case(row, _list_rows(row))
    try:
        whole.require_whole()
        event = work(whole).events[-1]
    except core.NotAllowed as error:
        raise CaseRefused(
            "act",
            Text(
                "Deze handeling kan nu niet. Kijk bij de handeling wat er in de weg staat.",
                "This act cannot be taken now. See at the act what stands in the way.",
            ),
        ) from error
    except core.BrokenCase as error:
        raise CaseRefused(
            "",
            Text(
                f"Deze zaak is buiten Waarborg om gewijzigd, bij gebeurtenis {error.number}. "
                "Er komt niets meer bij. Meld dit aan wie het logboek controleert.",
                f"This case was changed outside Waarborg, at event {error.number}. "
                "Nothing is added any more. Tell who verifies the log.",
            ),
        ) from error
    except (NoSuchFrame, CyclicFacts) as error:
        raise CaseRefused(
            "act", Text(f"Dit kan niet worden uitgerekend: {error}.", f"This cannot be worked out: {error}.")
        ) from error
    except ValueError as error:
        raise CaseRefused(
            "on",
            Text(
                "Deze dag ligt voor de laatste gebeurtenis. Kies die dag of een latere.",
                "This day lies before the last event. Choose that day or a later one.",
            ),
        ) from error
    written = _write(row, event, by=by, at=at)
    row.length = written.number
    row.save(update_fields=("length",))
    _record(row, name, by=by, at=at, about={"number": written.number, "seal": written.seal})


def _list_rows(row: Case) -> Iterable[CaseEvent]:
    return CaseEvent.objects.filter(case=row).order_by("number")


def _write(row: Case, event: core.Event, *, by: Person, at: datetime) -> CaseEvent:
    salt = secrets.token_hex(16)
    return CaseEvent.objects.create(
        case=row,
        number=event.number,
        kind=event.kind.value,
        on=event.on,
        party=event.by.id,
        facts=facts_to_json(event.facts.items()),
        act=event.act,
        supplier=event.supplier,
        previous=event.previous,
        digest=event.digest,
        salt=salt,
        seal=salted_digest(event.digest, salt=salt),
        recorded_at=at,
        recorded_by=str(by.pk),
    )


def _record(row: Case, name: str, *, by: Person, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=row.algorithm.organisation.code,
        action=f"cases.{name}",
        subject=f"algorithm/{row.algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"case": row.token, **about},
    )

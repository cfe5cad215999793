"""All writes to the steps of an algorithm. What a step said before stays; a withdrawn step can be put back."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from waarborg.apps.algorithms.models import Algorithm, ProcessStep, StepLink, StepText
from waarborg.apps.algorithms.steps.digests import left_digest, text_digest
from waarborg.apps.algorithms.steps.mapping import to_core_step
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.law.library import Library
from waarborg.core.profile.process_steps import FrameLink, Performer, Relation
from waarborg.core.profile.process_steps import ProcessStep as Step
from waarborg.core.terms.text import Text

LONGEST_TITLE = 200
LONGEST_TEXT = 4000
LONGEST_REMARK = 1000
LONGEST_REASON = 500
MOST_STEPS = 200
MOST_LINKS = 50


class StepNotWritten(ValueError):
    """Something that cannot be done with a step; `field` says what to change, `reason` why, in words."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.field = field
        self.reason = reason


class StepOvertaken(StepNotWritten):
    """Somebody else changed the step after this person saw it."""

    def __init__(self) -> None:
        super().__init__(
            "",
            Text(
                "Een collega heeft deze stap intussen gewijzigd. Lees wat er nu staat, en bewaar daarna opnieuw.",
                "A colleague changed this step meanwhile. Read what it says now, then save again.",
            ),
        )


# --- one step --------------------------------------------------------------------------------------------
@transaction.atomic
def add_step(
    *,
    algorithm: Algorithm,
    title: str,
    what: str,
    performer: Performer,
    by: Person,
    at: datetime,
    remark: str = "",
) -> ProcessStep:
    """Add a step at the end. Raises StepNotWritten without a title, for too long a text, or past MOST_STEPS."""
    rights.demand(by, "algorithms.edit", algorithm.organisation.code)
    _hold_order(algorithm)
    order = list_order(algorithm)
    _require_room(order)
    step = ProcessStep.objects.create(
        algorithm=algorithm, position=_last_position(algorithm) + 1, added_at=at, added_by=str(by.pk)
    )
    said = _require(
        Step(title=_tidy_title(title), what=what.strip(), performer=performer, remark=remark.strip())
    )
    text = _write(step, 1, said, by=by, at=at)
    _record(step, "add", by=by, at=at, about=_tell(text) | {"order": [*order, step.pk]})
    return step


@transaction.atomic
def change_step(
    *,
    step: ProcessStep,
    title: str,
    what: str,
    performer: Performer,
    expected: int,
    by: Person,
    at: datetime,
    remark: str = "",
) -> ProcessStep:
    """Say something else about a step; `expected` is the number of the text that `by` saw.

    Raises StepOvertaken when that is not the newest, StepNotWritten for what does not fit.
    """
    row, known = _hold(step, by=by, expected=expected)
    changed = replace(
        known, title=_tidy_title(title), what=what.strip(), performer=performer, remark=remark.strip()
    )
    return _change(row, known, changed, by=by, at=at)


@transaction.atomic
def link_frame(
    *,
    step: ProcessStep,
    interpretation: str,
    frame: str,
    relation: Relation,
    library: Library,
    by: Person,
    at: datetime,
    remark: str = "",
    instead_of: str = "",
) -> ProcessStep:
    """Say that a step rests on a frame; a link to the same frame is replaced. A reason to have no basis goes.

    `instead_of` is the URN of another version of the interpretation, whose link to the frame is replaced.
    Raises StepNotWritten when `library` does not know the frame.
    """
    row, known = _hold(step, by=by)
    if library.find_frame(interpretation, frame, at.date()) is None:
        raise StepNotWritten(
            "frame",
            Text(
                "Deze regel is hier niet bekend. Zoek hem opnieuw.",
                "This rule is not known here. Search for it again.",
            ),
        )
    link = FrameLink(interpretation, frame, relation, remark.strip())
    same = {link.place, (instead_of, frame)}
    places = [place for place, item in enumerate(known.links) if item.place in same]
    others = tuple(item for item in known.links if item.place not in same)
    if len(others) >= MOST_LINKS:
        raise StepNotWritten(
            "frame",
            Text(
                f"Een stap rust op hoogstens {MOST_LINKS} regels. Splits de stap.",
                f"A step rests on at most {MOST_LINKS} rules. Split the step.",
            ),
        )
    place = places[0] if places else len(others)
    links = (*others[:place], link, *others[place:])
    return _change(row, known, replace(known, links=links, no_basis=""), by=by, at=at)


@transaction.atomic
def unlink_frame(
    *, step: ProcessStep, interpretation: str, frame: str, by: Person, at: datetime
) -> ProcessStep:
    """Say that a step no longer rests on a frame. That it did stays in the history."""
    row, known = _hold(step, by=by)
    left = tuple(item for item in known.links if item.place != (interpretation, frame))
    return _change(row, known, replace(known, links=left), by=by, at=at)


@transaction.atomic
def say_no_basis(*, step: ProcessStep, reason: str, by: Person, at: datetime) -> ProcessStep:
    """Say that a step rests on no frame, and why; without a reason, that this is open again.

    Raises StepNotWritten for a step that rests on a frame.
    """
    row, known = _hold(step, by=by)
    if known.links and reason.strip():
        raise StepNotWritten(
            "reason",
            Text(
                "Deze stap rust op een regel. Haal die eerst weg.",
                "This step rests on a rule. Take that away first.",
            ),
        )
    return _change(row, known, replace(known, no_basis=reason.strip()), by=by, at=at)


# --- their order, and whether they count -----------------------------------------------------------------
@transaction.atomic
def move_step(*, step: ProcessStep, up: bool, by: Person, at: datetime) -> bool:
    """Swap a step with the one before or after it; returns whether there was one."""
    rights.demand(by, "algorithms.edit", step.algorithm.organisation.code)
    _hold_order(step.algorithm)
    order = list_order(step.algorithm)
    if step.pk not in order:
        raise _gone()
    place = order.index(step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return False
    order[place], order[other] = order[other], order[place]
    rows = ProcessStep.objects.in_bulk(order)
    positions = sorted(row.position for row in rows.values())
    for pk, position in zip(order, positions, strict=True):
        if rows[pk].position != position:
            ProcessStep.objects.filter(pk=pk).update(position=position)
    _record(step, "move", by=by, at=at, about={"order": order})
    return True


@transaction.atomic
def withdraw_step(*, step: ProcessStep, by: Person, at: datetime) -> None:
    """Take a step out of the list. It stays readable, and can be put back."""
    rights.demand(by, "algorithms.edit", step.algorithm.organisation.code)
    _hold_order(step.algorithm)
    row = ProcessStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.withdrawn_at is not None:
        return
    _withdraw(row, by=by, at=at)
    _record(step, "withdraw", by=by, at=at, about={"order": list_order(step.algorithm)})


@transaction.atomic
def restore_step(*, step: ProcessStep, by: Person, at: datetime) -> None:
    """Put a withdrawn step back, where it was. Raises StepNotWritten for one whose words were taken away."""
    rights.demand(by, "algorithms.edit", step.algorithm.organisation.code)
    _hold_order(step.algorithm)
    row = ProcessStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.redacted_at is not None:
        raise _gone()
    if row.withdrawn_at is None:
        return
    _require_room(list_order(step.algorithm))
    row.withdrawn_at, row.withdrawn_by = None, ""
    row.save(update_fields=("withdrawn_at", "withdrawn_by"))
    _record(step, "restore", by=by, at=at, about={"order": list_order(step.algorithm)})


@transaction.atomic
def redact_step(*, step: ProcessStep, by: Person, at: datetime, reason: str) -> None:
    """Take the words of a step away for good, also those of before a change; it no longer counts as a step."""
    rights.demand(by, "algorithms.redact", step.algorithm.organisation.code)
    if not reason.strip():
        raise StepNotWritten("reason", Text("Geef een reden.", "Give a reason."))
    _hold_order(step.algorithm)
    row = ProcessStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.redacted_at is not None:
        return
    StepLink.objects.filter(text__step=row).update(remark="")
    StepText.objects.filter(step=row).update(title="", what="", no_basis="", remark="", salt="")
    if row.withdrawn_at is None:
        _withdraw(row, by=by, at=at)
    row.redacted_at, row.redacted_by = at, str(by.pk)
    row.redaction_reason = reason.strip()[:LONGEST_REASON]
    row.save(update_fields=("redacted_at", "redacted_by", "redaction_reason"))
    about = {"order": list_order(step.algorithm), "left": left_digest(row)}
    _record(step, "redact", by=by, at=at, about=about)


# --- shared ----------------------------------------------------------------------------------------------
def list_order(algorithm: Algorithm) -> list[int]:
    """The ids of the steps that count, in order."""
    rows = ProcessStep.objects.filter(algorithm=algorithm, withdrawn_at=None)
    return list(rows.order_by("position", "id").values_list("pk", flat=True))


def _hold_order(algorithm: Algorithm) -> None:
    """Hold the dossier, so that two people who add or move steps follow each other."""
    Algorithm.objects.select_for_update().get(pk=algorithm.pk)


def _require_room(order: list[int]) -> None:
    if len(order) >= MOST_STEPS:
        raise StepNotWritten(
            "",
            Text(
                f"Een dossier heeft hoogstens {MOST_STEPS} stappen. Voeg stappen samen.",
                f"A dossier has at most {MOST_STEPS} steps. Merge steps.",
            ),
        )


def _last_position(algorithm: Algorithm) -> int:
    rows = ProcessStep.objects.filter(algorithm=algorithm).order_by("-position")
    return rows.values_list("position", flat=True).first() or 0


def _gone() -> StepNotWritten:
    return StepNotWritten(
        "", Text("Deze stap staat niet meer in de lijst.", "This step is no longer in the list.")
    )


def _withdraw(row: ProcessStep, *, by: Person, at: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by = at, str(by.pk)
    row.save(update_fields=("withdrawn_at", "withdrawn_by"))


def _hold(step: ProcessStep, *, by: Person, expected: int | None = None) -> tuple[ProcessStep, Step]:
    """Hold a step that counts, and return it with what it says now."""
    row = (
        ProcessStep.objects.select_for_update(of=("self",))
        .select_related("algorithm__organisation")
        .get(pk=step.pk)
    )
    rights.demand(by, "algorithms.edit", row.algorithm.organisation.code)
    if row.withdrawn_at is not None:
        raise _gone()
    newest = _find_newest(row)
    if expected is not None and newest.number != expected:
        raise StepOvertaken
    return row, to_core_step(newest, list(newest.links.order_by("number")))


def _find_newest(step: ProcessStep) -> StepText:
    return StepText.objects.filter(step=step).order_by("-number")[0]


def _tidy_title(title: str) -> str:
    tidy = " ".join(title.split())
    if not tidy:
        raise StepNotWritten("title", Text("Geef de stap een naam.", "Give the step a name."))
    return tidy


def _require(step: Step) -> Step:
    longest = {
        "title": LONGEST_TITLE,
        "what": LONGEST_TEXT,
        "no_basis": LONGEST_REMARK,
        "remark": LONGEST_REMARK,
    }
    for field, most in longest.items():
        if len(getattr(step, field)) > most:
            raise StepNotWritten(
                field, Text(f"Gebruik hoogstens {most} tekens.", f"Use at most {most} characters.")
            )
    if any(len(link.remark) > LONGEST_REASON for link in step.links):
        raise StepNotWritten(
            "remark",
            Text(f"Gebruik hoogstens {LONGEST_REASON} tekens.", f"Use at most {LONGEST_REASON} characters."),
        )
    return step


def _change(row: ProcessStep, known: Step, changed: Step, *, by: Person, at: datetime) -> ProcessStep:
    """Write what changed; what says the same adds nothing."""
    if changed != known:
        text = _write(row, _find_newest(row).number + 1, _require(changed), by=by, at=at)
        _record(row, "change", by=by, at=at, about=_tell(text))
    return row


def _write(row: ProcessStep, number: int, said: Step, *, by: Person, at: datetime) -> StepText:
    salt = secrets.token_hex(16)
    text = StepText.objects.create(
        step=row,
        number=number,
        title=said.title,
        what=said.what,
        performer=said.performer.value,
        no_basis=said.no_basis,
        remark=said.remark,
        by=str(by.pk),
        at=at,
        salt=salt,
        digest=text_digest(said, salt=salt),
    )
    for place, link in enumerate(said.links, start=1):
        StepLink.objects.create(
            text=text,
            number=place,
            interpretation=link.interpretation,
            frame=link.frame,
            relation=link.relation.value,
            remark=link.remark,
        )
    return text


def _tell(text: StepText) -> dict[str, object]:
    return {"number": text.number, "text": text.digest}


def _record(step: ProcessStep, name: str, *, by: Person, at: datetime, about: Mapping[str, object]) -> None:
    audit.record(
        chain=step.algorithm.organisation.code,
        action=f"steps.{name}",
        subject=f"algorithm/{step.algorithm.public_id}",
        by=str(by.pk),
        at=at,
        about={"step": step.pk, **about},
    )

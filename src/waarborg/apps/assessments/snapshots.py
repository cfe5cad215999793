"""What is signed: all that a document shows of an assessment, in a shape that stays readable, and its digest."""

from collections.abc import Iterable

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import Assessment, SlotEntry
from waarborg.apps.assessments.queries import Opened
from waarborg.core.forms.answers import digest_value
from waarborg.core.forms.following import Holds, list_findings, list_outcomes
from waarborg.core.profile.facts import plain
from waarborg.core.terms.digests import digest


def digest_answers(opened: Opened) -> str:
    """A text that is the same as long as form and answers are: what advice and signatures are given to."""
    answers = {
        str(answer.address): [digest_value(answer.value), answer.declined]
        for answer in opened.sheet
        if answer.is_given
    }
    return digest({"form": opened.form.urn, "answers": answers})


def make_snapshot(opened: Opened, entries: Iterable[SlotEntry]) -> dict[str, object]:
    """Everything the document of a signed version needs besides the form itself, which never changes either."""
    row = opened.assessment
    return {
        "form": opened.form.urn,
        "about": {
            "name": row.about,
            "public_id": row.home,
            "organisation": row.organisation.name,
        },
        "appendix": describe_appendix(opened.assessment),
        "answers": [
            {
                "place": str(answer.address),
                "value": exact_text(plain(answer.value)),
                "declined": answer.declined,
                "by": answer.by,
                "at": answer.at.isoformat(),
                "taken": answer.taken.place if answer.taken is not None else "",
            }
            for answer in sorted(opened.sheet, key=lambda one: one.address)
            if answer.is_given
        ],
        "asked": [str(one.address) for one in opened.reading.shown if one.standing.value == "asked"],
        "outcomes": [one.outcome.id for one in list_outcomes(opened.reading) if one.holds is Holds.YES],
        "findings": [check.id for check in list_findings(opened.reading)],
        "entries": [
            {
                "slot": entry.slot,
                "kind": entry.kind,
                "verdict": entry.verdict,
                "text": entry.text,
                "reference": entry.reference,
                "on": entry.on.isoformat(),
                "by": entry.by,
                "reaction": entry.reaction,
                "reaction_by": entry.reaction_by,
            }
            for entry in entries
        ],
    }


def describe_appendix(assessment: Assessment) -> list[dict[str, object]]:
    """The answers without a place in the version of the form of now, as content of a version."""
    return [
        {
            "form_version": one.form_version,
            "place": one.place,
            "question": one.question,
            "value": exact_text(one.value),
            "by": one.by,
        }
        for one in queries.list_appendix(assessment)
    ]


def exact_text(value: object) -> object:
    """Return numbers with a point as text: a digest knows no floating point."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [exact_text(one) for one in value]
    return value

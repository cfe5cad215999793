"""What the public may read of a signed assessment, and what is made unreadable."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from waarborg.apps.assessments.actions.recording import author_id, hold, record, require_text
from waarborg.apps.assessments.library import get_form
from waarborg.apps.assessments.models import AnswerRow, AppendixRow, Assessment, FixedVersion, Summary
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import SIGN
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text

LONGEST_SUMMARY = 10_000
#: Grounds of the Woo on which a part may be withheld: art. 5.1 par. 1 and 2, and 5.2.
GROUNDS: Mapping[str, Text] = {
    "5.1-1-a": Text(
        "Eenheid van de Kroon (art. 5.1 lid 1 onder a Woo)", "Unity of the Crown (art. 5.1(1)(a) Woo)"
    ),
    "5.1-1-b": Text(
        "Veiligheid van de Staat (art. 5.1 lid 1 onder b Woo)", "State security (art. 5.1(1)(b) Woo)"
    ),
    "5.1-1-c": Text(
        "Vertrouwelijke bedrijfsgegevens (art. 5.1 lid 1 onder c Woo)",
        "Confidential business data (art. 5.1(1)(c) Woo)",
    ),
    "5.1-1-d": Text(
        "Bijzondere persoonsgegevens (art. 5.1 lid 1 onder d Woo)",
        "Special personal data (art. 5.1(1)(d) Woo)",
    ),
    "5.1-1-e": Text(
        "Nummers die personen aanwijzen (art. 5.1 lid 1 onder e Woo)",
        "Identification numbers (art. 5.1(1)(e) Woo)",
    ),
    "5.1-2-a": Text(
        "Internationale betrekkingen (art. 5.1 lid 2 onder a Woo)",
        "International relations (art. 5.1(2)(a) Woo)",
    ),
    "5.1-2-b": Text(
        "Economische of financiële belangen van de overheid (art. 5.1 lid 2 onder b Woo)",
        "Economic or financial interests of government (art. 5.1(2)(b) Woo)",
    ),
    "5.1-2-c": Text(
        "Opsporing en vervolging (art. 5.1 lid 2 onder c Woo)",
        "Investigation and prosecution (art. 5.1(2)(c) Woo)",
    ),
    "5.1-2-d": Text(
        "Inspectie, controle en toezicht (art. 5.1 lid 2 onder d Woo)",
        "Inspection, control and supervision (art. 5.1(2)(d) Woo)",
    ),
    "5.1-2-e": Text(
        "Persoonlijke levenssfeer (art. 5.1 lid 2 onder e Woo)", "Private life (art. 5.1(2)(e) Woo)"
    ),
    "5.1-2-f": Text(
        "Concurrentiegevoelige bedrijfsgegevens (art. 5.1 lid 2 onder f Woo)",
        "Business data sensitive to competition (art. 5.1(2)(f) Woo)",
    ),
    "5.1-2-g": Text(
        "Bescherming van het milieu (art. 5.1 lid 2 onder g Woo)",
        "Protection of the environment (art. 5.1(2)(g) Woo)",
    ),
    "5.1-2-h": Text(
        "Beveiliging van personen en bedrijven (art. 5.1 lid 2 onder h Woo)",
        "Security of persons and businesses (art. 5.1(2)(h) Woo)",
    ),
    "5.1-2-i": Text(
        "Goed functioneren van de overheid (art. 5.1 lid 2 onder i Woo)",
        "Proper functioning of government (art. 5.1(2)(i) Woo)",
    ),
    "5.2-1": Text(
        "Persoonlijke beleidsopvattingen (art. 5.2 lid 1 Woo)", "Personal policy views (art. 5.2(1) Woo)"
    ),
}


@transaction.atomic
def publish_summary(
    *, version: FixedVersion, text: str, parts: Mapping[str, str], by: Person, at: datetime
) -> Summary:
    """Let the public read a signed version: a summary, and the parts that are not withheld on a ground of the Woo.

    parts: each part of the form, with the ground on which it is withheld, or an empty text. Raises Refused.
    """
    row = hold(version.assessment, by=by, permission=SIGN)
    if row.algorithm_id is None:
        raise Refused(
            Text(
                "Een samenvatting staat bij een algoritme in het register; deze toets gaat over de organisatie.",
                "A summary stands with an algorithm in the register; this assessment is about the organisation.",
            )
        )
    said = require_text("text", text, LONGEST_SUMMARY)
    form = get_form(row.organisation_id, row.form, version.form_version)
    for part in form.parts:
        if part.id not in parts:
            raise Refused(
                Text(
                    f"Zeg van “{part.title.nl}” of het openbaar is.",
                    f"Say of “{part.title.en}” whether it is public.",
                ),
                part.id,
            )
        if parts[part.id] and parts[part.id] not in GROUNDS:
            raise Refused(Text("Kies een grond van de Woo.", "Choose a ground of the Woo."), part.id)
    _withdraw(row, reason="", by=by, at=at)
    found = Summary.objects.create(
        version=version,
        text=said,
        parts={part.id: parts[part.id] for part in form.parts},
        by=author_id(by),
        at=at,
    )
    about = {"version": version.number, "digest": digest([said, found.parts])}
    record(row, "publish_summary", about, by=by, at=at)
    return found


@transaction.atomic
def withdraw_summary(*, assessment: Assessment, reason: str, by: Person, at: datetime) -> None:
    """Take back what the public may read; a reason is needed."""
    row = hold(assessment, by=by, permission=SIGN)
    if _withdraw(row, reason=require_text("reason", reason, 500), by=by, at=at):
        record(row, "withdraw_summary", {}, by=by, at=at)


def _withdraw(row: Assessment, *, reason: str, by: Person, at: datetime) -> int:
    shown = Summary.objects.filter(version__assessment=row, withdrawn_at=None)
    return shown.update(withdrawn_by=author_id(by), withdrawn_at=at, withdrawn_reason=reason)


@transaction.atomic
def redact_answer(*, answer: AnswerRow, by: Person, at: datetime, reason: str) -> None:
    """Make an answer unreadable, such as a name that should not be there; that there was one stays, with its digest.

    Of a signed version the words stay in what was signed until that is made unreadable too: they are replaced there
    as well, and its digest still tells what was signed.
    """
    row = hold(answer.assessment, by=by, permission="algorithms.redact")
    rights.demand(by, "algorithms.redact", row.organisation.code)
    said = require_text("reason", reason, 500)
    if answer.redacted_at is not None:
        return
    AnswerRow.objects.filter(pk=answer.pk).update(value=None, redacted_at=at)
    AppendixRow.objects.filter(assessment=row, place=answer.place, answered_at=answer.at).update(value=None)
    for fixed in FixedVersion.objects.filter(assessment=row).order_by("number"):
        changed = [
            {**one, "value": None, "redacted": True}
            if one["place"] == answer.place and one["at"] == answer.at.isoformat()
            else one
            for one in fixed.content["answers"]
        ]
        if changed != fixed.content["answers"]:
            FixedVersion.objects.filter(pk=fixed.pk).update(content={**fixed.content, "answers": changed})
    record(row, "redact_answer", {"answer": answer.number, "reason": digest(said)}, by=by, at=at)

"""What follows from a signature: a day to look again, tasks in the plan, and evidence for what the form is about."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.models import Assessment, FixedVersion
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.obligations import own_tasks
from waarborg.apps.obligations import queries as obligations
from waarborg.apps.obligations.own_tasks import OwnTask
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.answers import ROW_ID, list_table_rows
from waarborg.core.forms.fixed_columns import rate, weigh
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Question, Type
from waarborg.core.forms.reading import Standing
from waarborg.core.framework.framework import Framework
from waarborg.core.profile.facts import Row


def find_review_day(form: Form, signed_on: date) -> date | None:
    """The day to look again: so many months after the signature, the last day of a shorter month."""
    if form.review is None:
        return None
    month = signed_on.month - 1 + form.review.months
    year, month = signed_on.year + month // 12, month % 12 + 1
    for day in range(signed_on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, min(signed_on.day, 28))


def list_own_tasks(opened: Opened) -> list[OwnTask]:
    """The action points, and the risks with a measure, of an assessment, as tasks for the plan of its dossier."""
    found = []
    for one in opened.reading.shown:
        question = one.item
        if not isinstance(question, Question) or one.standing is not Standing.ASKED or one.answer is None:
            continue
        if question.type in (Type.ACTIONS, Type.RISKS):
            for row in list_table_rows(one.answer.value):
                task = _make_task(opened, question, row)
                if task is not None:
                    found.append(task)
    return found


def _make_task(opened: Opened, question: Question, row: Row) -> OwnTask | None:
    title = row.get("action" if question.type is Type.ACTIONS else "measure", "")
    if not title or not row.get(ROW_ID):
        return None
    level = rate(row.get("likelihood"), row.get("impact"))
    return OwnTask(
        id=f"assessment-{opened.assessment.pk}-{row[ROW_ID]}",
        title=title,
        owner=row.get("owner", ""),
        due_on=_read_day(row.get("due", "")),
        source=opened.form.short,
        because=row.get("risk", ""),
        weight=weigh(level) if level is not None else "",
    )


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def follow_signature(
    assessment: Assessment, opened: Opened, fixed: FixedVersion, *, by: Person, at: datetime
) -> None:
    """Bring action points and risks to the plan, and add the signed version as evidence where it counts."""
    framework, algorithm = load_framework(), assessment.algorithm
    if algorithm is None:  # the plan is that of a dossier
        return
    own_tasks.keep_own_tasks(
        algorithm=algorithm,
        framework=framework,
        group=f"assessment-{assessment.pk}-",
        tasks=list_own_tasks(opened),
        by=by,
        at=at,
    )
    whole = {"public_id": algorithm.public_id, "number": assessment.pk}
    with override("nl"):
        group = reverse("web:assessment", kwargs=whole)
        link = reverse("web:assessment_version", kwargs={**whole, "version": fixed.number})
    own_tasks.add_form_evidence(
        algorithm=algorithm,
        framework=framework,
        measures=list_measures(opened.form, framework, algorithm, on=timezone.localdate(at)),
        title=f"{opened.form.short}, versie {fixed.number}",
        link=link,
        group=group,
        digest=fixed.digest,
        valid_until=assessment.review_on,
        by=by,
        at=at,
    )


def list_measures(form: Form, framework: Framework, algorithm: Algorithm, *, on: date) -> set[str]:
    """The measures in the plan of a dossier that are about this form: those of its instrument, and what they meet."""
    instrument = next((item for item in framework.instruments if item.id == form.instrument), None)
    about = set(instrument.measures) if instrument is not None else set()
    tasks = obligations.get_overview(framework, algorithm, on=on).tasks
    return {line.measure.id for line in tasks if line.measure.id in about or line.measure.code in about}

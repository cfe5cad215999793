"""Starting and ending an assessment, and moving it to a newer version of its form."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions.recording import hold, record, require_open, require_text
from waarborg.apps.assessments.actions.writing import Draft, write_answers
from waarborg.apps.assessments.around import list_beside
from waarborg.apps.assessments.library import find_newest, get_form
from waarborg.apps.assessments.models import AnswerRow, AppendixRow, Assessment, State
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import EDIT
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.forms import About, Form
from waarborg.core.forms.library import NoSuchForm
from waarborg.core.forms.upgrading import Upgrade, upgrade
from waarborg.core.profile.facts import plain
from waarborg.core.terms.text import Text

LONGEST_REASON = 500


@transaction.atomic
def start(*, algorithm: Algorithm, form: str, by: Person, at: datetime) -> Assessment:
    """Start filling in the newest version of a form for an algorithm. Raises Refused when one is running or signed."""
    return _start(algorithm.organisation, algorithm, form, by=by, at=at)


@transaction.atomic
def start_for_organisation(*, organisation: Organisation, form: str, by: Person, at: datetime) -> Assessment:
    """Start filling in a form about an organisation itself. Raises Refused when one is running or signed."""
    return _start(organisation, None, form, by=by, at=at)


def _start(
    organisation: Organisation, algorithm: Algorithm | None, form: str, *, by: Person, at: datetime
) -> Assessment:
    rights.demand(by, EDIT, organisation.code)
    newest = find_newest(organisation.pk, form)
    if newest is None:
        raise Refused(Text("Dit formulier bestaat niet.", "There is no such form."), "form")
    if (newest.about is About.ORGANISATION) != (algorithm is None):
        raise Refused(
            Text(
                "Dit formulier gaat over de organisatie. Begin het bij de organisatie.",
                "This form is about the organisation. Start it there.",
            )
            if algorithm is not None
            else Text(
                "Dit formulier gaat over een algoritme. Begin het bij een dossier.",
                "This form is about an algorithm. Start it in a dossier.",
            ),
            "form",
        )
    already = Refused(
        Text(
            f"Er is hier al een {newest.short}. Ga daarmee verder, of beëindig die eerst.",
            f"There is a {newest.short} here already. Go on with that one, or end it first.",
        ),
        "form",
    )
    beside = list_beside(Assessment(organisation=organisation, algorithm=algorithm))
    if beside.filter(form=form).exclude(state=State.ENDED).exists():
        raise already
    try:
        with transaction.atomic():
            row = Assessment.objects.create(
                organisation=organisation,
                algorithm=algorithm,
                form=form,
                form_version=newest.version,
                started_by=str(by.pk),
                started_at=at,
                changed_at=at,
            )
    except IntegrityError as error:  # somebody else started one at the same moment
        raise already from error
    record(row, "start", {}, by=by, at=at)
    return row


@transaction.atomic
def end(*, assessment: Assessment, reason: str, by: Person, at: datetime) -> None:
    """End an assessment: it is kept and can be read, and no longer counts. Raises Refused without a reason."""
    row = hold(assessment, by=by)
    if row.state == State.ENDED:
        return
    row.state, row.state_reason = State.ENDED, require_text("reason", reason, LONGEST_REASON)
    record(row, "end", {}, by=by, at=at, save=("state", "state_reason"))


def preview_upgrade(assessment: Assessment, *, at: datetime) -> tuple[Form, Upgrade] | None:
    """The newest version of the form and what moving to it would do; None when it is there already."""
    newest = find_newest(assessment.organisation_id, assessment.form)
    if newest is None or newest.version == assessment.form_version:
        return None
    opened = queries.open_assessment(assessment, on=timezone.localdate(at))
    return newest, upgrade(opened.form, newest, opened.sheet)


@transaction.atomic
def move_to(*, assessment: Assessment, version: str, by: Person, at: datetime) -> Upgrade:
    """Move to another version of the form. Answers without a place there are kept in the appendix."""
    row = hold(assessment, by=by)
    require_open(row)
    try:
        target = get_form(row.organisation_id, row.form, version)
    except NoSuchForm as error:
        raise Refused(Text("Deze versie bestaat niet.", "There is no such version."), "version") from error
    opened = queries.open_assessment(row, on=timezone.localdate(at))
    if target.version == opened.form.version:
        raise Refused(
            Text("De toets heeft deze versie al.", "The assessment has this version already."), "version"
        )
    moved = upgrade(opened.form, target, opened.sheet)
    AppendixRow.objects.bulk_create(
        [
            AppendixRow(
                assessment=row,
                form_version=opened.form.version,
                place=str(kept.answer.address),
                question=_describe(kept.item),
                value=plain(kept.answer.value),
                by=kept.answer.by,
                answered_at=kept.answer.at,
                at=at,
            )
            for kept in moved.appendix
        ]
    )
    new = {str(answer.address): answer for answer in moved.sheet}
    same = [
        known.pk
        for place, known in opened.rows.items()
        if place in new and (known.value, known.declined) == (plain(new[place].value), new[place].declined)
    ]
    stays = AnswerRow.objects.filter(pk__in=same)
    AnswerRow.objects.filter(assessment=row, current=True).exclude(pk__in=same).update(current=False)
    kept = set(stays.order_by().values_list("place", flat=True))
    drafts = [
        Draft(place, plain(answer.value), answer.declined, answer.taken)
        for place, answer in new.items()
        if place not in kept
    ]
    written = write_answers(row, drafts, by=by, at=at)
    row.form_version = target.version
    about = {
        "from": opened.form.version,
        "carried": len(moved.carried),
        "appendix": len(moved.appendix),
        "answers": {one.place: one.digest for one in written},
    }
    record(row, "move", about, by=by, at=at, save=("form_version",))
    return moved


def _describe(item: object) -> dict[str, str]:
    text = getattr(item, "ask", None) or getattr(item, "title", None)
    return {"nl": text.nl, "en": text.en} if isinstance(text, Text) else {}

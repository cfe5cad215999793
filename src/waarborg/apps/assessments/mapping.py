"""Row to core object and back: the only bridge between answers in the database and the core."""

from waarborg.apps.assessments.library import get_form
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.core.forms.answers import Address, Answer, Taken
from waarborg.core.forms.forms import Form
from waarborg.core.profile import facts as profile


def form_of(assessment: Assessment) -> Form:
    """The version of the form that an assessment is pinned to. Raises `NoSuchForm`."""
    return get_form(assessment.organisation_id, assessment.form, assessment.form_version)


def to_answer(row: AnswerRow) -> Answer:
    """The answer in a row."""
    taken = None
    if row.taken_place and row.taken_at is not None:
        taken = Taken(row.taken_place, row.taken_at, row.taken_digest)
    return Answer(
        address=Address.parse(row.place),
        value=profile.freeze(row.value),
        declined=row.declined,
        by=row.by,
        at=row.at,
        taken=taken,
    )

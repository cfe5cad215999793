"""Forms of an organisation itself: adding a version, taking it out of use, and using it again."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.form_files.own_files import read_own_text
from waarborg.apps.assessments.models import OwnForm
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import SIGN
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import Form
from waarborg.core.terms.text import Text

#: The largest form we know has 0.2 MB.
MOST_BYTES = 2 * 1024 * 1024


class FormRefused(Refused):
    """A form with faults; each has its line, what is wrong and what to do."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            Text(
                f"Dit formulier is niet toegevoegd. Aantal fouten: {len(faults)}.",
                f"This form was not added. Number of faults: {len(faults)}.",
            ),
            "file",
        )
        self.faults = tuple(faults)


def read_form(text: str) -> Form:
    """The form in a text of YAML. Raises FormRefused with every fault."""
    form, faults = read_own_text(text, library=load_library())
    if form is None or faults:
        raise FormRefused(faults)
    return form


@transaction.atomic
def add_form(*, organisation: Organisation, text: str, by: Person, at: datetime) -> OwnForm:
    """Add a version of a form. Raises FormRefused for one with faults, and Refused for a name that is taken."""
    rights.demand(by, SIGN, organisation.code)
    form = read_form(text)
    if load_library().list_versions(form.id):
        raise Refused(
            Text(
                f"“{form.id}” is een formulier van Waarborg. Geef het uwe een eigen `id`, bijvoorbeeld "
                f"{form.id}-{organisation.code}, en bouw er met `extends` op voort.",
                f"“{form.id}” is a form of Waarborg. Give yours its own `id`, such as {form.id}-{organisation.code}, "
                "and build on it with `extends`.",
            ),
            "file",
        )
    if OwnForm.objects.filter(organisation=organisation, form=form.id, version=form.version).exists():
        raise Refused(
            Text(
                f"Versie {form.version} van {form.id} is er al en verandert niet meer. Geef een nieuwe versie, "
                "met `changes` en een latere dag.",
                f"Version {form.version} of {form.id} is there already and does not change any more. Give a new "
                "version, with `changes` and a later day.",
            ),
            "file",
        )
    row = OwnForm.objects.create(
        organisation=organisation,
        form=form.id,
        version=form.version,
        text=text,
        digest=sha256(text.encode()).hexdigest(),
        by=str(by.pk),
        at=at,
    )
    _record(row, "add_form", by=by, at=at)
    return row


@transaction.atomic
def withdraw_form(*, own_form: OwnForm, by: Person, at: datetime, again: bool = False) -> None:
    """Take a version out of use, so that nobody starts it; what was begun goes on. `again`: use it after all."""
    row = OwnForm.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=own_form.pk)
    rights.demand(by, SIGN, row.organisation.code)
    if (row.withdrawn_at is None) == again:
        return
    row.withdrawn_by, row.withdrawn_at = ("", None) if again else (str(by.pk), at)
    row.save(update_fields=("withdrawn_by", "withdrawn_at"))
    _record(row, "use_form_again" if again else "withdraw_form", by=by, at=at)


def _record(row: OwnForm, what: str, *, by: Person, at: datetime) -> None:
    audit.record(
        chain=row.organisation.code,
        action=f"assessments.{what}",
        subject=f"own-form/{row.pk}",
        by=str(by.pk),
        at=at,
        about={"form": f"{row.form}:{row.version}", "digest": row.digest},
    )

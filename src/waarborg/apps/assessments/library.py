"""Which forms an organisation can fill in: those of Waarborg, and those it wrote itself."""

from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.form_files.own_files import read_own_text
from waarborg.apps.assessments.models import OwnForm
from waarborg.core.forms.forms import About, Form
from waarborg.core.forms.library import Library, NoSuchForm


def get_form(organisation_id: int, id: str, version: str) -> Form:
    """One version of a form, also of one that was withdrawn. Raises `NoSuchForm`."""
    if load_library().list_versions(id):
        return load_library().get(id, version)
    row = OwnForm.objects.filter(organisation=organisation_id, form=id, version=version).first()
    form = read_row(row) if row is not None else None
    if form is None:
        raise NoSuchForm(f"{id} {version}")
    return form


def find_newest(organisation_id: int, id: str, on: date | None = None) -> Form | None:
    """The newest version of a form that can be started, of those released by a day where one is given."""
    if load_library().list_versions(id):
        return load_library().find_newest(id, on)
    rows = list_rows(organisation_id).filter(form=id, withdrawn_at=None)
    forms = [form for row in rows if (form := read_row(row)) is not None]
    return Library(tuple(forms)).find_newest(id, on)


def list_startable(organisation_id: int, about: About | None = About.ALGORITHM) -> tuple[Form, ...]:
    """The newest version of each form that can be started: first those of Waarborg, then its own.

    about: what the forms are filled in for; None for all.
    """
    library = load_library()
    ours = [form for id in library.ids if (form := library.find_newest(id)) is not None]
    ids = list_rows(organisation_id).filter(withdrawn_at=None).order_by("form").values_list("form", flat=True)
    own = [find_newest(organisation_id, id) for id in dict.fromkeys(ids)]
    forms = (*ours, *(form for form in own if form is not None))
    return tuple(form for form in forms if about in (None, form.about))


def is_own(form: Form) -> bool:
    """Whether a form is of an organisation itself, and not of Waarborg."""
    return not load_library().list_versions(form.id)


def list_rows(organisation_id: int) -> QuerySet[OwnForm]:
    """The versions of the forms of an organisation, the oldest first, also those that were withdrawn."""
    return OwnForm.objects.filter(organisation=organisation_id).order_by("form", "id")


def read_row(row: OwnForm) -> Form | None:
    """The form in a row; None when a newer Waarborg can no longer read it."""
    return _read(row.text)


@lru_cache(maxsize=200)
def _read(text: str) -> Form | None:
    form, _faults = read_own_text(text, library=load_library())
    return form

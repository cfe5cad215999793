"""Which organisation an address is about, for the rules of access. What is not there gives "not found"."""

from django.http import Http404

from waarborg.apps.algorithms.queries import organisation_of_algorithm
from waarborg.apps.organisations.queries import NotFound, get_organisation
from waarborg.apps.publications.workplace import organisation_of_entry


def of_dossier(public_id: str, **_rest: object) -> str:
    """Code of the organisation that keeps this dossier."""
    try:
        return organisation_of_algorithm(public_id)
    except NotFound as error:
        raise Http404(str(error)) from error


def of_home(public_id: str, **_rest: object) -> str:
    """Code of the organisation whose assessment this is: that keeps the dossier, or `@` and the code itself."""
    return itself(public_id[1:]) if public_id.startswith("@") else of_dossier(public_id)


def of_entry(public_id: str, **_rest: object) -> str:
    """Code of the organisation whose entry this is."""
    try:
        return organisation_of_entry(public_id)
    except NotFound as error:
        raise Http404(str(error)) from error


def itself(code: str, **_rest: object) -> str:
    """The code in the address, when there is such an organisation."""
    try:
        return get_organisation(code).code
    except NotFound as error:
        raise Http404(str(error)) from error

"""Files that a public text names: described on its page, and given out as a download."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from waarborg.apps.algorithms.documents.serving import give
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.attached import get_public_attachment, list_public_files

log = logging.getLogger(__name__)


def describe_files(found: publications.PublicEntry, language: str) -> dict[str, dict[str, Any]]:
    """The files that citizens can download with this text, by the link in the text: address, type and size."""
    files = list_public_files(found.public_id, found.values)
    return {
        link: {"path": file.path, "type": file.type.label.in_language(language or "nl"), "size": file.size}
        for link, file in files.items()
    }


@open_to_all
@require_safe
def attachment(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A file, while it is released and a public text names this address; otherwise it does not exist."""
    try:
        row = get_public_attachment(request.path)
    except NotFound as error:
        raise Http404(str(error)) from error
    etag = f'"{row.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    try:
        response = unchanged or give(row, file_name=name, is_public=True)
    except NotFound as error:
        log.exception("The file of document %s is not in the folder with files.", token)
        raise Http404(str(error)) from error
    response.headers["ETag"] = etag
    return response

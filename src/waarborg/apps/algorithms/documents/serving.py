"""Giving out a file, so that no browser ever runs or shows it on our address: it is only downloaded."""

from django.http import FileResponse

from waarborg.apps.algorithms.documents.queries import open_content, type_of
from waarborg.apps.algorithms.models import Attachment

#: A page without scripts, frames or anything from elsewhere, should a browser show the file after all.
HARMLESS = "sandbox; default-src 'none'"


def give(attachment: Attachment, *, file_name: str, is_public: bool) -> FileResponse:
    """The file as a download called `file_name` (RFC 6266 and 5987). Raises NotFound when it is not there."""
    response = FileResponse(
        open_content(attachment),
        as_attachment=True,
        filename=file_name,
        content_type=type_of(attachment).content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    # A file that is taken back or removed must soon be gone everywhere.
    response.headers["Cache-Control"] = "public, max-age=60" if is_public else "private, no-store"
    return response

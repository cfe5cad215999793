"""How the file of a case is received from anybody: small, in memory, at one address, and gone with the request."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

#: Cases that are gone on with here are no larger; room is left for the form around the file.
MOST_BYTES = 300_000
ROOM_FOR_FORM = 20_000
#: The end of the address at which a case is opened.
ADDRESS = "/regels/zaak-openen"


class CaseUploadHandler(MemoryFileUploadHandler):
    """Receives the file of a case, also from who is not logged in; all else is left to the handlers after it.

    The length of the whole request is known before anything of it is read, so a stranger can fill neither the disk
    nor the memory.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - the name that Django gives it
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Decide whether this request is for us."""
        path = self.request.path if self.request is not None else ""
        self.activated = path.endswith(ADDRESS) and content_length <= MOST_BYTES + ROOM_FOR_FORM

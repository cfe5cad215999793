"""How a file that a browser sends is received: on disk, only from people who are logged in, and never without end."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler


class SparingUploadHandler(TemporaryFileUploadHandler):
    """Keeps a file in a temporary file of our own, which goes with the request.

    The body of a request is read before the rules of access are known, so a stranger could fill the disk: of who is
    not logged in nothing is kept. Of a file that is too large nothing is kept either; the page then finds the name of
    the field in `request.refused_uploads` and says so.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, when somebody who is logged in sends it."""
        person = getattr(self.request, "user", None)
        if person is None or not person.is_authenticated:
            raise SkipFile
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part of the file; past the limit, throw all of it away."""
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_LIMIT:
            refused = getattr(self.request, "refused_uploads", set())
            self.request.refused_uploads = refused | {self.field_name}  # type: ignore[union-attr]  # a mark for pages
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

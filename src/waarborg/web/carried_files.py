"""A file that goes along with the page that shows what it would do, so that nobody has to choose it twice."""

import base64
import binascii
import zlib
from pathlib import PurePath

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: A larger file does not fit in a page; it is chosen again to confirm.
MOST_CARRIED = 3 * 1024 * 1024


class NotWhole(ValueError):
    """A file that came back otherwise than it went along."""


def pack(content: bytes) -> str:
    """Return a file as a hidden field holds it; empty when it is too large for that."""
    packed = zlib.compress(content, 6)
    return base64.b64encode(packed).decode() if len(packed) <= MOST_CARRIED else ""


def unpack(text: str, *, most: int) -> bytes:
    """Return the file in a hidden field, cut off after `most` bytes and one more. Raises `NotWhole`."""
    try:
        packed = base64.b64decode(text, validate=True)
        # No more than a file may hold, however small it came packed.
        return zlib.decompressobj().decompress(packed, most + 1)
    except (binascii.Error, zlib.error) as error:
        raise NotWhole from error


def name_file(request: HttpRequest, *, longest: int, otherwise: str) -> str:
    """What the file is called, of the one that was chosen or came along with the page."""
    upload = request.FILES.get("file")
    name = upload.name if upload is not None else request.POST.get("name", "")
    return PurePath(name or "").name[:longest] or otherwise


def read_file(request: HttpRequest, form: forms.Form, *, most: int, too_large: str) -> bytes | None:
    """The file that was chosen, or that came along with the page; None when the form says at its field why not.

    most: bytes; one more is read, so that who reads the file sees that it is too large. too_large: the words for a file
    that was refused while it was sent.
    """
    if request.POST.get("content"):
        try:
            return unpack(request.POST["content"], most=most)
        except NotWhole:
            refuse_file(form, _("The file did not arrive whole. Choose it again."))
            return None
    if "file" in getattr(request, "refused_uploads", ()):
        refuse_file(form, too_large)
    if not form.is_valid():
        return None
    content: bytes = form.cleaned_data["file"].read(most + 1)
    return content


def refuse_file(form: forms.Form, message: str) -> None:
    """Say at the file why it is not used, and nothing else."""
    form.full_clean()
    form.errors.pop("file", None)
    form.add_error("file", message)

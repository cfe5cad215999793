"""A file that goes along with the page that shows what it would do, so that nobody has to choose it twice."""

import base64
import binascii
import zlib

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

"""Office files with the day of the report in place of the moment of writing, so that equal reports are equal files."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def start_of(day: date) -> datetime:
    """Return the first moment of a day, in UTC and without saying so, as office files write it."""
    return datetime.combine(day, time(), UTC).replace(tzinfo=None)


def fix_moments(content: bytes, day: date) -> bytes:
    """Return an office file in which every part was written, and the whole last changed, on `day`."""
    moment = start_of(day)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            info = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
            info.external_attr = 0o600 << 16
            target.writestr(info, part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()

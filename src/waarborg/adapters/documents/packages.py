"""Documents that are packages of parts: Word and Excel (ECMA-376), OpenDocument (ISO/IEC 26300)."""

import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from waarborg.adapters.documents.file_types import (
    RUNS,
    FileType,
    refuse_bomb,
    refuse_double,
    refuse_macros,
    refuse_other,
)

MOST_PARTS = 5000
LARGEST_UNPACKED = 400 * 1024 * 1024
#: A part of text this much smaller packed is no text that people wrote.
MOST_SQUEEZED = 1000
SMALL = 1024 * 1024
LARGEST_READ = 4 * 1024 * 1024
_MAIN = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
_START = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22


def check_office(promised: FileType, file: BinaryIO) -> None:
    """Raise FileRefused unless `file` is a Word or Excel document of the promised type, without programs in it."""
    with _open(promised, file) as package:
        names = _list_names(package)
        types = _read(package, "[Content_Types].xml", promised)
        if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
            raise refuse_macros()
        if _MAIN[promised.ending] not in types:
            raise refuse_other(promised)
        for name in names:
            low = name.lower()
            if "vbaproject" in low or "/activex/" in low or "/macrosheets/" in low or _runs(low):
                raise refuse_macros()
            # A template on another machine brings its macros along.
            if (
                low.endswith(".rels")
                and b"attachedtemplate" in (part := _read(package, name, promised).lower())
                and b'targetmode="external"' in part
            ):
                raise refuse_macros()


def check_open_document(promised: FileType, file: BinaryIO) -> None:
    """Raise FileRefused unless `file` is an OpenDocument file of the promised type, without programs in it."""
    with _open(promised, file) as package:
        names = _list_names(package)
        if (
            "mimetype" not in names
            or _read(package, "mimetype", promised).strip() != promised.media_type.encode()
        ):
            raise refuse_other(promised)
        if any(name.lower().startswith(("basic/", "scripts/")) or _runs(name.lower()) for name in names):
            raise refuse_macros()


def _open(promised: FileType, file: BinaryIO) -> zipfile.ZipFile:
    """The package; refused when anything stands before its beginning or after its end."""
    file.seek(0)
    if file.read(4) != _START:
        raise refuse_other(promised)
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE))
    end = file.read()
    try:
        package = zipfile.ZipFile(file)
    # `zipfile` raises NotImplementedError for a way of packing that it does not know.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refuse_other(promised) from error
    if not end.startswith(_END) or package.comment:
        package.close()
        raise refuse_double()
    return package


def _list_names(package: zipfile.ZipFile) -> list[str]:
    """The names of the parts; refused when there are too many, or they are too large unpacked."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    squeezed = any(
        part.file_size > SMALL and part.file_size > MOST_SQUEEZED * max(1, part.compress_size)
        for part in parts
    )
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or squeezed:
        raise refuse_bomb()
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or any(
        name.startswith("/") or ".." in name.split("/") for name in names
    ):
        raise refuse_double()
    return names


def _read(package: zipfile.ZipFile, name: str, promised: FileType) -> bytes:
    """The beginning of a part, as much as such a part ever is."""
    try:
        with package.open(name) as part:
            return part.read(LARGEST_READ)
    except (
        KeyError,
        zipfile.BadZipFile,
        RuntimeError,
        OSError,
        NotImplementedError,
        EOFError,
        ValueError,
    ) as error:
        raise refuse_other(promised) from error


def _runs(name: str) -> bool:
    return PurePosixPath(name).suffix.removeprefix(".") in RUNS

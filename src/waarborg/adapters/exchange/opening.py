"""Opening a file that somebody names: an ordinary file of a bearable size, or a clear word why not."""

import os
import stat
from pathlib import Path

from waarborg.adapters.exchange.faults import MAX_FILE_BYTES, SPLIT, break_file
from waarborg.core.terms.text import Text

START_BYTES = 64 * 1024
_CHECK_NAME = Text(nl="Controleer de naam en de map.", en="Check the name and the folder.")


def read_start(path: Path) -> bytes:
    """Return the first bytes of an ordinary file. A link to one is followed.

    Raises `BrokenFile` for a file that is not there, is empty, is too large or cannot be read, and for a folder,
    a device, a socket or a pipe: reading from those may never end.
    """
    try:
        # Without O_NONBLOCK, opening a pipe waits until somebody writes to it.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as error:
        message = (
            Text(
                nl="Dit is een verwijzing naar een bestand dat er niet is.",
                en="This is a link to a file that is not there.",
            )
            if path.is_symlink()
            else Text(nl="Dit bestand is er niet.", en="This file is not there.")
        )
        raise break_file(path.name, message, _CHECK_NAME) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = error.strerror if isinstance(error, OSError) else "the name cannot be one"
        raise break_file(
            _printable(path.name),
            Text(nl="Dit bestand is niet te lezen.", en=f"This file cannot be read: {reason}."),
            Text(
                nl="Controleer de naam en de rechten op het bestand.",
                en="Check the name and the permissions of the file.",
            ),
        ) from error
    try:
        _require_ordinary(os.fstat(handle), path.name)
        start = os.read(handle, START_BYTES)
    except OSError as error:
        raise break_file(
            path.name,
            Text(nl="Dit bestand is niet te lezen.", en=f"This file cannot be read: {error.strerror}."),
            _CHECK_NAME,
        ) from error
    finally:
        os.close(handle)
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise break_file(
            path.name,
            Text(nl="Het bestand is leeg.", en="The file is empty."),
            Text(
                nl="Neem de CSV of JSON van het register zelf.",
                en="Take the CSV or JSON of the register itself.",
            ),
        )
    return start


def _require_ordinary(status: os.stat_result, file: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise break_file(
            file,
            Text(nl="Dit is een map, geen bestand.", en="This is a folder, not a file."),
            Text(nl="Geef een bestand uit die map.", en="Give a file from that folder."),
        )
    if not stat.S_ISREG(status.st_mode):
        raise break_file(
            file,
            Text(
                nl="Dit is een apparaat, een pijp of een socket, geen gewoon bestand.",
                en="This is a device, a pipe or a socket, not an ordinary file.",
            ),
            Text(
                nl="Schrijf de gegevens eerst naar een bestand en geef dat.",
                en="Write the data to a file first, and give that.",
            ),
        )
    if status.st_size > MAX_FILE_BYTES:
        raise break_file(
            file,
            Text(
                nl=f"Het bestand is {status.st_size} bytes; het mag {MAX_FILE_BYTES} bytes zijn.",
                en=f"The file has {status.st_size} bytes; it may have {MAX_FILE_BYTES} bytes.",
            ),
            SPLIT,
        )


def _printable(name: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in name)[:200]

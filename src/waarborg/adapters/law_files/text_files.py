"""Read a file that somebody names as text: an ordinary file of a bearable size in UTF-8, or clear words why not."""

import codecs
import stat
from pathlib import Path

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.terms.text import Text

#: The largest model we know has less than a quarter of a megabyte.
MOST_BYTES = 16 * 1024 * 1024
_SAVE = Text(nl="Sla het bestand op als UTF-8.", en="Save the file as UTF-8.")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def read_text(path: Path, *, most_bytes: int = MOST_BYTES) -> str:
    """Return the text of a file, without a byte order mark. Raises `LawFileError`."""
    content = _read_bytes(path, most_bytes)
    if content.startswith(_WIDE):
        raise _refuse(
            path, "$", "Het bestand staat in UTF-16 of UTF-32.", "The file is in UTF-16 or UTF-32.", _SAVE
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refuse(
            path,
            f"line {line}",
            "Deze regel is niet in UTF-8 geschreven.",
            "This line is not in UTF-8.",
            _SAVE,
        ) from error
    if (position := text.find("\x00")) >= 0:
        line = text.count("\n", 0, position) + 1
        remedy = Text(nl="Haal het weg, of kies een ander bestand.", en="Remove it, or choose another file.")
        raise _refuse(path, f"line {line}", "Hier staat een nulteken.", "Here is a null character.", remedy)
    if not text.strip():
        remedy = Text(nl="Kies een ander bestand.", en="Choose another file.")
        raise _refuse(path, "$", "Het bestand is leeg.", "The file is empty.", remedy)
    return text


def _read_bytes(path: Path, most_bytes: int) -> bytes:
    check = Text(
        nl="Controleer de naam, de map en de rechten.", en="Check the name, the folder and the permissions."
    )
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _refuse(path, "$", "Dit is geen gewoon bestand.", "This is no ordinary file.", check)
        if status.st_size > most_bytes:
            raise _refuse(
                path,
                "$",
                f"Het bestand is {status.st_size} bytes; het mag {most_bytes} bytes zijn.",
                f"The file has {status.st_size} bytes; it may have {most_bytes} bytes.",
                Text(nl="Kies een kleiner bestand.", en="Choose a smaller file."),
            )
        with path.open("rb") as opened:
            return opened.read(most_bytes)
    except FileNotFoundError as error:
        raise _refuse(path, "$", "Dit bestand is er niet.", "This file is not there.", check) from error
    except (OSError, UnicodeEncodeError) as error:
        raise _refuse(
            path, "$", "Dit bestand is niet te lezen.", "This file cannot be read.", check
        ) from error


def _refuse(path: Path, place: str, nl: str, en: str, remedy: Text) -> LawFileError:
    name = path.name.encode("utf-8", "replace").decode()
    return LawFileError(file=name, place=place, fault=Text(nl=nl, en=en), remedy=remedy)

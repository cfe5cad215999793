"""Where files that were brought in are kept: in the data folder, each in a folder of its own, until they are done."""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from waarborg.adapters.exchange import BrokenFile, Fault
from waarborg.core.terms.text import Text

MAX_BYTES = 100 * 1024 * 1024  # of one file; larger ones are brought in on the command line
KEPT_DAYS = 30  # after an import is done, and after nobody went on with it
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was kept: its place under the folder of imports, its size and its digest."""

    stored: str
    size: int
    sha256: str


def folder() -> Path:
    """The folder of all files that were brought in."""
    place: Path = settings.DATA_FOLDER / "imports"
    return place


def keep(pieces: Iterable[bytes], *, reference: str, name: str) -> Kept:
    """Write the pieces of a file to the folder. Raises `BrokenFile` when there are too many; then nothing is kept."""
    safe = make_safe(name)
    place = folder() / reference
    place.mkdir(mode=0o700, parents=True)
    digest, size = hashlib.sha256(), 0
    with (place / safe).open("xb") as kept:
        for piece in pieces:
            size += len(piece)
            if size > MAX_BYTES:
                break
            digest.update(piece)
            kept.write(piece)
    if size > MAX_BYTES:
        remove(f"{reference}/{safe}")
        most = MAX_BYTES // (1024 * 1024)
        raise BrokenFile(
            Fault(
                file=safe,
                message=Text(f"Het bestand is groter dan {most} MB.", f"The file is larger than {most} MB."),
                remedy=Text(
                    "Splits het bestand, of laat de beheerder het met de opdracht `waarborg register import` inlezen.",
                    "Split the file, or let the administrator import it with `waarborg register import`.",
                ),
            )
        )
    return Kept(f"{reference}/{safe}", size, digest.hexdigest())


def path_of(stored: str) -> Path:
    """Where a kept file is."""
    return folder() / stored


def is_same(stored: str, sha256: str) -> bool:
    """Whether a kept file is there and still is what was brought in."""
    if not stored or not path_of(stored).is_file():
        return False
    with path_of(stored).open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == sha256


def remove(stored: str) -> None:
    """Remove a kept file, with its folder; one that is gone already is no fault."""
    reference = stored.partition("/")[0]
    if reference:
        shutil.rmtree(folder() / reference, ignore_errors=True)


def make_safe(name: str) -> str:
    """A name that is safe as the name of a file and still recognised by who gave it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(one if one.isalnum() or one in "._- ()" else "_" for one in last).strip(" .")
    kept = kept.encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
    return kept or "bestand"

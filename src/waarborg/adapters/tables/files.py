"""The files of a log: which they are, whether they may be read, and whether they stay as they were while they are read."""

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waarborg.adapters.tables import csv_files
from waarborg.adapters.tables.faults import break_log
from waarborg.core.terms.text import Text

_PARQUET, _MARK = (".parquet", ".pq", ".parq"), b"PAR1"
_PATTERN = "*?["
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Files:
    """Files that together are one log, and what the system says of each: size and moment of the last change."""

    paths: tuple[Path, ...]
    states: tuple[tuple[int, int], ...]

    @property
    def name(self) -> str:
        """What a message calls them."""
        first = self.paths[0].name
        return first if len(self.paths) == 1 else f"{first} (+{len(self.paths) - 1})"

    def require_unchanged(self) -> None:
        """Raise `UnreadableLog` when a file changed since it was opened: its counts would be of two files."""
        for path, state in zip(self.paths, self.states, strict=True):
            if _state_of(path) != state:
                raise break_log(
                    path.name,
                    Text(
                        nl="Het bestand veranderde terwijl het werd gelezen.",
                        en="The file changed while it was being read.",
                    ),
                    Text(
                        nl="Wacht tot het bestand af is, of maak er eerst een kopie van.",
                        en="Wait until the file is complete, or make a copy of it first.",
                    ),
                )


def find_files(what: str | os.PathLike[str]) -> Files:
    """Return the files that a path or a pattern (`decisions-*.csv`) names, by name. Raises `UnreadableLog`.

    A file that is really called `a*.csv` goes before the pattern. In a folder all Parquet and CSV files count.
    """
    text = os.fspath(what)
    if "\0" in text:
        raise _unreadable(Path(text.replace("\0", "?")), FileNotFoundError())
    path = Path(text)
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.is_file() and _looks_like_log(one))
    elif path.exists() or not any(mark in text for mark in _PATTERN):
        found = [path]
    else:
        found = sorted(Path(one) for one in glob.glob(text, recursive=True) if Path(one).is_file())
    if not found or len(found) > MOST_FILES:
        raise break_log(
            text,
            Text(
                nl=f"Er zijn {len(found)} bestanden met die naam; het moeten er 1 tot {MOST_FILES} zijn.",
                en=f"There are {len(found)} files with that name; there must be 1 to {MOST_FILES}.",
            ),
            Text(nl="Controleer de map en het patroon.", en="Check the folder and the pattern."),
        )
    return Files(tuple(found), tuple(_state_of(one) for one in found))


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, by its name or its first bytes. Raises `UnreadableLog` when it cannot be opened."""
    try:
        with path.open("rb") as opened:
            return opened.read(4) == _MARK or path.suffix.lower() in _PARQUET
    except OSError as error:
        raise _unreadable(path, error) from error


def _looks_like_log(path: Path) -> bool:
    name = path.name.lower()
    for ending in csv_files.COMPRESSED:
        name = name.removesuffix(ending)
    return not name.startswith(".") and name.endswith((*_PARQUET, ".csv", ".tsv"))


def _state_of(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    if not path.is_file():
        raise _unreadable(path, OSError("no ordinary file"))
    return state.st_size, state.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> Exception:
    if isinstance(error, FileNotFoundError):
        message = Text(nl="Het bestand is er niet.", en="The file is not there.")
        remedy = Text(nl="Controleer de naam en de map.", en="Check the name and the folder.")
    elif isinstance(error, PermissionError):
        message = Text(nl="U mag dit bestand niet lezen.", en="You may not read this file.")
        remedy = Text(
            nl="Vraag leesrechten aan de eigenaar van het bestand.",
            en="Ask the owner of the file for the right to read it.",
        )
    else:
        message = Text(nl="Dit bestand is niet te lezen.", en="This file cannot be read.")
        remedy = Text(nl="Kies een gewoon bestand.", en="Choose an ordinary file.")
    return break_log(path.name, message, remedy)


def link_plainly(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The same files under names that no engine takes for a pattern; links in `folder` where that is needed."""
    plain = []
    for number, path in enumerate(paths):
        whole = path.absolute()
        if any(mark in str(whole) for mark in _PATTERN):
            ending = "".join(part for part in whole.suffixes[-2:] if part.isascii() and part[1:].isalnum())
            link = folder / f"link-{number}{ending}"
            link.symlink_to(whole)
            whole = link
        plain.append(whole)
    return plain

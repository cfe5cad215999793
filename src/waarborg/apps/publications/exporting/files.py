"""Files of the whole register that lie ready in the data folder, made by the background worker.

A file belongs to one mark of the register and is never sent when the register has changed since: what was withdrawn
or redacted may not leave once more. Text formats are streamed meanwhile; a format that can only be sent when it is
finished is made at once for a small register, and in the background for a large one.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.writing import FORMATS, Format, Head, Listed, describe_alone
from waarborg.apps.publications.exporting.selecting import Selection, list_entries, to_listed
from waarborg.apps.publications.exporting.state import Mark, read_mark
from waarborg.apps.publications.queries import PublicEntry

#: Up to so many entries a format that is made whole is made while the reader waits: a few seconds.
MOST_AT_ONCE = 3000
#: A worker that says it is making a file and then stopped is not believed after this many seconds.
PATIENCE = 30 * 60


@dataclass(frozen=True)
class Register:
    """How the register names itself in exports: its name, and its address without a slash at the end."""

    name: str
    url: str


@dataclass(frozen=True)
class Ready:
    """A file that lies ready."""

    format: Format
    path: Path
    size: int
    made_at: datetime


def stream(
    form: Format,
    selection: Selection,
    register: Register,
    *,
    at: datetime,
    done: Callable[[int], None] | None = None,
) -> Iterator[bytes]:
    """Yield an export piece by piece; `done` is called with how many entries are written."""
    head = Head(
        register_name=register.name,
        register_url=register.url,
        made_at=at,
        standard=load_standard().version,
        has_history=selection.with_history,
    )
    entries = list_entries(selection)
    return form.stream(_count(entries, done) if done else entries, head)


def _count(entries: Iterator[Listed], done: Callable[[int], None]) -> Iterator[Listed]:
    for number, entry in enumerate(entries, start=1):
        yield entry
        done(number)


def describe_public_entry(found: PublicEntry, *, register: Register, at: datetime) -> dict[str, object]:
    """Return the linked data of an entry, for its page."""
    head = Head(
        register_name=register.name, register_url=register.url, made_at=at, standard=load_standard().version
    )
    return describe_alone(to_listed(found, register.url), head)


def find_ready(form: Format, register: Register, mark: Mark) -> Ready | None:
    """The file of the whole register as it is now, if it lies ready."""
    path = _path(form, register, mark.key)
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    made_at = datetime.fromtimestamp(status.st_mtime, tz=timezone.get_current_timezone())
    return Ready(form, path, status.st_size, made_at)


def ask_for(form: Format, register: Register, mark: Mark) -> None:
    """Let the worker make the file of the whole register; once, however often it is asked for."""
    waiting = _path(form, register, mark.key).with_suffix(".waiting")
    with suppress(FileNotFoundError):
        if time.time() - waiting.stat().st_mtime > PATIENCE:
            waiting.unlink(missing_ok=True)
    try:
        waiting.touch(exist_ok=False)
    except FileExistsError:
        return
    make_file.enqueue(form.name, register.name, register.url)


@task()
def make_file(name: str, register_name: str, register_url: str) -> int:
    """Make the file of the whole register in one format, unless it is there; returns its size."""
    form, register = FORMATS[name], Register(register_name, register_url)
    mark = read_mark()
    path = _path(form, register, mark.key)
    try:
        if not path.exists():
            selection = Selection(site=register.url)
            write_atomically(path, stream(form, selection, register, at=timezone.now()))
    finally:
        for old in path.parent.glob(f"{_prefix(form, register)}-*"):
            if old != path:
                old.unlink(missing_ok=True)
    return path.stat().st_size


def write_atomically(path: Path, pieces: Iterator[bytes]) -> tuple[int, str]:
    """Write a file that is there whole or not at all; returns its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return size, digest.hexdigest()


def _path(form: Format, register: Register, key: str) -> Path:
    folder = Path(settings.DATA_FOLDER) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{_prefix(form, register)}-{key}.{form.ending}"


def _prefix(form: Format, register: Register) -> str:
    """Addresses of pages are in the file, so each address of the site has files of its own."""
    of_whom = hashlib.sha256(f"{register.name}\n{register.url}".encode()).hexdigest()[:8]
    return f"register-{form.name}-{of_whom}"

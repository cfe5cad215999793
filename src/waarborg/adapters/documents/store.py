"""The folder with files: each under a name that begins with the digest of its content.

A file is written under a temporary name, brought to the disk, and only then gets its own name. Whoever pulls the plug
leaves a whole file or none. Every upload has a file of its own, also when the content is the same: taking one away can
then never take away another.
"""

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from waarborg.adapters.documents.file_types import FileRefused, refuse_empty, refuse_size

BLOCK = 64 * 1024
_NAME = re.compile(r"(?P<sha256>[0-9a-f]{64})-[0-9a-f]{16}")
_INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was received and has no name of its own yet."""

    path: Path
    sha256: str
    size: int


class Store:
    """The files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def receive(self, chunks: Iterable[bytes], *, limit: int) -> Iterator[Incoming]:
        """Write `chunks` to a temporary file, on disk when this gives it; the file goes unless it was kept.

        Raises FileRefused when there is nothing, or more than `limit` bytes.
        """
        folder = self._folder / _INCOMING
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / secrets.token_hex(16)
        try:
            yield _write(path, chunks, limit=limit)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, incoming: Incoming) -> str:
        """Give a received file its own name; returns that name. On disk when this returns."""
        name = f"{incoming.sha256}-{secrets.token_hex(8)}"
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        incoming.path.replace(path)
        _flush_folder(path.parent)
        return name

    def open(self, name: str) -> BinaryIO:
        """The content of a file. Raises FileNotFoundError when it is not there."""
        return self._path(name).open("rb")

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        return self._path(name).is_file()

    def is_whole(self, name: str) -> bool:
        """Whether a file is there and its content is what its name says."""
        try:
            with self.open(name) as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == name.partition("-")[0]
        except OSError:
            return False

    def remove(self, name: str) -> None:
        """Take a file away for good; nothing happens when it is not there."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _flush_folder(path.parent)

    def list_names(self) -> Iterator[str]:
        """The names of all files, in order."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    def written_before(self, name: str, moment: datetime) -> bool:
        """Whether a file was last written before `moment`."""
        try:
            return self._path(name).stat().st_mtime < moment.timestamp()
        except FileNotFoundError:
            return False

    def remove_half_files(self, *, before: datetime) -> int:
        """Take away what was being received before that moment and never got a name; returns how many."""
        count = 0
        for path in (self._folder / _INCOMING).glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    count += 1
        return count

    def _path(self, name: str) -> Path:
        if _NAME.fullmatch(name) is None:
            raise FileNotFoundError(f"{name!r} is no name of a file that is kept here")
        return self._folder / name[:2] / name


def _write(path: Path, chunks: Iterable[bytes], *, limit: int) -> Incoming:
    digest, size = hashlib.sha256(), 0
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise refuse_size(limit)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise refuse_empty()
    return Incoming(path, digest.hexdigest(), size)


def _flush_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["FileRefused", "Incoming", "Store"]

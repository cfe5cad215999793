"""Which data were counted, so that somebody can check later that it was these: hash, rows, engine, versions."""

import hashlib
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa

from waarborg.adapters.tables.frames import FrameSource, read_columns
from waarborg.adapters.tables.opening import FileSource
from waarborg.adapters.tables.port import UNWATCHED, Source, Watch

_PART = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where counts come from.

    sha256: of the bytes of the file; of several files: of their hashes in hexadecimal, one a line, in the order of
    `files`; of a frame: of its columns as an Arrow IPC stream; None for a table that stays where it is. files: name,
    size in bytes and hash of each.
    """

    name: str
    rows: int
    sha256: str | None
    files: tuple[tuple[str, int, str], ...]
    engine: str
    versions: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The record as JSON keeps it."""
        return {
            "name": self.name,
            "rows": self.rows,
            "sha256": self.sha256,
            "files": [{"name": name, "bytes": size, "sha256": sha} for name, size, sha in self.files],
            "engine": self.engine,
            "versions": self.versions,
        }


def record(source: Source, rows: int, *, watch: Watch = UNWATCHED) -> Provenance:
    """Return where counts of this log come from. Reads files once more, in parts.

    Raises `UnreadableLog` when a file changed since it was opened, `Stopped` when the user stopped it.
    """
    files: tuple[tuple[str, int, str], ...] = ()
    sha256 = None
    if isinstance(source, FileSource):
        sizes = [size for size, _ in source.files.states]
        files = tuple(
            (path.name, size, hash_file(path, watch=watch, done=sum(sizes[:place]), total=sum(sizes)))
            for place, (path, size) in enumerate(zip(source.files.paths, sizes, strict=True))
        )
        source.files.require_unchanged()
        lines = "".join(sha + "\n" for _, _, sha in files)
        sha256 = files[0][2] if len(files) == 1 else hashlib.sha256(lines.encode()).hexdigest()
    elif isinstance(source, FrameSource):
        sha256 = hash_frame(source)
    versions = {"python": platform.python_version(), "waarborg": version("waarborg"), **source.versions()}
    return Provenance(
        name=source.name, rows=rows, sha256=sha256, files=files, engine=source.engine, versions=versions
    )


def hash_file(path: Path, *, watch: Watch = UNWATCHED, done: int = 0, total: int = 0) -> str:
    """SHA-256 of a file in hexadecimal. done, total: bytes of all files together, for the progress."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while part := opened.read(_PART):
            digest.update(part)
            done += len(part)
            watch.look(min(1.0, done / total) if total else 0.0)
    return digest.hexdigest()


class _Sink:
    """A file to write to that keeps only the hash of what was written."""

    closed = False

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, part: Any) -> int:
        self.digest.update(part)
        return len(part)

    def flush(self) -> None:
        """Nothing is kept, so nothing waits."""

    def close(self) -> None:
        self.closed = True


def hash_frame(source: FrameSource) -> str:
    """SHA-256 of all columns of a frame, as one Arrow IPC stream in batches of the frame itself."""
    names = list(source.columns)
    table = pa.table(read_columns(source.frame, names), names=names)
    sink = _Sink()
    with pa.PythonFile(sink, mode="w") as opened, pa.ipc.new_stream(opened, table.schema) as stream:
        stream.write_table(table)
    return sink.digest.hexdigest()

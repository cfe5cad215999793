"""Stamps: what a finished step was made from, so that it is done again only when that changed."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def fingerprint(files: Iterable[Path], *, root: Path, also: Iterable[str] = ()) -> str:
    """One digest of the names and contents of `files`, and of the texts in `also`."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in also:
        total.update(text.encode() + b"\0")
    return total.hexdigest()


def read(stamp: Path) -> dict[str, str]:
    """What the stamp says; empty when there is none or it cannot be read, so that the step is done again."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(stamp: Path, **content: str) -> None:
    """Write the stamp, as the last act of a step that succeeded; never half."""
    beside = stamp.with_name(stamp.name + ".new")
    beside.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(stamp)

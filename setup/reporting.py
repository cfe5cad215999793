"""Telling what set-up does, and what went wrong when it does not work."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

#: The exit code of "the environment lacks something", the same as that of the `waarborg` command.
LACKING = 4


class SetupFailed(Exception):
    """A step that failed: what, why as far as is known, and what to do about it."""

    def __init__(self, what: str, *, why: str, remedy: str) -> None:
        super().__init__(f"{what}\n  Why: {why}\n  What to do: {remedy}")


def say(text: str) -> None:
    """Show one line of progress, on standard error so that standard output stays free for answers."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step, and say how long it took."""
    say(f"· {name} …")
    begin = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begin:.1f} s")


def run(
    command: Sequence[str | Path],
    *,
    root: Path,
    what: str,
    remedy: str,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run `command` in the project's folder, showing what it writes; raises SetupFailed when it does not succeed."""
    words = [str(word) for word in command]
    try:
        # What tools write goes to standard error too; a long download stays visible.
        code = subprocess.run(
            words, cwd=root, env={**os.environ, **_caches(root), **(environment or {})}, stdout=sys.stderr, check=False
        ).returncode
    except OSError as error:
        raise SetupFailed(what, why=f"`{words[0]}` could not be started: {error}", remedy=remedy) from error
    if code:
        shown = " ".join(Path(word).name if word == words[0] else word for word in words)
        raise SetupFailed(
            what, why=f"`{shown}` ended with code {code}; what it said stands above.", remedy=remedy
        )


def _caches(root: Path) -> dict[str, str]:
    """Where uv and npm may keep downloads when the user has no home folder to write in."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if os.access(home, os.W_OK):
        return {}
    caches = {"UV_CACHE_DIR": root / ".tools" / "cache" / "uv", "NPM_CONFIG_CACHE": root / ".tools" / "cache" / "npm"}
    return {name: str(folder) for name, folder in caches.items() if name not in os.environ}

"""Set-up of Waarborg: from a fresh machine to a `.venv` that runs, with the standard library alone.

    setup/run.sh start     what is needed to serve the site
    setup/run.sh develop   the same, and what is needed to test and check
    setup/run.sh lock      write the lock files anew

Each step keeps a stamp of what it was made from. A second run finds the stamps and does nothing; a run that was
interrupted has no stamp for the step it was in, and that step is done again.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import locks
import python_side
import stylesheets
import translations
from reporting import LACKING, SetupFailed, say

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Let a second set-up in the same folder wait until the first is done."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system; nothing else here keeps two runs apart
        yield
        return
    tools = root / ".tools"
    tools.mkdir(exist_ok=True)
    with (tools / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("· Waiting for another set-up in this folder …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def set_up(root: Path, *, purpose: str) -> None:
    """Bring the project to where `purpose` (start or develop) can begin."""
    begin = time.monotonic()
    steps = [
        python_side.ensure(root, purpose=purpose),
        stylesheets.ensure(root),
        translations.ensure(root),
    ]
    if any(steps):
        say(f"Set-up is complete ({time.monotonic() - begin:.0f} s).")


def main(arguments: list[str]) -> int:
    """Do what was asked; returns the exit code."""
    if len(arguments) != 1 or arguments[0] not in ("start", "develop", "lock"):
        say(__doc__ or "")
        return 2
    try:
        with one_at_a_time(ROOT):
            if arguments[0] == "lock":
                locks.write(ROOT)
            else:
                set_up(ROOT, purpose=arguments[0])
    except SetupFailed as failure:
        say(f"Set-up stopped. {failure}")
        return LACKING
    except KeyboardInterrupt:
        say("\nSet-up was interrupted. Run the same command again; it goes on where it stopped.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

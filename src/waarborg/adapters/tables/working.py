"""A folder for working copies that is gone when the process ends, and is cleaned at the next start when it was killed."""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

_LOCK = "in-use"


def home() -> Path:
    """The folder under which every process of this user has its own; readable by nobody else."""
    folder = Path(tempfile.gettempdir()) / f"waarborg-tables-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PermissionError(f"{folder} belongs to another user; remove it, or set TMPDIR")
    return folder


def make_folder() -> Path:
    """A new folder for working copies. What processes that are no longer there left behind is removed first."""
    clean()
    folder = Path(tempfile.mkdtemp(dir=home()))
    # The lock is held as long as the process lives and goes with it, however it ends.
    handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    _held[folder] = (handle, os.getpid())
    return folder


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it; harmless when repeated."""
    held = _held.pop(folder, None)
    if held is not None:
        os.close(held[0])
    shutil.rmtree(folder, ignore_errors=True)


def clean() -> None:
    """Remove the folders of processes that are no longer there."""
    for folder in home().iterdir():
        if folder in _held or not folder.is_dir():
            continue
        try:
            handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            continue  # being made at this moment, or being removed
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


#: Folders of this process, each with the handle of its lock and the process that made it.
_held: dict[Path, tuple[int, int]] = {}


@atexit.register
def _leave() -> None:
    for folder, (_, process) in list(_held.items()):
        if process == os.getpid():  # a child that was forked has the folders of its parent in its memory
            remove_folder(folder)

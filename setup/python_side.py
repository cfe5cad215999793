"""The `.venv`: made by uv from the lock files, every file checked against its hash.

There is one `.venv` for serving and for developing, because two would double the download and could differ.
`make start` fills it with `requirements.lock` and the two build tools of `setup/build.lock`, about a quarter of what
developing needs: who only wants to see the site on a slow line does not wait for browsers' drivers and a database
server. `make test` adds the rest (`requirements-dev.lock` holds the same versions and more). Once it is there for
developing, `make start` leaves it so.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import stamps
import uv
from reporting import run, step

LOCKS = {
    "start": ("requirements.lock", "setup/build.lock"),
    "develop": ("requirements-dev.lock",),
}
NETWORK = (
    "look at the network and at the index that uv uses (UV_INDEX_URL, UV_DEFAULT_INDEX), "
    "then run the same command again; what was downloaded is kept."
)


def ensure(root: Path, *, purpose: str) -> bool:
    """Make `.venv` fit for `purpose`; returns whether anything had to be done."""
    folder = root / ".venv"
    stamp = folder / ".waarborg-stamp"
    known = stamps.read(stamp)
    level = "develop" if "develop" in (purpose, known.get("purpose")) else "start"
    wanted = {
        "purpose": level,
        "locks": stamps.fingerprint([root / name for name in LOCKS[level]], root=root),
        "project": stamps.fingerprint([root / "pyproject.toml"], root=root),
        "root": str(root),
    }
    usable = _is_usable(folder, root=root)
    if usable and known == wanted:
        return False
    tool = uv.get(root)
    stamp.unlink(missing_ok=True)
    if not usable:
        _create(root, tool)
    unfinished = folder / ".unfinished"
    unfinished.touch()
    if not usable or known.get("locks") != wanted["locks"]:
        with step(f"Installing Python packages from {' and '.join(LOCKS[level])}"):
            run(
                # On a terminal uv shows how far the downloads are; elsewhere its list of packages would be noise.
                [tool, "pip", "sync", *([] if sys.stderr.isatty() else ["--quiet"])]
                + ["--python", _python(folder), "--require-hashes"]
                + [root / name for name in LOCKS[level]],
                root=root,
                what="The Python packages could not be installed.",
                remedy=NETWORK,
                environment=uv.ENVIRONMENT,
            )
    with step("Installing Waarborg itself into .venv"):
        run(
            [tool, "pip", "install", "--quiet", "--python", _python(folder)]
            + [
                "--offline",
                "--no-deps",
                "--no-build-isolation",
                "--reinstall-package",
                "waarborg",
                "--editable",
                root,
            ],
            root=root,
            what="Waarborg could not be installed into .venv.",
            remedy="read the message above; it is about pyproject.toml or the folder src.",
            environment=uv.ENVIRONMENT,
        )
    unfinished.unlink()
    stamps.write(stamp, **wanted)
    return True


def _create(root: Path, tool: Path) -> None:
    """Make an empty `.venv`, in place of one that is broken, half made, or was moved."""
    folder = root / ".venv"
    with step("Making .venv"):
        shutil.rmtree(folder, ignore_errors=True)
        run(
            [tool, "venv", "--quiet", "--no-project", "--python", sys.executable, folder],
            root=root,
            what="The folder .venv could not be made.",
            remedy="look at the rights on the project's folder and at the free space on the disk.",
            environment=uv.ENVIRONMENT,
        )


def _python(folder: Path) -> Path:
    return folder / "bin" / "python"


def _is_usable(folder: Path, *, root: Path) -> bool:
    """Whether `.venv` runs, lies where it was made, and was not left half filled."""
    if (folder / ".unfinished").exists() or not _python(folder).exists():
        return False
    moved = stamps.read(folder / ".waarborg-stamp").get("root", str(root)) != str(root)
    if moved:
        return False
    try:
        answer = subprocess.run(
            [_python(folder), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return answer.returncode == 0

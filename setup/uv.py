"""Finds uv, the installer that checks every file against the hashes in our lock files; fetches it when absent."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from reporting import SetupFailed, run, step

WANTED = "uv>=0.13,<1"
OLDEST = (0, 13)

#: uv must use the Python it is given; it would otherwise fetch one from an address that is no package registry.
ENVIRONMENT = {"UV_PYTHON_DOWNLOADS": "never"}

NO_PIP = (
    "pip is missing: install the package `python3-pip` (Debian, Ubuntu, Fedora), `py3-pip` (Alpine) "
    "or `python-pip` (Arch)."
)


def find(root: Path) -> Path | None:
    """A uv that is new enough: on the path, or the one set-up fetched earlier."""
    for candidate in (shutil.which("uv"), root / ".tools" / "bin" / "uv"):
        if candidate is not None and is_fit(Path(candidate)):
            return Path(candidate)
    return None


def is_fit(candidate: Path) -> bool:
    """Whether this uv runs and is of a version we know."""
    try:
        answer = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    version = re.search(r"(\d+)\.(\d+)", answer.stdout)
    return answer.returncode == 0 and version is not None and OLDEST <= _numbers(version) < (1, 0)


def _numbers(version: re.Match[str]) -> tuple[int, int]:
    return int(version.group(1)), int(version.group(2))


def get(root: Path) -> Path:
    """A uv that is new enough, fetched with pip into `.tools` when there is none.

    `--target` also works where the system's Python is managed by the distribution (PEP 668), and without the
    modules `venv` and `ensurepip`.
    """
    found = find(root)
    if found is not None:
        return found
    if not _has_pip():
        raise SetupFailed(
            NO_PIP,
            why=f"uv is not here yet, and {sys.executable} has no pip to fetch it with.",
            remedy="for example `apt-get install python3-pip`; then run the same command again.",
        )
    with step("Fetching uv, the installer, into .tools"):
        run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
            + ["--no-warn-script-location", "--target", root / ".tools", WANTED],
            root=root,
            what="uv, the installer, could not be fetched.",
            remedy="look at the network and the settings of pip (proxy, index), then run the same command again. "
            "Or install uv yourself; any version from 0.13 will do.",
        )
    found = find(root)
    if found is None:
        raise SetupFailed(
            "uv was fetched but does not run.",
            why=f"{root / '.tools' / 'bin' / 'uv'} is not there or refuses to start on this machine.",
            remedy="remove the folder .tools and try again, or install uv yourself (from 0.13).",
        )
    return found


def _has_pip() -> bool:
    answer = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False)
    return answer.returncode == 0

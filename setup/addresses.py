"""Checks that no file names a package registry or a folder of one machine.

    .venv/bin/python setup/addresses.py

Everybody installs from the index of their own choice, and from any folder.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Written in two halves, so that this file passes its own check.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
    )
)
_HOST = re.compile("|".join(re.escape(host) for host in REGISTRIES), re.IGNORECASE)
_FOLDER = re.compile(r"""(?:^|[\s"'`(=:,\[<])(/(?:home|Users|root|work|mnt|srv)/[\w.-]+)""")
_WINDOWS = re.compile(r"""(?:^|[\s"'`(=,\[<])([A-Z]:\\[\w.-]+)""")


def find_faults(text: str) -> list[str]:
    """The registry hosts and the folders of one machine that a text names, each with its line number."""
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        faults += [f"line {number}: package registry {found.group()}" for found in _HOST.finditer(line)]
        faults += [f"line {number}: folder {found.group(1)}" for found in _FOLDER.finditer(line)]
        faults += [f"line {number}: folder {found.group(1)}" for found in _WINDOWS.finditer(line)]
    return faults


def list_files(root: Path) -> list[Path]:
    """Every file of the project that git keeps or would keep."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    return [root / name for name in answer.stdout.decode().split("\0") if name and (root / name).is_file()]


def main() -> int:
    """Print every fault; returns the exit code."""
    count = 0
    for path in list_files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or the like
        for fault in find_faults(text):
            count += 1
            print(f"{path.relative_to(ROOT)}, {fault}. Leave it out.", file=sys.stderr)
    if not count:
        print("Addresses: no registry and no folder of one machine is named.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())

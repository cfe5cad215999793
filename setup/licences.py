"""Checks the licence of every package that is installed: all must fit the EUPL-1.2 under which Waarborg is given.

    .venv/bin/python setup/licences.py

A package that is GPL or AGPL only would make the whole GPL or AGPL in practice, so it is refused. LGPL and MPL are
fine for a package that is used unchanged.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: SPDX identifiers that are accepted.
ACCEPTED = {
    "0BSD", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EUPL-1.2", "HPND", "ISC",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0",
    "OFL-1.1", "PSF-2.0", "PostgreSQL", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip

#: Words that older packages use, with the identifier they mean.
OLDER_WORDS = {
    "mit license": "MIT",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "psfl": "PSF-2.0",
    "mit, bsd": "MIT AND BSD-3-Clause",
}

LONGEST_NAME = 50

#: Packages whose own statement is unclear: what their licence file says. One line each, looked up by hand.
LOOKED_UP = {
    "axe-playwright-python": "MIT",  # states nothing; LICENSE is MIT, and axe-core inside is MPL-2.0
    "qrcode": "BSD-3-Clause",  # "Other" covers the notice of the MIT code it grew from
}


@dataclass(frozen=True)
class Stated:
    """What a package says of its licence: an SPDX expression, a free text, and trove classifiers."""

    name: str
    expression: str = ""
    text: str = ""
    classifiers: tuple[str, ...] = ()


def is_accepted(expression: str) -> bool:
    """Whether an SPDX expression leaves a choice in which every part is accepted."""
    choices = re.split(
        r"\s+OR\s+", expression.replace("(", " ").replace(")", " ").strip(), flags=re.IGNORECASE
    )
    return any(
        all(part.strip() in ACCEPTED for part in re.split(r"\s+AND\s+", choice, flags=re.IGNORECASE))
        for choice in choices
    )


def find_fault(stated: Stated) -> str | None:
    """Why a package is refused, with the remedy; None when it is accepted."""
    if stated.name in LOOKED_UP:
        expression = LOOKED_UP[stated.name]
    elif stated.expression:
        expression = stated.expression
    else:
        # Some put the whole licence, or a sentence about it, where its name belongs.
        named = 0 < len(stated.text) <= LONGEST_NAME
        words = [stated.text] if named else list(stated.classifiers)
        expression = " AND ".join(OLDER_WORDS.get(word.lower(), word) for word in words)
    if expression and is_accepted(expression):
        return None
    return (
        f"{stated.name}: licence {expression or 'not stated'} is not on the list of setup/licences.py. "
        "Use another package, or look its licence file up and add it there with the reason."
    )


def list_installed() -> list[Stated]:
    """What each installed Python package states."""
    return [
        Stated(
            name=package.name,
            expression=package.metadata.get("License-Expression") or "",
            text=(package.metadata.get("License") or "").strip(),
            classifiers=tuple(
                line.rsplit(" :: ", 1)[-1]
                for line in package.metadata.get_all("Classifier") or ()
                if line.startswith("License :: ") and line != "License :: OSI Approved"
            ),
        )
        for package in metadata.distributions()
    ]


def list_npm(lock: Path) -> list[Stated]:
    """What each package of package-lock.json states."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        Stated(name=path.partition("node_modules/")[2], expression=package.get("license", ""))
        for path, package in packages.items()
        if path
    ]


def main() -> int:
    """Print every fault; returns the exit code."""
    stated: Iterable[Stated] = [*list_installed(), *list_npm(ROOT / "package-lock.json")]
    faults = [fault for fault in map(find_fault, stated) if fault]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("Licences: all packages fit.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes the lock files: for every package one version and the hashes of its files, for every kind of machine."""

from collections.abc import Sequence
from pathlib import Path

import stylesheets
import uv
from reporting import run, step

#: Lock file, what it is made from, and the lock files whose versions it must share.
LOCKS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("requirements-dev.lock", ("pyproject.toml", "--group", "dev"), ()),
    ("requirements.lock", ("pyproject.toml",), ("requirements-dev.lock",)),
    ("setup/build.lock", ("setup/build.in",), ("requirements-dev.lock",)),
    ("setup/node.lock", ("setup/node.in",), ()),
)


def write(root: Path, *, upgrade: bool = True) -> None:
    """Write every lock file anew, and package-lock.json."""
    tool = uv.get(root)
    for name, sources, constraints in LOCKS:
        with step(f"Writing {name}"):
            run(
                [tool, *_words(name, sources, constraints), *(["--upgrade"] if upgrade else [])],
                root=root,
                what=f"{name} could not be written.",
                remedy="the message above names the packages that cannot go together, or the network fault.",
                environment=uv.ENVIRONMENT,
            )
    npm, environment = stylesheets.find_npm(root)
    with step("Writing package-lock.json"):
        run(
            [
                *npm,
                "install",
                "--package-lock-only",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
            ],
            root=root,
            what="package-lock.json could not be written.",
            remedy="look at package.json and at the network.",
            environment=environment,
        )


def _words(name: str, sources: Sequence[str], constraints: Sequence[str]) -> list[str]:
    """The words after `uv` that write one lock file.

    No index address is written into it, so that everybody can use the index of their own choice.
    """
    words = ["pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    words += ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
    for constraint in constraints:
        words += ["--constraint", constraint]
    return [*words, *sources, "--output-file", name]

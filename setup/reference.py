"""Writes documents from the code: commands with their options, settings, the manual of the law engine, overlap of forms.

make docs
"""

import inspect
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs"
NOTICE = "<!-- Made by `make docs`; change the code, not this file. -->\n"
#: Rich markup, such as [bold]…[/bold], which a page of text does not show.
_STYLE = re.compile(r"\[/?(?:bold|dim|italic|cyan|green|red|yellow|code)[^\]]*\]")


def make_pages() -> dict[str, str]:
    """The text of every page that is made, by its place below `docs`."""
    import law_manual
    import overlap_pages
    from waarborg.cli.main import app
    from waarborg.config.environment import VARIABLES

    return {
        "reference/commands.md": commands_page(typer.main.get_command(app)),
        "reference/settings.md": settings_page(VARIABLES),
        **law_manual.make_pages(),
        **overlap_pages.make_pages(),
    }


def settings_page(variables: dict[str, str]) -> str:
    """The page with every variable of the environment."""
    rows = "\n".join(f"| `{name}` | {' '.join(text.split())} |" for name, text in variables.items())
    return (
        f"{NOTICE}\n# Settings\n\nSettings are variables of the environment. None is needed for `make start`.\n\n"
        f"| Variable | What it does |\n|---|---|\n{rows}\n"
    )


def commands_page(command: Any) -> str:
    """The page with every command below `command`, in the order in which help shows them."""
    start = (
        f"{NOTICE}\n# Commands\n\nThe command is `.venv/bin/waarborg`. `--help` after any command shows the same.\n\n"
        "Exit codes: 0 done; 1 done, and the answer is negative; 2 wrong use; 3 bad input; "
        "4 the environment lacks something; 5 internal fault.\n"
    )
    found = [(path, below) for path, below in walk("waarborg", command) if not hasattr(below, "commands")]
    return "\n".join([start, *(_section(path, below) for path, below in found)])


def walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    """`command` and every command below it that is not hidden, each with the words that call it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        if not below.hidden:
            yield from walk(f"{path} {name}", below)


def _section(path: str, command: Any) -> str:
    lines = [f"## `{path}`", "", _plain(command.help)]
    arguments = [item for item in command.params if item.param_type_name == "argument"]
    options = [item for item in command.params if item.param_type_name == "option" and not item.hidden]
    usage = " ".join([path, *(["[options]"] if options else []), *(_word(item) for item in arguments)])
    lines += ["", "```", usage, "```"]
    shown = [(f"`{_word(item)}`", item.help) for item in arguments if item.help]
    shown += [
        (", ".join(f"`{name}`" for name in (*item.opts, *item.secondary_opts)), item.help) for item in options
    ]
    if shown:
        lines += ["", "| Option or argument | What it does |", "|---|---|"]
        lines += [
            f"| {name} | {' '.join(_plain(text).split()).replace('|', chr(92) + '|')} |"
            for name, text in shown
        ]
    if command.epilog:
        lines += ["", _plain(command.epilog)]
    return "\n".join(lines) + "\n"


def _word(argument: Any) -> str:
    word = (argument.metavar or argument.name).upper()
    return word if argument.required else f"[{word}]"


def _plain(text: str | None) -> str:
    return _STYLE.sub("", inspect.cleandoc(text or "")).replace("\b", "").strip()


def main() -> int:
    """Write every page; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.config.demo")
    for name, text in make_pages().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"Wrote {(FOLDER / name).relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

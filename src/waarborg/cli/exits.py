"""How a command ends: the exit codes and the one JSON object, the same for every command."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape

#: The language of what comes with a text in both; other messages are English, as the rest of the terminal is.
LANGUAGE = "nl" if os.environ.get("LANG", "").startswith("nl") else "en"
#: For people: messages, progress and tables of commands that answer in JSON.
errors = Console(stderr=True, highlight=False)
#: For the answer itself.
answers = Console(highlight=False)


class Exit(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    NEGATIVE = 1
    WRONG_USE = 2
    BAD_INPUT = 3
    ENVIRONMENT = 4
    FAULT = 5


class CommandFailed(Exception):
    """A command that cannot go on: the exit code, what happened, why and what to do."""

    def __init__(self, code: Exit, message: str, *, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.details = dict(details or {})


def print_json(answer: Mapping[str, Any]) -> None:
    """Write the one JSON object of a command on standard output."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")


@contextmanager
def ending(*, as_json: bool = False, shape: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Turn failures into their exit code and a clear line; with `as_json` also into a JSON object.

    `shape` holds the keys that the answer of the command always has, with what they are when there is no answer.
    """
    from waarborg.adapters.content_files.yaml_files import ContentError
    from waarborg.adapters.exchange.records import BrokenFile

    try:
        yield
    except CommandFailed as failure:
        errors.print(
            f"[bold red]{failure.code.name.lower().replace('_', ' ')}:[/] {escape(str(failure))}",
            soft_wrap=True,
        )
        if as_json:
            print_json({**(shape or {}), "errors": [failure.details or {"message": str(failure)}]})
        raise typer.Exit(failure.code) from failure
    except BrokenFile as failure:
        errors.print(failure.fault.in_language(LANGUAGE), style="red", markup=False, soft_wrap=True)
        if as_json:
            print_json({**(shape or {}), "errors": [failure.fault.as_json()]})
        raise typer.Exit(Exit.BAD_INPUT) from failure
    except ContentError as failure:
        errors.print(str(failure), style="red", markup=False, soft_wrap=True)
        if as_json:
            said = {
                "file": failure.file,
                "place": failure.path,
                "message": failure.fault,
                "remedy": failure.remedy,
            }
            print_json({**(shape or {}), "errors": [said]})
        raise typer.Exit(Exit.BAD_INPUT) from failure

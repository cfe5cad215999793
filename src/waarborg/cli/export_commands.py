"""`waarborg register export` and `register compare`: the register out to a file, and two of those beside each other."""

import hashlib
import json as json_module
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit, answers, ending, errors, print_json
from waarborg.cli.site import open_site

SHOWN = 40  # entries that are written out for people; --json has all of them
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]


def export(
    format_: Annotated[
        str, typer.Option("--format", help="csv, xlsx, json, jsonl, jsonld or parquet.")
    ] = "json",
    organisation: Annotated[
        list[str] | None,
        typer.Option("--organisation", help="Code of an organisation. May be given more often."),
    ] = None,
    ids: Annotated[
        list[str] | None,
        typer.Option("--ids", help="Ids of entries, with commas between them. May be given more often."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Earlier versions too, and when and why entries were withdrawn.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", help="File to write; - for standard output. Default: register.<format> here."
        ),
    ] = None,
    site: Annotated[
        str,
        typer.Option("--site", help="Address of the public site, for the addresses of pages in the export."),
    ] = "",
    json: Json = False,
) -> None:
    """Write the public register, or a part of it, to a file. The file is there whole or not at all."""
    with ending(as_json=json, shape={"format": format_, "entries": 0, "output": None, "sha256": None}):
        to_screen = output is not None and str(output) == "-"
        if to_screen and json:
            raise CommandFailed(
                Exit.WRONG_USE,
                "--json and --output - both want standard output. Give a file, or leave --json out.",
            )
        open_site()
        answer = _export(
            format_, organisation, _split(ids), output, history=history, site=site, to_screen=to_screen
        )
    if json:
        print_json(answer)
    elif not to_screen:
        entries, size = answer["entries"], answer["bytes"]
        answers.print(f"{entries} entries, {size} bytes: {answer['output']}", markup=False, soft_wrap=True)
        answers.print(f"SHA-256 {answer['sha256']}", markup=False, soft_wrap=True)


def _split(ids: list[str] | None) -> tuple[str, ...] | None:
    if ids is None:
        return None
    return tuple(dict.fromkeys(part.strip() for one in ids for part in one.split(",") if part.strip()))


def _export(
    name: str,
    organisations: list[str] | None,
    ids: tuple[str, ...] | None,
    output: Path | None,
    *,
    history: bool,
    site: str,
    to_screen: bool,
) -> dict[str, Any]:
    from django.conf import settings
    from django.utils import timezone

    from waarborg.apps.publications import exporting

    form = exporting.FORMATS.get(name)
    if form is None:
        raise CommandFailed(
            Exit.WRONG_USE, f"There is no format {name}. Use one of {', '.join(exporting.FORMATS)}."
        )
    if history and not form.has_history:
        raise CommandFailed(
            Exit.WRONG_USE, f"{name} has no place for history. Take json, jsonl, xlsx or parquet."
        )
    site = site.rstrip("/") or _find_site(settings.ALLOWED_HOSTS)
    selection = exporting.Selection(
        organisations=tuple(organisations) if organisations else None,
        ids=ids,
        with_history=history,
        site=site,
    )
    _require_found(exporting, selection)
    register = exporting.Register(settings.OPERATOR or "Waarborg", site)
    count = exporting.count_entries(selection)
    written = 0
    with Progress(*_COLUMNS, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("Writing", total=count)

        def show(done: int) -> None:
            nonlocal written
            written = done
            bar.update(task, completed=done)

        pieces = exporting.stream(form, selection, register, at=timezone.now(), done=show)
        path = output or Path(f"register.{form.ending}")
        size, digest = _write_to_screen(pieces) if to_screen else _write(path, pieces)
    return {
        "format": name,
        "history": history,
        "entries": written,
        "bytes": size,
        "sha256": digest,
        "output": "-" if to_screen else str(path),
    }


def _find_site(hosts: list[str]) -> str:
    """The address of the site, as far as the settings tell it."""
    names = [host for host in hosts if "*" not in host and not host.startswith(".")]
    known = next(
        (host for host in names if host not in ("127.0.0.1", "localhost", "[::1]", "testserver")), ""
    )
    return f"https://{known}" if known else ""


def _require_found(exporting: Any, selection: Any) -> None:
    if selection.ids and (missing := exporting.find_missing(selection.ids)):
        shown = ", ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
        raise CommandFailed(
            Exit.BAD_INPUT, f"These ids are not of a public entry: {shown}. Check them, or leave them out."
        )
    for code in selection.organisations or ():
        if not exporting.is_organisation(code):
            raise CommandFailed(
                Exit.BAD_INPUT,
                f"There is no organisation with the code {code}. See `waarborg organisations`.",
            )


def _write(path: Path, pieces: Iterator[bytes]) -> tuple[int, str]:
    from waarborg.apps.publications.exporting import TooManyRows, write_atomically

    if path.is_dir():
        raise CommandFailed(Exit.WRONG_USE, f"{path} is a folder. Name a file in it.")
    try:
        return write_atomically(path, pieces)
    except TooManyRows as error:
        raise CommandFailed(Exit.WRONG_USE, str(error)) from error
    except OSError as error:
        raise CommandFailed(
            Exit.ENVIRONMENT,
            f"{path} cannot be written: {error.strerror}. Check the folder, its rights and the disk.",
        ) from error


def _write_to_screen(pieces: Iterator[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        sys.stdout.buffer.write(piece)
        digest.update(piece)
        size += len(piece)
    sys.stdout.buffer.flush()
    return size, digest.hexdigest()


def compare(
    old: Annotated[Path, typer.Argument(help="The older export, in any format that can be read.")],
    new: Annotated[Path, typer.Argument(help="The newer export; it may have another format.")],
    json: Json = False,
) -> None:
    """Say which entries were added, removed or changed between two exports, field by field. Needs no database.

    Ends with 0 when nothing differs and with 1 when something does.
    """
    shape = {"old": None, "new": None, "added": [], "changed": [], "removed": [], "refused": [], "totals": {}}
    with ending(as_json=json, shape=shape), tempfile.TemporaryDirectory() as folder:
        files = _Found(Path(folder))
        totals, formats = _compare(old, new, files)
        if json:
            files.write_json(formats, totals, sys.stdout)
        else:
            files.show(totals, answers)
    differs = any(totals[key] for key in ("added", "removed", "changed", "refused"))
    raise typer.Exit(Exit.NEGATIVE if differs else Exit.DONE)


def _compare(old: Path, new: Path, files: "_Found") -> tuple[dict[str, int], dict[str, Any]]:
    from dataclasses import asdict

    from waarborg.adapters.content_files.standards import load_standard
    from waarborg.adapters.exchange.comparing import Tally, compare_exports
    from waarborg.adapters.exchange.own_parquet import read_any

    before, after = read_any(old), read_any(new)
    tally = Tally()
    with Progress(*_COLUMNS, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("Comparing", total=before.count + after.count)
        differences = compare_exports(
            before,
            after,
            standard=load_standard(),
            tally=tally,
            progress=lambda done: bar.update(task, completed=min(done, before.count + after.count)),
        )
        for one in differences:
            files.add(one)
    files.finish()
    formats = {
        "old": {"file": old.name, "format": before.format, "records": before.count},
        "new": {"file": new.name, "format": after.format, "records": after.count},
    }
    return asdict(tally), formats


class _Found:
    """Differences as they come, kept in files: an answer can be much larger than memory."""

    KINDS = ("added", "changed", "removed", "refused")

    def __init__(self, folder: Path) -> None:
        self._paths = {kind: folder / kind for kind in self.KINDS}
        self._files = {kind: path.open("w", encoding="utf-8") for kind, path in self._paths.items()}

    def add(self, one: Any) -> None:
        """Keep a difference."""
        line = json_module.dumps(_describe(one), ensure_ascii=False)
        self._files[one.what.value].write(line + "\n")

    def finish(self) -> None:
        """Say that there are no more."""
        for file in self._files.values():
            file.close()

    def write_json(self, formats: dict[str, Any], totals: dict[str, int], out: TextIO) -> None:
        """Write the one JSON object, a difference at a time."""
        out.write(json_module.dumps(formats, ensure_ascii=False)[:-1])
        for kind in self.KINDS:
            out.write(f', "{kind}": [')
            with self._paths[kind].open(encoding="utf-8") as lines:
                for place, line in enumerate(lines):
                    out.write((", " if place else "") + line.rstrip("\n"))
            out.write("]")
        out.write(f', "totals": {json_module.dumps(totals)}}}\n')

    def show(self, totals: dict[str, int], console: Console) -> None:
        """Write a summary for people, with the first entries of each kind."""
        console.print(
            f"{totals['added']} added, {totals['removed']} removed, {totals['changed']} changed, "
            f"{totals['unchanged']} unchanged, {totals['refused']} refused."
        )
        table = Table("", "id", "title", "what differs")
        for kind in self.KINDS:
            with self._paths[kind].open(encoding="utf-8") as lines:
                for place, line in enumerate(lines):
                    if place == SHOWN:
                        table.add_row(kind, "…", f"and {totals[kind] - SHOWN} more; see --json", "")
                        break
                    said = json_module.loads(line)
                    table.add_row(kind, escape(said["id"]), escape(said["title"]), escape(_sum_up(said)))
        if table.row_count:
            console.print(table)


def _sum_up(said: dict[str, Any]) -> str:
    if "errors" in said:
        return " ".join(error["message"][LANGUAGE] for error in said["errors"])
    names = [field["label"][LANGUAGE] for field in said.get("fields", ())]
    if "old_organisation" in said:
        names.insert(0, f"{said['old_organisation']} → {said['organisation']}")
    return ", ".join(names)


def _describe(one: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"id": one.id, "title": one.title, "organisation": one.organisation}
    if one.refusal is not None:
        return said | {
            "file": "old" if one.is_old else "new",
            "errors": [fault.as_json() for fault in one.refusal.errors],
        }
    if one.old_organisation and one.old_organisation != one.organisation:
        said["old_organisation"] = one.old_organisation
    if one.fields:
        said["fields"] = [_describe_field(field) for field in one.fields]
    return said


def _describe_field(field: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "field": field.field,
        "label": {"nl": field.label.nl, "en": field.label.en},
        "kind": field.kind.value,
    }
    if field.rows:
        return said | {
            "rows": [
                {
                    "title": row.title,
                    "kind": row.kind.value,
                    "parts": [_describe_field(part) for part in row.parts],
                }
                for row in field.rows
            ]
        }
    return said | {"old": field.old_text, "new": field.new_text}

"""`waarborg register check FILE`: what an export of another register holds, without taking anything over."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, BrokenFile, Export, Fault, Record, Refusal, assess, read
from waarborg.core.publication.conversion import Change, ChangeKind
from waarborg.core.publication.problems import Mark, Problem, Severity
from waarborg.core.publication.quality import RULES, Context, list_not_carried
from waarborg.core.publication.quality import assess as find_findings
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

DONE, NEGATIVE, BAD_INPUT = 0, 1, 3
LONG_FILE = 200  # records; from here on progress is shown
SHOWN_BESIDE_JSON = 100  # lines on standard error, so that a log stays readable
SHOWN = 20  # refusals that are written out; --json has all of them
ACCEPTED, REFUSED = "accepted", "refused"


def check_file(path: Path, *, as_json: bool, out: TextIO, err: TextIO, language: str = "nl") -> int:
    """Read and assess every record of a file, and write what was found.

    With `as_json` one JSON object goes to `out`, and a line for each refusal to `err`; else a summary in
    `language` to `out`. Progress and the fault of a broken file go to `err`. Returns the exit code: 0 when every record can be taken over, 1 when some are
    refused, 3 when the file as a whole cannot be used.
    """
    try:
        export = read(path)
        records = _assess_all(export, load_standard(), err=err, language=language)
    except BrokenFile as broken:
        err.write(broken.fault.in_language(language) + "\n")
        if as_json:
            answer = {
                "format": None,
                "records": [],
                "totals": count_totals([]),
                "errors": [broken.fault.as_json()],
            }
            _write_json(answer, out)
        return BAD_INPUT
    totals = count_totals(records, export.set_aside)
    if as_json:
        _write_json({"format": export.format, "records": records, "totals": totals}, out)
        _write_refusals(records, err, language)
    else:
        _write_summary(export, records, totals, path=path, console=Console(file=out), language=language)
    return NEGATIVE if totals[REFUSED] else DONE


def describe(
    item: Assessed | Refusal, *, status: str | None = None, note: Text | None = None
) -> dict[str, Any]:
    """Return one record as plain data, in the form that the commands promise to keep.

    `status` is what happened to it, where that is more than accepted or refused; `note` says why, and only
    then there is a `note` in the answer.
    """
    if isinstance(item, Refusal):
        described = _describe(item.id, item.title, REFUSED, errors=item.errors)
    else:
        accepted = (status or ACCEPTED) if item.is_accepted else REFUSED
        described = _describe(item.record.id, item.record.title, accepted, errors=item.errors)
        described["changes"] = [_describe_change(change) for change in item.converted.changes]
        described["findings"] = [_describe_problem(problem) for problem in item.problems]
    return described | ({"note": _both(note)} if note else {})


def _describe(id: str | None, title: str, status: str, *, errors: Iterable[Fault]) -> dict[str, Any]:
    return {
        "id": id,
        "title": title,
        "status": status,
        "changes": [],
        "findings": [],
        "errors": [fault.as_json() for fault in errors],
    }


def count_totals(
    records: Iterable[Mapping[str, Any]], set_aside: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Return the counts over described records: by status, kind of change, field without place, finding."""
    statuses: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    no_place: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for record in records:
        statuses[record["status"]] += 1
        changes.update(change["kind"] for change in record["changes"])
        no_place.update(
            change["field"] for change in record["changes"] if change["kind"] == ChangeKind.NO_PLACE.value
        )
        findings.update(finding["code"] for finding in record["findings"])
    return {
        "records": statuses.total(),
        ACCEPTED: statuses[ACCEPTED],
        "unchanged": statuses["unchanged"],
        REFUSED: statuses[REFUSED],
        "changes": dict(changes.most_common()),
        "no_place": dict(no_place.most_common()),
        "findings": dict(findings.most_common()),
        "set_aside": dict(set_aside or {}),
    }


def _assess_all(export: Export, standard: Standard, *, err: TextIO, language: str) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = []
    label = Text(nl="Records nakijken", en="Checking records").in_language(language)
    hidden = export.count < LONG_FILE
    with Progress(console=Console(file=err), disable=hidden, transient=True) as progress:
        task = progress.add_task(label, total=export.count)
        for item in export.records:
            described.append(describe(_examine(item, standard) if isinstance(item, Record) else item))
            progress.advance(task)
    return described


def _examine(record: Record, standard: Standard) -> Assessed:
    """Convert and check a record, with what could be better besides. Other entries are not looked at."""
    assessed = assess(record, standard)
    errors = tuple(item for item in assessed.problems if item.severity is Severity.ERROR)
    context = Context(
        today=datetime.now(tz=UTC).date(),
        measures=load_measures(),
        not_carried=list_not_carried(standard, source_version=record.version),
    )
    findings = find_findings(
        assessed.converted.values, standard=standard, context=context, gate=assessed.problems
    )
    return replace(assessed, problems=errors + findings)


def _describe_change(change: Change) -> dict[str, Any]:
    return {
        "field": change.field,
        "kind": change.kind.value,
        "note": _both(change.note),
        "value": change.value,
    }


def _describe_problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "field": problem.field,
        "message": _both(problem.message),
        "remedy": _both(problem.remedy),
    } | ({"marks": [_describe_mark(mark) for mark in problem.marks]} if problem.marks else {})


def _describe_mark(mark: Mark) -> dict[str, Any]:
    """A place in the text without its markup, with what is plainer."""
    return {"start": mark.start, "end": mark.end} | ({"plainer": _both(mark.note)} if mark.note else {})


def _both(text: Text) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}


def _write_json(answer: Mapping[str, Any], out: TextIO) -> None:
    out.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _write_refusals(records: Iterable[Mapping[str, Any]], err: TextIO, language: str) -> None:
    errors = [error for record in records for error in record["errors"]]
    for error in errors[:SHOWN_BESIDE_JSON]:
        err.write(describe_error(error, language) + "\n")
    if (hidden := len(errors) - SHOWN_BESIDE_JSON) > 0:
        more = Text(nl=f"… en nog {hidden}", en=f"… and {hidden} more")
        err.write(more.in_language(language) + "\n")


def _write_summary(
    export: Export,
    records: list[dict[str, Any]],
    totals: Mapping[str, Any],
    *,
    path: Path,
    console: Console,
    language: str,
) -> None:
    table = Table(title=escape(f"{path.name} · {export.format}"), title_justify="left", show_header=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    rows: list[tuple[Text, int]] = [
        (Text("Records", "Records"), totals["records"]),
        (Text("Over te nemen", "Can be taken over"), totals[ACCEPTED]),
        (Text("Geweigerd", "Refused"), totals[REFUSED]),
    ]
    rows += [(_SET_ASIDE[reason], number) for reason, number in totals["set_aside"].items()]
    for words, number in rows:
        table.add_row(words.in_language(language), str(number))
    _add_part(table, Text("Wijzigingen", "Changes"), totals["changes"], _CHANGES, language)
    _add_part(table, Text("Zonder plaats in 1.0", "Without a place in 1.0"), totals["no_place"], {}, language)
    _add_part(table, Text("Bevindingen", "Findings"), totals["findings"], _FINDINGS, language)
    console.print(table)
    refused = [record for record in records if record["status"] == REFUSED]
    for record in refused[:SHOWN]:
        for error in record["errors"]:
            console.print(describe_error(error, language), markup=False, highlight=False, soft_wrap=True)
    if len(refused) > SHOWN:
        more = Text(
            nl=f"… en nog {len(refused) - SHOWN}; zie --json",
            en=f"… and {len(refused) - SHOWN} more; see --json",
        )
        console.print(more.in_language(language), markup=False, highlight=False, soft_wrap=True)


def describe_error(error: Mapping[str, Any], language: str) -> str:
    """Return a described error as one line: place, what is wrong, remedy."""
    fault = Fault(
        file=error["file"],
        row=error["row"],
        line=error["line"],
        field=error["field"],
        message=Text(**error["message"]),
        remedy=Text(**error["remedy"]),
    )
    return fault.in_language(language)


def _add_part(
    table: Table, heading: Text, counts: Mapping[str, int], words: Mapping[str, Text], language: str
) -> None:
    if not counts:
        return
    table.add_section()
    table.add_row(f"[bold]{heading.in_language(language)}[/bold]", "")
    for key, number in counts.items():
        table.add_row(f"  {words[key].in_language(language) if key in words else escape(key)}", str(number))


_SET_ASIDE = {
    "not_published": Text("Niet openbaar, dus niet gelezen", "Not public, so not read"),
    "older_version": Text("Oudere versies, dus niet gelezen", "Older versions, so not read"),
    "translation": Text("Vertalingen, bij hun record", "Translations, with their record"),
    "withdrawn": Text("Daar ingetrokken, dus niet gelezen", "Withdrawn there, so not read"),
}
_CHANGES = {
    "moved": Text("naar een ander veld", "to another field"),
    "merged": Text("samengevoegd", "merged"),
    "renamed": Text("veld heet anders", "field has another name"),
    "normalised": Text("anders geschreven", "written otherwise"),
    "no_place": Text("zonder plaats", "without a place"),
    "derived": Text("afgeleid", "derived"),
}
_FINDINGS = {rule.code: rule.title for rule in RULES} | {
    "missing": Text("verplicht veld leeg", "required field empty"),
    "expected": Text("verwacht veld leeg", "expected field empty"),
    "end_expected": Text("einddatum leeg, wel buiten gebruik", "end date empty, though out of use"),
    "unknown_field": Text("onbekend veld", "unknown field"),
    "wrong_type": Text("verkeerde vorm", "wrong form"),
    "unreadable": Text("onleesbare tekens", "unreadable characters"),
    "too_long": Text("te lang", "too long"),
    "bad_month": Text("geen bestaande maand", "not an existing month"),
    "bad_date": Text("geen bestaande dag", "not an existing day"),
    "end_before_begin": Text("einde voor begin", "end before begin"),
    "bad_choice": Text("geen keuze uit de lijst", "not a choice from the list"),
    "bad_link": Text("geen bruikbaar webadres", "not a usable web address"),
    "bad_contact": Text("geen mailadres en geen webadres", "neither mail nor web address"),
    "bad_markup": Text("opmaak die niet mag", "markup that is not allowed"),
}

"""What the commands about official forms answer, as plain data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from waarborg.adapters.form_files.answers_file import FORMAT, AnswersFile, AnswersFileError, write_answers
from waarborg.adapters.form_files.answers_fitting import find_misfit, require_form
from waarborg.adapters.form_files.answers_json import MOST_BYTES, parse_document
from waarborg.adapters.form_files.answers_reading import read_answers
from waarborg.adapters.framework_files.answers import both
from waarborg.adapters.law_files.text_files import read_text
from waarborg.adapters.official_forms.agreeing import carry
from waarborg.adapters.official_forms.converting import Converted, Wishes, convert, convert_file, write_form
from waarborg.adapters.official_forms.definition_yaml import read_definition_file
from waarborg.adapters.official_forms.output_parts import is_output
from waarborg.adapters.official_forms.output_reading import AGAIN, DEEPEST, read_document
from waarborg.adapters.official_forms.output_writing import write_output
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit
from waarborg.cli.form_answers import find_form
from waarborg.cli.law_answers import write_file
from waarborg.core.forms.answers import Answer, Sheet
from waarborg.core.forms.checking import list_written
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library
from waarborg.core.forms.questions import Column, Question
from waarborg.core.terms.text import Text

_DEFINITION = (".yaml", ".yml", ".json")
#: What `to` says in the answer of `forms answers`.
OURS, OFFICIAL = "waarborg", "par-dpia-form"


@contextmanager
def naming_answers() -> Iterator[None]:
    """Turn a file of answers that cannot be used into bad input that names file, place and remedy."""
    try:
        yield
    except AnswersFileError as error:
        place = f"{error.place}, {error.field}" if error.field else error.place
        details = {"message": error.message.en, "remedy": error.remedy.en, "file": error.file, "place": place}
        raise CommandFailed(Exit.BAD_INPUT, error.in_language(LANGUAGE), details=details) from error


# --- definitions -----------------------------------------------------------------------------------------------
def convert_definition(path: Path, wishes: Wishes, library: Library, *, to: Path | None) -> dict[str, Any]:
    """Return what an official definition became; written to a file where one is named. Raises `LawFileError`."""
    converted = convert_file(path, wishes, library)
    text = write_form(converted, file=path.name)
    if to is not None:
        write_file(to, text)
    return describe_converted(converted) | {
        "output": str(to) if to is not None else None,
        "text": None if to is not None else text,
    }


def describe_converted(converted: Converted) -> dict[str, Any]:
    """Return a definition that became a form, without the form itself."""
    return {
        "kind": converted.kind.value,
        "variant": converted.variant,
        "name": converted.name,
        "urn": converted.urn,
        "version": converted.version,
        "form": {"id": converted.form.id, "version": converted.form.version, "urn": converted.form.urn},
        **converted.counts,
        "official": dict(converted.official),
        "findings": [
            {
                "kind": finding.sort.value,
                "place": finding.spot.id or finding.spot.path,
                "path": finding.spot.path,
                "line": finding.spot.line,
                "places": [spot.id or spot.path for spot in (finding.spot, *finding.more)],
                "shown": finding.place,
                "message": both(finding.says),
                "remedy": both(finding.remedy),
                "blocks": finding.blocks,
            }
            for finding in converted.findings
        ],
        "blocked": converted.blocked,
    }


# --- answers ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What answers are asked for. form: an id or a file. definition: the official one whose words are used."""

    file: Path
    form: str
    definition: Path | None
    on: date
    at: datetime


def turn_answers(asked: Asked, library: Library, *, to: Path | None) -> dict[str, Any]:
    """Return answers of the official form filler as ours, or the other way around, as the file holds them.

    Raises `LawFileError`, `AnswersFileError` and `CommandFailed` for files that cannot be used.
    """
    content = read_text(asked.file, most_bytes=MOST_BYTES).encode()
    document = parse_document(content, file=asked.file.name, deepest=DEEPEST, remedy=AGAIN)
    form = _find_form(library, asked.form, asked.on)
    official = _convert(asked.definition, library, asked.on) if asked.definition is not None else None
    if is_output(document):
        return _take_in(document, asked, form, official, to)
    if document.get("format") == FORMAT:
        return _give_out(content, asked, form, official, to, library)
    raise AnswersFileError(
        file=asked.file.name,
        place="$",
        message=Text(
            "Dit zijn geen antwoorden van Waarborg of van de officiële invulhulp.",
            "These are no answers of Waarborg or of the official form filler.",
        ),
        remedy=Text(
            f'Kies JSON met "format": "{FORMAT}", of met metadata en answers.',
            f'Choose JSON with "format": "{FORMAT}", or with metadata and answers.',
        ),
    )


def _take_in(
    document: Mapping[str, Any], asked: Asked, form: Form, official: Form | None, to: Path | None
) -> dict[str, Any]:
    read = read_document(document, official or form, file=asked.file.name)
    answers, remarks = read.file.answers, read.remarks
    if official is not None and official.id != form.id:
        answers, more = carry(answers, official, form)
        remarks = (*remarks, *more)
    written = write_answers(AnswersFile(form=form.id, version=form.version, answers=answers))
    return _answer(form, OURS, answers, remarks, written, to)


def _give_out(
    content: bytes, asked: Asked, form: Form, official: Form | None, to: Path | None, library: Library
) -> dict[str, Any]:
    found = read_answers(content, file=asked.file.name)
    require_form(found, form)
    versions = [one for one in library.list_versions(form.id) if one.version == found.version]
    form = versions[0] if versions else form
    answers, remarks = _keep_fitting(found.answers, form)
    if official is not None and official.id != form.id:
        answers, more = carry(answers, form, official)
        remarks = (*remarks, *more)
    written = write_output(official or form, answers, at=asked.at)
    return _answer(form, OFFICIAL, answers, (*remarks, *written.remarks), written.as_bytes(), to)


def _keep_fitting(answers: tuple[Answer, ...], form: Form) -> tuple[tuple[Answer, ...], tuple[Remark, ...]]:
    sheet = Sheet.of(answers)

    def options(item: Question | Column) -> Mapping[str, bool]:
        if item.options_from is None:
            return list_written(item)
        return dict.fromkeys(sheet.list_rows(item.options_from.group), False)

    faults = {answer.address: find_misfit(answer, form, options) for answer in answers}
    kept = tuple(answer for answer in answers if faults[answer.address] is None)
    remarks = tuple(
        Remark(str(address), fault.message, fault.remedy)
        for address, fault in faults.items()
        if fault is not None
    )
    return kept, remarks


def _answer(
    form: Form, kind: str, answers: tuple[Answer, ...], remarks: tuple[Remark, ...], written: bytes, to: Path | None
) -> dict[str, Any]:  # fmt: skip
    text = written.decode()
    if to is not None:
        write_file(to, text)
    return {
        "form": form.id,
        "version": form.version,
        "to": kind,
        "answers": sum(form.find_group(answer.address.question) is None for answer in answers),
        "left_out": [_describe(remark) for remark in remarks if remark.lost],
        "remarks": [_describe(remark) for remark in remarks if not remark.lost],
        "output": str(to) if to is not None else None,
        "text": None if to is not None else text,
    }


def _describe(remark: Remark) -> dict[str, Any]:
    return {"place": remark.place, "message": both(remark.says), "remedy": both(remark.remedy)}


def _find_form(library: Library, name: str, on: date) -> Form:
    """A form by its id, in a file of ours, or as an official definition."""
    if not name.endswith(_DEFINITION):
        return find_form(library, name)
    document = read_definition_file(Path(name))
    if isinstance(document, dict) and "parts" in document:
        return find_form(library, name)
    return convert(document, Wishes(on=on), library, file=Path(name).name).form


def _convert(path: Path, library: Library, on: date) -> Form:
    return convert_file(path, Wishes(on=on), library).form

"""What the commands about forms answer, as plain data."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.content_files.yaml_files import ContentError
from waarborg.adapters.form_files import loading
from waarborg.adapters.form_files.links import list_faults
from waarborg.adapters.form_files.own_files import read_own_form
from waarborg.adapters.framework_files.answers import both
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit
from waarborg.cli.law_models import refuse
from waarborg.core.forms.faults import Fault
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library, NoSuchForm
from waarborg.core.forms.overlap import Pair, list_pairs
from waarborg.core.forms.questions import ROWED, Column, Group, Information, Item, Link, Option, Question
from waarborg.core.law.expressions import Expression
from waarborg.core.law.notation import write
from waarborg.core.terms.text import Text

#: As `--from`: all that a form may be filled from, together.
ALL = "all"
_OWN_FILE = (".yaml", ".yml")


@contextmanager
def naming_faults() -> Iterator[None]:
    """Turn a file of content that cannot be used into bad input that names file, place and remedy."""
    try:
        yield
    except LawFileError:
        raise
    except ContentError as error:
        details = {"message": error.fault, "remedy": error.remedy, "file": error.file, "place": error.path}
        raise CommandFailed(Exit.BAD_INPUT, str(error), details=details) from error


def load() -> Library:
    """Return the forms that come with the product. Raises `ContentError`."""
    return loading.load_library()


def find_form(library: Library, name: str, version: str | None = None) -> Form:
    """Return a form by its id, or in a file of one's own. Raises `CommandFailed` with code 3."""
    if name.endswith(_OWN_FILE):
        form, faults = _read_own_form(Path(name), library)
        if form is None or faults:
            raise CommandFailed(
                Exit.BAD_INPUT,
                f"{Path(name).name} is not in order. `waarborg forms check {name}` names them all.",
                details=describe_fault(Path(name).name, faults[0]),
            )
        return form
    versions = [one.version for one in library.list_versions(name)]
    if not versions:
        refuse(
            f"there is no form {name!r}", f"Choose from: {', '.join(library.ids) or 'none yet'}.", form=name
        )
    try:
        return library.get(name, version or versions[-1])
    except NoSuchForm:
        refuse(f"there is no version {version!r} of {name}", f"Choose from: {', '.join(versions)}.")


def _read_own_form(path: Path, library: Library) -> tuple[Form | None, tuple[Fault, ...]]:
    try:
        return read_own_form(path, library)
    except LawFileError as error:
        fault = Fault(error.place, error.fault_text, error.remedy_text, line=error.spot[0])
        details = describe_fault(error.file, fault)
        raise CommandFailed(Exit.BAD_INPUT, error.in_language(LANGUAGE), details=details) from error


# --- list and show -----------------------------------------------------------------------------------------
def list_forms(library: Library) -> list[dict[str, Any]]:
    """Return the newest version of each form, with the versions there are."""
    newest = (library.find_newest(id) for id in library.ids)
    return [
        describe_form(form) | {"versions": [one.version for one in library.list_versions(form.id)]}
        for form in newest
        if form is not None
    ]


def describe_form(form: Form) -> dict[str, Any]:
    """Return what a form is, without its questions."""
    return {
        "id": form.id,
        "version": form.version,
        "urn": form.urn,
        "released_on": form.released_on.isoformat(),
        "title": both(form.title),
        "short": form.short,
        "summary": both(form.summary),
        "based_on": {
            "title": form.based_on.title,
            "version": form.based_on.version,
            "link": form.based_on.link,
        },
        "official": {
            "urn": form.official.urn,
            "version": form.official.version,
            "language": form.official.language,
        }
        if form.official is not None
        else None,
        "parts": len(form.parts),
        "groups": len(form.groups),
        "questions": len(form.questions),
        "required": sum(question.required for question in form.questions),
        "facts": sum(bool(question.fact) for question in form.questions),
    }


def describe_whole(form: Form) -> dict[str, Any]:
    """Return a form with everything in it."""
    return {
        **describe_form(form),
        "parts": [
            {
                "id": part.id,
                "title": both(part.title),
                "roles": list(part.roles),
                "phases": list(part.phases),
                "when": _write(part.when),
                "items": [_describe_item(item) for item in part.items],
            }
            for part in form.parts
        ],
        "outcomes": [
            {
                "id": one.id,
                "level": one.level.value,
                "title": both(one.title),
                "says": both(one.says),
                "when": _write(one.when),
                "action": _both(one.action),
                "form": one.form or None,
            }
            for one in form.outcomes
        ],
        "checks": [
            {
                "id": one.id,
                "says": both(one.says),
                "remedy": both(one.remedy),
                "when": _write(one.when),
                "about": list(one.about),
                "blocks": one.blocks,
            }
            for one in form.checks
        ],
        "signatures": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "role": one.role,
                "title": both(one.title),
                "when": _write(one.when),
                "required": one.required,
            }
            for one in form.signatures
        ],
        "evidence_for": [one.requirement for one in form.evidence],
        "review": {"months": form.review.months, "facts": list(form.review.facts)} if form.review else None,
        "sources": [{"id": one.id, "label": both(one.label), "link": one.link} for one in form.sources],
        "changes": _both(form.changes),
    }


def _describe_item(item: Item) -> dict[str, Any]:
    match item:
        case Question():
            return {"question": item.id, **_describe_question(item)}
        case Information():
            return {"info": item.id, "text": both(item.text), "when": _write(item.when)}
        case Group():
            return {
                "group": item.id,
                "title": both(item.title),
                "repeat": item.repeat,
                "least": item.least,
                "when": _write(item.when),
                "items": [_describe_item(one) for one in item.items],
            }


def _describe_question(item: Question) -> dict[str, Any]:
    return {
        "ask": both(item.ask),
        "help": _both(item.help),
        "type": item.type.value,
        "required": item.required,
        "when": _write(item.when),
        "options": _describe_options(item.options),
        "options_from": item.options_from.group if item.options_from else None,
        "columns": [_describe_column(column) for column in item.columns] if item.type in ROWED else [],
        "fact": item.fact or None,
        "from": [_describe_link(link) for link in item.taken_from],
        "beside": [_describe_link(link) for link in item.beside],
        "judgement": item.judgement,
        "sources": [f"{one.source.id}:{one.place}" if one.place else one.source.id for one in item.cited],
    }


def _describe_options(options: Iterable[Option]) -> list[dict[str, Any]]:
    return [{"value": one.value, "label": both(one.label), "alone": one.exclusive} for one in options]


def _describe_column(column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "title": both(column.title),
        "type": column.type.value,
        "required": column.required,
        "options": _describe_options(column.options),
        "options_from": column.options_from.group if column.options_from else None,
    }


def _describe_link(link: Link) -> dict[str, Any]:
    return {"place": link.place, "why": both(link.why)}


def _both(text: Text | None) -> dict[str, str] | None:
    return both(text) if text is not None else None


def _write(condition: Expression | None) -> dict[str, str] | None:
    return {"nl": write(condition, "nl"), "en": write(condition, "en")} if condition is not None else None


# --- check -------------------------------------------------------------------------------------------------
def check_file(path: Path) -> dict[str, Any]:
    """Return what a file of one's own holds, and all faults in it. Raises `ContentError` for what is no YAML."""
    form, faults = _read_own_form(path, load())
    return _describe_checked([(path.name, form, faults)])


def check_library() -> dict[str, Any]:
    """Return all faults in the forms that come with the product. Raises `ContentError` for one that cannot be made."""
    forms = [(name, loading.read_form(name)) for name in loading.list_form_files()]
    library = Library(tuple(form for _, form in forms))
    return _describe_checked(
        (name, form, tuple(list_faults(form, library, load_vocabulary()))) for name, form in forms
    )


def _describe_checked(checked: Iterable[tuple[str, Form | None, tuple[Fault, ...]]]) -> dict[str, Any]:
    forms, errors = [], []
    for file, form, faults in checked:
        forms.append(
            {
                "file": file,
                "form": form.id if form else None,
                "version": form.version if form else None,
                "questions": len(form.questions) if form else None,
                "faults": len(faults),
            }
        )
        errors += [describe_fault(file, fault) for fault in faults]
    return {"forms": forms, "errors": errors}


def describe_fault(file: str, fault: Fault) -> dict[str, Any]:
    """Return a fault in a file of a form as data. line, column: None where that is not known."""
    return {
        "file": file,
        "line": fault.line or None,
        "column": fault.column or None,
        "place": fault.place,
        "key": fault.key or None,
        "message": both(fault.says),
        "remedy": both(fault.remedy),
    }


# --- overlap -----------------------------------------------------------------------------------------------
def list_overlap(library: Library, start: str | None, end: str | None) -> dict[str, Any]:
    """Return which questions of one form are filled from another. Raises `CommandFailed` for a name that is not there."""
    newest = [form for id in library.ids if (form := library.find_newest(id)) is not None]
    pairs = {(pair.origin, pair.to): pair for pair in list_pairs(newest, load_vocabulary())}.values()
    for option, name, names in (
        ("--from", start, [ALL, *dict.fromkeys(pair.origin for pair in pairs if "+" not in pair.origin)]),
        ("--to", end, list(dict.fromkeys(pair.to for pair in pairs))),
    ):
        if name is not None and name not in names:
            refuse(f"{option} {name!r} is no form", f"Choose from: {', '.join(names)}.")
    return {
        "pairs": [
            _describe_pair(pair)
            for pair in pairs
            if end in (None, pair.to) and start in (None, pair.origin, ALL if "+" in pair.origin else None)
        ],
        "versions": {form.id: form.version for form in newest},
    }


def _describe_pair(pair: Pair) -> dict[str, Any]:
    return {
        "from": pair.origin,
        "to": pair.to,
        "questions": pair.questions,
        "filled": pair.filled,
        "share": round(pair.share, 4),
        "links": [
            {"question": link.question, "source": link.source, "why": both(link.why)} for link in pair.links
        ],
    }

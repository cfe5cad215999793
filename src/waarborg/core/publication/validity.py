"""The gate: whether an entry may be published, and what readers would still miss.

Stricter than the national register itself, which checks required fields and lengths but not dates, links,
contact details or text that is empty but for markup.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from waarborg.core.publication import addresses, markup, problems
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.standard import Field, Kind, Standard
from waarborg.core.terms.months import Month
from waarborg.core.terms.own_addresses import is_attachment_path
from waarborg.core.terms.text import Text

__all__ = ["Problem", "Severity", "check", "check_english", "is_empty", "is_publishable"]

_ISO_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_A_TEXT = Text(nl="een tekst", en="a text")
_A_LIST = Text(nl="een lijst van keuzes", en="a list of choices")
_ROWS = Text(nl="een lijst van rijen", en="a list of rows")
_A_ROW = Text(nl="een rij met velden", en="a row with fields")
OUT_OF_USE = "Buiten gebruik"
#: Ends the place of a problem in an English text.
ENGLISH = "@en"


def check(values: Mapping[str, object], *, standard: Standard, own: bool = False) -> tuple[Problem, ...]:
    """Return every problem of an entry, in the order of the standard; errors block publication.

    `own` says that the entry is written here, not taken over: then an assessment needs a day and a signature.

    `values` maps the key of a field to a text, a list of texts (`CHOICES`), or a list of rows (`GROUP`);
    a field that is absent, None or empty counts as empty. Nothing is changed, nothing is raised for bad
    values: whatever comes in, the answer says what is wrong with it and how to mend it.
    """
    found: list[Problem] = []
    for field in standard.fields:
        found.extend(_check_field(field, values.get(field.key), path=field.key, own=own))
    found.extend(_check_period(values, standard))
    known = {field.key for field in standard.fields}
    unknown = [key for key in values if key not in known and not is_empty(values[key])]
    found.extend(problems.unknown_field(str(key)) for key in unknown)
    return tuple(found)


def check_english(values: Mapping[str, object], *, standard: Standard) -> tuple[Problem, ...]:
    """Return the errors of English texts, which are written beside the Dutch ones, each with `@en` after its field.

    An English text may be absent; what stands there must be as readable, as short and as plain as the Dutch one.
    """
    return tuple(
        problem
        for field in standard.fields
        if not is_empty(values.get(field.key))
        for problem in _check_field(field, values[field.key], path=f"{field.key}{ENGLISH}", own=False)
        if problem.severity is Severity.ERROR
    )


def is_publishable(values: Mapping[str, object], *, standard: Standard, own: bool = False) -> bool:
    """Return whether nothing blocks publication."""
    return not any(
        problem.severity is Severity.ERROR for problem in check(values, standard=standard, own=own)
    )


def is_empty(value: object) -> bool:
    """Return whether a value says nothing: None, no text but markup, no elements, or only empty ones."""
    if value is None:
        return True
    if isinstance(value, str):
        return markup.is_blank(value)
    if isinstance(value, Mapping):
        return all(is_empty(member) for member in value.values())
    if isinstance(value, list | tuple):
        return all(is_empty(element) for element in value)
    return False


def _check_field(field: Field, value: object, *, path: str, own: bool) -> Iterator[Problem]:
    if is_empty(value):
        if field.required or (own and field.own_only):
            yield problems.missing(field, path)
        elif field.expected and not field.generated:
            yield problems.expected(field, path)
    elif field.kind is Kind.CHOICES:
        yield from _check_choices(field, value, path=path)
    elif field.kind is Kind.GROUP:
        yield from _check_group(field, value, path=path, own=own)
    elif not isinstance(value, str):
        yield problems.wrong_type(field, path, _A_TEXT)
    else:
        yield from _check_text(field, value, path=path)


def _check_choices(field: Field, value: object, *, path: str) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield problems.wrong_type(field, path, _A_LIST)
        return
    for position, element in enumerate(value):
        place = f"{path}[{position}]"
        if not isinstance(element, str):
            yield problems.wrong_type(field, place, _A_TEXT)
        elif field.find_choice(element) is None:
            yield problems.bad_choice(field, place, element)


def _check_group(field: Field, value: object, *, path: str, own: bool) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield problems.wrong_type(field, path, _ROWS)
        return
    for position, row in enumerate(value):
        place = f"{path}[{position}]"
        if not isinstance(row, Mapping):
            yield problems.wrong_type(field, place, _A_ROW)
            continue
        if is_empty(row):
            continue
        for member in field.members:
            yield from _check_field(member, row.get(member.key), path=f"{place}.{member.key}", own=own)
        for key in row:
            if field.find_member(key) is None and not is_empty(row[key]):
                yield problems.unknown_field(f"{place}.{key}")


def _check_text(field: Field, value: str, *, path: str) -> Iterator[Problem]:
    if _UNREADABLE.search(value):
        yield problems.unreadable(field, path)
    yield from _check_markup(field, value, path=path)
    if field.max_length is not None:
        length = markup.text_length(value) if field.allows_markup else len(value.strip())
        if length > field.max_length:
            yield problems.too_long(field, path, length=length, limit=field.max_length)
    if field.kind is Kind.CHOICE and field.find_choice(value) is None:
        yield problems.bad_choice(field, path, value)
    elif field.kind is Kind.MONTH and _find_month(value) is None:
        yield problems.bad_month(field, path, value)
    elif field.kind is Kind.DATE and not _is_day(value):
        yield problems.bad_date(field, path, value)
    elif field.kind is Kind.LINK and (fault := _find_link_fault(value)):
        yield problems.bad_link(field, path, value=value, fault=fault)
    elif field.kind is Kind.CONTACT and not (addresses.is_mail_address(value) or addresses.is_link(value)):
        yield problems.bad_contact(field, path, value)


def _find_link_fault(value: str) -> str | None:
    """What is wrong with a link; nothing with the path of a file of this register itself."""
    return None if is_attachment_path(value) else addresses.find_link_fault(value)


def _is_day(value: str) -> bool:
    """Return whether a text is a day of the calendar, as `2024-05-31`."""
    if not _ISO_DAY.fullmatch(value.strip()):
        return False
    try:
        date.fromisoformat(value.strip())
    except ValueError:
        return False
    return True


def _check_markup(field: Field, value: str, *, path: str) -> Iterator[Problem]:
    """Only markup fields may have tags; a text field is shown as it is written, so `<naam>` is no harm."""
    if field.allows_markup:
        pieces = markup.find_disallowed(value)
    elif field.kind is Kind.TEXT and markup.has_markup(value):
        pieces = markup.find_disallowed(value) or ("html",)
    else:
        pieces = ()
    if pieces:
        yield problems.bad_markup(field, path, pieces)


def _check_period(values: Mapping[str, object], standard: Standard) -> Iterator[Problem]:
    end_field = standard.find_field("end_date")
    if end_field is None or standard.find_field("begin_date") is None:
        return
    begin, end = (_find_month(values.get(key)) for key in ("begin_date", "end_date"))
    if begin is not None and end is not None and end < begin:
        yield problems.end_before_begin("end_date", begin=str(begin), end=str(end))
    if values.get("status") == OUT_OF_USE and is_empty(values.get("end_date")):
        yield problems.end_expected(end_field, "end_date")


def _find_month(value: object) -> Month | None:
    """Return the month when it is written as the standard wants it, `YYYY-MM`."""
    if not isinstance(value, str) or not _ISO_MONTH.fullmatch(value):
        return None
    try:
        return Month.parse(value)
    except ValueError:
        return None

"""Words about files that are brought in: formats, outcomes, states, and what was found in records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.importing.actions import has_stopped
from waarborg.core.terms.text import Text
from waarborg.web.pages import language, say
from waarborg.web.previews import Difference, compare

FORMATS = {
    "official-csv": _("CSV of the national register"),
    "site-data-json": _("JSON of the site of the national register"),
    "seed-json": _("JSON list of entries"),
    "reduced-json": _("JSON with a few fields per entry"),
    "own-json": _("Own export, JSON"),
    "own-json-lines": _("Own export, JSON Lines"),
    "own-xlsx": _("Own export, spreadsheet"),
    "own-parquet": _("Own export, Parquet"),
    "official-xlsx": _("Spreadsheet of the national register, a column per entry"),
    "xlsx": _("Spreadsheet with a row per entry"),
    "table-csv": _("Table of your own, CSV"),
    "table-xlsx": _("Table of your own, spreadsheet"),
}
OUTCOMES = {
    "new": _("New"),
    "changed": _("Changed"),
    "unchanged": _("Unchanged"),
    "refused": _("Refused"),
}
RESULTS = {
    "written": _("Written"),
    "left": _("Left as it was"),
    "refused": _("Refused"),
    "undone": _("Undone"),
    "": _("Nothing done"),
}
STATES = {
    "mapping": _("Columns to be named"),
    "checking": _("Being compared"),
    "ready": _("Ready to be looked at"),
    "running": _("Being written"),
    "stopped": _("Stopped halfway"),
    "done": _("Done"),
    "broken": _("Cannot be used"),
    "dropped": _("Stopped by somebody"),
    "undone": _("Undone"),
}
FINDINGS = {
    "missing": _("required field is empty"),
    "expected": _("expected field is empty"),
    "end_expected": _("end date is empty"),
    "unknown_field": _("field is not known"),
    "wrong_type": _("value has another form"),
    "unreadable": _("characters that cannot be read"),
    "too_long": _("too long"),
    "bad_month": _("not an existing month"),
    "bad_date": _("not an existing day"),
    "end_before_begin": _("end before begin"),
    "bad_choice": _("not a choice from the list"),
    "bad_link": _("not a usable web address"),
    "bad_contact": _("neither mail nor web address"),
    "bad_markup": _("markup that is not allowed"),
}
SET_ASIDE = {
    "not_published": _("not public, so not read"),
    "older_version": _("older versions, so not read"),
    "translation": _("translations, kept with their record"),
    "withdrawn": _("withdrawn there, so not read"),
}


@dataclass(frozen=True)
class ShownLine:
    """A record of a file as the page shows it."""

    position: int
    title: str
    public_id: str
    outcome: str
    outcome_label: Any
    result_label: Any
    differences: tuple[Difference, ...]
    errors: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]
    findings: tuple[str, ...]
    findings_count: int
    opens: str


def show_line(row: Any, *, is_finished: bool) -> ShownLine:
    """A record with what it would do, or did, in words."""
    before = {name: pair[0] for name, pair in row.differences.items()}
    after = {name: pair[1] for name, pair in row.differences.items()}
    is_own = row.entry is not None and row.entry.algorithm_id is not None
    return ShownLine(
        position=row.position,
        title=row.title or "–",
        public_id=row.public_id,
        outcome=row.result if is_finished and row.result == "refused" else row.outcome,
        outcome_label=OUTCOMES[row.outcome],
        result_label=RESULTS[row.result] if is_finished else "",
        differences=compare(before, after) if row.differences else (),
        errors=tuple(_say_error(error) for error in row.errors),
        notes=tuple(note[language()] for note in row.notes),
        findings=tuple(
            f"{name_field(field)}: {FINDINGS.get(code, code)}" for field, code in row.findings[:10]
        ),
        findings_count=len(row.findings),
        opens=row.public_id if is_own else "",
    )


def _say_error(error: Mapping[str, Any]) -> tuple[str, str, str]:
    """Where it is, what is wrong and what to do."""
    return name_field(error.get("field") or ""), error["message"][language()], error["remedy"][language()]


def name_field(key: str) -> str:
    """The name of a field as people know it; what is no field is shown as it is."""
    field = load_standard().find_field(key.removesuffix("@en"))
    if field is None:
        return key or "–"
    label = field.label
    return say(Text(f"{label.nl} (Engels)", f"{label.en} (English)") if key.endswith("@en") else label)


def say_fault(fault: Mapping[str, Any]) -> str:
    """Why a file cannot be used, with the place in it."""
    places = [
        f"{word} {fault[key]}"
        for key, word in (("row", _("record")), ("line", _("line")), ("field", _("field")))
        if fault.get(key)
    ]
    words = f"{fault['message'][language()]} {fault['remedy'][language()]}"
    return f"{', '.join(places)}: {words}" if places else words


def state_of(file: Any, *, at: datetime) -> str:
    """The state of a file as the page shows it: also that its work stopped."""
    return "stopped" if has_stopped(file, at=at) else str(file.state)

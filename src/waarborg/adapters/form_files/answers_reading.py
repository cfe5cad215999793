"""Reading a file of answers: what is wrong is named with its place, and nothing is taken from a file that is not whole."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from waarborg.adapters.form_files.answers_file import (
    FORMAT,
    FORMAT_VERSION,
    AnswersFile,
    AnswersFileError,
    Offline,
    Signed,
    digest_document,
)
from waarborg.adapters.form_files.answers_json import parse_document, shorten
from waarborg.core.forms.answers import Address, Answer
from waarborg.core.profile.facts import freeze
from waarborg.core.terms.text import Text

MOST_ANSWERS = 50_000
MOST_ENTRIES = 1_000
#: The document, its answers, an answer, the rows of a table, and a row.
DEEPEST = 5
_FORM_ID = re.compile(r"[a-z0-9-]{1,40}")
_VERSION = re.compile(r"[0-9]{4}\.[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEYS = frozenset(
    (
        "format",
        "format_version",
        "form",
        "algorithm",
        "made_on",
        "signed",
        "offline",
        "answers",
        "entries",
        "digest",
    )
)
_OFFLINE_KEYS = frozenset(("assessment", "number", "made_at", "saved_at"))
_ANSWER_KEYS = frozenset(("place", "value", "declined", "by", "at", "taken", "base"))
_AGAIN = Text(
    "Gebruik het bestand zoals Waarborg het schreef, of download het opnieuw.",
    "Use the file as Waarborg wrote it, or download it again.",
)
#: Who answered, and when, of a file that does not say so.
_NOBODY, _NEVER = "unknown", datetime(1970, 1, 1, tzinfo=UTC)
_KINDS: Mapping[type, Text] = {
    str: Text("Hier hoort een tekst.", "A text belongs here."),
    bool: Text("Hier hoort true of false.", "true or false belongs here."),
    list: Text("Hier hoort een lijst.", "A list belongs here."),
    dict: Text(
        "Hier hoort een object met namen en waarden.", "An object with names and values belongs here."
    ),
    int: Text("Hier hoort een heel getal.", "A whole number belongs here."),
}


def read_answers(content: bytes, *, file: str) -> AnswersFile:
    """Return what the file called `file` holds. Raises `AnswersFileError`.

    Whether the answers fit a form is not looked at here; `answers_fitting` does.
    """
    return _Reader(file).read(content)


class _Reader:
    """Reads one file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def read(self, content: bytes) -> AnswersFile:
        """Return what is in it."""
        document = parse_document(content, file=self._file, deepest=DEEPEST, remedy=_AGAIN)
        if document.get("format") != FORMAT:
            raise self._fault(
                "format",
                Text("Dit is geen bestand met antwoorden van een toets.", "This is no file with answers of an assessment."),
                Text(f'Bovenin hoort "format": "{FORMAT}" te staan.', f'At the top belongs "format": "{FORMAT}".'),
            )  # fmt: skip
        if document.get("format_version") != FORMAT_VERSION or document["format_version"] is True:
            raise self._fault(
                "format_version",
                Text("Deze versie van het bestand is hier niet bekend.", "This version of the file is not known here."),
                Text(
                    f"Gebruik een bestand met versie {FORMAT_VERSION}, of werk Waarborg bij.",
                    f"Use a file with version {FORMAT_VERSION}, or update Waarborg.",
                ),
            )  # fmt: skip
        self._require_known(document, _KEYS, "$")
        form = self._need(document, "form", dict, "$")
        lines = self._need(document, "answers", list, "$")
        self._require_most(lines, MOST_ANSWERS, "answers")
        answers: list[Answer] = []
        taken: dict[str, str] = {}
        bases: dict[str, int] = {}
        for number, one in enumerate(lines):
            answer, source = self._read_answer(one, f"answers[{number}]")
            answers.append(answer)
            taken |= {str(answer.address): source} if source else {}
            base = self._find_number(one, "base", f"answers[{number}]")
            bases |= {str(answer.address): base} if base else {}
        self._require_once(answers)
        entries = self._find(document, "entries", list, "$", [])
        self._require_most(entries, MOST_ENTRIES, "entries")
        kept = self._find(document, "digest", str, "$", "")
        return AnswersFile(
            name=self._file,
            form=self._match(form, "id", _FORM_ID),
            version=self._match(form, "version", _VERSION),
            algorithm=self._read_texts(document.get("algorithm", {}), "algorithm"),
            made_on=self._read_day(document, "made_on", "$") if "made_on" in document else None,
            answers=tuple(answers),
            taken=taken,
            entries=tuple(self._read_texts(one, f"entries[{number}]") for number, one in enumerate(entries)),
            signed=self._read_signed(document.get("signed")),
            offline=self._read_offline(document["offline"]) if "offline" in document else None,
            bases=bases,
            is_changed=bool(kept) and kept != digest_document(document),
        )

    # --- parts -----------------------------------------------------------------------------------------------
    def _read_answer(self, one: object, place: str) -> tuple[Answer, str]:
        if not isinstance(one, dict):
            raise self._fault(place, _KINDS[dict], _AGAIN)
        self._require_known(one, _ANSWER_KEYS, place)
        address = self._read_address(one, place)
        if "value" not in one:
            raise self._missing(place, "value")
        try:
            value = freeze(one["value"])
        except TypeError as error:
            raise self._fault(
                place,
                Text("Zo kan een antwoord niet zijn.", "An answer cannot be like this."),
                Text(
                    "Geef ja of nee, een getal, een tekst, een lijst van teksten, of een lijst van rijen.",
                    "Give a yes or no, a number, a text, a list of texts, or a list of rows.",
                ),
                "value",
            ) from error
        declined = self._find(one, "declined", bool, place, False)
        if declined and value is not None:
            raise self._fault(
                place,
                Text("Wie het niet weet, geeft geen antwoord.", "Whoever does not know gives no answer."),
                Text("Maak value leeg (null), of declined onwaar.", "Make value empty (null), or declined false."),
                "declined",
            )  # fmt: skip
        answer = Answer(
            address=address,
            value=value,
            declined=declined,
            by=self._find(one, "by", str, place, _NOBODY),
            at=self._read_moment(one, "at", place) or _NEVER,
        )
        return answer, self._find(one, "taken", str, place, "")

    def _read_address(self, one: Mapping[str, Any], place: str) -> Address:
        text = self._need(one, "place", str, place)
        try:
            return Address.parse(text)
        except ValueError as error:
            raise self._fault(
                place,
                Text(f"“{shorten(text)}” is geen plaats in een formulier.", f"“{shorten(text)}” is no place in a form."),
                Text("Schrijf het kenmerk van een vraag, zoals 2.1 of 2.1@a.", "Write the id of a question, such as 2.1 or 2.1@a."),
                "place",
            ) from error  # fmt: skip

    def _read_moment(self, one: Mapping[str, Any], name: str, place: str) -> datetime | None:
        text = self._find(one, name, str, place, "")
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            raise self._fault(
                place,
                Text(f"“{shorten(text)}” is geen moment met een tijdzone.", f"“{shorten(text)}” is no moment with a time zone."),
                Text("Schrijf het zoals 2026-11-28T12:00:00+00:00.", "Write it as 2026-11-28T12:00:00+00:00."),
                name,
            )  # fmt: skip
        return moment

    def _read_signed(self, one: object) -> Signed | None:
        if one is None:
            return None
        if not isinstance(one, dict):
            raise self._fault("signed", _KINDS[dict], _AGAIN)
        self._require_known(one, frozenset(("version", "on", "digest")), "signed")
        version = self._need(one, "version", int, "signed")
        if version < 1:
            raise self._fault("signed", _KINDS[int], _AGAIN, "version")
        return Signed(version, self._read_day(one, "on", "signed"), self._need(one, "digest", str, "signed"))

    def _read_offline(self, one: object) -> Offline:
        if not isinstance(one, dict):
            raise self._fault("offline", _KINDS[dict], _AGAIN)
        self._require_known(one, _OFFLINE_KEYS, "offline")
        made_at = self._read_moment(one, "made_at", "offline")
        if made_at is None:
            raise self._missing("offline", "made_at")
        return Offline(
            assessment=self._need(one, "assessment", int, "offline"),
            number=self._find_number(one, "number", "offline"),
            made_at=made_at,
            saved_at=self._read_moment(one, "saved_at", "offline"),
        )

    def _find_number(self, one: Mapping[str, Any], name: str, place: str) -> int:
        number: int = self._find(one, name, int, place, 0)
        if number < 0:
            raise self._fault(place, _KINDS[int], _AGAIN, name)
        return number

    def _read_texts(self, one: object, place: str) -> dict[str, str]:
        if not isinstance(one, dict):
            raise self._fault(place, _KINDS[dict], _AGAIN)
        return {name: self._need(one, name, str, place) for name in one}

    def _read_day(self, one: Mapping[str, Any], name: str, place: str) -> date:
        text = self._need(one, name, str, place)
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # the fault below says it
        raise self._fault(
            place,
            Text(f"“{shorten(text)}” is geen dag die bestaat.", f"“{shorten(text)}” is no day that exists."),
            Text("Schrijf de dag zoals 2026-11-28.", "Write the day as 2026-11-28."),
            name,
        )

    # --- checks ----------------------------------------------------------------------------------------------
    def _need(self, one: Mapping[str, Any], name: str, kind: type, place: str) -> Any:
        if name not in one:
            raise self._missing(place, name)
        value = one[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._fault(place, _KINDS[kind], _AGAIN, name)
        return value

    def _find(self, one: Mapping[str, Any], name: str, kind: type, place: str, default: Any) -> Any:
        return self._need(one, name, kind, place) if name in one else default

    def _match(self, form: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
        self._require_known(form, frozenset(("id", "version", "urn")), "form")
        self._find(form, "urn", str, "form", "")
        text: str = self._need(form, name, str, "form")
        if pattern.fullmatch(text):
            return text
        raise self._fault(
            "form",
            Text(f"“{shorten(text)}” kan dit niet zijn.", f"This cannot be “{shorten(text)}”."),
            _AGAIN,
            name,
        )

    def _require_known(self, one: Mapping[str, Any], known: frozenset[str], place: str) -> None:
        for name in one:
            if name not in known:
                names = ", ".join(sorted(known))
                raise self._fault(
                    place,
                    Text(f"“{shorten(name)}” hoort hier niet.", f"“{shorten(name)}” does not belong here."),
                    Text(f"Gebruik alleen: {names}.", f"Use only: {names}."),
                    shorten(name),
                )

    def _require_most(self, items: list[Any], most: int, place: str) -> None:
        if len(items) > most:
            raise self._fault(
                place,
                Text(f"Hier staan meer dan {most} dingen.", f"There are more than {most} things here."),
                _AGAIN,
            )

    def _require_once(self, answers: list[Answer]) -> None:
        seen: dict[Address, int] = {}
        for number, answer in enumerate(answers):
            if answer.address in seen:
                raise self._fault(
                    f"answers[{number}]",
                    Text(
                        f"Bij {answer.address} staat al een antwoord, in answers[{seen[answer.address]}].",
                        f"{answer.address} has an answer already, in answers[{seen[answer.address]}].",
                    ),
                    Text("Haal een van de twee weg.", "Remove one of the two."),
                    "place",
                )
            seen[answer.address] = number

    def _missing(self, place: str, name: str) -> AnswersFileError:
        return self._fault(place, Text(f"“{name}” ontbreekt.", f"“{name}” is missing."), _AGAIN, name)

    def _fault(self, place: str, message: Text, remedy: Text, field: str = "") -> AnswersFileError:
        return AnswersFileError(file=self._file, place=place, field=field, message=message, remedy=remedy)

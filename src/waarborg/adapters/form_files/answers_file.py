"""The answers of an assessment as JSON: written without loss, and read back with every fault named.

The format is described by `content/forms/answers.schema.json`. Who answered stands in it as an id, never as a name.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from waarborg.core.forms.answers import Answer
from waarborg.core.profile.facts import plain
from waarborg.core.terms.digests import digest
from waarborg.core.terms.text import Text

FORMAT = "waarborg-assessment"
FORMAT_VERSION = 1
SCHEMA = "forms/answers.schema.json"
_LINE = re.compile(r"^line (\d+), column (\d+)$")


@dataclass(frozen=True, slots=True)
class Signed:
    """Which signed version the answers are of: its number, its day, and the digest of what was signed."""

    version: int
    on: date
    digest: str


@dataclass(frozen=True, slots=True)
class Offline:
    """That the answers went along in a file to fill in without network. assessment: of which one, by its number.

    number: of the newest answer that went along. made_at, saved_at: when the file was downloaded, and saved last.
    """

    assessment: int
    number: int
    made_at: datetime
    saved_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AnswersFile:
    """The answers of one assessment.

    name: what the file is called, of one that was read. algorithm: what it is about, as a reader wants to know. taken: where answers were taken from, by place. entries:
    advice, consents and signatures. is_changed: of a file that was read, whether it is another than was written.
    offline: of answers that were filled in elsewhere and come back; bases: then the number of the answer that each is
    based on, by place.
    """

    form: str
    version: str
    answers: tuple[Answer, ...]
    name: str = ""
    algorithm: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    made_on: date | None = None
    taken: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    entries: tuple[Mapping[str, str], ...] = ()
    signed: Signed | None = None
    offline: Offline | None = None
    bases: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    is_changed: bool = False


class AnswersFileError(ValueError):
    """A file of answers that cannot be used.

    file: what it is called. place: where in it, such as `answers[3]`. field: which part of that; empty for the whole.
    message, remedy: what is wrong and what to do.
    """

    def __init__(self, *, file: str, place: str, field: str = "", message: Text, remedy: Text) -> None:
        self.file, self.place, self.field = file, place, field
        self.message, self.remedy = message, remedy
        super().__init__(self.in_language("en"))

    def in_language(self, language: str) -> str:
        """Return the whole message in `nl` or `en`."""
        at = Text("bij", "at").in_language(language)
        where = f"{self.place}, {self.field}" if self.field else self.place
        if language == "nl":
            where = _LINE.sub(r"regel \1, kolom \2", where)
        says = f"{self.message.in_language(language)} {self.remedy.in_language(language)}"
        return f"{self.file}, {at} {where}: {says}"


def write_answers(file: AnswersFile) -> bytes:
    """Return the file as JSON in UTF-8. The same answers give the same bytes."""
    document = describe(file)
    document["digest"] = digest_document(document)
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def describe(file: AnswersFile) -> dict[str, object]:
    """Return the file as plain values, without its digest."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "form": {
            "id": file.form,
            "version": file.version,
            "urn": f"urn:waarborg:form:{file.form}:{file.version}",
        },
        "algorithm": dict(file.algorithm),
        **({"made_on": file.made_on.isoformat()} if file.made_on is not None else {}),
        **({"signed": _describe_signed(file.signed)} if file.signed is not None else {}),
        **({"offline": _describe_offline(file.offline)} if file.offline is not None else {}),
        "answers": [_describe_answer(file, answer) for answer in file.answers],
        "entries": [dict(entry) for entry in file.entries],
    }


def _describe_answer(file: AnswersFile, answer: Answer) -> dict[str, object]:
    place = str(answer.address)
    said = {
        "place": place,
        "value": plain(answer.value),
        "declined": answer.declined,
        "taken": file.taken.get(place, ""),
    }
    if file.offline is not None:  # who answered stays in the house; whoever brings it back answers for it
        return {**said, "base": file.bases.get(place, 0)}
    return {**said, "by": answer.by, "at": answer.at.isoformat()}


def _describe_offline(offline: Offline) -> dict[str, object]:
    saved = {"saved_at": offline.saved_at.isoformat()} if offline.saved_at is not None else {}
    return {
        "assessment": offline.assessment,
        "number": offline.number,
        "made_at": offline.made_at.isoformat(),
        **saved,
    }


def _describe_signed(signed: Signed) -> dict[str, object]:
    return {"version": signed.version, "on": signed.on.isoformat(), "digest": signed.digest}


def digest_document(document: Mapping[str, object]) -> str:
    """Return the digest of all in a document but the digest itself."""
    return digest(_exact({name: value for name, value in document.items() if name != "digest"}))


def _exact(value: object) -> object:
    """Numbers with a point as text: a digest knows no floating point."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return [_exact(one) for one in value]
    if isinstance(value, dict):
        return {name: _exact(one) for name, one in value.items()}
    return value

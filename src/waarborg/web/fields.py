"""Questions with everything that is said around them: label, explanation, length, and what is wrong with an answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from waarborg.core.profile.vocabulary import Member, Term
from waarborg.core.publication.markup import text_length
from waarborg.core.publication.standard import Field
from waarborg.core.terms.text import Text
from waarborg.web.inputs import Shape, draw
from waarborg.web.quoting import Quote

_PLACE = re.compile(r"(?P<field>[^\[]+)(?:\[(?P<row>\d+)\](?:\.(?P<member>\w+))?)?")


@dataclass(frozen=True)
class Remark:
    """Something to say about an answer. `level`: error, needed (still empty, no fault), or finding.

    `quotes` are the places in the answer that it is about.
    """

    place: str
    level: str
    message: Text
    remedy: Text
    quotes: tuple[Quote, ...] = ()

    @property
    def id(self) -> str:
        """Id on the page of what the remark is about."""
        return id_of(self.place)


@dataclass(frozen=True)
class Question:
    """One question of a form, ready to be shown; with `rows` when it is a list.

    marks_optional: whether what may stay empty says so, and not what must be filled in.
    """

    name: str
    id: str
    label: Text
    help: Text
    shape: Shape
    widget: str = ""
    remarks: tuple[Remark, ...] = ()
    is_required: bool = False
    left: int | None = None
    in_row: bool = False
    language: str = ""
    rows: tuple["Row", ...] = ()
    marks_optional: bool = False

    @property
    def is_set(self) -> bool:
        """Whether it is several controls, which need a group with a legend."""
        return self.shape.is_set

    @property
    def is_explained(self) -> bool:
        """Whether there is an explanation."""
        return self.help.en != "-"

    @property
    def is_list(self) -> bool:
        """Whether the answer is a list of rows."""
        return self.shape.kind in ("group", "list")

    @property
    def over(self) -> int:
        """How many characters too many there are; 0 when it fits."""
        return max(0, -(self.left or 0))

    @property
    def has_error(self) -> bool:
        """Whether the answer cannot stay as it is."""
        return any(remark.level == "error" for remark in self.remarks)


@dataclass(frozen=True)
class Row:
    """One row of a list. key: what tells it from other rows, where the list keeps that."""

    number: int
    questions: tuple[Question, ...]
    key: str = ""


@dataclass(frozen=True)
class Asked:
    """A field of the standard or a term of the vocabulary, as a form asks it."""

    name: str
    label: Text
    help: Text
    shape: Shape
    is_required: bool = False
    language: str = ""
    members: tuple["Asked", ...] = field(default=())
    marks_optional: bool = False


def from_standard(item: Field, *, name: str = "", language: str = "", is_member: bool = False) -> Asked:
    """A field of the publication standard, as a form asks it."""
    return Asked(
        name=name or item.key,
        label=item.label,
        help=item.help,
        shape=Shape(
            kind=item.kind.value,
            choices=tuple((choice.value, choice.label) for choice in item.choices),
            recommended=item.recommended,
            max_length=item.max_length,
            is_short=is_member,
        ),
        is_required=item.required and not language,
        language=language,
        members=tuple(from_standard(member, is_member=True) for member in item.members),
    )


def from_term(term: Term, *, name: str = "", language: str = "") -> Asked:
    """A term of the vocabulary, as a form asks it."""
    return Asked(
        name=name or term.key,
        label=term.label,
        help=term.definition,
        shape=Shape(kind=term.type.value, choices=tuple((item.value, item.label) for item in term.choices)),
        language=language,
        members=tuple(from_member(member) for member in term.members),
    )


def from_member(member: Member) -> Asked:
    """A column of a list of the vocabulary, as a form asks it."""
    return Asked(
        name=member.key,
        label=member.label,
        help=Text("-", "-"),
        shape=Shape(kind=member.type.value, is_short=True),
        is_required=member.required,
    )


def id_of(place: str) -> str:
    """The id on the page of a place such as `goal`, `goal@en`, `category[0]` or `legal_bases[0].link`."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return "id_" + re.sub(r"\W", "_", place)
    name = "id_" + re.sub(r"\W", "_", found["field"])
    return f"{name}-{found['row']}-{found['member']}" if found["member"] else name


def ask(asked: Asked, value: object, remarks: Iterable[Remark] = (), *, extra_rows: int = 0) -> Question:
    """The question with its input filled in, and with the remarks that are about it."""
    own_id = id_of(asked.name)
    about = tuple(remark for remark in remarks if _is_about(remark.place, asked.name))
    if asked.members:
        return Question(
            name=asked.name,
            id=own_id,
            label=asked.label,
            help=asked.help,
            shape=asked.shape,
            remarks=tuple(remark for remark in about if "." not in remark.place),
            is_required=asked.is_required,
            marks_optional=asked.marks_optional,
            rows=_make_rows(asked, value, about, extra_rows=extra_rows),
        )
    return _ask_one(asked, value, about, name=asked.name, own_id=own_id)


def _is_about(place: str, name: str) -> bool:
    return place == name or place.startswith(f"{name}[")


def _make_rows(asked: Asked, value: object, remarks: Sequence[Remark], *, extra_rows: int) -> tuple[Row, ...]:
    given = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    rows: list[Mapping[str, object]] = [*given, *({} for _ in range(extra_rows))]
    return tuple(
        Row(
            number,
            tuple(
                _ask_one(
                    member,
                    row.get(member.name),
                    tuple(r for r in remarks if r.place == f"{asked.name}[{number}].{member.name}"),
                    name=f"{asked.name}-{number}-{member.name}",
                    own_id=f"{id_of(asked.name)}-{number}-{member.name}",
                    in_row=True,
                )
                for member in asked.members
            ),
            key=str(row.get("_id") or ""),
        )
        for number, row in enumerate(rows)
    )


def _ask_one(
    asked: Asked, value: object, remarks: tuple[Remark, ...], *, name: str, own_id: str, in_row: bool = False
) -> Question:
    described = [f"{own_id}-help"] if asked.help.en != "-" else []
    described += [f"{own_id}-left"] if asked.shape.counts else []
    described += [f"{own_id}-remarks"] if remarks else []
    attrs = {"aria-describedby": " ".join(described)} if described else {}
    if any(remark.level == "error" for remark in remarks):
        attrs["aria-invalid"] = "true"
    if asked.language:
        attrs["lang"] = asked.language
    if asked.shape.recommended:
        attrs["list"] = "recommended-" + asked.name
    limit = asked.shape.max_length
    return Question(
        name=name,
        id=own_id,
        label=asked.label,
        help=asked.help,
        shape=asked.shape,
        widget=draw(asked.shape, name=name, id_=own_id, value=value, attrs=attrs),
        remarks=remarks,
        is_required=asked.is_required,
        marks_optional=asked.marks_optional,
        in_row=in_row,
        left=None if limit is None else limit - text_length(str(value or "")),
        language=asked.language,
    )

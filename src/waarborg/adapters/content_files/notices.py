"""Kinds of notifications: the content file to records."""

from dataclasses import dataclass
from functools import cache
from string import Formatter

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.terms.text import Text

FILE = "notifications/kinds.yaml"


@dataclass(frozen=True)
class NoticeKind:
    """One thing that people are told. `title` and `body` hold names between braces, which `needed` lists.

    `mail` is what holds until somebody chooses otherwise: `at_once`, `daily` or `none`.
    """

    code: str
    label: Text
    title: Text
    body: Text
    mail: str
    needed: frozenset[str]

    def __post_init__(self) -> None:
        for text in (self.title, self.body):
            if _names_in(text.nl) != _names_in(text.en):
                raise ValueError(f"{self.code}: the Dutch and the English text do not ask for the same names")


def _names_in(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@cache
def load_notice_kinds() -> dict[str, NoticeKind]:
    """Return the kinds by their code, in the order of the file. Raises `ContentError` when the file is wrong."""
    document = read_yaml(FILE, schema="notifications/kinds.schema.json")
    kinds: dict[str, NoticeKind] = {}
    for place, one in enumerate(document["kinds"]):
        title, body = Text(**one["title"]), Text(**one["body"])
        try:
            kind = NoticeKind(
                code=one["code"],
                label=Text(**one["label"]),
                title=title,
                body=body,
                mail=one["mail"],
                needed=_names_in(title.nl) | _names_in(body.nl),
            )
            if kind.code in kinds:
                raise ValueError(f"the kind {kind.code} is there twice")
        except ValueError as error:
            raise ContentError(
                file=FILE, path=f"kinds[{place}]", fault=str(error), remedy="Correct the kind in the file"
            ) from error
        kinds[kind.code] = kind
    return kinds

"""From the values of an entry to what a page shows: labels, texts in the right language, safe links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from waarborg.apps.publications.standing import judge
from waarborg.core.publication import markup
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.core.publication.standard import Field, Kind, Standard
from waarborg.core.publication.translations import Translation
from waarborg.core.publication.validity import is_empty
from waarborg.core.terms.months import Month
from waarborg.core.terms.own_addresses import is_attachment_path

DUTCH = "nl"
#: Where the contents of an entry are known from elsewhere on the page.
SHOWN_AS_TITLE = "name"
ASSESSMENTS = "impacttoetsen_grouping"
THEMES = "category"
OPENING_LENGTH = 360


@dataclass(frozen=True)
class Theme:
    """A theme with how many entries it has."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Link:
    """Something that may be followed. `address` is empty when what was filled in cannot be followed.

    `file` is the public path of a file of this register; the page finds out whether it can be downloaded.
    """

    text: str
    address: str = ""
    host: str = ""
    note: str = ""
    date: str = ""
    role: str = ""
    file: str = ""


@dataclass(frozen=True)
class Shown:
    """One field of an entry as the page shows it. `language` is that of the value; `rich` is cleaned by the page.

    `translation` says what the English text is to the Dutch one; None on Dutch pages.
    """

    key: str
    label: str
    language: str
    is_empty: bool
    rich: str = ""
    text: str = ""
    links: Sequence[Link] = ()
    choices: Sequence[tuple[str, str]] = ()
    month: Month | None = None
    translation: Translation | None = None


@dataclass(frozen=True)
class Part:
    """The fields of one section of the standard."""

    key: str
    label: str
    fields: Sequence[Shown]


@dataclass(frozen=True)
class Opening:
    """The beginning of a longer text, for the answers at the top of the page."""

    text: str
    is_whole: bool
    language: str
    key: str


def labels_of(standard: Standard, key: str, language: str) -> dict[str, str]:
    """The labels of the choices of a field, by value."""
    return {choice.value: choice.label.in_language(language) for choice in standard.get_field(key).choices}


class Presentation:
    """The values of one version, ready to be shown in one language."""

    def __init__(
        self,
        *,
        standard: Standard,
        values: Mapping[str, object],
        english: Mapping[str, object],
        language: str,
        texts_at: Mapping[str, datetime | str] | None = None,
    ) -> None:
        self._standard = standard
        self._values = values
        self._english = english if language != DUTCH else {}
        self.language = language
        is_translated = language != DUTCH
        self._translations = judge(values, english, since=texts_at or {}) if is_translated else {}

    @property
    def has_older(self) -> bool:
        """Whether a text on this page is a translation from before the Dutch text was changed."""
        return any(item.is_older for item in self._translations.values())

    @property
    def has_dutch_only(self) -> bool:
        """Whether a reader of another language meets Dutch text."""
        return self.language != DUTCH and any(
            not is_empty(self._values.get(field.key)) and is_empty(self._english.get(field.key))
            for field in self._standard.fields
            if field.kind in (Kind.TEXT, Kind.MARKUP) and field.section != "metadata"
        )

    def language_of(self, key: str) -> str:
        """The language in which the value of a field is shown."""
        return self.language if not is_empty(self._english.get(key)) else DUTCH

    def show(self, key: str) -> Shown:
        """One field, ready to be shown."""
        return self._show(self._standard.get_field(key))

    def list_parts(self) -> list[Part]:
        """Every section of the standard with its fields: filled, or such that their absence must show."""
        parts = []
        for section in self._standard.sections:
            shown = [
                self._show(field)
                for field in self._standard.fields_of(section.key)
                if field.key != SHOWN_AS_TITLE
                and (field.always_shown or not is_empty(self._values.get(field.key)))
            ]
            if shown:
                parts.append(Part(section.key, section.label.in_language(self.language), shown))
        return parts

    def open(self, key: str) -> Opening | None:
        """The beginning of a text, whole sentences where possible; None when there is no text."""
        value = self._text_of(key)
        if is_empty(value):
            return None
        whole = " ".join(markup.plain_text(value).split())
        text = _shorten(whole)
        return Opening(text=text, is_whole=text == whole, language=self.language_of(key), key=key)

    def _text_of(self, key: str) -> str:
        english = self._english.get(key)
        value = english if not is_empty(english) else self._values.get(key)
        return value if isinstance(value, str) else ""

    def _show(self, field: Field) -> Shown:
        value = self._values.get(field.key)
        label = field.label.in_language(self.language)
        if is_empty(value):
            return Shown(field.key, label, self.language, is_empty=True)
        if field.kind is Kind.GROUP:
            return Shown(field.key, label, DUTCH, is_empty=False, links=_show_rows(value))
        if field.kind in (Kind.CHOICE, Kind.CHOICES):
            labels = labels_of(self._standard, field.key, self.language)
            chosen = (
                [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
            )
            pairs = [(str(one), labels.get(str(one), str(one))) for one in chosen]
            return Shown(field.key, label, self.language, is_empty=False, choices=pairs)
        return self._show_text(field, label)

    def _show_text(self, field: Field, label: str) -> Shown:
        text, language = self._text_of(field.key), self.language_of(field.key)
        if field.kind is Kind.MARKUP:
            return Shown(
                field.key,
                label,
                language,
                is_empty=False,
                rich=text,
                translation=self._translations.get(field.key),
            )
        if field.kind in (Kind.LINK, Kind.CONTACT):
            return Shown(field.key, label, self.language, is_empty=False, links=[show_address(text)])
        if field.kind is Kind.MONTH:
            try:
                return Shown(
                    field.key, label, self.language, is_empty=False, text=text, month=Month.parse(text)
                )
            except ValueError:  # taken over as it was: show what they wrote
                return Shown(field.key, label, DUTCH, is_empty=False, text=text)
        translation = self._translations.get(field.key)
        return Shown(field.key, label, language, is_empty=False, text=text.strip(), translation=translation)


def show_address(text: str, title: str = "") -> Link:
    """A web or mail address as a link; as text alone when it cannot be followed safely."""
    address = text.strip()
    if is_mail_address(address.removeprefix("mailto:")):
        address = address.removeprefix("mailto:")
        return Link(text=title or address, address=f"mailto:{address}")
    if is_link(address):
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        return Link(text=title or address, address=address, host=host if title else "")
    if is_attachment_path(address):
        return Link(text=title or address.rpartition("/")[2], file=address)
    return Link(text=title or address, note=address if title else "")


def _show_rows(value: object) -> list[Link]:
    links = []
    for row in value if isinstance(value, list | tuple) else []:
        if not isinstance(row, Mapping) or is_empty(row):
            continue
        title, address = str(row.get("title") or "").strip(), str(row.get("link") or "").strip()
        link = show_address(address, title) if address else Link(text=title)
        day, role = str(row.get("date") or ""), str(row.get("signatory") or "")
        links.append(Link(link.text, link.address, link.host, link.note, day, role, link.file))
    return links


def show_leftover(
    leftover: Mapping[str, object], *, standard: Standard, language: str
) -> list[tuple[str, str]]:
    """What older standards said and the current one has no place for: label and plain text."""
    lines = []
    for key, value in leftover.items():
        found = next((one for source in standard.sources if (one := source.find_field(key))), None)
        label = found.label.in_language(language) if found else key.replace("_", " ").capitalize()
        values = value if isinstance(value, list) else [value]
        text = "\n".join(markup.plain_text(str(one)) for one in values if not is_empty(one))
        if text:
            lines.append((label, text))
    return lines


def _shorten(text: str) -> str:
    """The first sentences of `text`, about `OPENING_LENGTH` characters; cut at a word when need be."""
    if len(text) <= OPENING_LENGTH + 60:
        return text
    head = text[:OPENING_LENGTH]
    end = max(head.rfind(mark) for mark in (". ", "? ", "; "))
    if end > OPENING_LENGTH // 3:
        return head[: end + 1]
    return head[: head.rfind(" ")].rstrip(",;:") + "…"

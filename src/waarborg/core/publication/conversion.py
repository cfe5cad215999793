"""From an older publication standard to the current one, with a report. Nothing is lost on the way.

Every value that comes in is found again: in the values, in what is left over, or in a change that says
what became of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from waarborg.core.publication import addresses, markup, notes
from waarborg.core.publication.listings import find_list, split_words
from waarborg.core.publication.normalising import Normal, as_text, is_nothing, normalise
from waarborg.core.publication.rules import How, SourceField, SourceStandard
from waarborg.core.publication.standard import Field, Kind, Standard, is_same_version
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.text import LANGUAGES, Text

VERSION_KEY = "standard_version"
LONG_ENOUGH_TO_COMPARE = 80


class ChangeKind(Enum):
    """What became of a value."""

    MOVED = "moved"  # it stands in another field
    MERGED = "merged"  # it was added to the text of another field, or stood there already
    RENAMED = "renamed"  # its field has another key
    NORMALISED = "normalised"  # it was written otherwise
    NO_PLACE = "no_place"  # there is no field for it
    DERIVED = "derived"  # it was not there, and follows from something else


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the conversion: the field it came from, what became of it, and the value as it was.

    Raises `ValueError` without a field.
    """

    field: str
    kind: ChangeKind
    note: Text
    value: str

    def __post_init__(self) -> None:
        if not self.field:
            raise ValueError("a change names its field")


@dataclass(frozen=True, slots=True)
class Converted:
    """The outcome: values in the current standard, every change, and what has no place (by old field)."""

    values: dict[str, object]
    changes: tuple[Change, ...]
    leftover: dict[str, object]


def convert(
    values: Mapping[str, object], *, version: str, standard: Standard, language: str = "nl"
) -> Converted:
    """Return `values` of an older standard in `standard`, with what changed and what has no place.

    `version` is that of the values, also written as `0.4.0` or `v0_4`. Fields that their own version does
    not have are read as the current standard, or else an older one, reads them: an export of mixed
    versions has the columns of all of them. `language`, `nl` or `en`, is that of the headings under which
    texts are joined. Raises `ValueError` for a version that is not known.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there are no headings in {language!r}")
    if not is_known_version(version, standard):
        known = ", ".join([standard.version, *(source.version for source in standard.sources)])
        raise ValueError(f"version {version!r} of the standard is not known; known are {known}")
    work = _Conversion(standard, language)
    for key, rule in _in_order(values, version, standard):
        value = values[key]
        if key == VERSION_KEY or _is_nil(value):
            continue
        if rule is None:
            work.leave(key, value, notes.unknown(key))
        elif rule.how is not How.KEEP and _says_nothing(value, rule, work):
            work.note(key, ChangeKind.NORMALISED, notes.nothing_said(), value)
        else:
            _WAYS[rule.how](work, rule, value)
    work.set_version(version, values.get(VERSION_KEY))
    ordered = {field.key: work.values[field.key] for field in standard.fields if field.key in work.values}
    return Converted(ordered, tuple(work.changes), work.leftover)


def is_known_version(version: str, standard: Standard) -> bool:
    """Return whether values of this version can be converted to `standard`."""
    return is_same_version(version, standard.version) or standard.find_source(version) is not None


class _Conversion:
    """The work in progress on one entry."""

    def __init__(self, standard: Standard, language: str) -> None:
        self.standard = standard
        self.language = language
        self.values: dict[str, object] = {}
        self.changes: list[Change] = []
        self.leftover: dict[str, object] = {}

    def note(self, key: str, kind: ChangeKind, note: Text, value: object) -> None:
        self.changes.append(Change(key or "-", kind, note, as_text(value)))

    def leave(self, key: str, value: object, reason: Text) -> None:
        """Keep a value without a place, and say so."""
        if key in self.leftover:
            earlier = self.leftover[key]
            value_list = earlier if isinstance(earlier, list) else [earlier]
            self.leftover[key] = [*value_list, value]
        else:
            self.leftover[key] = value
        self.note(key, ChangeKind.NO_PLACE, reason, value)

    def report(self, key: str, normal: Normal) -> None:
        for note, old in normal.rewritten:
            self.note(key, ChangeKind.NORMALISED, note, old)
        for reason, homeless in normal.homeless:
            self.leave(key, homeless, reason)

    def normalise(self, rule: SourceField, value: object) -> Normal:
        target = self.target(rule)
        return normalise(target, value, rules=self.standard.normalisation, free=rule.how is How.FREE)

    def target(self, rule: SourceField) -> Field:
        return self.standard.get_field(rule.to or "")

    def text(self, key: str) -> str:
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""

    def rows(self, key: str) -> list[dict[str, str]]:
        rows = self.values.setdefault(key, [])
        assert isinstance(rows, list)  # a group holds rows and nothing else
        return rows

    def add_text(self, rule: SourceField, text: str, *, to: str) -> None:
        """Add a text to a field, under the label that it had."""
        target = self.standard.get_field(to)
        existing = self.text(to)
        if _says_already(existing, text):
            self.note(rule.key, ChangeKind.MERGED, notes.same_text(target), text)
            return
        label = rule.label.in_language(self.language)
        is_short = "\n" not in text.strip() and len(text) <= 80
        heading = f"{label}: " if is_short else f"{label}:\n"
        piece = markup.join(f"{label}:", text) if markup.has_markup(text) else heading + text.strip()
        self.values[to] = markup.join(existing, piece)
        self.note(rule.key, ChangeKind.MERGED, notes.joined(target, label), text)

    def set_version(self, version: str, written: object) -> None:
        if self.standard.find_field(VERSION_KEY) is None:
            return
        new = self.standard.version
        self.values[VERSION_KEY] = new
        if _is_nil(written):
            note = Text(
                nl=f"De versie van de standaard is {new}.", en=f"The version of the standard is {new}."
            )
            self.note(VERSION_KEY, ChangeKind.DERIVED, note, version)
        elif written != new:
            note = Text(
                nl=f"Omgezet van versie {as_text(written)} naar versie {new}.",
                en=f"Converted from version {as_text(written)} to version {new}.",
            )
            self.note(VERSION_KEY, ChangeKind.NORMALISED, note, written)


def _keep(work: _Conversion, rule: SourceField, value: object) -> None:
    target = work.target(rule)
    normal = work.normalise(rule, value)
    work.report(rule.key, normal)
    if _is_nil(normal.value):
        return
    if target.key in work.values:
        _add_second(work, rule, normal.value)
        return
    work.values[target.key] = normal.value
    if rule.key != target.key:
        work.note(rule.key, ChangeKind.RENAMED, notes.renamed(target), value)


def _add_second(work: _Conversion, rule: SourceField, value: object) -> None:
    """Two old fields hold a value for the same field."""
    target = work.target(rule)
    first = work.values[target.key]
    if first == value:
        work.note(rule.key, ChangeKind.MERGED, notes.same_text(target), value)
    elif isinstance(first, list) and isinstance(value, list):
        first.extend(element for element in value if element not in first)
        work.note(
            rule.key, ChangeKind.MERGED, notes.joined(target, target.label.in_language(work.language)), value
        )
    elif target.kind is Kind.MARKUP:
        work.add_text(rule, as_text(value), to=target.key)
    else:
        work.leave(rule.key, value, notes.taken(target))


def _join(work: _Conversion, rule: SourceField, value: object) -> None:
    work.add_text(rule, as_text(value), to=work.target(rule).key)


def _describe(work: _Conversion, rule: SourceField, value: object) -> None:
    target, text = work.target(rule), as_text(value)
    short = work.text(target.key)
    if markup.plain_text(short) == markup.plain_text(text):
        work.note(rule.key, ChangeKind.MERGED, notes.same_text(target), value)
    elif not short and target.max_length is not None and markup.text_length(text) <= target.max_length:
        _fill(work, rule, value)
    else:
        work.add_text(rule, text, to=rule.remarks or target.key)


def _fill(work: _Conversion, rule: SourceField, value: object) -> None:
    target = work.target(rule)
    normal = work.normalise(rule, value)
    if target.kind is Kind.LINK and not addresses.is_link(as_text(normal.value)):
        work.leave(rule.key, value, notes.no_link(target))
    elif target.key not in work.values:
        work.report(rule.key, normal)
        work.values[target.key] = normal.value
        work.note(rule.key, ChangeKind.MOVED, notes.moved(target), value)
    elif work.values[target.key] == normal.value:
        work.note(rule.key, ChangeKind.MERGED, notes.same_text(target), value)
    else:
        work.leave(rule.key, value, notes.taken(target))


def _add_link_rows(work: _Conversion, rule: SourceField, value: object) -> None:
    target, text = work.target(rule), as_text(value).strip()
    pieces = text.replace(",", " ").split()
    links = pieces if all(addresses.is_link(piece) for piece in pieces) else []
    if links:
        rows = work.rows(target.key)
        present = {row.get("link") for row in rows}
        rows.extend({"title": "", "link": link} for link in dict.fromkeys(links) if link not in present)
    else:
        _add_rows(work, rule, [{"title": text, "link": ""}])
    work.note(rule.key, ChangeKind.MOVED, notes.moved(target), value)


def _add_rows(work: _Conversion, rule: SourceField, given: object) -> None:
    """Add rows to a group, except those of which the title is there already."""
    target = work.target(rule)
    normal = normalise(target, given, rules=work.standard.normalisation)
    work.report(rule.key, normal)
    added = normal.value if isinstance(normal.value, list) else []
    if not added:
        return
    rows = work.rows(target.key)
    titles = {row.get("title") for row in rows if row.get("title")}
    rows.extend(row for row in added if row.get("title") not in titles)


def _add_name_rows(work: _Conversion, rule: SourceField, value: object) -> None:
    target = work.target(rule)
    names: object = value
    if isinstance(value, str):
        listed = find_list(value)
        names = listed if listed is not None else _split_names(value)
    if isinstance(names, list | tuple):
        names = [{"title": as_text(name)} if not isinstance(name, Mapping) else name for name in names]
    _add_rows(work, rule, names)
    work.note(rule.key, ChangeKind.MOVED, notes.moved(target), value)


def _split_names(text: str) -> list[str]:
    """A list of names in one line; a sentence is no list."""
    words = split_words(text)
    return words if all(len(word) <= 80 for word in words) else [text]


def _add_assessment(work: _Conversion, rule: SourceField, value: object) -> None:
    target, text = work.target(rule), as_text(value)
    if not _is_yes(text, work.standard) or rule.name is None:
        work.add_text(rule, text, to=rule.remarks or target.key)
        return
    rows = work.rows(target.key)
    if all(row.get("title") != rule.name for row in rows):
        rows.append({"title": rule.name, "link": ""})
    work.note(rule.key, ChangeKind.MOVED, notes.moved(target), value)


def _is_yes(text: str, standard: Standard) -> bool:
    """Return whether `text` is a plain yes; `Ja, want …` is not, for it says more."""
    return fold(text) in standard.normalisation.yes


def _add_assessment_link(work: _Conversion, rule: SourceField, value: object) -> None:
    target, text = work.target(rule), as_text(value).strip()
    rows = work.rows(target.key)
    if addresses.is_link(text) and len(rows) == 1 and rows[0].get("link") in ("", text):
        rows[0]["link"] = text
        work.note(rule.key, ChangeKind.MOVED, notes.moved(target), value)
    else:
        work.add_text(rule, text, to=rule.remarks or target.key)
    if not rows:
        del work.values[target.key]


def _leave(work: _Conversion, rule: SourceField, value: object) -> None:
    assert rule.reason is not None  # SourceField requires it
    work.leave(rule.key, value, rule.reason)


_WAYS: dict[How, Callable[[_Conversion, SourceField, object], None]] = {
    How.KEEP: _keep,
    How.FREE: _keep,
    How.JOIN: _join,
    How.FILL: _fill,
    How.DESCRIBE: _describe,
    How.LINK_ROW: _add_link_rows,
    How.NAME_ROWS: _add_name_rows,
    How.ASSESSMENT: _add_assessment,
    How.ASSESSMENT_LINK: _add_assessment_link,
    How.NONE: _leave,
}


def _in_order(keys: Iterable[str], version: str, standard: Standard) -> list[tuple[str, SourceField | None]]:
    """Pair each field with its rule, in the order in which the rules are carried out.

    Values of fields come first, then what is added to them. Within that the order of the standards counts,
    not that of the file, so that the same entry in another order of columns gives the same outcome.
    """
    ways = {how: place for place, how in enumerate(How)}
    keys_of_older = [rule.key for source in standard.sources for rule in source.fields]
    known: dict[str, int] = {}
    for key in [*(field.key for field in standard.fields), *keys_of_older]:
        known.setdefault(key, len(known))
    own = standard.find_source(version)

    def place(pair: tuple[str, SourceField | None]) -> tuple[int, int, str]:
        key, rule = pair
        if rule is None:
            return len(ways), 0, key
        return ways[rule.how], known[key], key

    return sorted(((key, _find_rule(key, own, standard)) for key in keys), key=place)


def _find_rule(key: str, own: SourceStandard | None, standard: Standard) -> SourceField | None:
    """Find the rule for a field: that of its own version, of the current one, or of an older one."""
    if own is not None and (rule := own.find_field(key)):
        return rule
    if current := standard.find_field(key):
        return SourceField(key=key, label=current.label, how=How.KEEP, to=key)
    for source in standard.sources:
        if rule := source.find_field(key):
            return rule
    return None


def _says_already(existing: str, text: str) -> bool:
    """Whether a text stands in another already. A short one proves nothing: `Ja` stands in `Jaarlijks`."""
    plain = markup.plain_text(text)
    there = markup.plain_text(existing)
    return plain == there or (len(plain) >= LONG_ENOUGH_TO_COMPARE and plain in there)


def _is_nil(value: object) -> bool:
    """No value at all. Empty markup is a value here: whether it says anything is for the check."""
    return value is None or value in ("", [], {}, ()) or (isinstance(value, str) and not value.strip())


def _says_nothing(value: object, rule: SourceField, work: _Conversion) -> bool:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return not "".join(value).strip()  # a list of empty texts says nothing either
    return isinstance(value, str) and is_nothing(value, work.standard.normalisation, rule.nothing)

"""One value, brought into the shape of its field; whatever changed on the way is said.

Nothing is guessed and nothing is cut: a text that is too long or a month that does not exist stays as it
is, for the check to report. Only a wording that certainly means a choice becomes that choice.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from waarborg.core.publication import markup
from waarborg.core.publication.listings import find_list, read_rows, split_row, split_words
from waarborg.core.publication.rules import Normalisation
from waarborg.core.publication.standard import Field, Kind
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.months import Month
from waarborg.core.terms.text import Text

_DAY_IN_MONTH = re.compile(r"([0-9]{4}-[0-9]{2})-[0-9]{2}(?:[T ].*)?|[0-9]{1,2}-([0-9]{1,2}-[0-9]{4})")


@dataclass(slots=True)
class Normal:
    """What came of a value: the new value (empty when nothing is left), notes on what was written
    otherwise with the old wording, and what has no place with the reason.
    """

    value: object = None
    rewritten: list[tuple[Text, str]] = field(default_factory=list)
    homeless: list[tuple[Text, object]] = field(default_factory=list)

    def rewrite(self, note: Text, old: object) -> None:
        """Note that `old` was written otherwise."""
        self.rewritten.append((note, as_text(old)))


def as_text(value: object) -> str:
    """Return a value as text: itself when it is a text, else as JSON, which loses nothing."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def normalise(target: Field, value: object, *, rules: Normalisation, free: bool = False) -> Normal:
    """Return `value` in the shape of the field `target`.

    With `free`, the value comes from a field of free text: it counts as choices only when every part of
    it is one.
    """
    if target.kind is Kind.CHOICES:
        return _normalise_choices(target, value, rules=rules, free=free)
    if target.kind is Kind.GROUP:
        return _normalise_rows(target, value, rules=rules)
    normal = Normal()
    text = _take_text(normal, value)
    if target.kind is Kind.MARKUP:
        normal.value = text.strip()
    elif target.kind is Kind.TEXT:
        normal.value = _strip_markup(normal, text)
    elif is_nothing(text, rules):
        normal.rewrite(_emptied(text), text)
    elif target.kind is Kind.CHOICE:
        _choose(normal, target, text, rules)
    elif target.kind is Kind.MONTH:
        normal.value = _take_month(normal, text.strip())
    else:
        normal.value = _take_address(normal, text.strip())
    return normal


def is_nothing(text: str, rules: Normalisation, extra: tuple[str, ...] = ()) -> bool:
    """Return whether `text` says that there is nothing to say, such as `-` or `n.v.t.`."""
    folded = fold(text)
    return folded in rules.nothing or folded in extra


def _take_text(normal: Normal, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(element, str) for element in value):
        text = ", ".join(str(element) for element in value)
    else:
        text = as_text(value)
    if text != as_text(value):
        normal.rewrite(_rewritten(as_text(value), text), value)
    return text


def _strip_markup(normal: Normal, text: str) -> str:
    plain = markup.plain_text(text)
    if markup.has_markup(text):
        normal.rewrite(
            Text(
                nl="De opmaak is weggehaald: dit veld bevat gewone tekst.",
                en="The markup was removed: this field holds plain text.",
            ),
            text,
        )
    return plain


def _choose(normal: Normal, target: Field, text: str, rules: Normalisation) -> None:
    chosen = find_choice(target, text, rules)
    if chosen is None:
        normal.homeless.append((no_choice(target, text, rules), text))
        return
    normal.value = chosen
    if chosen != text:
        normal.rewrite(_rewritten(text, chosen), text)


def find_choice(target: Field, text: str, rules: Normalisation) -> str | None:
    """Return the choice that `text` certainly means, in Dutch, in English or by a known wording, or None."""
    folded = fold(text)
    for choice in target.choices:
        if folded in (fold(choice.value), fold(choice.label.nl), fold(choice.label.en)):
            return choice.value
    return rules.synonyms.get(target.key, {}).get(folded)


def no_choice(target: Field, text: str, rules: Normalisation) -> Text:
    """Return why `text` is none of the choices."""
    return rules.unclear.get(target.key, {}).get(fold(text)) or Text(
        nl=f"Dit is geen keuze bij {target.label.nl}, en wat ermee bedoeld is, is niet zeker.",
        en=f"This is not a choice for {target.label.en}, and what it means is not certain.",
    )


def _normalise_choices(target: Field, value: object, *, rules: Normalisation, free: bool) -> Normal:
    normal = Normal()
    parts = _take_parts(normal, target, value, rules)
    chosen = [find_choice(target, part, rules) if isinstance(part, str) else None for part in parts]
    if isinstance(value, str) and is_nothing(value, rules):
        normal.rewrite(_emptied(value), value)
        return normal
    if isinstance(value, str) and (not any(chosen) or (free and None in chosen)) and find_list(value) is None:
        normal.homeless.append((no_choice(target, value, rules), value))
        return normal
    kept: list[str] = []
    for part, choice in zip(parts, chosen, strict=True):
        if choice is not None:
            if choice not in kept:
                kept.append(choice)
            if choice != part:
                normal.rewrite(_rewritten(as_text(part), choice), part)
        elif isinstance(part, str) and is_nothing(part, rules):
            normal.rewrite(_emptied(part), part)
        elif part not in (None, ""):
            normal.homeless.append((no_choice(target, as_text(part), rules), part))
    normal.value = kept
    return normal


def _take_parts(normal: Normal, target: Field, value: object, rules: Normalisation) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    if not isinstance(value, str):
        return [value]
    if (listed := find_list(value)) is not None:
        normal.rewrite(Text(nl="De tekst is gelezen als lijst.", en="The text was read as a list."), value)
        return listed
    if find_choice(target, value, rules) is not None:
        return [value]
    return list(split_words(value))


def _take_month(normal: Normal, text: str) -> str:
    found = _DAY_IN_MONTH.fullmatch(text)
    try:
        month = str(Month.parse((found[1] or found[2]) if found else text))
    except ValueError:
        return text
    if month != text:
        normal.rewrite(_rewritten(text, month), text)
    return month


def _take_address(normal: Normal, text: str) -> str:
    if text.casefold().startswith("mailto:"):
        address = text[len("mailto:") :].strip()
        normal.rewrite(_rewritten(text, address), text)
        return address
    return text


def _normalise_rows(target: Field, value: object, *, rules: Normalisation) -> Normal:
    normal = Normal()
    rows: list[dict[str, str]] = []
    for element in _take_rows(normal, value):
        if isinstance(element, Mapping):
            rows.append(_take_row(normal, target, element, rules))
        elif element not in (None, ""):
            row = split_row(as_text(element))
            normal.rewrite(_split_up(), element)
            rows.append(_take_row(normal, target, row, rules))
    normal.value = [row for row in rows if any(row.values())]
    return normal


def _take_rows(normal: Normal, value: object) -> list[object]:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, str):
        listed = find_list(value)
        rows: list[object] = [*(read_rows(value.strip()) or ())] if listed is None else listed
        if rows or listed is not None:
            normal.rewrite(_split_up(), value)
            return rows
    return [value]


def _take_row(
    normal: Normal, target: Field, row: Mapping[str, object], rules: Normalisation
) -> dict[str, str]:
    taken = {member.key: "" for member in target.members if not member.own_only}
    for key, value in row.items():
        member = target.find_member(str(key))
        if member is None:
            if value not in (None, ""):
                note = Text(
                    nl=f"Een rij bij {target.label.nl} heeft geen veld {key}.",
                    en=f"A row of {target.label.en} has no field {key}.",
                )
                normal.homeless.append((note, {str(key): value}))
            continue
        if value in (None, ""):
            continue
        part = normalise(member, value, rules=rules)
        text = str(part.value or "")
        if member.key == "title" and (name := rules.synonyms.get(target.key, {}).get(fold(text))):
            if name != text:
                part.rewrite(_rewritten(text, name), text)
            text = name
        taken[member.key] = text
        normal.rewritten.extend(part.rewritten)
        normal.homeless.extend(part.homeless)
    return taken


def _rewritten(old: str, new: str) -> Text:
    return Text(
        nl=f"'{_shorten(old)}' werd '{_shorten(new)}'.", en=f"'{_shorten(old)}' became '{_shorten(new)}'."
    )


def _emptied(old: str) -> Text:
    return Text(
        nl=f"'{_shorten(old)}' zegt niets; het veld is leeg.",
        en=f"'{_shorten(old)}' says nothing; the field is empty.",
    )


def _split_up() -> Text:
    return Text(nl="De tekst is gesplitst in titel en link.", en="The text was split into title and link.")


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"

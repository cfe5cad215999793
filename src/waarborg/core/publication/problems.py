"""What can be wrong with an entry, in plain words, with the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from waarborg.core.publication.standard import Field
from waarborg.core.terms.text import Text


class Severity(Enum):
    """How bad a problem is: an error blocks publication, a finding does not."""

    ERROR = "error"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: from character `start` up to `end`, counted in the text without its markup.

    `note` says what could stand there instead, where that is known. Raises `ValueError` when the place is empty or
    lies before the text.
    """

    start: int
    end: int
    note: Text | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a place in a text runs forward, not from {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one field of an entry.

    `field` is the place, such as `name` or `lawful_basis_grouping[0].link`. `code` is stable, for
    machines; `message` and `remedy` are for people. `marks` are the places in the text of the field that it is
    about, counted in what `markup.plain_text` gives. Raises `ValueError` without a code or a field.
    """

    code: str
    severity: Severity
    field: str
    message: Text
    remedy: Text
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if not self.code or not self.field:
            raise ValueError("a problem has a code and names its field")


def _make(code: str, path: str, message: Text, remedy: Text, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code, severity, path, message, remedy)


def missing(field: Field, path: str) -> Problem:
    """A required field is empty."""
    return _make(
        "missing",
        path,
        Text(nl=f"{field.label.nl} is niet ingevuld.", en=f"{field.label.en} is not filled in."),
        _how_to_fill(field),
    )


def expected(field: Field, path: str) -> Problem:
    """A field that the schema of the standard expects is empty; a finding."""
    return _make(
        "expected",
        path,
        Text(
            nl=f"{field.label.nl} is leeg. Lezers verwachten hier een antwoord.",
            en=f"{field.label.en} is empty. Readers expect an answer here.",
        ),
        _how_to_fill(field),
        Severity.FINDING,
    )


def end_expected(field: Field, path: str) -> Problem:
    """The algorithm is out of use, and does not say since when; a finding."""
    return _make(
        "end_expected",
        path,
        Text(
            nl="Het algoritme is buiten gebruik, maar de einddatum is leeg.",
            en="The algorithm is out of use, but the end date is empty.",
        ),
        Text(
            nl="Vul de maand in waarin het gebruik stopte.", en="Fill in the month in which its use stopped."
        ),
        Severity.FINDING,
    )


def unknown_field(path: str) -> Problem:
    """The standard does not have this field."""
    return _make(
        "unknown_field",
        path,
        Text(
            nl=f"Het veld {path} bestaat niet in deze standaard.",
            en=f"The field {path} does not exist in this standard.",
        ),
        Text(
            nl="Haal het veld weg, of zet de tekst in een veld dat wel bestaat.",
            en="Remove the field, or put the text in a field that does exist.",
        ),
    )


def wrong_type(field: Field, path: str, wanted: Text) -> Problem:
    """The value is of another type than the field holds."""
    return _make(
        "wrong_type",
        path,
        Text(
            nl=f"{field.label.nl} heeft de verkeerde vorm; hier hoort {wanted.nl}.",
            en=f"{field.label.en} has the wrong form; it should be {wanted.en}.",
        ),
        Text(nl=f"Geef hier {wanted.nl}.", en=f"Give {wanted.en} here."),
    )


def unreadable(field: Field, path: str) -> Problem:
    """The text has characters that cannot be shown."""
    return _make(
        "unreadable",
        path,
        Text(
            nl=f"{field.label.nl} bevat tekens die niet te tonen zijn.",
            en=f"{field.label.en} contains characters that cannot be shown.",
        ),
        Text(nl="Typ de tekst opnieuw.", en="Type the text again."),
    )


def too_long(field: Field, path: str, *, length: int, limit: int) -> Problem:
    """The text without markup is longer than the standard allows."""
    return _make(
        "too_long",
        path,
        Text(
            nl=f"{field.label.nl} is {length} tekens lang; er mogen er {limit} staan.",
            en=f"{field.label.en} is {length} characters long; at most {limit} are allowed.",
        ),
        Text(
            nl=f"Maak de tekst ten minste {length - limit} tekens korter.",
            en=f"Make the text at least {length - limit} characters shorter.",
        ),
    )


def bad_month(field: Field, path: str, value: str) -> Problem:
    """The value is no month."""
    return _make(
        "bad_month",
        path,
        Text(
            nl=f"{field.label.nl} '{_shorten(value)}' is geen bestaande maand.",
            en=f"{field.label.en} '{_shorten(value)}' is not an existing month.",
        ),
        Text(
            nl="Schrijf het jaar en dan de maand van 01 tot en met 12, zoals 2024-05.",
            en="Write the year and then the month from 01 to 12, such as 2024-05.",
        ),
    )


def bad_date(field: Field, path: str, value: str) -> Problem:
    """The value is no day."""
    return _make(
        "bad_date",
        path,
        Text(
            nl=f"{field.label.nl} '{_shorten(value)}' is geen bestaande dag.",
            en=f"{field.label.en} '{_shorten(value)}' is not an existing day.",
        ),
        Text(
            nl="Schrijf het jaar, de maand en de dag, zoals 2024-05-31.",
            en="Write the year, the month and the day, such as 2024-05-31.",
        ),
    )


def end_before_begin(path: str, *, begin: str, end: str) -> Problem:
    """The end lies before the begin."""
    return _make(
        "end_before_begin",
        path,
        Text(
            nl=f"De einddatum {end} ligt vóór de begindatum {begin}.",
            en=f"The end date {end} lies before the begin date {begin}.",
        ),
        Text(nl="Verbeter een van de twee.", en="Correct one of the two."),
    )


def bad_choice(field: Field, path: str, value: str) -> Problem:
    """The value is not one of the choices."""
    return _make(
        "bad_choice",
        path,
        Text(
            nl=f"'{_shorten(value)}' is geen keuze bij {field.label.nl}.",
            en=f"'{_shorten(value)}' is not a choice for {field.label.en}.",
        ),
        Text(
            nl=f"Kies uit: {_list(choice.label.nl for choice in field.choices)}.",
            en=f"Choose from: {_list(choice.label.en for choice in field.choices)}.",
        ),
    )


_LINK_FAULTS = {
    "space": Text(
        nl="bevat een spatie of een teken dat in een webadres niet mag",
        en="contains a space or a character that a web address cannot have",
    ),
    "scheme": Text(nl="begint niet met https:// of http://", en="does not begin with https:// or http://"),
    "host": Text(nl="heeft geen geldige domeinnaam", en="has no valid domain name"),
    "user": Text(nl="bevat een gebruikersnaam of wachtwoord", en="contains a user name or password"),
}


def bad_link(field: Field, path: str, *, value: str, fault: str) -> Problem:
    """The value is no web address that can be followed; `fault` is that of `addresses.find_link_fault`."""
    why = _LINK_FAULTS[fault]
    return _make(
        "bad_link",
        path,
        Text(
            nl=f"{field.label.nl} '{_shorten(value)}' {why.nl}.",
            en=f"{field.label.en} '{_shorten(value)}' {why.en}.",
        ),
        Text(
            nl="Open de pagina in uw browser en neem het hele adres over, zoals https://www.voorbeeldstad.example/pagina.",
            en="Open the page in your browser and copy the whole address, such as https://www.voorbeeldstad.example/page.",
        ),
    )


def bad_contact(field: Field, path: str, value: str) -> Problem:
    """The value is neither a mail address nor a web address."""
    return _make(
        "bad_contact",
        path,
        Text(
            nl=f"{field.label.nl} '{_shorten(value)}' is geen mailadres en geen webadres.",
            en=f"{field.label.en} '{_shorten(value)}' is neither a mail address nor a web address.",
        ),
        Text(
            nl="Geef alleen een mailadres, of alleen het webadres van een contactformulier, zonder andere tekst.",
            en="Give only a mail address, or only the web address of a contact form, without other text.",
        ),
    )


def bad_markup(field: Field, path: str, pieces: Iterable[str]) -> Problem:
    """The text has markup that the field does not allow."""
    shown = _list(_shorten(piece) for piece in pieces)
    if field.allows_markup:
        remedy = Text(
            nl="Gebruik alleen alinea's, regeleinden en lijsten: div, p, br, ul, ol en li, zonder attributen.",
            en="Use only paragraphs, line breaks and lists: div, p, br, ul, ol and li, without attributes.",
        )
    else:
        remedy = Text(nl="Schrijf gewone tekst, zonder opmaak.", en="Write plain text, without markup.")
    return _make(
        "bad_markup",
        path,
        Text(
            nl=f"{field.label.nl} bevat opmaak die hier niet mag: {shown}",
            en=f"{field.label.en} contains markup that is not allowed here: {shown}",
        ),
        remedy,
    )


def _how_to_fill(field: Field) -> Text:
    if field.choices:
        return Text(
            nl=f"Kies uit: {_list(choice.label.nl for choice in field.choices)}.",
            en=f"Choose from: {_list(choice.label.en for choice in field.choices)}.",
        )
    return field.help


def _shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)

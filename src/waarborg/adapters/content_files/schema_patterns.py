"""What the patterns and formats of our schemas ask for, in words that follow “Write …”."""

from collections.abc import Mapping

from waarborg.core.terms.text import Text

_SMALL = Text("kleine letters en cijfers", "small letters and digits")

#: By the pattern as it stands in the schema. A test keeps all patterns of forms in here.
PATTERNS: Mapping[str, Text] = {
    "^[a-z0-9-]+$": Text(
        f"{_SMALL.nl}, met streepjes ertussen, zoals prescan-voorbeeldstad",
        f"{_SMALL.en}, with hyphens between them, such as prescan-voorbeeldstad",
    ),
    "^[a-z0-9]+([.-][a-z0-9]+)*$": Text(
        f"{_SMALL.nl}, met een punt of streepje ertussen, zoals 2.1 of extra-vraag",
        f"{_SMALL.en}, with a dot or hyphen between them, such as 2.1 or extra-question",
    ),
    "^[a-z0-9_-]+$": Text(
        f"{_SMALL.nl}, met streepjes of liggende streepjes ertussen, zoals zeer-hoog",
        f"{_SMALL.en}, with hyphens or underscores between them, such as very-high",
    ),
    "^[a-z0-9_]+$": Text(
        f"{_SMALL.nl}, met liggende streepjes ertussen, zoals einde_looptijd",
        f"{_SMALL.en}, with underscores between them, such as end_of_term",
    ),
    "^[0-9]{4}\\.[0-9]+$": Text(
        'een jaar en een nummer tussen aanhalingstekens, zoals "2026.1"',
        'a year and a number between quotes, such as "2026.1"',
    ),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": Text(
        "een dag als jaar-maand-dag, zoals 2026-01-31", "a day as year-month-day, such as 2026-01-31"
    ),
    "^https://": Text("een webadres dat begint met https://", "a web address that begins with https://"),
    "^[a-z0-9-]+(:.+)?$": Text(
        'een bron uit de lijst “sources”, en de plaats daarin achter een dubbele punt, zoals "avg:35(1)"',
        'a source of the list “sources”, and the place in it after a colon, such as "avg:35(1)"',
    ),
    "^[a-z0-9-]+:[a-z0-9.-]+$": Text(
        'een formulier en een vraag met een dubbele punt ertussen, zoals "dpia:2.1"',
        'a form and a question with a colon between them, such as "dpia:2.1"',
    ),
    "^[a-z0-9-]+:[0-9]{4}\\.[0-9]+$": Text(
        'een formulier en een versie met een dubbele punt ertussen, zoals "prescan:2026.1"',
        'a form and a version with a colon between them, such as "prescan:2026.1"',
    ),
    "^[a-z]{2,3}$": Text("de code van een taal, zoals nl", "the code of a language, such as nl"),
}
FORMATS: Mapping[str, Text] = {
    "date": Text("een dag, zoals 2026-01-31", "a day, such as 2026-01-31"),
    "date-time": Text(
        "een dag en tijd, zoals 2026-01-31T09:30:00Z", "a day and time, such as 2026-01-31T09:30:00Z"
    ),
    "time": Text("een tijd, zoals 09:30:00Z", "a time, such as 09:30:00Z"),
    "email": Text("een mailadres, zoals naam@voorbeeld.nl", "a mail address, such as name@example.org"),
    "uri": Text(
        "een volledig webadres, zoals https://voorbeeld.nl/",
        "a whole web address, such as https://example.org/",
    ),
    "uuid": Text("een UUID", "a UUID"),
    "regex": Text("een geldig patroon", "a valid pattern"),
}

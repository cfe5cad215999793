"""Names that columns of Dutch and English decision logs often have, and what such a column is mostly for."""

import re

from waarborg.core.terms.text import Text

_EDGE = r"(?:^|[_ .-])"
_END = r"(?:$|[_ .-]|\d)"


def _names(*words: str) -> re.Pattern[str]:
    return re.compile(f"{_EDGE}(?:{'|'.join(words)}){_END}")


#: Role, names, and what a person reads as reason. The first that fits wins.
KNOWN: tuple[tuple[str, re.Pattern[str], Text], ...] = (
    (
        "id",
        _names(
            "bsn", "burgerservicenummer", "id", "zaaknummer", "zaak_?id", "dossiernummer", "klantnummer",
            "aanvraagnummer", "persoonsnummer", "volgnummer", "case_?id", "person_?id", "uuid", "kenmerk",
        ),
        Text(nl="De naam is die van een nummer of kenmerk.", en="The name is that of a number or reference."),
    ),
    (
        "by",
        _names(
            "geslacht", "gender", "sekse", "sex", "nationaliteit", "nationality", "herkomst", "migratieachtergrond",
            "geboorteland", "afkomst", "origin", "ethniciteit", "etniciteit", "ethnicity", "race", "ras",
            "leeftijd(?:sklasse|scategorie|sgroep)?", "age(?:_?band|_?group)?", "religie", "geloof", "religion",
            "handicap", "beperking", "disability", "burgerlijke_?staat", "marital_?status", "zwanger(?:schap)?",
            "seksuele_?gerichtheid", "politieke_?gezindheid", "taal", "language",
        ),
        Text(
            nl="De naam is die van een persoonskenmerk waarop de wet onderscheid beperkt.",
            en="The name is that of a personal characteristic on which the law restricts distinctions.",
        ),
    ),
    (
        "by",
        _names(
            "postcode\\d?", "pc4", "pc6", "wijk", "buurt", "gemeente", "regio", "provincie", "woonplaats", "zip",
            "postal_?code", "district", "region", "opleiding(?:sniveau)?", "onderwijs", "education", "inkomen",
            "income", "huishouden", "household", "gezinssituatie",
        ),
        Text(
            nl="De naam is die van een kenmerk dat vaak met herkomst of rijkdom samenhangt.",
            en="The name is that of a characteristic that often goes with origin or wealth.",
        ),
    ),
    (
        "truth",
        _names(
            "werkelijk(?:heid)?", "uitkomst", "fraude", "onrechtmatig", "overtreding", "terecht", "bevinding",
            "vastgesteld", "y_?true", "truth", "actual", "label", "ground_?truth", "target", "outcome", "unduly",
            "recidive", "is_?recid", "misbruik",
        ),
        Text(nl="De naam is die van wat werkelijk zo was.", en="The name is that of what was really so."),
    ),
    (
        "prediction",
        _names(
            "voorspelling", "besluit", "beslissing", "geselecteerd", "selectie", "gecontroleerd", "controle", "advies",
            "toegekend", "afgewezen", "signaal", "hoog_?risico", "y_?pred", "prediction", "predicted", "decision",
            "selected", "flag(?:ged)?", "approved", "resultaat_?model",
        ),
        Text(nl="De naam is die van een besluit of selectie.", en="The name is that of a decision or selection."),
    ),
    (
        "score",
        _names("score", "risicoscore", "kans", "waarschijnlijkheid", "probability", "proba", "risk", "risico"),
        Text(nl="De naam is die van een score.", en="The name is that of a score."),
    ),
    (
        "amount",
        _names("bedrag", "euro", "amount", "uitkering(?:sbedrag)?", "toeslag(?:bedrag)?", "vordering", "boete", "eur"),
        Text(nl="De naam is die van een bedrag.", en="The name is that of an amount."),
    ),
    (
        "period",
        _names(
            "datum", "date", "jaar", "year", "maand", "month", "kwartaal", "quarter", "periode", "period", "besluitdatum",
            "aanvraagdatum", "peildatum", "timestamp", "tijdstip",
        ),
        Text(nl="De naam is die van een dag of periode.", en="The name is that of a day or period."),
    ),
    (
        "step",
        _names("stap", "processtap", "fase", "step", "stage"),
        Text(nl="De naam is die van een stap in het proces.", en="The name is that of a step in the process."),
    ),
)  # fmt: skip

"""Why a verdict is what it is: a code that machines keep, the numbers it rests on, and a sentence for people."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from waarborg.core.terms.text import Text

#: By code: the sentence, with the numbers by name. `percent`, `number` and `chance` say how a number is written.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "over_limit": (
        "Het verschil is {gap}. De grens is {limit}. Toeval verklaart het niet (kans {p:chance}, na correctie).",
        "The difference is {gap}. The limit is {limit}. Chance does not explain it (p {p:chance}, corrected).",
    ),
    "over_attention": (
        ("Het verschil is {gap}. Dat is meer dan {attention}, maar minder dan de grens van {limit}. "
        "Toeval verklaart het niet (kans {p:chance}, na correctie)."),
        ("The difference is {gap}. That is more than {attention}, but less than the limit of {limit}. "
        "Chance does not explain it (p {p:chance}, corrected)."),
    ),
    "size_uncertain": (
        "Er is een verschil, gemeten als {gap}. Met zo weinig mensen ({ours:number}) kan het ook de grens van {limit} halen.",
        "There is a difference, measured as {gap}. With so few people ({ours:number}) it may reach the limit of {limit}.",
    ),
    "small_and_certain": (
        "Er is een verschil van {gap}. Dat is minder dan {attention}, de maat die vooraf is gekozen.",
        "There is a difference of {gap}. That is less than {attention}, the measure that was chosen beforehand.",
    ),
    "no_difference_seen": (
        "Er is geen verschil gebleken ({gap}). Een verschil van {limit} was met kans {power:percent} gezien.",
        "No difference was found ({gap}). A difference of {limit} would have been seen with chance {power:percent}.",
    ),
    "gap_not_certain": (
        "Het verschil is {gap}. Met deze aantallen kan dat toeval zijn (kans {p:chance}, na correctie).",
        "The difference is {gap}. With these numbers that may be chance (p {p:chance}, corrected).",
    ),
    "bound_not_visible": (
        ("Met {ours:number} mensen zou een verschil van {limit} maar met kans {power:percent} gezien zijn; "
        "{wanted:percent} is nodig."),
        ("With {ours:number} people a difference of {limit} would be seen with a chance of {power:percent} only; "
        "{wanted:percent} is needed."),
    ),
    "group_too_small": (
        "Aan een van beide kanten staan {fewest:number} mensen; het minimum is {smallest:number}.",
        "On one of both sides there are {fewest:number} people; the minimum is {smallest:number}.",
    ),
    "no_value": (
        ("Er is geen uitkomst. Aan een van beide kanten staat niemand in de noemer ({divides_by}), of de verhouding is "
        "er een tot nul."),
        ("There is no figure. On one of both sides nobody is in the denominator ({divides_by}), or the ratio is one to "
        "nothing."),
    ),
    "hidden": (
        "Een aantal dat nodig is, is verborgen omdat het klein is.",
        "A number that is needed was hidden because it is small.",
    ),
    "groups_differ": (
        ("De {groups:number} groepen samen verschillen meer dan door toeval (kans {p:chance}), ook al springt er geen "
        "enkele uit. Hoogste min laagste is {spread:percent}; door toeval alleen is dat gemiddeld {expected:percent}."),
        ("The {groups:number} groups together differ more than by chance (p {p:chance}), although no single one stands "
        "out. Highest minus lowest is {spread:percent}; by chance alone it is {expected:percent} on average."),
    ),
    "no_comparison": (
        "Er zijn geen twee groepen om te vergelijken.",
        "There are no two groups to compare.",
    ),
    "parity_against_errors": (
        ("In de ene groep komt het vaker voor dan in de andere ({base_ours:percent} en {base_theirs:percent}). Maakt het "
        "algoritme in beide groepen even vaak fouten, dan kiest het er {selected_ours:percent} en "
        "{selected_theirs:percent}. Gelijke foutkansen en gelijke selectie gaan hier dus niet samen."),
        ("It is more common in one group than in the other ({base_ours:percent} and {base_theirs:percent}). If the "
        "algorithm errs equally often in both groups, it chooses {selected_ours:percent} and {selected_theirs:percent}. "
        "So equal chances of error and equal selection do not go together here."),
    ),
    "prediction_against_errors": (
        ("Is de trefkans in beide groepen {ppv:percent} en wordt overal {missed:percent} gemist, dan wordt van wie het "
        "niet betreft {wrong_ours:percent} en {wrong_theirs:percent} onterecht gekozen. Gelijke trefkans en gelijke "
        "foutkansen gaan hier dus niet samen, want {base_ours:percent} en {base_theirs:percent} verschillen."),
        ("If the predictive value is {ppv:percent} in both groups and {missed:percent} is missed in both, then of those "
        "whom it does not concern {wrong_ours:percent} and {wrong_theirs:percent} are chosen wrongly. So equal "
        "predictive value and equal chances of error do not go together here, for {base_ours:percent} and "
        "{base_theirs:percent} differ."),
    ),
    "ecological_caution": (
        ("Dit is een schatting uit cijfers over {areas:number} gebieden, niet uit gegevens over mensen. Wie in een gebied "
        "woont, hoeft niet te horen bij de groep die daar groot is. En wie er gekozen is, kan anders zijn dan de buren. "
        "Zeg op grond hiervan niets over een persoon."),
        ("This is an estimate from figures about {areas:number} areas, not from data about people. Who lives in an area "
        "need not belong to the group that is large there, and those who were chosen may differ from their neighbours. "
        "Say nothing about a person on this ground."),
    ),
    "group_is_predictable": (
        ("Neem twee mensen: een uit een groep en een daarbuiten. Uit de andere kolommen is met kans {area:percent} te "
        "zeggen wie van de twee in de groep zit. Gokken geeft 50,0%."),
        ("Take two people: one of a group and one outside it. The other columns tell which of the two is in the group "
        "with a chance of {area:percent}. Guessing gives 50.0%."),
    ),
    "sampled": (
        "Dit is berekend op {used:number} van de {rows:number} regels. Die zijn door het lot gekozen.",
        "This was worked out on {used:number} of the {rows:number} rows, chosen at random.",
    ),
    "groups_too_small_to_predict": (
        "{groups:number} groepen hebben minder dan {smallest:number} regels. Die doen niet mee.",
        "{groups:number} groups have fewer than {smallest:number} rows. They do not take part.",
    ),
    "shuffled_column": (
        ("De waarden van de kolom zijn {repeats:number} keer door elkaar gehusseld. Het model zelf is niet opnieuw gemaakt. "
        "Een model dat zonder deze kolom is gemaakt, kan dezelfde informatie uit andere kolommen halen."),
        ("The values of the column were shuffled {repeats:number} times. The model itself was not made anew. A model that "
        "is made without this column may take the same information from other columns."),
    ),
    "refitted_without_column": (
        ("Het model is opnieuw gemaakt zonder de kolom. Andere kolommen kunnen nog steeds laten zien in welke groep iemand "
        "zit. Een kolom weglaten is dus niet altijd genoeg."),
        ("The model was made anew without the column. Other columns may still tell in which group somebody is. So leaving "
        "a column out is not always enough."),
    ),
    "no_group_thresholds": (
        ("Waarborg rekent geen aparte drempel per groep uit. Dan zouden mensen met dezelfde score anders behandeld worden "
        "omdat ze bij een groep horen. Gaat het om een beschermde grond, zoals ras of geslacht? Dan is dat direct "
        "onderscheid (AWGB artikel 1, waar die wet geldt). De wet kent daarvoor maar enkele uitzonderingen, zoals "
        "voorkeursbeleid onder voorwaarden (AWGB artikel 2). Discriminatie is verboden in artikel 1 van de Grondwet, en "
        "in artikel 21 van het EU-Handvest als EU-recht wordt uitgevoerd. Valt een besluit onder artikel 22 van de AVG "
        "(geheel automatisch, met grote gevolgen)? Dan mag het meestal niet rusten op bijzondere persoonsgegevens (lid 4). "
        "Denkt u dat een uitzondering geldt? Vraag het een jurist voordat u iets verandert."),
        ("Waarborg does not work out a threshold per group. People with the same score would then be treated differently "
        "because they belong to a group. On a protected ground, such as race or sex, that is direct distinction (AWGB, the "
        "Dutch Equal Treatment Act, Article 1, where that act applies). The law has few exceptions, such as preferential "
        "treatment under conditions (AWGB Article 2). Discrimination is banned by Article 1 of the Dutch Constitution, and "
        "by Article 21 of the EU Charter where EU law is carried out. A decision under Article 22 of the GDPR (fully "
        "automated, with serious effects) may mostly not rest on special categories of personal data (paragraph 4). If you "
        "think that an exception holds, ask a lawyer before you change anything."),
    ),
}  # fmt: skip

#: Every code there is.
CODES = frozenset(_SENTENCES)


@dataclass(frozen=True)
class Reason:
    """A reason. code: one of `CODES`. numbers: shares as 0 to 1, differences as such, ratios as factors."""

    code: str
    numbers: Mapping[str, float]
    text: Text


class _Shown(float):
    """A number that is written in a language as its format says."""

    language = "en"

    def __format__(self, form: str) -> str:
        if math.isnan(self):
            return "onbekend" if self.language == "nl" else "unknown"
        if form == "percent":
            shown = f"{100 * float(self):.1f}%"
        elif form == "chance":
            shown = "< 0.001" if self < 0.001 else f"{float(self):.3f}"
        else:
            shown = f"{float(self):,.0f}".replace(",", " ")
        return shown.replace(".", ",") if self.language == "nl" else shown


class _ShownInDutch(_Shown):
    language = "nl"


def give_reason(
    code: str, numbers: Mapping[str, float], *, words: Mapping[str, Text] | None = None
) -> Reason:
    """A reason with its sentence filled in. words: parts of the sentence that are text. Raises `KeyError` for a code
    or a number that is not there."""
    nl, en = _SENTENCES[code]
    parts = words or {}
    dutch = {name: _ShownInDutch(value) for name, value in numbers.items()}
    english = {name: _Shown(value) for name, value in numbers.items()}
    return Reason(
        code,
        dict(numbers),
        Text(
            nl.format(**(dutch | {name: text.nl for name, text in parts.items()})),
            en.format(**(english | {name: text.en for name, text in parts.items()})),
        ),
    )


def show_size(value: float, *, ratio: bool, points: bool = True) -> Text:
    """A difference of shares in percentage points, a ratio as a factor, or a difference in the unit of the column."""
    if math.isnan(value):
        return Text("onbekend", "unknown")
    if ratio:
        plain = f"{value:.2f}"
        return Text(f"{plain.replace('.', ',')} keer", f"{plain} times")
    if points:
        plain = f"{100 * value:.1f}"
        return Text(f"{plain.replace('.', ',')} procentpunt", f"{plain} percentage points")
    plain = f"{value:.4g}"
    return Text(plain.replace(".", ","), plain)

"""Writes how many questions of each form are filled from each other form, in English and in Dutch."""

from collections.abc import Iterator, Mapping, Sequence

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.loading import load_library
from waarborg.core.forms.forms import Form
from waarborg.core.forms.overlap import ENTRY, PROFILE, Pair, list_pairs
from waarborg.core.terms.text import Text

#: The page of each language, below `docs`.
PAGES = {"nl": "handleiding/overlap-van-formulieren.md", "en": "reference/form-overlap.md"}
_TITLE = Text("Wat formulieren van elkaar overnemen", "What forms take from each other")
_INTRO = Text(
    """\
De tabel zegt van elk formulier hoeveel vragen een antwoord krijgen aangeboden: uit de feiten van een dossier, uit elk
ander formulier, en uit alles samen. Een vraag telt één keer, hoeveel bronnen zij ook heeft. Alle vragen tellen, ook die
maar soms worden gesteld. Wat alleen naast een vraag wordt getoond, telt niet. Een oordeel wordt nooit aangeboden, en
iemand neemt elk aanbod zelf over.""",
    """\
The table says of each form to how many questions an answer is offered: from the facts of a dossier, from each other
form, and from all of it together. A question counts once, however many sources it has. All questions count, also those
that are asked in some cases only. What is only shown beside a question does not count. A judgement is never offered, and
somebody takes each offer.""",
)
_ROWS = Text(
    "Een rij is het formulier dat u invult; een kolom is het formulier waaruit het antwoord komt, met zijn nummer.",
    "A row is the form that is filled in; a column is the form that the answer comes from, by its number.",
)
_HEADER = Text("in te vullen | vragen | feiten | alles", "to fill in | questions | facts | all")
_ENTRY = Text(
    "Voor de beschrijving in het register tellen de velden waarin een feit wordt gepubliceerd.",
    "For the entry in the register the fields count that a fact is published in.",
)
_REGISTER = Text("beschrijving in het register", "entry in the register")
_MOST = Text("Wat het meest scheelt", "What saves most")
_MOST_INTRO = Text(
    "Van elk formulier de drie formulieren waaruit de meeste antwoorden komen, en hoeveel zij samen geven.",
    "For each form the three forms that most answers come from, and how many they give together.",
)
_MOST_HEADER = Text("in te vullen | eerst | samen", "to fill in | first | together")
_EACH = Text(
    "Elke vraag met haar bron en de reden staat in `waarborg forms overlap --to dpia --json`.",
    "Each question with its source and the reason is in `waarborg forms overlap --to dpia --json`.",
)
_NOTICE = Text(
    "Deze bladzijde maakt `make docs` uit de formulieren. Verander die, en niet dit bestand.",
    "`make docs` makes this page from the forms. Change those, not this file.",
)


def make_pages() -> dict[str, str]:
    """The text of each page, by its place below `docs`."""
    library = load_library()
    forms = [form for id in library.ids if (form := library.find_newest(id)) is not None]
    pairs = {(pair.origin, pair.to): pair for pair in list_pairs(forms, load_vocabulary())}
    return {page: "\n".join(_write(forms, pairs, language)) + "\n" for language, page in PAGES.items()}


def _write(forms: Sequence[Form], pairs: Mapping[tuple[str, str], Pair], language: str) -> Iterator[str]:
    def say(text: Text) -> str:
        return text.in_language(language)

    yield f"# {say(_TITLE)}\n\n{say(_INTRO)}\n\n{say(_ROWS)} {say(_ENTRY)}\n"
    numbers = " | ".join(str(place) for place, _ in enumerate(forms, start=1))
    yield f"| | {say(_HEADER)} | {numbers} |"
    yield "|---" * 2 + "|---:" * (len(forms) + 3) + "|"
    for place, form in enumerate(forms, start=1):
        cells = [_count(pairs.get((origin.id, form.id))) for origin in forms]
        yield _row(
            str(place),
            f"{form.short} {form.version}",
            pairs[PROFILE, form.id],
            _find_all(pairs, form.id),
            cells,
        )
    together = _find_all(pairs, ENTRY)
    cells = [_count(pairs[form.id, ENTRY]) for form in forms]
    yield f"| | {say(_REGISTER)} | {together.questions} | | {_share(together)} | {' | '.join(cells)} |"
    yield f"\n## {say(_MOST)}\n\n{say(_MOST_INTRO)}\n\n| {say(_MOST_HEADER)} |\n|---|---|---:|"
    yield from (_list_most(form, forms, pairs) for form in forms)
    yield f"\n{say(_EACH)}\n\n{say(_NOTICE)}"


def _row(number: str, name: str, facts: Pair, together: Pair, cells: Sequence[str]) -> str:
    return f"| {number} | {name} | {facts.questions} | {facts.filled} | {_share(together)} | {' | '.join(cells)} |"


def _find_all(pairs: Mapping[tuple[str, str], Pair], to: str) -> Pair:
    return next(pair for (origin, end), pair in pairs.items() if end == to and "+" in origin)


def _count(pair: Pair | None) -> str:
    return "–" if pair is None else str(pair.filled or "")


def _share(pair: Pair) -> str:
    # Rounded down, so that 100% means all.
    return f"{pair.filled} ({100 * pair.filled // pair.questions}%)"


def _list_most(form: Form, forms: Sequence[Form], pairs: Mapping[tuple[str, str], Pair]) -> str:
    found = sorted(
        (pairs[other.id, form.id] for other in forms if other.id != form.id),
        key=lambda pair: -pair.filled,
    )[:3]
    names = {other.id: other.short for other in forms}
    first = ", ".join(f"{names[pair.origin]} ({pair.filled})" for pair in found if pair.filled)
    together = {link.question for pair in found for link in pair.links}
    return f"| {form.short} | {first} | {len(together)} |"

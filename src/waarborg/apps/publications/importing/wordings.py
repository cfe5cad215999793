"""What is said about a record of a file: why it is refused with what to do, and what should be known beforehand."""

from collections.abc import Iterable, Sequence

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications import mapping
from waarborg.core.publication.workflow import STATE_LABELS, State
from waarborg.core.terms.text import Text

Pair = tuple[Text, Text]

TAKEN: Pair = (
    Text(
        "Dit nummer is al in gebruik bij een andere organisatie of een ander dossier.",
        "This id is in use at another organisation or for another dossier.",
    ),
    Text("Geef de beschrijving in het bestand een ander nummer.", "Give the entry in the file another id."),
)
NOT_ADOPTED: Pair = (
    Text(
        "Deze beschrijving is overgenomen uit een ander register en heeft hier nog geen dossier.",
        "This entry was taken over from another register and has no dossier here yet.",
    ),
    Text(
        "Neem haar eerst in eigen beheer, bij Overgenomen, en lees het bestand dan opnieuw in.",
        "First take it under own management, under Taken over, and bring the file in again.",
    ),
)
DOUBLE: Pair = (
    Text(
        "Een eerder record in dit bestand gaat over hetzelfde dossier.",
        "An earlier record in this file is about the same dossier.",
    ),
    Text("Laat een van de twee staan.", "Keep one of the two."),
)
REOPENS = Text(
    "Dit dossier is gearchiveerd; het wordt heropend als concept.",
    "This dossier is archived; it is reopened as a draft.",
)
REVISES = Text(
    "Dit is openbaar; de wijzigingen komen in een nieuwe versie als concept.",
    "This is public; the changes go into a new version, as a draft.",
)
CHANGED_SINCE = Text(
    "Dit veld is hier gewijzigd nadat u de vergelijking zag; het is zo gelaten.",
    "This field was changed here after you saw the comparison; it was left as it is.",
)
REOPEN_REASON = Text("Opnieuw ingelezen uit {name}", "Brought in again from {name}")


def foreign(named: str, own: str) -> Pair:
    """The record is of another organisation."""
    return (
        Text(
            f"Dit record is van '{named[:100]}', niet van {own}.",
            f"This record is of '{named[:100]}', not of {own}.",
        ),
        Text(
            "Lees het in bij die organisatie, of verbeter de naam in het bestand.",
            "Bring it in at that organisation, or correct the name in the file.",
        ),
    )


def several(source_id: str) -> Pair:
    """More than one dossier has the id of the own administration."""
    return (
        Text(
            f"Meer dan één dossier heeft de bron-ID '{source_id[:60]}'.",
            f"More than one dossier has the source ID '{source_id[:60]}'.",
        ),
        Text(
            "Geef het record het nummer van het dossier, of verbeter de bron-ID.",
            "Give the record the id of the dossier, or correct the source ID.",
        ),
    )


def fixed(state: State) -> Pair:
    """The text may not be changed now."""
    label = STATE_LABELS[state]
    return (
        Text(
            f"De tekst ligt vast (stand: {label.nl.lower()}).",
            f"The text is fixed (state: {label.en.lower()}).",
        ),
        Text(
            "Haal de tekst terug of heropen hem, en lees het bestand dan opnieuw in.",
            "Take the text back or reopen it, and bring the file in again.",
        ),
    )


def claimed(titles: Sequence[str]) -> Text:
    """Assessments that the file names stay out."""
    listed = "; ".join(titles)[:300]
    return Text(
        f"Niet overgenomen: impacttoetsen die het bestand noemt ({listed}). Leg vast wat u hebt uitgevoerd, met datum"
        " en ondertekenaar.",
        f"Left out: impact assessments that the file names ({listed}). Record what you carried out, with date and"
        " signatory.",
    )


def unfit(names: Iterable[str], *, kept: bool) -> Text:
    """Values that cannot be what their field means."""
    standard = load_standard()
    fields = [standard.find_field(name.removesuffix(mapping.ENGLISH)) for name in names]
    nl = ", ".join(one.label.nl for one in fields if one)
    en = ", ".join(one.label.en for one in fields if one)
    if kept:
        return Text(
            f"Past niet in het veld en wacht als niet opgeslagen tekst op u: {nl}.",
            f"Does not fit its field and waits for you as text that is not saved: {en}.",
        )
    return Text(
        f"Past niet in het veld en wordt niet overgenomen: {nl}.",
        f"Does not fit its field and is left out: {en}.",
    )

"""The interpretations that come with the product: every `*.yaml` in the package `waarborg.content.law`."""

from functools import cache
from importlib.resources import files

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.own_format import read_own_format
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.library import NoSuchInterpretation
from waarborg.core.terms.text import Text

PACKAGE = "waarborg.content.law"


@cache
def load_interpretations() -> tuple[Interpretation, ...]:
    """Return the interpretations, in the order of the names of their files.

    Raises `LawFileError` when a file has a fault, or two files are the same version of the same interpretation.
    """
    found: dict[str, Interpretation] = {}
    for resource in sorted(files(PACKAGE).iterdir(), key=lambda item: item.name):
        if not resource.name.endswith(".yaml"):
            continue
        interpretation = read_own_format(resource.read_text(encoding="utf-8"), file=f"law/{resource.name}")
        if interpretation.urn in found:
            raise LawFileError(
                file=f"law/{resource.name}",
                place="id",
                fault=Text(
                    nl=f"Er is al een bestand met {interpretation.urn}.",
                    en=f"There is a file with {interpretation.urn} already.",
                ),
                remedy=Text(nl="Geef het een andere versie.", en="Give it another version."),
            )
        found[interpretation.urn] = interpretation
    return tuple(found.values())


def get_interpretation(urn: str) -> Interpretation:
    """Return one of them. Raises `NoSuchInterpretation`."""
    for interpretation in load_interpretations():
        if interpretation.urn == urn:
            return interpretation
    raise NoSuchInterpretation(urn)

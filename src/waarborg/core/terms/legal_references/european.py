"""From CELEX to ELI and back, for regulations, directives and decisions."""

from waarborg.core.terms.legal_references.celex import Celex
from waarborg.core.terms.legal_references.eli import CELEX_TYPES, Eli

_ELI_TYPES = {"R": "reg", "L": "dir", "D": "dec"}


def find_eli(celex: Celex) -> Eli | None:
    """The ELI of an act or of its consolidated text; None when it does not follow from the number.

    The type is the plain `reg`, `dir` or `dec`: whether an act is implementing or delegated does not show in its
    CELEX number, and the plain type is an alias of those. A corrigendum has its day in the ELI, which CELEX lacks.
    """
    plain = celex.sector in "03" and celex.document_type in _ELI_TYPES and celex.number.isdecimal()
    if not plain or celex.corrigendum or celex.sequence or not int(celex.number):
        return None
    return Eli(
        document_type=_ELI_TYPES[celex.document_type],
        year=celex.year,
        number=int(celex.number),
        consolidated_on=celex.consolidated_on,
    )


def find_celex(eli: Eli) -> Celex | None:
    """The CELEX number of the act, or of its consolidated text; None for a corrigendum, which has another number.

    A place within the act is lost: CELEX numbers name whole documents.
    """
    if eli.corrigendum_on:
        return None
    return Celex(
        sector="0" if eli.consolidated_on else "3",
        year=eli.year,
        document_type=CELEX_TYPES[eli.document_type],
        number=f"{eli.number:04}",
        consolidated_on=eli.consolidated_on,
    )

"""What a reader must know of a log before its figures: one outcome, one group, much missing, amounts below zero."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from waarborg.core.measurement.cells import Cells, Dimension
from waarborg.core.terms.text import Text

#: With more groups than this, most are too small to say something of.
MANY_GROUPS = 500


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know. kind: `constant`, `one-group`, `missing`, `many-groups` or `negative`."""

    kind: str
    column: str
    message: Text


def list_notes(cells: Cells, lows: Mapping[str, float]) -> Iterator[Note]:
    """What there is to know of counts. lows: the least value of each amount."""
    for dimension in cells.dimensions:
        yield from _list_of_dimension(cells, dimension)
    for column, low in lows.items():
        if low < 0:
            yield Note(
                "negative",
                column,
                Text(
                    nl=f"Er zijn bedragen onder nul; het laagste is {low:g}. Klopt dat?",
                    en=f"There are amounts below zero; the lowest is {low:g}. Is that right?",
                ),
            )


def _list_of_dimension(cells: Cells, dimension: Dimension) -> Iterator[Note]:
    known = [label for label in dimension.labels if label is not None]
    if dimension.role in ("prediction", "truth") and len(known) == 1:
        yield Note(
            "constant",
            dimension.name,
            Text(
                nl="Deze kolom heeft overal dezelfde waarde. Er valt dus niets te vergelijken.",
                en="This column has the same value everywhere, so there is nothing to compare.",
            ),
        )
    if dimension.role == "by" and len(known) <= 1:
        yield Note(
            "one-group",
            dimension.name,
            Text(
                nl=f"Deze kolom heeft {len(known)} groepen; vergelijken vraagt er minstens 2.",
                en=f"This column has {len(known)} groups; a comparison needs at least 2.",
            ),
        )
    if dimension.role in ("by", "given") and len(known) > MANY_GROUPS:
        yield Note(
            "many-groups",
            dimension.name,
            Text(
                nl=f"Deze kolom heeft {len(known)} groepen. De meeste zijn waarschijnlijk te klein voor een oordeel.",
                en=f"This column has {len(known)} groups. Most are probably too small to judge.",
            ),
        )
    if None in dimension.labels and cells.total:
        missing = int(cells.sum_over([dimension.name])[dimension.labels.index(None)])
        share = 100 * missing / cells.total
        yield Note(
            "missing",
            dimension.name,
            Text(
                nl=f"Van {missing} rijen ({share:.1f}%) ontbreekt deze waarde.".replace(".", ",", 1),
                en=f"This value is missing in {missing} rows ({share:.1f}%).",
            ),
        )

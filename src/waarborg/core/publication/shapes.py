"""Whether a value has the shape of its field, whatever it says."""

from collections.abc import Mapping

from waarborg.core.publication.standard import Field, Kind


def has_shape(field: Field, value: object) -> bool:
    """Return whether `value` has the shape that `field` asks.

    A list of texts for `CHOICES`, a list of rows with texts under known names for `GROUP`, and a text for every
    other kind. Whether it is a good value is for `validity.check`.
    """
    if field.kind is Kind.CHOICES:
        return isinstance(value, list) and all(isinstance(part, str) for part in value)
    if field.kind is Kind.GROUP:
        return isinstance(value, list) and all(_is_row(field, row) for row in value)
    return isinstance(value, str)


def _is_row(field: Field, row: object) -> bool:
    return isinstance(row, Mapping) and all(
        isinstance(part, str) and field.find_member(str(key)) is not None for key, part in row.items()
    )

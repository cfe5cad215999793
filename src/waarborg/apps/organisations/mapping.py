"""Organisation rows to the records of the official list."""

from waarborg.adapters.content_files.organisations import OrganisationRecord
from waarborg.apps.organisations.models import Organisation


def to_record(row: Organisation) -> OrganisationRecord:
    """The row as a record, its relations left out. Raises ValueError for a body that is on no official list."""
    official_name, *aliases = row.other_names or [row.name]
    return OrganisationRecord(
        code=row.code,
        tooi_uri=row.tooi_uri or "",
        name=row.name,
        tooi_name=official_name,
        name_en=row.name_en,
        kind=row.kind,
        current=row.is_current,
        ended_on=row.ended_on,
        aliases=tuple(aliases),
    )

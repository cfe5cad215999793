"""Files of a dossier that the public may download: those that a public text lists and that were released."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from waarborg.adapters.documents.file_types import FileType
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.actions.listing import ASSESSMENTS
from waarborg.apps.publications.models import Entry, Version
from waarborg.core.terms.own_addresses import find_token


@dataclass(frozen=True)
class PublicFile:
    """What the public page says of a file: its address, type and size in bytes."""

    path: str
    type: FileType
    size: int
    sha256: str


def list_tokens(values: Mapping[str, object]) -> list[str]:
    """Tokens of the files that a text lists as assessments, in order."""
    return [token for link in _links(values) if (token := find_token(link)) is not None]


def _links(values: Mapping[str, object]) -> Iterator[str]:
    rows = values.get(ASSESSMENTS)
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping):
            yield str(row.get("link") or "")


def list_public_files(public_id: str, values: Mapping[str, object]) -> dict[str, PublicFile]:
    """The files that a public text lists and that may be downloaded, by the link in the text."""
    tokens = list_tokens(values)
    if not tokens:
        return {}
    rows = Attachment.objects.filter(token__in=tokens, algorithm__public_id=public_id)
    allowed = {row.token: row for row in rows if documents.can_be_downloaded(row)}
    found = {}
    for link in _links(values):
        row = allowed.get(find_token(link) or "")
        if row is not None:
            found[link] = PublicFile(link, documents.type_of(row), row.size, row.sha256)
    return found


def get_public_attachment(path: str) -> Attachment:
    """The file at a public address, while a public version of its entry lists that address; raises NotFound."""
    missing = NotFound("There is no such file, or it is not public.")
    token = find_token(path)
    row = (
        Attachment.objects.select_related("algorithm__organisation").filter(token=token).first()
        if token
        else None
    )
    if row is None or not documents.can_be_downloaded(row):
        raise missing
    entry = Entry.objects.select_related("live").filter(algorithm=row.algorithm_id).first()
    if entry is None or entry.live is None:
        raise missing
    versions = (
        Version.objects.filter(entry=entry).exclude(pk=entry.live.pk).only("values").order_by("-number")
    )
    if not any(path in _links(version.values) for version in _newest_first(entry.live, versions.iterator())):
        raise missing
    return row


def _newest_first(live: Version, others: Iterable[Version]) -> Iterator[Version]:
    yield live
    yield from others


def list_unreleased(entry: Entry, values: Mapping[str, object]) -> list[Attachment]:
    """The files that a text lists and that citizens cannot download, so that somebody can release them first."""
    if entry.algorithm is None:
        return []
    rows = documents.find_by_tokens(entry.algorithm, list_tokens(values))
    return [row for row in rows.values() if not documents.can_be_downloaded(row)]

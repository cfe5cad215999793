"""Making, showing and hiding the versions that the public sees. Called by actions, inside their transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.audit import actions as audit
from waarborg.apps.publications.mapping import content_digest
from waarborg.apps.publications.models import Entry, Version
from waarborg.apps.publications.products.matching import set_products
from waarborg.apps.publications.quality import keeping as quality
from waarborg.apps.publications.search import get_index


def add_version(
    *,
    entry: Entry,
    values: Mapping[str, object],
    values_en: Mapping[str, object],
    by: str,
    at: datetime,
    reason: str,
    texts_at: Mapping[str, str],
) -> Version:
    """Make the next version of an entry of our own, make it the live one, and write that in the audit chain."""
    newest = (
        Version.objects.filter(entry=entry).order_by("-number").values_list("number", flat=True).first() or 0
    )
    version = Version.objects.create(
        entry=entry,
        number=newest + 1,
        values=dict(values),
        values_en=dict(values_en),
        standard=load_standard().version,
        digest=content_digest(values, values_en),
        published_at=at,
        published_by=by,
        reason=reason,
        texts_at=dict(texts_at),
    )
    entry.live = version
    entry.source = ""
    entry.source_url = ""
    entry.withdrawn_at = None
    entry.withdrawal_reason = ""
    entry.save(update_fields=("live", "source", "source_url", "withdrawn_at", "withdrawal_reason"))
    audit.record(
        chain=entry.organisation.code,
        action="publications.add_version",
        subject=f"entry/{entry.public_id}",
        by=by,
        at=at,
        about={"version": version.number, "digest": version.digest},
    )
    return version


def show(entries: Sequence[Entry]) -> None:
    """Make these entries findable, with the text of their live version and the product it is about."""
    set_products(entries)
    get_index().update([entry.pk for entry in entries])
    quality.keep_up(entries)


def hide(*, entry: Entry, by: str, at: datetime, reason: str) -> None:
    """Take an entry off the public site; who asks for it reads when and why."""
    entry.live = None
    entry.withdrawn_at = at
    entry.withdrawal_reason = reason
    entry.save(update_fields=("live", "withdrawn_at", "withdrawal_reason"))
    get_index().remove([entry.pk])
    quality.forget([entry.pk])

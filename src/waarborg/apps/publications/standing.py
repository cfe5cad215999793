"""Since when the texts of an entry stand, by the facts of its dossier, and which translations are older than their source."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from waarborg.apps.algorithms.actions import ENGLISH as ENGLISH_FACT
from waarborg.apps.algorithms.models import Algorithm, Fact
from waarborg.apps.publications import mapping
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.translations import Translation, judge_translations, remark_older


def find_moments(algorithm: Algorithm, *, up_to: int | None = None) -> dict[str, datetime]:
    """When the newest fact about each text was recorded, by field (`goal`, `goal@en`); up to a fact when given."""
    fields = {mapping.key_of_field()[field]: field for field in mapping.translatable_fields()}
    names = fields | {key + ENGLISH_FACT: field + mapping.ENGLISH for key, field in fields.items()}
    rows = Fact.objects.filter(algorithm=algorithm, key__in=list(names), value__isnull=False).order_by("id")
    if up_to is not None:
        rows = rows.filter(id__lte=up_to)
    return {names[key]: at for key, at in rows.values_list("key", "at")}


def read_texts_at(algorithm: Algorithm, *, up_to: int) -> dict[str, str]:
    """The same as text, as it is kept with a proposal and a version."""
    return {field: at.isoformat() for field, at in find_moments(algorithm, up_to=up_to).items()}


def judge(
    values: Mapping[str, object], values_en: Mapping[str, object], *, since: Mapping[str, datetime | str]
) -> dict[str, Translation]:
    """What the English text of each field is to its Dutch one; `since` as found, or as it was kept."""
    moments = {
        field: at if isinstance(at, datetime) else datetime.fromisoformat(at) for field, at in since.items()
    }
    return judge_translations(values, values_en, since=moments, fields=mapping.translatable_fields())


def list_older_translations(page: EntryPage) -> tuple[Problem, ...]:
    """A finding at each English text that is from before a change of the Dutch one, unless it is being typed anew."""
    if page.entry.algorithm is None:
        return ()
    english = {
        name.removesuffix(mapping.ENGLISH): value
        for name, value in page.values.items()
        if name.endswith(mapping.ENGLISH)
    }
    judged = judge(page.values, english, since=find_moments(page.entry.algorithm))
    return tuple(
        remark_older(item.field, day=timezone.localdate(item.source_at))
        for item in judged.values()
        if item.is_older and item.field + mapping.ENGLISH not in page.typed
    )

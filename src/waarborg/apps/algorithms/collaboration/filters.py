"""Filters that somebody keeps under a name. They are of that person alone, and tell nothing about a dossier."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction

from waarborg.apps.algorithms.models import SavedFilter
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.terms.text import Text

MOST = 30
LONGEST_NAME = 60
LONGEST_QUERY = 1000


class FilterRefused(ValueError):
    """A filter that cannot be kept; `reason` says why, in words."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


@transaction.atomic
def save_filter(
    *, person: Person, name: str, chosen: dict[str, str], at: datetime, is_default: bool = False
) -> SavedFilter:
    """Keep what was chosen under a name; a filter of that name gets the new choice. Raises FilterRefused."""
    _hold(person)
    name = _check_name(name)
    query = urlencode(sorted((key, value) for key, value in chosen.items() if value))
    if len(query) > LONGEST_QUERY:
        raise FilterRefused(
            Text("Dit filter is te lang. Kies minder.", "This filter is too long. Choose less.")
        )
    row = SavedFilter.objects.filter(person=person, name=name).first()
    if row is None:
        if SavedFilter.objects.filter(person=person).count() >= MOST:
            raise FilterRefused(
                Text(
                    f"U hebt al {MOST} filters. Verwijder er eerst een.",
                    f"You have {MOST} filters already. Remove one first.",
                )
            )
        row = SavedFilter(person=person, name=name)
    row.query, row.changed_at = query, at
    row.save()
    if is_default:
        _make_default(row)
    return row


@transaction.atomic
def change_filter(*, row: SavedFilter, name: str, is_default: bool, at: datetime) -> SavedFilter:
    """Give a filter another name, and say whether the list opens with it. Raises FilterRefused."""
    _hold(row.person)
    name = _check_name(name)
    if SavedFilter.objects.filter(person=row.person, name=name).exclude(pk=row.pk).exists():
        raise FilterRefused(
            Text("U hebt al een filter met deze naam.", "You have a filter of this name already.")
        )
    row.name, row.changed_at, row.is_default = name, at, row.is_default and is_default
    row.save()
    if is_default:
        _make_default(row)
    return row


@transaction.atomic
def remove_filter(*, row: SavedFilter) -> None:
    """Take a filter away."""
    row.delete()


def list_filters(person: Person) -> list[SavedFilter]:
    """The filters of a person, by name."""
    return list(SavedFilter.objects.filter(person=person).order_by("name", "id"))


def get_filter(person: Person, filter_id: int) -> SavedFilter:
    """The filter with this id, when it is of this person; raises NotFound."""
    found = SavedFilter.objects.select_related("person").filter(person=person, pk=filter_id).first()
    if found is None:
        raise NotFound("You have no such filter.")
    return found


def find_default(person: Person) -> SavedFilter | None:
    """The filter with which the list opens, if there is one."""
    return SavedFilter.objects.filter(person=person, is_default=True).first()


def _hold(person: Person) -> None:
    """Two pages of one person at once follow each other."""
    Person.objects.select_for_update().get(pk=person.pk)


def _make_default(row: SavedFilter) -> None:
    SavedFilter.objects.filter(person=row.person, is_default=True).exclude(pk=row.pk).update(is_default=False)
    row.is_default = True
    row.save(update_fields=("is_default",))


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise FilterRefused(Text("Geef het filter een naam.", "Give the filter a name."))
    if len(name) > LONGEST_NAME:
        raise FilterRefused(
            Text(f"Gebruik hoogstens {LONGEST_NAME} tekens.", f"Use at most {LONGEST_NAME} characters.")
        )
    return name

"""All forms, each with its versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from waarborg.core.forms.forms import Form


class NoSuchForm(KeyError):
    """There is no form, or no version of it, under this name."""

    def __str__(self) -> str:
        return f"there is no form {self.args[0]}"


@dataclass(frozen=True)
class Library:
    """Forms in every version. Raises `ValueError` when a version is there twice."""

    forms: tuple[Form, ...]

    def __post_init__(self) -> None:
        urns = [form.urn for form in self.forms]
        if len(set(urns)) != len(urns):
            raise ValueError("a version of a form is there twice")

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[Form, ...]]:
        found: dict[str, list[Form]] = {}
        for form in sorted(self.forms, key=lambda form: (form.released_on, form.number)):
            found.setdefault(form.id, []).append(form)
        return {id: tuple(forms) for id, forms in found.items()}

    @property
    def ids(self) -> tuple[str, ...]:
        """The forms, in the order in which their newest versions want to stand."""
        return tuple(sorted(self._by_id, key=lambda id: (self._by_id[id][-1].order, id)))

    def list_versions(self, id: str) -> tuple[Form, ...]:
        """Return the versions of a form, the oldest first; empty when there is none."""
        return self._by_id.get(id, ())

    def get(self, id: str, version: str) -> Form:
        """Return one version. Raises `NoSuchForm`."""
        for form in self.list_versions(id):
            if form.version == version:
                return form
        raise NoSuchForm(f"{id} {version}")

    def find_newest(self, id: str, on: date | None = None) -> Form | None:
        """Return the newest version, of those released on or before a day where one is given; None without one."""
        fitting = [form for form in self.list_versions(id) if on is None or form.released_on <= on]
        return fitting[-1] if fitting else None

"""Every content file meets its schema according to both validators: the quick one, and the one that explains."""

from collections.abc import Callable

import pytest

from waarborg.adapters.content_files import yaml_files
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files import loading as forms
from waarborg.adapters.form_files.extending import SCHEMA as EXTENSION
from waarborg.adapters.framework_files import loading as framework


def _uncached(load: Callable[..., object]) -> Callable[..., object]:
    """Return the reading itself: what an earlier test had read, no validator would see again."""
    return getattr(load, "__wrapped__", load)


@pytest.mark.parametrize(
    "load",
    [
        framework.load_framework,
        load_vocabulary,
        lambda: _uncached(load_standard)("1.0"),
        *(lambda name=name: _uncached(forms.read_form)(name) for name in forms.list_form_files()),
    ],
)
def test_what_the_quick_validator_passes_the_other_passes_too(
    load: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def is_right(document: object, schema: str) -> bool:
        seen.append(schema)
        assert yaml_files._read_schema(schema)[1].is_valid(document)
        return not any(True for _ in yaml_files.list_schema_errors(document, schema))

    monkeypatch.setattr(yaml_files, "is_right", is_right)
    _uncached(load)()
    assert seen


@pytest.mark.parametrize("document", [{}, [], {"id": 1}, {"id": "x", "parts": "none"}, None, "text"])
def test_what_the_one_refuses_the_other_refuses(document: object) -> None:
    schema = forms.SCHEMA
    errors = list(yaml_files.list_schema_errors(document, schema))
    assert errors
    assert not yaml_files.is_right(document, schema)


def test_a_form_that_builds_on_another_has_the_same_items() -> None:
    """The two schemas stand apart, because a schema here reads no other file; what they share must stay the same."""
    whole, extension = (yaml_files._read_schema(name)[0] for name in (forms.SCHEMA, EXTENSION))
    assert extension["$defs"] == whole["$defs"]
    own = {"extends", "add"}
    shared = set(extension["properties"]) - own
    assert {name: extension["properties"][name] for name in shared} == {
        name: whole["properties"][name] for name in shared
    }

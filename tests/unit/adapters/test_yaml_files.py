"""Content files: what is wrong with one is said with file, place and remedy."""

from pathlib import Path

import pytest

from waarborg.adapters.content_files import yaml_files
from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml

SCHEMA = (
    '{"type": "object", "properties": {"fields": {"type": "array", "items": {"required": ["key"],'
    ' "properties": {"key": {"type": "string"}}}}}}'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the package of content."""
    monkeypatch.setattr(yaml_files, "files", lambda package: tmp_path)
    (tmp_path / "x.schema.json").write_text(SCHEMA, encoding="utf-8")
    return tmp_path


def fault(folder: Path, text: str | bytes, schema: str | None = "x.schema.json") -> ContentError:
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "x.yaml").write_bytes(content)
    with pytest.raises(ContentError) as caught:
        read_yaml("x.yaml", schema=schema)
    assert caught.value.remedy
    return caught.value


def test_a_file_that_meets_its_schema_is_read(folder: Path) -> None:
    (folder / "x.yaml").write_text(
        "fields:\n  - {key: a, on: 2024-02-01, no: no, yes: true}\n", encoding="utf-8"
    )
    assert read_yaml("x.yaml", schema="x.schema.json") == {
        "fields": [{"key": "a", "on": "2024-02-01", "no": "no", "yes": True}]
    }


def test_a_place_that_does_not_meet_the_schema_is_named(folder: Path) -> None:
    error = fault(folder, "fields:\n  - {key: a}\n  - {key: 3}\n  - {x: 1}\n")
    assert (error.file, error.path) == ("x.yaml", "fields[1].key")
    assert "fields[2]: 'key' is a required property" in error.fault


def test_a_key_that_is_written_twice_is_named_with_its_line(folder: Path) -> None:
    error = fault(folder, "a: 1\nb: 2\na: 3\n")
    assert (error.path, error.fault) == (
        "line 3, column 1",
        "This is no valid YAML: the key 'a' is written twice, first on line 1",
    )


def test_a_merge_key_is_no_double(folder: Path) -> None:
    (folder / "x.yaml").write_text("a: &a {b: 1}\nc:\n  <<: *a\n  b: 2\n", encoding="utf-8")
    assert read_yaml("x.yaml", schema=None)["c"] == {"b": 2}


def test_text_that_is_no_yaml_is_refused(folder: Path) -> None:
    assert "no valid YAML" in fault(folder, "a: [1").fault


def test_an_object_of_python_is_never_made(folder: Path) -> None:
    assert "no valid YAML" in fault(folder, "!!python/object/apply:os.getcwd []").fault


def test_another_encoding_is_refused(folder: Path) -> None:
    assert fault(folder, "a: é".encode("latin-1")).path == "byte 3"


@pytest.mark.parametrize("name", ["weg.yaml", "weg/x.yaml", "x.schema.json/x.yaml"])
def test_a_file_that_is_not_there_is_named(name: str, folder: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_yaml(name, schema=None)
    assert caught.value.file == name


@pytest.mark.parametrize("schema", ["{", '{"type": "nonsense"}'])
def test_a_schema_that_is_none_is_refused(schema: str, folder: Path) -> None:
    (folder / "x.schema.json").write_text(schema, encoding="utf-8")
    assert fault(folder, "a: 1").file == "x.schema.json"


def test_many_faults_are_shortened(folder: Path) -> None:
    text = "fields:\n" + "  - {x: 1}\n" * 15
    assert fault(folder, text).fault.endswith("and 5 more")

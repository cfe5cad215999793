"""Exchange against generated files: rows come back as they were written, and no file is a surprise."""

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import BrokenFile, Record, Refusal, assess, read

STANDARD = load_standard()
COLUMNS = [field.key for field in STANDARD.fields if field.key not in ("lars", "publication_dt")]
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=20).map(
    lambda text: text.replace("\ufffe", "").replace("\uffff", "")
)
ROUGH = st.one_of(CELLS, st.sampled_from(['"', ",", ";", "\n", "\r\n", '"",\n', "=1+1", " "]))
#: A name that is nothing but markup, such as `<P>`, is empty once it is cleaned, and the row is refused.
NAMES = CELLS.filter(lambda text: any(letter.isalnum() for letter in text) and "<" not in text)


def read_or_say_why(content: bytes) -> list[Record | Refusal] | BrokenFile:
    try:
        return read_bytes(content)
    except BrokenFile as broken:
        return broken


def read_bytes(content: bytes) -> list[Record | Refusal]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(content)
        return list(read(path).records)


@given(
    st.lists(
        st.fixed_dictionaries({"goal": ROUGH, "risks": ROUGH, "name": NAMES, "tags": ROUGH}),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.permutations(COLUMNS),
)
@settings(max_examples=60)
def test_rows_come_back_as_they_were_written(
    rows: list[dict[str, str]], delimiter: str, quoting: int, columns: list[str]
) -> None:
    written = [
        row | {"organization": "Gemeente Voorbeeldstad", "standard_version": "1.0", "source_id": str(place)}
        for place, row in enumerate(rows)
    ]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter, quoting=quoting)
    writer.writeheader()
    writer.writerows(written)
    found = read_bytes(text.getvalue().encode("utf-8-sig"))
    assert [
        {key: value for key, value in record.values.items() if value}
        for record in found
        if isinstance(record, Record)
    ] == [{key: value for key, value in row.items() if value} for row in written]


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-9, 10**9),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=12),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
KEYS = ["name", "organization", "standard_version", "lars", "status", "category", "lawful_basis_grouping", "goal",
        "begin_date", "state", "language", "create_dt", "owner", "title", "organisatie", "id", "url", "doel"]  # fmt: skip
ENTRIES = st.one_of(JSON, st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8))
GOOD: dict[str, Any] = {"name": "a", "organization": "b", "title": "a", "organisatie": "b"}


@given(st.lists(st.one_of(ENTRIES, ENTRIES.map(lambda entry: GOOD | entry if isinstance(entry, dict) else entry)), max_size=4),
       st.sampled_from(["seed", "algoritmes", "algoritme_versions"]))  # fmt: skip
def test_every_entry_of_any_json_is_a_record_or_a_refusal(entries: list[Any], shape: str) -> None:
    document = (
        [GOOD, *entries] if shape == "seed" else {shape: [GOOD, *entries], "organisation_details": entries}
    )
    for item in read_bytes(json.dumps(document).encode()):
        if isinstance(item, Refusal):
            assert item.errors[0].remedy.nl
            json.dumps([fault.as_json() for fault in item.errors], ensure_ascii=False).encode()
        else:
            assess(item, STANDARD)


@given(
    st.one_of(
        st.binary(max_size=80), st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
)
def test_any_file_is_read_or_refused_with_a_remedy(content: bytes) -> None:
    found = read_or_say_why(content)
    assert found
    if isinstance(found, BrokenFile):
        assert found.remedy.nl
        assert found.file == "export"


@given(st.integers(0, 400), st.integers(0, 255))
def test_one_wrong_byte_never_goes_unsaid_or_by_surprise(place: int, byte: int) -> None:
    header = ",".join(COLUMNS).encode()
    line = ",".join({"name": "a", "organization": "b"}.get(key, "x") for key in COLUMNS).encode()
    content = bytearray(header + b"\n" + line + b"\n")
    content[place % len(content)] = byte
    found = read_or_say_why(bytes(content))
    assert found
    if isinstance(found, BrokenFile):
        assert found.remedy.en


ID_PARTS = st.sampled_from(["a", "Z", "9", "-", "_", ".", "/", "?", "\n", " ", "é", "nieuw", "wb-", "\u202e"])
IDS = st.one_of(st.text(max_size=70), st.lists(ID_PARTS, max_size=6).map("".join))
SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


@given(IDS)
def test_the_id_of_a_record_can_always_be_in_an_address(identity: str) -> None:
    for document in ([GOOD | {"lars": identity}], {"algoritmes": [GOOD | {"id": identity}]}):
        (item,) = read_bytes(json.dumps(document).encode())
        if isinstance(item, Record):
            assert set(item.id) <= SAFE
            assert item.id[0] not in "-_"
            assert len(item.id) <= 64
            assert item.id.casefold() != "nieuw"
        else:
            assert item.errors[0].field


@given(st.lists(st.sampled_from(["goed", '"goed"', '"ook ""goed"""', '"a\nb"', '"stuk" rest', '"s\ntuk" rest']),
                min_size=1, max_size=8))  # fmt: skip
def test_each_row_with_a_stray_quote_is_refused_and_no_other(names: list[str]) -> None:
    columns = [
        "name",
        "organization",
        *(key for key in COLUMNS if key not in ("name", "organization")),
        "lars",
    ]
    rest = ",b" + "," * (len(columns) - 2)
    lines = [",".join(columns), *(f"{name}{rest}{place}" for place, name in enumerate(names, start=1))]
    found = read_bytes("\n".join(lines).encode())
    assert [isinstance(item, Refusal) for item in found] == [name.endswith(" rest") for name in names]
    assert [(item.position, item.id) for item in found] == [
        (place, str(place)) for place in range(1, len(names) + 1)
    ]

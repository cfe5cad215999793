"""Good decision logs and files of counts, from which damaged ones are made."""

import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

_HEADER = ("geslacht", "leeftijd", "besluit", "fraude", "score", "bedrag", "datum")
_ROWS = [
    (("man", "vrouw", "é")[row % 3], ("jong", "oud")[row % 2], row % 2, (row // 2) % 2, row / 40, row * 12.5,
     f"2025-{1 + row % 12:02d}-01")
    for row in range(40)
]  # fmt: skip


def make_logs() -> list[bytes]:
    """Decision logs: CSV as it is written in several places, and Parquet."""
    parquet = io.BytesIO()
    columns = zip(*_ROWS, strict=True)
    pq.write_table(
        pa.table({name: list(values) for name, values in zip(_HEADER, columns, strict=True)}), parquet
    )
    return [
        _csv(",").encode(),
        _csv(";").replace(".", ",").encode("cp1252"),
        _csv("\t").encode("utf-16"),
        parquet.getvalue(),
    ]


def make_cells() -> list[bytes]:
    """Files of counts: CSV with hidden numbers, and JSON."""
    document = {
        "format": "waarborg-cells",
        "format_version": 1,
        "dimensions": [
            {"name": "geslacht", "role": "by", "labels": ["man", "vrouw", None]},
            {"name": "prediction", "role": "prediction", "labels": ["0", "1"]},
        ],
        "codes": [[0, 0], [0, 1], [1, 0], [2, 1]],
        "counts": [12, None, 1_034, 0],
        "moments": {"bedrag": {"counts": [1, 2, 3, 0], "sums": [1.5, 2, 3, 0], "squares": [2.25, 2, 3, 0]}},
        "rounded_to": 1,
        "hidden_below": 10,
    }
    return [
        b"geslacht;prediction;aantal\nman;ja;1.034\nman;nee;<10\nvrouw;ja;x\nvrouw;nee;0\n",
        b"herkomst,n,bedrag_count,bedrag_sum,bedrag_squares\nNL,12,12,3.5,9\nEU,3,2,1,1\n",
        json.dumps(document).encode(),
    ]


def _csv(delimiter: str) -> str:
    lines = [delimiter.join(_HEADER), *(delimiter.join(map(str, row)) for row in _ROWS)]
    return "\n".join(lines) + "\n"

"""Writing the register out: six formats, each a stream of pieces that never holds more than a few entries."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from waarborg.adapters.exchange.writing.linked import describe_alone, stream_linked
from waarborg.adapters.exchange.writing.official_csv import stream_csv
from waarborg.adapters.exchange.writing.own_json import stream_json, stream_lines
from waarborg.adapters.exchange.writing.shapes import Body, Edition, Head, Listed, TooManyRows
from waarborg.core.terms.text import Text


# The libraries of these two take long to load and much memory, so they are loaded when they are used.
def _stream_columnar(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    from waarborg.adapters.exchange.writing.columnar import stream_columnar

    return stream_columnar(entries, head)


def _stream_spreadsheet(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    from waarborg.adapters.exchange.writing.spreadsheet import stream_spreadsheet

    return stream_spreadsheet(entries, head)


Stream = Callable[[Iterable[Listed], Head], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format to export to: its name in addresses and commands, its media type, and how it is written.

    `is_made_whole`: the file can only be sent when it is finished. `has_history`: earlier versions have a place in it.
    """

    name: str
    ending: str
    media_type: str
    label: Text
    use: Text
    stream: Stream
    is_made_whole: bool = False
    has_history: bool = True


FORMATS = {
    one.name: one
    for one in (
        Format(
            name="csv",
            ending="csv",
            media_type="text/csv; charset=utf-8",
            label=Text("CSV", "CSV"),
            use=Text(
                "De kolommen van het Algoritmeregister, voor wie dat al gebruikt. Zonder opmaak, Engels en historie.",
                "The columns of the national register, for who uses that already. No markup, English or history.",
            ),
            stream=stream_csv,
            has_history=False,
        ),
        Format(
            name="xlsx",
            ending="xlsx",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            label=Text("Excel (XLSX)", "Excel (XLSX)"),
            use=Text(
                "Een regel per beschrijving, met Engels en een blad met uitleg. Voor lezen en rekenen in een spreadsheet.",
                "A row per entry, with English and a sheet that explains the columns. For work in a spreadsheet.",
            ),
            stream=_stream_spreadsheet,
            is_made_whole=True,
        ),
        Format(
            name="json",
            ending="json",
            media_type="application/json",
            label=Text("JSON", "JSON"),
            use=Text(
                "Alles wat openbaar is, precies zoals het is gepubliceerd. Een ander register kan dit weer inlezen.",
                "All that is public, exactly as it was published. Another register can read this in.",
            ),
            stream=stream_json,
        ),
        Format(
            name="jsonl",
            ending="jsonl",
            media_type="application/x-ndjson",
            label=Text("JSON Lines", "JSON Lines"),
            use=Text(
                "Hetzelfde, met een beschrijving op elke regel. Voor grote verwerkingen.",
                "The same, with an entry on each line. For large jobs.",
            ),
            stream=stream_lines,
        ),
        Format(
            name="jsonld",
            ending="jsonld",
            media_type="application/ld+json",
            label=Text("JSON-LD", "JSON-LD"),
            use=Text(
                "Gekoppelde data met begrippen van DCAT en schema.org, en organisaties als TOOI-nummer.",
                "Linked data with terms of DCAT and schema.org, and organisations as TOOI identifiers.",
            ),
            stream=stream_linked,
        ),
        Format(
            name="parquet",
            ending="parquet",
            media_type="application/vnd.apache.parquet",
            label=Text("Parquet", "Parquet"),
            use=Text(
                "Kolommen met typen, voor data-analyse in bijvoorbeeld Python, R of DuckDB.",
                "Typed columns, for data analysis in for instance Python, R or DuckDB.",
            ),
            stream=_stream_columnar,
            is_made_whole=True,
        ),
    )
}

__all__ = [
    "FORMATS",
    "Body",
    "Edition",
    "Format",
    "Head",
    "Listed",
    "Stream",
    "TooManyRows",
    "describe_alone",
]

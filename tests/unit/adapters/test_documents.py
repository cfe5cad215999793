"""What a file really is, and the folder in which files are kept; with files made here, byte by byte."""

import hashlib
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from waarborg.adapters.documents.file_types import FileRefused, find_ending, get_allowed
from waarborg.adapters.documents.recognising import recognise
from waarborg.adapters.documents.store import Store

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x00" * 20 + b"\xff\xd9"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Recognise = Callable[[bytes, str], object]


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)


def package(parts: dict[str, str | bytes], *, comment: bytes = b"") -> bytes:
    """A package of parts, as Word, Excel and OpenDocument write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
        file.comment = comment
    return buffer.getvalue()


def office(main: str, **more: str | bytes) -> bytes:
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return package({"[Content_Types].xml": types, "main.xml": "<document/>", **more})


def open_document(kind: str, **more: str | bytes) -> bytes:
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", **more})


@pytest.fixture
def look(tmp_path: Path) -> Recognise:
    """`look(content, name)`: what the file is."""

    def write(content: bytes, name: str) -> object:
        path = tmp_path / "file"
        path.write_bytes(content)
        return recognise(path, name)

    return write


GOOD = {
    "pdf": PDF,
    "docx": office(WORD),
    "xlsx": office(EXCEL),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "csv": b"naam;aantal\r\nParkeren;3\r\n",
    "txt": "Bezwaar maken kan binnen zes weken: \u20ac 0.\n".encode(),
    "json": b'{"naam": "Parkeren"}',
    "png": PNG,
    "jpg": JPEG,
}


@pytest.mark.parametrize("ending", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken(ending: str, look: Recognise) -> None:
    found = look(GOOD[ending], f"DPIA parkeren.{ending.upper()}")
    assert getattr(found, "ending", "") == ending


#: What is text is also the other kind of text; only JSON has a form of its own.
ALSO = {("csv", "txt"), ("txt", "csv"), ("csv", "json"), ("txt", "json")}
MIXED = [(one, other) for one in GOOD for other in GOOD if one != other and (one, other) not in ALSO]


@pytest.mark.parametrize(("ending", "other"), MIXED)
def test_a_file_that_is_something_else_is_refused(ending: str, other: str, look: Recognise) -> None:
    with pytest.raises(FileRefused):
        look(GOOD[other], f"naam.{ending}")


def test_jpeg_is_the_same_as_jpg(look: Recognise) -> None:
    assert find_ending("Foto.JPEG") == "jpg"
    assert getattr(look(JPEG, "foto.jpeg"), "media_type", "") == "image/jpeg"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("virus.exe", "runs"),
        ("script.js", "runs"),
        ("pagina.html", "page"),
        ("logo.svg", "page"),
        ("brief.docm", "macros"),
        ("alles.zip", "archive"),
        ("oud.doc", "old_office"),
        ("film.mp4", "type"),
        ("zonder", "type"),
        ("rapport.pdf.exe", "runs"),
        ("rapport.exe. ", "runs"),
        ("..\\map\\rapport.hta", "runs"),
    ],
)
def test_a_name_that_promises_something_else_is_refused_with_the_reason(name: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        get_allowed(name)
    assert refused.value.code == code
    assert refused.value.remedy.nl


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "leeg.pdf", "empty"),
        # A page that begins as a PDF, and a PDF that begins as a page.
        (PDF.replace(b"endobj", b"<html><script>alert(1)</script>endobj"), "dpia.pdf", "two_types"),
        (b"<html><script>alert(1)</script>" + PDF, "dpia.pdf", "not_what_it_says"),
        (b"%PDF-1.7\n<svg onload=alert(1)>\n%%EOF", "dpia.pdf", "two_types"),
        # A package after a PDF: unpackers read the end, readers of PDF the beginning.
        (PDF + package({"a.txt": "hallo"}) + b"%%EOF", "dpia.pdf", "two_types"),
        (PDF.replace(b"/Type", b"/S /JavaScript /JS (app.alert(1)) /Type"), "dpia.pdf", "scripts"),
        (PDF.replace(b"/Type", b"/S /Launch /Type"), "dpia.pdf", "scripts"),
        (b"%PDF-1.7\nafgebroken", "dpia.pdf", "not_what_it_says"),
        (PNG + b"<script>alert(1)</script>", "beeld.png", "two_types"),
        (PNG[:40], "beeld.png", "not_what_it_says"),
        (JPEG[:20] + b"<script>alert(1)</script>" + JPEG[20:], "beeld.jpg", "two_types"),
        (JPEG + package({"a.txt": "hallo"}), "beeld.jpg", "two_types"),
        (b"MZ\x90\x00\x03" + b"\x00" * 60, "rapport.pdf", "not_what_it_says"),
        (b"MZ\x90\x00\x03" + b"\x00" * 60, "lijst.csv", "not_what_it_says"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 60, "lijst.txt", "not_what_it_says"),
        (b"  \n<!DOCTYPE html><p>hallo", "lijst.txt", "two_types"),
        (b"\xef\xbb\xbf<svg xmlns='x' onload='alert(1)'/>", "lijst.csv", "two_types"),
        ("<html><script>alert(1)</script>".encode("utf-16"), "lijst.txt", "two_types"),
        (b"#!/bin/sh\nrm -rf /\n", "uitleg.txt", "not_what_it_says"),
        (PDF, "uitleg.txt", "not_what_it_says"),
        (b'"alleen een tekst"', "gegevens.json", "not_what_it_says"),
    ],
)
def test_what_is_two_things_at_once_or_runs_is_refused(
    content: bytes, name: str, code: str, look: Recognise
) -> None:
    with pytest.raises(FileRefused) as refused:
        look(content, name)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (office(WORD, **{"word/vbaProject.bin": b"x"}), "brief.docx", "macros"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml"), "brief.docx", "macros"),
        (office(WORD, **{"word/activeX/activeX1.bin": b"x"}), "brief.docx", "macros"),
        (office(WORD, **{"word/embeddings/setup.exe": b"x"}), "brief.docx", "macros"),
        (
            office(
                WORD,
                **{
                    "word/_rels/settings.xml.rels": '<Relationship Type="x/attachedTemplate" TargetMode="External"/>'
                },
            ),
            "brief.docx",
            "macros",
        ),
        (open_document("text", **{"Basic/Standard/script-lb.xml": "<x/>"}), "brief.odt", "macros"),
        (office(EXCEL), "brief.docx", "not_what_it_says"),
        (open_document("text"), "blad.ods", "not_what_it_says"),
        (package({"a.txt": "hallo"}), "brief.docx", "not_what_it_says"),
        (package({"a.txt": "hallo"}), "brief.odt", "not_what_it_says"),
        (b"<html>" + office(WORD), "brief.docx", "not_what_it_says"),
        (office(WORD) + b"<script>", "brief.docx", "two_types"),
        (office(WORD, **{"../../weg.xml": "x"}), "brief.docx", "two_types"),
        (office(WORD, **{"groot.xml": b"\x00" * (8 * 1024 * 1024)}), "brief.docx", "too_large_unpacked"),
        (office(WORD, **{f"deel{n}.xml": "" for n in range(5001)}), "brief.docx", "too_large_unpacked"),
        (office(WORD)[:-30], "brief.docx", "not_what_it_says"),
    ],
)
def test_a_package_with_programs_tricks_or_too_much_in_it_is_refused(
    content: bytes, name: str, code: str, look: Recognise
) -> None:
    with pytest.raises(FileRefused) as refused:
        look(content, name)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("één".encode(), "utf-8"),
        ("één".encode("windows-1252"), "windows-1252"),
        ("één".encode("utf-16"), "utf-16"),
    ],
)
def test_a_text_is_given_out_in_the_notation_in_which_it_was_written(
    content: bytes, charset: str, look: Recognise
) -> None:
    found = look(content, "lijst.csv")
    assert getattr(found, "content_type", "") == f"text/csv; charset={charset}"


# --- the folder ------------------------------------------------------------------------------------------
@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


def all_files(store: Store) -> list[Path]:
    return [path for path in store._folder.rglob("*") if path.is_file()]


def keep(store: Store, content: bytes) -> str:
    with store.receive([content], limit=1000) as incoming:
        return store.keep(incoming)


def test_a_kept_file_is_called_after_its_content(store: Store) -> None:
    name = keep(store, b"hallo")
    assert name.startswith(hashlib.sha256(b"hallo").hexdigest())
    with store.open(name) as file:
        assert file.read() == b"hallo"
    assert store.is_whole(name)
    assert list(store.list_names()) == [name]


def test_a_file_that_is_not_kept_leaves_nothing(store: Store) -> None:
    with store.receive([b"hallo"], limit=1000):
        assert len(all_files(store)) == 1
    assert all_files(store) == []


def test_a_stop_while_receiving_leaves_nothing_under_a_name(store: Store) -> None:
    def break_off() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), store.receive(break_off(), limit=1000):
        pytest.fail("nothing was received")
    assert list(store.list_names()) == []


def test_too_much_is_refused_while_it_comes_in(store: Store) -> None:
    asked = []

    def pour() -> Iterator[bytes]:
        for number in range(1000):
            asked.append(number)
            yield b"x" * 100

    with pytest.raises(FileRefused) as refused, store.receive(pour(), limit=1000):
        pytest.fail("too much was received")
    assert refused.value.code == "too_large"
    assert len(asked) == 11
    assert all_files(store) == []


def test_the_same_content_twice_is_two_files(store: Store) -> None:
    one, other = keep(store, b"hallo"), keep(store, b"hallo")
    assert one != other
    store.remove(one)
    assert store.is_whole(other)


def test_a_changed_file_is_not_whole(store: Store) -> None:
    name = keep(store, b"hallo")
    (store._folder / name[:2] / name).write_bytes(b"dag")
    assert not store.is_whole(name)
    store.remove(name)
    assert not store.is_whole(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 64, "a" * 64 + "-" + "b" * 16 + "/x"])
def test_a_name_that_is_none_of_ours_opens_nothing(name: str, store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.open(name)


def test_half_files_of_long_ago_go(store: Store) -> None:
    keep(store, b"hallo")
    half = store._folder / "incoming" / "half"
    half.write_bytes(b"half")
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    os.utime(half, (moment.timestamp(),) * 2)
    assert store.remove_half_files(before=moment) == 0
    assert store.remove_half_files(before=moment + timedelta(seconds=1)) == 1
    assert not half.exists()

"""Damage: bytes, cells, JSON values and parts of packages, changed the way files go wrong or are made to harm."""

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from bench.fuzzing.seeds import pack

WORDS: tuple[bytes, ...] = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b'"', b'""', b'"\n"', b",", b";", b"\t", b"\r",
    b"\n\n", b"{", b"}", b"[", b"]", b":", b"null", b"NaN", b"Infinity", b"-Infinity", b"1e999", b"9" * 5000, b"[" * 3000,
    b'{"a":' * 2000, b'"\\ud800"', b"\\u0000", b"=1+1", b"=HYPERLINK(\"x\")", b"../../x", b"<script>", b"&amp;", b"&x;",
    b"\xe2\x80\xae", b"\xef\xbf\xbf", b"a" * 70_000, b'"name"', b'"organization"', b'"lars"', b'"id"', b'"entries"',
    b'"format_version": 2', b"<f>1+1</f>", b'r="ZZZ99999999"', b't="s"', b'<!DOCTYPE x [<!ENTITY a "b">]>', b"nieuw",
    b"wb-1234567890", b'["a\\u0000"]', b'[{"title": "\\ud800"}]', b"0.4", b"9.9", b"2024-13", b"PK\x03\x04", b"\x80\x81\x8d", b"true", b"-1", b"1_000",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 1.5, 1e308, "", " ", "\x00", "\ud800", "\u202e", "x" * 2000, [], {}, [[]], [None],
    [{"title": None}], {"name": {}}, [1, "a", {}], "2024-13", "12345678", "nieuw", "wb-x", "9.9", "0.4", "{a,b}",
    "['a', 1]", "1: a, https://x.example. 2: b", '["a\\u0000"]', '[{"title": "\\ud800"}]', "<p onclick=x>y</p>", "=1+1", "https://x.example/" + "a" * 3000,
)  # fmt: skip
_DEEP = 300


def mutate(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Return a damaged file: of a package mostly a part, of JSON sometimes a value, else bytes."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_package(content, chance)
    if content.lstrip()[:1] in (b"{", b"[") and chance.random() < 0.5:
        return _mutate_json(content, chance)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        content = chance.choice(_WAYS)(content, chance, others)
    return content


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _flip(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    place = _place(content, chance)
    return content[:place] + bytes((chance.randrange(256),)) + content[place + 1 :]


def _insert(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    place = _place(content, chance)
    return content[:place] + chance.choice(WORDS) + content[place:]


def _remove(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    place = _place(content, chance)
    return content[:place] + content[place + chance.choice((1, 1, 2, 8, 40, 400)) :]


def _repeat(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    begin, length = _place(content, chance), chance.choice((1, 4, 30, 300))
    return content[:begin] + content[begin : begin + length] * chance.choice((2, 3, 50)) + content[begin:]


def _cut(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    return content[: _place(content, chance)]


def _splice(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    other = chance.choice(others)
    return content[: _place(content, chance)] + other[_place(other, chance) :]


def _swap_lines(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _encode(content: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-8-sig")), "replace"
    )


_WAYS: tuple[Callable[[bytes, random.Random, list[bytes]], bytes], ...] = (
    _flip, _flip, _insert, _insert, _insert, _remove, _remove, _repeat, _cut, _splice, _swap_lines, _encode,
)  # fmt: skip


def _mutate_json(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines() if content.count(b"\n{") else [content]
    place = chance.randrange(len(lines))
    try:
        document = json.loads(lines[place])
    except ValueError:
        return _flip(content, chance, [content])
    for _ in range(chance.choice((1, 1, 2, 4))):
        document = _change(document, chance, 0)
    text = json.dumps(document, ensure_ascii=chance.random() < 0.5)
    lines[place] = text.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _change(value: Any, chance: random.Random, depth: int) -> Any:
    if isinstance(value, dict) and value and (depth < 1 or chance.random() < 0.8):
        key = chance.choice(list(value))
        if chance.random() < 0.15:
            return {one: part for one, part in value.items() if one != key}
        if chance.random() < 0.15:
            return {**value, chance.choice(list(value)) + chance.choice(("", "x", "@en", "\x00")): value[key]}
        return {**value, key: _change(value[key], chance, depth + 1)}
    if isinstance(value, list) and value and (depth < 1 or chance.random() < 0.8):
        place = chance.randrange(len(value))
        if chance.random() < 0.2:
            return [*value, value[place]]
        return [*value[:place], _change(value[place], chance, depth + 1), *value[place + 1 :]]
    if chance.random() < 0.05:
        deep: Any = "x"
        for _ in range(chance.choice((5, 12, _DEEP))):
            deep = [deep] if chance.random() < 0.5 else {"a": deep}
        return deep
    return chance.choice(_VALUES)


def _mutate_package(content: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError):
        return _flip(content, chance, [content])  # damaged already, though it can be read
    name = chance.choice(list(parts))
    how = chance.random()
    if how < 0.08:
        del parts[name]
    elif how < 0.12:
        parts[name + chance.choice(("x", "/", "../"))] = parts[name]
    elif how < 0.16:
        parts[name] = parts[name] + b" " * chance.choice((10_000, 12 * 1024 * 1024))
    else:
        for _ in range(chance.choice((1, 1, 2, 5))):
            parts[name] = chance.choice(_WAYS)(parts[name], chance, list(parts.values()))
    return pack(parts)

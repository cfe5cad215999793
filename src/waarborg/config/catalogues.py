"""The Dutch translations: which texts there are, which catalogue each belongs in, and compiling the catalogues.

    python -m waarborg.config.catalogues compile    every .po file to the .mo file that Django reads
    python -m waarborg.config.catalogues extract    add texts that are new in templates and code to their .po file
    python -m waarborg.config.catalogues check      list texts without a Dutch translation

Texts in templates and code are English. `web` and `public` keep their own catalogue, so that people can work on one
without touching the other; all else goes in the common one. Babel does the work, so that the gettext system tools
are not needed.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "nl"
OWN_CATALOGUES = ("web", "public")
TEMPLATE_SUFFIXES = (".html", ".txt", ".xml")

#: The functions that mark a text, with the places of singular, plural and context (`c`) among their arguments.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# `templatize` writes calls between characters that are no Python; every text in them is a Python literal.
_LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(({_LITERAL}(?:, {_LITERAL})*)(?:, ?count)?\)", re.DOTALL)


#: Finds marked texts in a file: line, function, its texts and comments.
Extract = Callable[..., Iterator[tuple[int, str, str | tuple[str | None, ...], list[str]]]]


@dataclass(frozen=True)
class Marked:
    """A text marked for translation, and where it stands."""

    text: str
    plural: str
    context: str
    path: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue finds it by."""
        return self.context, self.text


def list_marked(package: Path = PACKAGE) -> list[Marked]:
    """Every marked text in the templates and the code of the package, in the order of their files."""
    found: list[Marked] = []
    for path in sorted(package.rglob("*")):
        if "vendor" in path.parts or not path.is_file():
            continue
        if path.suffix == ".py":
            found += read_code(path.read_bytes(), path)
        elif path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts:
            found += read_template(path.read_text(encoding="utf-8"), path)
        elif path.suffix in TEMPLATE_SUFFIXES and "jinja2" in path.parts:
            found += read_code(path.read_bytes(), path, extract=babel_extract)
    return found


def read_code(source: bytes, path: Path, *, extract: Extract = extract_python) -> Iterator[Marked]:
    """Marked texts in a Python file, or with `babel_extract` in a template of Jinja2."""
    for line, function, texts, _ in extract(BytesIO(source), list(KEYWORDS), [], {}):
        parts = [texts] if isinstance(texts, str) else list(texts or ())
        marked = _to_marked(str(function), parts, path, line)
        if marked is not None:
            yield marked


def read_template(source: str, path: Path) -> Iterator[Marked]:
    """Marked texts in a template, found as Django's own tools find them."""
    code = templatize(source, origin=str(path))
    for call in _CALL.finditer(code):
        texts = ast.literal_eval(f"[{call.group(2)}]")
        marked = _to_marked(call.group(1), texts, path, code.count("\n", 0, call.start()) + 1)
        if marked is not None:
            yield marked


def _to_marked(function: str, texts: Sequence[str | None], path: Path, line: int) -> Marked | None:
    """The marked text of one call; None when a text is not written out, so that nothing can be looked up."""
    places = KEYWORDS[function] or (1,)
    context, forms = "", []
    for place in places:
        number = place[0] if isinstance(place, tuple) else place
        text = texts[number - 1] if number <= len(texts) else None
        if text is None:
            return None
        if isinstance(place, tuple):
            context = text
        else:
            forms.append(text)
    if not forms[0]:
        return None
    return Marked(forms[0], forms[1] if len(forms) > 1 else "", context, path, line)


# --- catalogues ------------------------------------------------------------------------------------------


def catalogue_of(path: Path, package: Path = PACKAGE) -> Path:
    """The .po file in which a text of the file `path` belongs."""
    room = path.relative_to(package).parts[0]
    home = package / room if room in OWN_CATALOGUES else package
    return home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def list_catalogues(package: Path = PACKAGE) -> list[Path]:
    """Every .po file there is."""
    return sorted(package.rglob("LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """The catalogue in the file `path`; raises ValueError with file and line when it cannot be read."""
    try:
        with path.open("rb") as handle:
            return read_po(handle, locale=LANGUAGE, abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"{path}, line {error.lineno + 1}: {error}. Correct this line.") from error


def compile_all(package: Path = PACKAGE) -> int:
    """Write the .mo file beside every .po file; returns how many.

    Texts that are empty or marked uncertain (fuzzy) are left out, and so shown in English.
    """
    sources = list_catalogues(package)
    for source in sources:
        catalogue = read(source)
        target = source.with_suffix(".mo")
        beside = target.with_suffix(".mo.new")
        with beside.open("wb") as handle:
            write_mo(handle, catalogue)
        beside.replace(target)  # a reader never meets half a file
    return len(sources)


def extract(package: Path = PACKAGE) -> dict[Path, int]:
    """Add every marked text that no catalogue has to its .po file, without translation; returns how many per file."""
    known = {key for path in list_catalogues(package) for key in _translations(read(path))}
    added: dict[Path, int] = {}
    catalogues: dict[Path, Catalog] = {}
    for marked in list_marked(package):
        if marked.key in known:
            continue
        known.add(marked.key)
        path = catalogue_of(marked.path, package)
        if path not in catalogues:
            catalogues[path] = read(path) if path.exists() else Catalog(locale=LANGUAGE, fuzzy=False)
        catalogues[path].add(
            (marked.text, marked.plural) if marked.plural else marked.text,
            context=marked.context or None,
            locations=[(marked.path.relative_to(package).as_posix(), marked.line)],
        )
        added[path] = added.get(path, 0) + 1
    for path, catalogue in catalogues.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as handle:
            write_po(handle, catalogue, width=110, include_lineno=False)
    return added


def check(package: Path = PACKAGE) -> list[str]:
    """Marked texts that are not translated, each with its place and the remedy; empty when all are."""
    translated: dict[tuple[str, str], Message] = {}
    for path in list_catalogues(package):
        translated.update(_translations(read(path)))
    faults, seen = [], set()
    for marked in list_marked(package):
        fault = _fault(marked, translated.get(marked.key))
        if fault and marked.key not in seen:
            seen.add(marked.key)
            where = f"{marked.path.relative_to(package).as_posix()}:{marked.line}"
            target = catalogue_of(marked.path, package).relative_to(package).as_posix()
            faults.append(
                f"{where}: {marked.text!r} {fault}. Run `make messages` and translate it in {target}."
            )
    return faults


def _translations(catalogue: Catalog) -> dict[tuple[str, str], Message]:
    return {
        (message.context or "", message.id if isinstance(message.id, str) else message.id[0]): message
        for message in catalogue
        if message.id
    }


def _fault(marked: Marked, message: Message | None) -> str:
    """What is wrong with the translation of a text; empty when nothing is."""
    if message is None:
        return "is in no Dutch catalogue"
    if message.fuzzy:
        return "is marked fuzzy, so not shown"
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    if not forms or not all(forms):
        return "has no translation"
    if marked.plural and not message.pluralizable:
        return "has no plural"
    return ""


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    try:
        if arguments == ["compile"]:
            sys.stderr.write(f"Compiled {compile_all()} catalogues.\n")
        elif arguments == ["extract"]:
            for path, count in extract().items():
                sys.stderr.write(f"{path.relative_to(PACKAGE)}: {count} new texts to translate\n")
        elif arguments == ["check"]:
            faults = check()
            sys.stderr.write("".join(f"{fault}\n" for fault in faults))
            return 1 if faults else 0
        else:
            sys.stderr.write(__doc__ or "")
            return 2
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

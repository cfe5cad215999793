"""The types of files that a dossier takes, and why a file is refused."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from waarborg.core.terms.text import Text

#: Endings whose files a computer runs, or a browser shows as a page; named so that the refusal can say why.
RUNS = frozenset(
    "exe msi com scr bat cmd ps1 psm1 vbs vbe js mjs jse wsf hta jar sh bash py pl rb dll so dylib app apk deb rpm "
    "lnk reg cpl iso img dmg".split()
)
SHOWS_PAGES = frozenset("html htm xhtml xht shtml mhtml mht svg svgz xml xsl xslt swf".split())
MACROS = frozenset("docm dotm xlsm xltm xlsb xlam pptm potm ppsm ppam".split())
ARCHIVES = frozenset("zip 7z rar tar gz tgz bz2 xz zst cab".split())
OLD_OFFICE = frozenset("doc dot xls xlt ppt rtf".split())


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file: its ending, how browsers call it, and what people call it.

    `charset` is the notation of the text, for files of text only.
    """

    ending: str
    media_type: str
    label: Text
    charset: str = ""

    @property
    def content_type(self) -> str:
        """The value of the header `Content-Type`."""
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
FILE_TYPES = {
    "pdf": FileType("pdf", "application/pdf", Text("PDF", "PDF")),
    "docx": FileType("docx", _OFFICE + "wordprocessingml.document", Text("Word", "Word")),
    "xlsx": FileType("xlsx", _OFFICE + "spreadsheetml.sheet", Text("Excel", "Excel")),
    "odt": FileType("odt", _OPEN + "text", Text("OpenDocument-tekst", "OpenDocument text")),
    "ods": FileType("ods", _OPEN + "spreadsheet", Text("OpenDocument-rekenblad", "OpenDocument spreadsheet")),
    "csv": FileType("csv", "text/csv", Text("CSV", "CSV"), "utf-8"),
    "txt": FileType("txt", "text/plain", Text("tekst", "text"), "utf-8"),
    "json": FileType("json", "application/json", Text("JSON", "JSON")),
    "png": FileType("png", "image/png", Text("afbeelding (PNG)", "image (PNG)")),
    "jpg": FileType("jpg", "image/jpeg", Text("afbeelding (JPEG)", "image (JPEG)")),
}
SAME = {"jpeg": "jpg"}


class FileRefused(ValueError):
    """A file that is not kept. `code` is stable; `message` says what is wrong, `remedy` what to do."""

    def __init__(self, code: str, message: Text, remedy: Text) -> None:
        super().__init__(f"{code}: {message.en} {remedy.en}")
        self.code = code
        self.message = message
        self.remedy = remedy


def find_ending(name: str) -> str:
    """The ending of a file name, in lower case, as this module calls it; empty when there is none."""
    ending = PurePosixPath(name.replace("\\", "/").strip().rstrip(". ")).suffix.removeprefix(".").lower()
    return SAME.get(ending, ending)


def get_allowed(name: str) -> FileType:
    """The type that the ending of `name` promises. Raises FileRefused for an ending that is not taken."""
    ending = find_ending(name)
    if ending in FILE_TYPES:
        return FILE_TYPES[ending]
    taken = ", ".join(FILE_TYPES)
    shown = f".{ending}" if ending else Text("geen einde", "no ending").nl
    if ending in RUNS:
        raise FileRefused(
            "runs",
            Text(
                f"Een bestand dat eindigt op .{ending} is een programma.", f"A .{ending} file is a program."
            ),
            Text("Zet de inhoud in een PDF.", "Put its content in a PDF."),
        )
    if ending in SHOWS_PAGES:
        raise FileRefused(
            "page",
            Text(
                f"Een bestand dat eindigt op .{ending} kan opdrachten bevatten die een browser uitvoert.",
                f"A .{ending} file can hold instructions that a browser runs.",
            ),
            Text("Druk het af naar PDF.", "Print it to PDF."),
        )
    if ending in MACROS:
        raise FileRefused("macros", *_MACROS)
    if ending in ARCHIVES:
        raise FileRefused(
            "archive",
            Text(
                "Een ingepakt bestand laat niet zien wat erin zit.", "An archive does not show what is in it."
            ),
            Text("Voeg de bestanden een voor een toe.", "Add the files one by one."),
        )
    if ending in OLD_OFFICE:
        raise FileRefused(
            "old_office",
            Text(
                f"Bij een bestand dat eindigt op .{ending} is niet te zien of er macro's in zitten.",
                f"Of a .{ending} file nobody can see whether it holds macros.",
            ),
            Text("Bewaar het als .docx, .xlsx of PDF.", "Save it as .docx, .xlsx or PDF."),
        )
    raise FileRefused(
        "type",
        Text(
            f"Dit type bestand ({shown}) kan niet.",
            f"This type of file ({shown or 'no ending'}) is not taken.",
        ),
        Text(f"Kies een bestand van dit type: {taken}.", f"Choose a file of one of these types: {taken}."),
    )


_MACROS = (
    Text("In dit bestand zitten macro's: kleine programma's.", "This file holds macros: small programs."),
    Text("Bewaar het zonder macro's, of als PDF.", "Save it without macros, or as PDF."),
)


def refuse_macros() -> FileRefused:
    """The refusal of a document with programs in it."""
    return FileRefused("macros", *_MACROS)


def refuse_other(promised: FileType) -> FileRefused:
    """The refusal of a file that is not what its ending says."""
    return FileRefused(
        "not_what_it_says",
        Text(
            f"De naam eindigt op .{promised.ending}, maar de inhoud is iets anders of is beschadigd.",
            f"The name ends in .{promised.ending}, but the content is something else or is damaged.",
        ),
        Text(
            "Open het bestand, bewaar het opnieuw in het goede type, en voeg dat toe.",
            "Open the file, save it again in the right type, and add that.",
        ),
    )


def refuse_double() -> FileRefused:
    """The refusal of a file that is two types at once."""
    return FileRefused(
        "two_types",
        Text(
            "In dit bestand zit een tweede bestand of een webpagina verstopt.",
            "A second file or a web page is hidden in this file.",
        ),
        Text(
            "Bewaar het opnieuw, bijvoorbeeld door het af te drukken naar PDF.",
            "Save it anew, for example by printing it to PDF.",
        ),
    )


def refuse_active() -> FileRefused:
    """The refusal of a PDF that starts programs or holds scripts."""
    return FileRefused(
        "scripts",
        Text(
            "In deze PDF zitten scripts, of zij start een programma.",
            "This PDF holds scripts, or starts a program.",
        ),
        Text(
            "Druk de PDF opnieuw af naar PDF; dan zijn de scripts weg.",
            "Print the PDF to PDF anew; the scripts are then gone.",
        ),
    )


def refuse_bomb() -> FileRefused:
    """The refusal of a document that is far larger unpacked than packed."""
    return FileRefused(
        "too_large_unpacked",
        Text(
            "Uitgepakt is dit bestand veel te groot, of het bestaat uit te veel delen.",
            "Unpacked this file is far too large, or it has too many parts.",
        ),
        Text("Maak het bestand kleiner, of bewaar het als PDF.", "Make the file smaller, or save it as PDF."),
    )


def refuse_size(limit: int) -> FileRefused:
    """The refusal of a file of more than `limit` bytes."""
    size = limit // (1024 * 1024)
    return FileRefused(
        "too_large",
        Text(f"Het bestand is groter dan {size} MB.", f"The file is larger than {size} MB."),
        Text(
            "Maak het kleiner, bijvoorbeeld met kleinere afbeeldingen, of splits het.",
            "Make it smaller, for example with smaller images, or split it.",
        ),
    )


def refuse_empty() -> FileRefused:
    """The refusal of a file without content."""
    return FileRefused(
        "empty",
        Text("Het bestand is leeg.", "The file is empty."),
        Text("Kies het bestand opnieuw.", "Choose the file again."),
    )

"""Every text has its Dutch translation, and the reference is what the code says."""

from pathlib import Path

import pytest

import reference
from waarborg.config import catalogues

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def test_every_text_has_a_dutch_translation() -> None:
    faults = catalogues.check()
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize(
    "page",
    [
        "reference/commands.md",
        "reference/settings.md",
        "reference/law-manual.md",
        "handleiding/rekenen-met-regels.md",
        "reference/form-overlap.md",
        "handleiding/overlap-van-formulieren.md",
    ],
)
def test_the_reference_says_what_the_code_says(page: str) -> None:
    path = reference.FOLDER / page
    assert path.exists(), "Run `make docs` and add the page."
    assert path.read_text(encoding="utf-8") == reference.make_pages()[page], "Run `make docs`."


def test_every_command_and_every_option_has_a_description() -> None:
    import typer.main

    from waarborg.cli.main import app

    silent = [
        f"{path} {option.name}"
        for path, command in reference.walk("waarborg", typer.main.get_command(app))
        for option in command.params
        if not getattr(option, "help", "") and not getattr(option, "hidden", False)
    ]
    silent += [
        path
        for path, command in reference.walk("waarborg", typer.main.get_command(app))
        if not (command.help or "").strip()
    ]
    assert not silent


# --- the checkers themselves -----------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with marked texts in a template, in code, and in a room with a catalogue of its own."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}{% translate "Search" %}{% translate "May" context "month" %}\n'
        "{% blocktranslate count n=total trimmed %}\n  {{ n }} entry\n{% plural %}\n  {{ n }} entries\n"
        '{% endblocktranslate %}\n{% if x == _("Here") %}{{ _("There") }}{% endif %}'
    )
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "pages.py").write_text(
        "title = _('To' ' day')\nother = pgettext_lazy('verb', 'Open')\nnothing = _(title)\n"
    )
    return tmp_path


def test_texts_are_found_in_templates_and_in_code(package: Path) -> None:
    found = [(marked.context, marked.text, marked.plural) for marked in catalogues.list_marked(package)]
    assert found == [
        ("", "Search", ""),
        ("month", "May", ""),
        ("", "%(n)s entry", "%(n)s entries"),
        ("", "Here", ""),
        ("", "There", ""),
        ("", "To day", ""),
        ("verb", "Open", ""),
    ]


def test_new_texts_are_added_to_the_catalogue_of_their_room(package: Path) -> None:
    common = package / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    own = package / "web" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    assert catalogues.extract(package) == {common: 5, own: 2}
    assert catalogues.extract(package) == {}
    assert 'msgid "To day"' in own.read_text(encoding="utf-8")
    assert len(catalogues.check(package)) == 7  # added, and still without translation


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Search"\nmsgstr ""\n', "has no translation"),
        ('#, fuzzy\nmsgid "Search"\nmsgstr "Zoeken"\n', "is marked fuzzy, so not shown"),
        ('msgid "Find"\nmsgstr "Vinden"\n', "is in no Dutch catalogue"),
    ],
)
def test_a_text_without_translation_is_found(tmp_path: Path, entry: str, fault: str) -> None:
    (tmp_path / "search.py").write_text("title = _('Search')\n")
    po = catalogues.catalogue_of(tmp_path / "search.py", tmp_path)
    po.parent.mkdir(parents=True)
    po.write_text(HEADER + entry)
    assert catalogues.check(tmp_path) == [
        f"search.py:1: 'Search' {fault}. Run `make messages` and translate it in locale/nl/LC_MESSAGES/django.po."
    ]


def test_a_translated_text_passes_and_its_catalogue_compiles(tmp_path: Path) -> None:
    (tmp_path / "search.py").write_text("title = _('Search')\n")
    po = catalogues.catalogue_of(tmp_path / "search.py", tmp_path)
    po.parent.mkdir(parents=True)
    po.write_text(HEADER + 'msgid "Search"\nmsgstr "Zoeken"\n')
    assert catalogues.check(tmp_path) == []
    assert catalogues.compile_all(tmp_path) == 1
    assert b"Zoeken" in po.with_suffix(".mo").read_bytes()


def test_a_broken_catalogue_names_its_file_and_line(tmp_path: Path) -> None:
    po = tmp_path / "LC_MESSAGES" / "django.po"
    po.parent.mkdir()
    po.write_text('msgid "x"\nmsgid "y"\n')
    with pytest.raises(ValueError, match=r"django\.po, line 1: missing msgstr"):
        catalogues.read(po)

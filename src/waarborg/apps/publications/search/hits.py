"""The entries of one page as a list shows them, with the words marked that were asked for."""

from collections.abc import Collection, Iterable, Sequence

from waarborg.apps.publications.models import SearchDocument
from waarborg.apps.publications.search.clauses import Clause
from waarborg.apps.publications.search.marking import mark
from waarborg.apps.publications.search.port import Hit, Marked
from waarborg.apps.publications.search.snippets import cut, list_missing

_SHOWN = "entry_id public_id title summary organisation organisation_name status category published_on taken_over".split()


def read_hits(ids: Sequence[int], asked: Sequence[Clause], named: Collection[str]) -> Iterable[Hit]:
    """The entries with these ids, in that order. `named` are the codes of organisations that the question names.

    One statement; a second one when words stand in the text alone.
    """
    rows = {
        row["entry_id"]: row
        for row in SearchDocument.objects.filter(pk__in=ids).order_by("pk").values(*_SHOWN)
    }
    marked = {
        entry_id: (
            mark(row["title"], asked),
            mark(row["summary"], asked),
            _mark_organisation(row["organisation_name"], asked, row["organisation"] in named),
        )
        for entry_id, row in rows.items()
    }
    missing = {entry_id: list_missing(asked, shown) for entry_id, shown in marked.items()} if asked else {}
    snippets = _read_snippets({entry_id: clauses for entry_id, clauses in missing.items() if clauses})
    for entry_id in ids:
        if entry_id not in rows:
            continue
        row = rows[entry_id]
        title, summary, organisation = marked[entry_id]
        snippet, field = snippets.get(entry_id, ((), ""))
        shown = {key: value for key, value in row.items() if key != "entry_id"}
        yield Hit(
            **shown,
            title_marked=title,
            summary_marked=summary,
            organisation_marked=organisation,
            snippet=snippet,
            snippet_field=field,
        )


def _mark_organisation(name: str, asked: Sequence[Clause], is_named: bool) -> Marked:
    return ((name, True),) if is_named else mark(name, asked)


def _read_snippets(wanted: dict[int, tuple[Clause, ...]]) -> dict[int, tuple[Marked, str]]:
    if not wanted:
        return {}
    rows = SearchDocument.objects.filter(pk__in=list(wanted)).order_by("pk")
    return {
        entry_id: cut(list(zip(fields, body.split("\n"), strict=False)), wanted[entry_id])
        for entry_id, body, fields in rows.values_list("pk", "body", "body_fields")
    }

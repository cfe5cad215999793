"""The whole framework as plain data and as a table: for the command, for open data, and for whoever reads those."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from waarborg.adapters.exchange.guarding import guard
from waarborg.adapters.framework_files.answers import both, describe_article, write_day
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.instruments import Instrument
from waarborg.core.framework.measures import Link, Measure
from waarborg.core.framework.parts import Article, Evidence, Word, cite_all
from waarborg.core.framework.requirements import OpenQuestion, Requirement, Wording
from waarborg.core.terms.text import Text

COLUMNS = (
    "id",
    "code",
    "from",
    "to",
    "title_nl",
    "title_en",
    "asks_nl",
    "asks_en",
    "articles_nl",
    "articles_en",
    "certainty",
    "addressed",
    "phases",
    "roles",
    "subjects",
    "scope",
    "part_of",
    "measures",
)


def describe_framework(framework: Framework) -> dict[str, Any]:
    """Return requirements with their texts in time, measures and instruments, with their links to each other."""
    return {
        "version": framework.version,
        "changelog": [
            {"version": item.version, "on": item.on.isoformat(), "what": both(item.what)}
            for item in framework.releases
        ],
        "sources": [
            {
                "id": item.id,
                "kind": item.kind,
                "number": item.number,
                "label": both(item.label),
                "link": item.link,
            }
            for item in framework.sources
        ],
        "phases": _describe_words(framework.phases),
        "roles": _describe_words(framework.roles),
        "subjects": _describe_words(framework.subjects),
        "addressees": _describe_words(framework.addressees),
        "requirements": [_describe_requirement(framework, item) for item in framework.requirements],
        "measures": [_describe_measure(item) for item in framework.measures],
        "instruments": [_describe_instrument(item) for item in framework.instruments],
    }


def _describe_words(words: tuple[Word, ...]) -> list[dict[str, Any]]:
    return [{"id": word.id, "label": both(word.label)} for word in words]


def _describe_requirement(framework: Framework, item: Requirement) -> dict[str, Any]:
    return {
        "id": item.id,
        "code": item.code,
        "title": both(item.wordings[-1].title),
        "addressed": list(item.addressed),
        "condition": item.condition,
        "part_of": item.part_of or None,
        "scope": item.scope.value,
        "second_person": item.second_person,
        "phases": list(item.phases),
        "roles": list(item.roles),
        "subjects": list(item.subjects),
        "periods": [_describe_wording(wording) for wording in item.wordings],
        "measures": [measure.id for measure in framework.list_measures_for(item)],
    }


def _describe_wording(wording: Wording) -> dict[str, Any]:
    return {
        "from": wording.period.start.isoformat(),
        "to": write_day(wording.period.end),
        "title": both(wording.title),
        "asks": both(wording.asks),
        "reason": both(wording.reason),
        "consequences": both(wording.consequences),
        "criteria": [both(text) for text in wording.criteria],
        "evidence": [_describe_evidence(one) for one in wording.evidence],
        "sources": [_describe_place(one) for one in wording.articles],
        "certainty": str(wording.certainty),
        "open_question": _describe_question(wording.open_question),
    }


def _describe_place(article: Article) -> dict[str, Any]:
    return {**describe_article(article), "says": _both_or_none(article.says)}


def _describe_question(question: OpenQuestion | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {"question": both(question.question), "readings": [both(one) for one in question.readings]}


def _describe_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind.value,
        "what": both(evidence.what),
        "form": evidence.form or None,
        "months": evidence.months,
    }


def _describe_measure(item: Measure) -> dict[str, Any]:
    return {
        "id": item.id,
        "code": item.code,
        "title": both(item.title),
        "does": both(item.does),
        "done_when": both(item.done_when),
        "reason": both(item.reason),
        "effort": item.effort.value,
        "requirements": [link.requirement for link in item.links],
        "links": [_describe_link(link) for link in item.links],
        "phases": list(item.phases),
        "roles": list(item.roles),
        "subjects": list(item.subjects),
        "scope": item.scope.value,
        "level": int(item.level),
        "origin": item.origin.value if item.origin else None,
        "part_of": item.part_of or None,
        "adr": list(item.adr),
        "ark": list(item.ark),
        "evidence": [_describe_evidence(one) for one in item.evidence],
    }


def _describe_link(link: Link) -> dict[str, Any]:
    return {
        "requirement": link.requirement,
        "core": link.core,
        "reason": _both_or_none(link.reason),
        "when": link.when or None,
        "added": link.added,
        "repaired": link.repaired or None,
    }


def _describe_instrument(item: Instrument) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": both(item.title),
        "kind": item.kind,
        "purpose": both(item.purpose),
        "binding": item.binding.value,
        "binding_because": _both_or_none(item.binding_because),
        "for_whom": both(item.for_whom),
        "phases": list(item.phases),
        "roles": list(item.roles),
        "effort": item.effort.value if item.effort else None,
        "since": item.since,
        "link": item.source.link,
        "form": item.form or None,
        "requirements": list(item.requirements),
        "measures": list(item.measures),
    }


def _both_or_none(text: Text | None) -> dict[str, str] | None:
    return both(text) if text is not None else None


# --- as a table ----------------------------------------------------------------------------------------------
def write_table(framework: Framework) -> str:
    """Return the requirements as CSV: a row for each of their texts in time, with articles and days."""
    written = StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in framework.requirements:
        for wording in item.wordings:
            writer.writerow(guard(cell) for cell in _list_cells(framework, item, wording))
    return written.getvalue()


def _list_cells(framework: Framework, item: Requirement, wording: Wording) -> Iterator[str]:
    yield item.id
    yield item.code
    yield wording.period.start.isoformat()
    yield write_day(wording.period.end) or ""
    for text in (wording.title, wording.asks):
        yield text.nl
        yield text.en
    yield cite_all(wording.articles, "nl")
    yield cite_all(wording.articles, "en")
    yield str(wording.certainty)
    for several in (item.addressed, item.phases, item.roles, item.subjects):
        yield " ".join(several)
    yield item.scope.value
    yield item.part_of
    yield " ".join(measure.code for measure in framework.list_measures_for(item))

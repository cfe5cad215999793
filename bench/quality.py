"""`python -m bench.quality`: what the rules about quality find in real exports, as a table and as records to read.

Reads the exports in the folder named by WAARBORG_SHARED, or `shared` beside the project. `--show CODE` prints records
in which that rule found something, drawn at random with a fixed seed, to be judged by hand; their texts go to the
terminal only. `docs/quality-real-data.md` holds the table and what reading them gave.
"""

import argparse
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from waarborg.adapters.content_files.quality import load_measures
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, assess, read
from waarborg.adapters.exchange.supplier_templates import list_templates, read_template_file
from waarborg.core.publication import markup
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.quality import RULES, Alike, Context, list_not_carried, measure_completeness
from waarborg.core.publication.quality import assess as find_all
from waarborg.core.publication.quality.likeness import (
    gather_text,
    list_bands,
    list_shared,
    list_shingles,
    measure_likeness,
    sign,
)
from waarborg.core.publication.quality.rules import PROSE
from waarborg.core.publication.quality.words import find_words
from waarborg.core.publication.wordings import fold

ROOT = Path(__file__).resolve().parents[1]
EXPORTS = ("nl-2026-08-08-reduced.json", "nl-2023-06-19-full.json")
TEMPLATES = "supplier-templates"
SEED = 20261122


@dataclass(frozen=True)
class Entry:
    """A record as the rules look at it, with what they found."""

    id: str
    owner: str
    values: Mapping[str, object]
    findings: tuple[Problem, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or the records of one rule. Gives 4 when the exports are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("--show", metavar="CODE", help="print records in which this rule found something")
    parser.add_argument("--export", choices=EXPORTS, help="only this export")
    parser.add_argument("--number", type=int, default=20, help="how many records to print (default: 20)")
    parser.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 22))
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("WAARBORG_SHARED", ROOT.parent / "shared")) / "data" / "register"
    if not folder.is_dir():
        print(f"There is no folder {folder}. Set WAARBORG_SHARED to the folder that has data/register.")
        return 4
    exports = [options.export] if options.export else list(EXPORTS)
    entries = {name: examine_file(folder, name, today=options.today) for name in exports}
    if options.show:
        for name, found in entries.items():
            _show(name, found, options.show, options.number)
    else:
        _print_table(entries)
    return 0


def examine_file(folder: Path, name: str, *, today: date) -> list[Entry]:
    """Every record of an export with its findings; texts are compared within the export and with all templates."""
    standard, measures = load_standard(), load_measures()
    records = [item for item in read(folder / name).records if isinstance(item, Record)]
    values = [assess(record, standard).converted.values for record in records]
    alike = find_alike([(record.id, record.organisation) for record in records], values, folder / TEMPLATES)
    entries = []
    for position, (record, one) in enumerate(zip(records, values, strict=True)):
        context = Context(
            today=today,
            measures=measures,
            alike=tuple(alike[position]),
            not_carried=list_not_carried(standard, source_version=record.version),
        )
        found = find_all(one, standard=standard, context=context)
        entries.append(Entry(record.id, record.organisation, one, found))
    return entries


def find_alike(
    owners: Sequence[tuple[str, str]], values: Sequence[Mapping[str, object]], templates: Path
) -> dict[int, list[Alike]]:
    """Per record the texts that are nearly the same: those of other organisations, and templates."""
    limits = load_measures().limits
    shingles = [_list_shingles(one) for one in values]
    buckets: dict[int, list[int]] = defaultdict(list)
    bands = [list_bands(sign(one)) for one in shingles]
    for position, of_one in enumerate(bands):
        for band in of_one:
            buckets[band].append(position)
    others = list(_read_templates(templates))
    found: dict[int, list[Alike]] = defaultdict(list)
    for position, (_id, owner) in enumerate(owners):
        near = {other for band in bands[position] for other in buckets[band]}
        for other in sorted(near):
            share = measure_likeness(shingles[position], shingles[other])
            if owners[other][1] != owner and share >= limits.alike:
                title = str(values[other].get("name"))
                found[position].append(Alike(share, title, owners[other][1], owners[other][0]))
        for title, supplier, template in others:
            shared = list_shared(values[position], template)
            share = measure_likeness(
                _list_shingles(values[position], shared), _list_shingles(template, shared)
            )
            if share >= limits.alike and fold(supplier) != fold(owner):
                found[position].append(Alike(share, title, supplier, title, is_template=True))
    return found


def _list_shingles(values: Mapping[str, object], fields: Sequence[str] = PROSE) -> frozenset[str]:
    return _list_shingles_of(gather_text(values, fields=fields))


@lru_cache(maxsize=20_000)
def _list_shingles_of(text: str) -> frozenset[str]:
    is_long = len(find_words(text)) >= load_measures().limits.alike_words
    return list_shingles(text) if is_long else frozenset()


def _read_templates(folder: Path) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    for path in sorted(folder.rglob("*.json")):
        for _product, template in list_templates(read_template_file(path)):
            yield template.name, path.stem, template.values


def _print_table(entries: Mapping[str, list[Entry]]) -> None:
    print("| rule | " + " | ".join(entries) + " |")
    print("|---|" + "---:|" * len(entries))
    print("| records | " + " | ".join(str(len(found)) for found in entries.values()) + " |")
    counts = [
        Counter(code for entry in found for code in {problem.code for problem in entry.findings})
        for found in entries.values()
    ]
    for rule in RULES:
        print(f"| `{rule.code}` | " + " | ".join(str(count[rule.code]) for count in counts) + " |")
    for name, found in entries.items():
        whole = [measure_completeness(one.values, standard=load_standard()).percentage for one in found]
        print(f"\n{name}: completeness over all counted fields {sum(whole) / len(whole):.0f}% on average")


def _show(name: str, entries: Sequence[Entry], code: str, number: int) -> None:
    hit = [entry for entry in entries if any(problem.code == code for problem in entry.findings)]
    drawn = random.Random(SEED).sample(hit, min(number, len(hit)))
    print(f"\n=== {name}: {code} in {len(hit)} of {len(entries)} records; {len(drawn)} drawn")
    for count, entry in enumerate(drawn, start=1):
        print(f"\n--- {count}. {entry.values.get('name')} · {entry.owner} · {entry.id}")
        for problem in entry.findings:
            if problem.code == code:
                _show_problem(entry, problem)


def _show_problem(entry: Entry, problem: Problem) -> None:
    value = entry.values.get(problem.field)
    text = markup.plain_text(value) if isinstance(value, str) else str(value)
    print(f"[{problem.field}] {problem.message.nl}")
    for mark in problem.marks:
        print(f"   > {text[mark.start : mark.end]}" + (f"  -> {mark.note.nl}" if mark.note else ""))
    if not problem.marks:
        print("   " + text.replace("\n", " // ")[:600])


if __name__ == "__main__":
    raise SystemExit(main())

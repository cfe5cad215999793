"""The index of this run's database beside a plain one: lists of words, and loops.

Both use the same stems; everything else is done twice. Runs on both databases.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generative.test_vocabulary import measure
from tests.integration.search.register import ORGANISATIONS, Sample, empty, fill, publish
from waarborg.apps.publications.search import get_index, words
from waarborg.apps.publications.search.port import FACETS, NONE, OWN, Query, Results

pytestmark = pytest.mark.django_db

VOCABULARY = (
    "toeslag toeslagen gemeente gemeentelijke algoritme algoritmen café cafe coördinatie dijk dijken brug de en van "
    "2024 1e5 wajong15 AI ai-verordening Ωmega naïef"
).split()
THEMES = ("Werk", "Wonen", "Verkeer")
STATUSES = ("In gebruik", "Buiten gebruik")
CATEGORIES = ("Overige algoritmes", "Impactvolle algoritmes")
DPIA = "Data Protection Impact Assessment (DPIA)"
ASSESSMENTS = {
    DPIA: DPIA,
    "iama": "Impact Assessment Mensenrechten en Algoritmes (IAMA)",
    "Eigen toets": "other",
}
SUPPLIERS = {"": (), "Zelf ontwikkeld": (OWN,), "Sluiswachter B.V.": ("sluiswachter",), "n.v.t.": ()}
LAWS = {
    "Participatiewet, artikel 8": "Participatiewet",
    "art. 7 Bijstandswet": "Participatiewet",
    "Waterwet": "Waterwet",
}
#: Wrong spellings of some of the words, and words that look like none of them.
MISTAKES = ("toeslagne", "dijkk", "algoritmesn", "kernfusie", "xx")
TODAY = date(2026, 7, 2)

texts = st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join)
samples = st.builds(
    Sample,
    public_id=st.just(""),
    title=texts.map(lambda text: text or "Zonder"),
    summary=texts,
    text=texts,
    organisation=st.sampled_from(sorted(ORGANISATIONS)),
    status=st.sampled_from(STATUSES),
    category=st.sampled_from(CATEGORIES),
    themes=st.lists(st.sampled_from(THEMES), unique=True, max_size=2).map(tuple),
    assessments=st.lists(st.sampled_from(sorted(ASSESSMENTS)), unique=True, max_size=2).map(tuple),
    provider=st.sampled_from(sorted(SUPPLIERS)),
    laws=st.lists(st.sampled_from(sorted(LAWS)), unique=True, max_size=2).map(tuple),
    published_on=st.one_of(
        st.dates(date(2026, 1, 1), date(2026, 1, 4)), st.dates(date(2024, 6, 30), date(2024, 7, 4))
    ),
)
typed_words = st.one_of(st.sampled_from(VOCABULARY), st.sampled_from(MISTAKES))
phrases = st.lists(typed_words, min_size=2, max_size=3).map(lambda found: f'"{" ".join(found)}"')
questions = st.builds(
    Query,
    words=st.lists(st.one_of(typed_words, phrases), max_size=3).map(" ".join),
    organisations=st.lists(st.sampled_from(sorted(ORGANISATIONS)), unique=True, max_size=2).map(tuple),
    kinds=st.lists(st.sampled_from(("gemeente", "waterschap")), unique=True, max_size=1).map(tuple),
    themes=st.lists(st.sampled_from(THEMES), unique=True, max_size=2).map(tuple),
    statuses=st.lists(st.sampled_from(STATUSES), unique=True, max_size=1).map(tuple),
    categories=st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=1).map(tuple),
    assessments=st.lists(st.sampled_from((*ASSESSMENTS.values(), NONE)), unique=True, max_size=2).map(tuple),
    suppliers=st.lists(st.sampled_from((OWN, "sluiswachter", "zelf")), unique=True, max_size=1).map(tuple),
    laws=st.lists(st.sampled_from(sorted(set(LAWS.values()))), unique=True, max_size=1).map(tuple),
    freshness=st.lists(st.sampled_from(("6", "12", "24", "older")), unique=True, max_size=2).map(tuple),
    exact=st.booleans(),
    today=st.just(TODAY),
    sort=st.sampled_from(("relevance", "newest", "oldest", "name")),
    page=st.integers(1, 4),
    size=st.integers(1, 5),
)


@dataclass(frozen=True)
class Plain:
    """An entry as the reference sees it: its words in order per field, and its values per facet."""

    public_id: str
    title: str
    published_on: date
    fields: tuple[list[str], ...]
    plain: frozenset[str]
    facets: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, sample: Sample) -> "Plain":
        name, kind = ORGANISATIONS[sample.organisation]
        written = (
            sample.title,
            sample.public_id,
            sample.summary,
            name,
            sample.text,
            *sample.themes,
            *sample.assessments,
            *sample.laws,
            sample.provider,
        )
        return cls(
            public_id=sample.public_id,
            title=sample.title,
            published_on=sample.published_on,
            fields=tuple([word.stem for word in words.split(text)] for text in written),
            plain=frozenset(word.plain for text in written for word in words.split(text)),
            facets={
                "organisations": (sample.organisation,),
                "kinds": (kind,),
                "themes": sample.themes,
                "statuses": (sample.status,),
                "categories": (sample.category,),
                "assessments": tuple(ASSESSMENTS[one] for one in sample.assessments) or (NONE,),
                "suppliers": SUPPLIERS[sample.provider],
                "products": (),
                "laws": tuple(dict.fromkeys(LAWS[one] for one in sample.laws)),
                "freshness": _ages(sample.published_on),
            },
        )

    def holds(self, asked: Sequence[str], *, beginning: tuple[str, ...] = ()) -> bool:
        """Whether the words stand together in one field; or the last one begins so."""
        size = len(asked)
        for field in self.fields:
            for place in range(len(field) - size + 1):
                here = field[place : place + size]
                if here == list(asked) or (beginning and here[-1].startswith(beginning)):
                    return True
        return False

    def meets(self, query: Query, *, but: str = "") -> bool:
        chosen = {facet: query.selected(facet) for facet in FACETS if facet != but and query.selected(facet)}
        return all(set(values) & set(self.facets[facet]) for facet, values in chosen.items())


def _ages(changed: date) -> tuple[str, ...]:
    """How fresh an entry is on TODAY, by comparing days."""
    since = {"6": date(2026, 1, 2), "12": date(2025, 7, 2), "24": date(2024, 7, 2)}
    return tuple(age for age, day in since.items() if changed >= day) or ("older",)


def read(typed: str) -> list[list[words.Word]]:
    """The words of each word and phrase; stop words only when there is nothing else."""
    pieces = [(piece, number % 2 == 1) for number, piece in enumerate(typed.split('"'))]
    kept: list[list[words.Word]] = []
    stopped: list[list[words.Word]] = []
    for piece, is_phrase in pieces:
        found = list(words.split(piece))
        if is_phrase:
            kept.append(found)
        else:
            for word in found:
                (stopped if word.plain in words.STOP_WORDS else kept).append([word])
    return kept or stopped


def match(entries: Sequence[Plain], typed: str, *, exact: bool = False) -> list[Plain]:
    """The entries that hold all that was typed; if there are none, with the last word as a beginning.

    If there are still none, unknown words are replaced by the nearest known one.
    """
    found = match_beginning(entries, typed)
    if found or exact:
        return found
    clauses = read(typed)
    last = clauses[-1] if clauses else []
    begins = len(last) == 1 and any(
        one.holds([last[0].stem], beginning=(last[0].plain, last[0].stem)) for one in entries
    )
    unknown = {
        clause[0].plain
        for clause in clauses
        if len(clause) == 1
        and not any(one.holds([clause[0].stem]) for one in entries)
        and not (begins and clause[0].plain == last[0].plain)
    }
    counts = Counter(word for one in entries for word in one.plain if word.isalpha() and 3 <= len(word) <= 30)
    better = {word: near for word in unknown if (near := _nearest(word, counts))}
    pieces = typed.split('"')
    for number in range(0, len(pieces), 2):
        pieces[number] = " ".join(better.get(word, word) for word in pieces[number].split())
    return match_beginning(entries, '"'.join(pieces)) if better else []


def _nearest(word: str, counts: Counter[str]) -> str:
    """The known word with the fewest wrong letters; of equals the one in most entries."""
    allowed = 0 if not word.isalpha() or len(word) < 4 else 1 if len(word) < 7 else 2
    far = ((measure(word, known), -number, known) for known, number in counts.items())
    return min((one for one in far if 0 < one[0] <= allowed), default=(0, 0, ""))[2]


def match_beginning(entries: Sequence[Plain], typed: str) -> list[Plain]:
    """The entries that hold all that was typed; if there are none, with the last word as a beginning."""
    asked = {tuple(word.stem for word in clause): clause for clause in reversed(read(typed))}
    order = list(dict.fromkeys(tuple(word.stem for word in clause) for clause in read(typed)))
    exact = [one for one in entries if all(one.holds(clause) for clause in order)]
    if exact or not order or len(order[-1]) > 1 or len(order[-1][0]) < 2:
        return exact
    *rest, last = order
    beginning = (asked[last][0].plain, last[0])
    return [one for one in entries if all(map(one.holds, rest)) and one.holds(last, beginning=beginning)]


def check(results: Results, entries: Sequence[Plain], query: Query) -> None:
    """Compare what the index answered with the reference."""
    matching = match(entries, query.words, exact=query.exact)
    expected = [one for one in matching if one.meets(query)]
    assert results.total == len(expected)
    for facet in results.facets:
        within = [one for one in matching if one.meets(query, but=facet.name)]
        counted = Counter(value for one in within for value in one.facets[facet.name])
        shown = {value.value: value.count for value in facet.values}
        assert shown == {**dict.fromkeys(query.selected(facet.name), 0), **counted}
        assert {value.value for value in facet.values if value.selected} == set(query.selected(facet.name))
    pages = max(1, -(-len(expected) // query.size))
    assert (results.page, results.pages) == (min(query.page, pages), pages)
    start = (results.page - 1) * query.size
    shown_ids = [hit.public_id for hit in results.hits]
    if query.sort == "name":
        ordered = sorted(expected, key=lambda one: (words.sort_key(one.title), one.public_id))
    else:
        ordered = sorted(expected, key=lambda one: (-one.published_on.toordinal(), one.public_id))
        if query.sort == "oldest":
            ordered.reverse()
    if query.sort != "relevance" or not read(query.words):
        assert shown_ids == [one.public_id for one in ordered[start : start + query.size]]
    else:
        assert set(shown_ids) <= {one.public_id for one in expected}
        assert len(shown_ids) == min(query.size, len(expected) - start)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(samples, min_size=1, max_size=12), st.lists(questions, min_size=1, max_size=6), st.data())
def test_the_index_answers_as_plain_loops_do(
    db: None, register: list[Sample], asked: list[Query], data: st.DataObject
) -> None:
    assert connection.vendor in ("sqlite", "postgresql")
    empty()
    numbered = {f"id{number}": sample for number, sample in enumerate(register)}
    made = {key: _with_id(sample, key) for key, sample in numbered.items()}
    entries = fill(made.values())
    for query in asked:
        check(get_index().find(query), [Plain.of(sample) for sample in made.values()], query)
        # Something changes, so that what is remembered of the last question must follow.
        key = data.draw(st.sampled_from(sorted(made)))
        if data.draw(st.booleans()):
            made[key] = _with_id(data.draw(samples), key)
            publish(entries[key], made[key])
            entries[key].organisation = type(entries[key].organisation).objects.get(
                code=made[key].organisation
            )
            entries[key].save(update_fields=("organisation",))
            get_index().update([entries[key].pk])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(typed=st.text(max_size=40), written=st.text(max_size=60))
def test_whatever_is_written_or_typed_both_agree(db: None, typed: str, written: str) -> None:
    storable = written.replace("\x00", "").encode("utf-8", "ignore").decode()
    empty()
    fill([Sample(public_id="id1", title="x", summary=storable), Sample(public_id="id2", title="y")])
    for asked in (typed, storable, storable[:5]):
        quotes = ('"', "\u201c", "\u201d", "\u201e", "\u201f", "\u00ab", "\u00bb", "\uff02")
        if any(quote in asked for quote in quotes):
            get_index().find(Query(words=asked))
            continue
        entries = [Plain.of(Sample(public_id="id1", title="x", summary=" ".join(storable.split())))]
        entries.append(Plain.of(Sample(public_id="id2", title="y")))
        found = {hit.public_id for hit in get_index().find(Query(words=asked, exact=True)).hits}
        assert found == {one.public_id for one in match(entries, asked, exact=True)}


def _with_id(sample: Sample, public_id: str) -> Sample:
    return Sample(**{**vars(sample), "public_id": public_id})

"""Organisations that a question names: by their name, another name of theirs, or an abbreviation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from waarborg.adapters.content_files.organisation_names import KIND_WORDS, LEGAL_FORMS
from waarborg.apps.publications.search import clauses, words
from waarborg.apps.publications.search.clauses import Kind

#: Kinds that people call by the name of the place alone.
_OF_A_PLACE = frozenset({"gemeente", "provincie", "waterschap"})
#: Words in front of a name that say what sort of body it is.
_FORMS = tuple(tuple(form.split()) for form in (*LEGAL_FORMS, *KIND_WORDS))
#: Letters that stand in front of an old name of a place (`'s-Gravenhage`) and that people leave out.
_ARTICLES = frozenset({"s", "t"})

Key = tuple[Kind, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, with all that it is called."""

    code: str
    name: str
    name_en: str
    kind: str
    is_current: bool
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Organisations that words of a question name together, and the clauses that these words are."""

    codes: tuple[str, ...]
    keys: frozenset[Key]


class Bodies:
    """All organisations by what they are called. Of bodies with one name, those that exist go before others."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.by_code = {body.code: body for body in bodies}
        self._forms: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for body in self.by_code.values():
            for form in dict.fromkeys(_list_forms(body)):
                self._forms[form].append(body.code)
        self._longest = max(map(len, self._forms), default=0)

    def find_named(self, typed: str) -> tuple[Named, ...]:
        """The organisations named in a question, the longest names first; no word belongs to two names.

        A name that is but a word without meaning (`om`) counts only when nothing else was typed.
        """
        found: list[Named] = []
        pieces = clauses.split(typed)
        for piece, is_quoted in pieces:
            analysed = words.analyse_all(piece)[: clauses.MAX_CLAUSES]
            found += self._find_whole(analysed) if is_quoted else self._find_within(analysed)
        asked = len(words.analyse_all(typed))
        return tuple(
            one for one in found if asked == 1 or not all(_is_stop_word(stems) for _, stems in one.keys)
        )

    def _find_whole(self, analysed: Sequence[tuple[str, str]]) -> Iterator[Named]:
        codes = self._known(tuple(plain for plain, _ in analysed))
        if codes:
            kind = Kind.PHRASE if len(analysed) > 1 else Kind.WORD
            yield Named(codes, frozenset({(kind, tuple(stem for _, stem in analysed))}))

    def _find_within(self, analysed: Sequence[tuple[str, str]]) -> Iterator[Named]:
        taken: set[int] = set()
        for size in range(min(self._longest, len(analysed)), 0, -1):
            for start in range(len(analysed) - size + 1):
                places = range(start, start + size)
                if taken.intersection(places):
                    continue
                codes = self._known(tuple(analysed[place][0] for place in places))
                if codes:
                    taken.update(places)
                    yield Named(codes, frozenset((Kind.WORD, (analysed[place][1],)) for place in places))

    def _known(self, form: tuple[str, ...]) -> tuple[str, ...]:
        codes = self._forms.get(form, ())
        present = tuple(code for code in codes if self.by_code[code].is_current)
        return present or tuple(codes)

    def find_beginning(self, typed: str) -> Iterator[Body]:
        """Organisations of which one of the names has words that begin as those that were typed, in that order."""
        asked = words.find_plain(typed)
        if not asked:
            return
        seen: set[str] = set()
        for form, codes in self._forms.items():
            if _begins(form, asked):
                for code in codes:
                    if code not in seen:
                        seen.add(code)
                        yield self.by_code[code]


def _list_forms(body: Body) -> Iterator[tuple[str, ...]]:
    """What a body is called: each name whole, and names of places without the words for the kind of body."""
    for name in (body.name, body.name_en, *body.other_names):
        form = tuple(words.find_plain(name))
        if not form:
            continue
        yield form
        bare = next((form[len(first) :] for first in _FORMS if form[: len(first)] == first), form)
        if bare != form and bare and body.kind in _OF_A_PLACE:
            yield bare
        if len(bare) > 1 and bare[0] in _ARTICLES:
            yield bare[1:]


def _begins(form: Sequence[str], asked: Sequence[str]) -> bool:
    """Whether the words typed stand in a name in that order, the last of them perhaps half typed."""
    place = 0
    *whole, last = asked
    for word in whole:
        while place < len(form) and form[place] != word:
            place += 1
        place += 1
    return any(word.startswith(last) for word in form[place:])


def _is_stop_word(stems: tuple[str, ...]) -> bool:
    return len(stems) == 1 and stems[0] in words.STOP_WORDS

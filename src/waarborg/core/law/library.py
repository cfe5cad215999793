"""The interpretations that are known together: found by name, by version and by words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.frames import Frame, FrameKind, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.kinds import infer_kinds
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text

_KINDS = ((FrameKind.ACT, "<<", ">>"), (FrameKind.DUTY, "<", ">"), (FrameKind.FACT, "[", "]"))


class NoSuchInterpretation(KeyError):
    """There is no interpretation with this URN here."""

    def __init__(self, urn: str) -> None:
        self.urn = urn
        super().__init__(f"there is no interpretation {urn} here")

    def __str__(self) -> str:
        return str(self.args[0])


def read_name(text: str) -> Name:
    """Return the name that stands in the brackets of FLINT. Raises `ValueError` for a name without brackets."""
    tidy = text.strip()
    for kind, opening, closing in _KINDS:
        if tidy.startswith(opening) and tidy.endswith(closing) and len(tidy) >= len(opening) + len(closing):
            inner = tidy[len(opening) : -len(closing)].strip()
            if inner:
                return Name(kind, inner)
            break
    raise ValueError(f"{text!r} is not the name of a frame: write [fact], <<act>> or <duty>")


@dataclass(frozen=True, slots=True)
class Found:
    """A frame with the interpretation it stands in."""

    interpretation: Interpretation
    frame: Frame

    @property
    def name(self) -> str:
        """The name in brackets."""
        return str(self.frame.full_name)


class Library:
    """A fixed set of interpretations. Raises `ValueError` when two have the same URN."""

    def __init__(self, interpretations: Iterable[Interpretation]) -> None:
        self.interpretations = tuple(interpretations)
        self._by_urn: Mapping[str, Interpretation] = {item.urn: item for item in self.interpretations}
        if len(self._by_urn) != len(self.interpretations):
            raise ValueError("two interpretations have the same id and version")
        self._kinds: dict[str, Mapping[str, Kind | None]] = {}

    def find(self, urn: str) -> Interpretation | None:
        """Return the interpretation with this URN; None when it is not known here."""
        return self._by_urn.get(urn)

    def get(self, urn: str) -> Interpretation:
        """Return the interpretation with this URN. Raises `NoSuchInterpretation`."""
        found = self.find(urn)
        if found is None:
            raise NoSuchInterpretation(urn)
        return found

    def list_kinds(self, interpretation: Interpretation) -> Mapping[str, Kind | None]:
        """Return the kind of value of every fact that an interpretation names, by name.

        As the fact says, or as follows from where it is used; None where nothing says so or uses do not agree.
        """
        known = self._kinds.get(interpretation.urn)
        if known is None:
            inferred = infer_kinds(interpretation)
            known = {
                **{fact.name: None for fact in interpretation.facts},
                **{name: kind if isinstance(kind, Kind) else None for name, kind in inferred.items()},
                **{fact.name: fact.kind for fact in interpretation.facts if fact.kind is not None},
            }
            self._kinds[interpretation.urn] = known
        return known

    def find_newest(self, urn: str) -> Interpretation | None:
        """Return the version that took the place of this one, directly or by way of others; None when none did.

        A version names the one it supersedes by version or by URN.
        """
        known = self.find(urn)
        newest: Interpretation | None = None
        seen = {urn}
        while known is not None:
            known = self._find_successor(known, seen)
            if known is not None:
                seen.add(known.urn)
                newest = known
        return newest

    def _find_successor(self, known: Interpretation, seen: set[str]) -> Interpretation | None:
        names = {known.urn, known.version, f"{known.id}:{known.version}"}
        return next(
            (
                item
                for item in self.interpretations
                if item.id == known.id and item.supersedes in names and item.urn not in seen
            ),
            None,
        )

    def list_newest(self) -> tuple[Interpretation, ...]:
        """Return the interpretations whose place no other one took."""
        return tuple(item for item in self.interpretations if self.find_newest(item.urn) is None)

    def find_frame(self, urn: str, name: str, on: date) -> Found | None:
        """Return a frame by its name in brackets: as it is in force on a day, else as it was or will be last.

        None when the interpretation or the frame is not known here.
        """
        interpretation = self.find(urn)
        try:
            read = read_name(name)
        except ValueError:
            return None
        if interpretation is None or not interpretation.has(read):
            return None
        frame = interpretation.find(read, on) or interpretation.list_versions(read)[-1]
        return Found(interpretation, frame)

    def search(self, words: str, *, on: date, urn: str = "") -> tuple[Found, ...]:
        """Return the frames in which all words stand: in name, label, explanation or citation.

        Only of the newest versions, or of the interpretation `urn`. Frames whose name holds a word come first, acts
        before duties before facts.
        """
        wanted = words.casefold().split()
        places = (self.find(urn),) if urn else self.list_newest()
        found = [
            (_rank(item.frame, wanted), item)
            for interpretation in places
            if interpretation is not None
            for item in _list_frames(interpretation, on)
            if all(word in _text_of(item) for word in wanted)
        ]
        return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def _list_frames(interpretation: Interpretation, on: date) -> Iterable[Found]:
    """Each name once, as it is in force on the day, else as it stands last."""
    names = dict.fromkeys(frame.full_name for frame in interpretation.frames)
    for name in names:
        frame = interpretation.find(name, on) or interpretation.list_versions(name)[-1]
        yield Found(interpretation, frame)


_ORDER = {FrameKind.ACT: 0, FrameKind.DUTY: 1, FrameKind.FACT: 2}


def _rank(frame: Frame, words: list[str]) -> tuple[bool, int, str]:
    name = frame.name.casefold()
    return (not any(word in name for word in words), _ORDER[frame.full_name.kind], name)


def _text_of(found: Found) -> str:
    frame = found.frame
    texts = [frame.name, frame.explanation, *_both(frame.label), *_both(found.interpretation.title)]
    texts += [source.citation for source in frame.sources]
    return " ".join(texts).casefold()


def _both(text: Text | None) -> tuple[str, ...]:
    return (text.nl, text.en) if text else ()

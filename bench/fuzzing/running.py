"""The run: input after input, each with a bound on its time; what breaks is kept, made small and shown."""

import contextlib
import hashlib
import random
import signal
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from bench.fuzzing.mutating import mutate
from bench.fuzzing.targets import Target

SECONDS = 20.0  # that one input may take
_TRIES = 300  # to make an input smaller


class TooSlow(Exception):
    """An input took longer than any may."""


@dataclass(frozen=True)
class Failure:
    """An input that broke an importer: what happened, where, and the smallest file that still does it."""

    target: str
    what: str
    where: str
    content: bytes
    trace: str

    @property
    def mark(self) -> str:
        """By which the same failure is known again."""
        return hashlib.sha256(f"{self.target} {self.what} {self.where}".encode()).hexdigest()[:12]


@dataclass
class Tally:
    """What came of the inputs for one importer."""

    target: str
    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)


def run(target: Target, count: int, *, seed: int, progress: Callable[[int], None] | None = None) -> Tally:
    """Feed `count` damaged files to an importer: the same ones for the same seed."""
    chance = random.Random(f"{seed} {target.name}")
    tally = Tally(target.name)
    corpus = list(target.seeds)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            content = _make_input(corpus, chance)
            answer, failure, seconds = try_input(target, content, Path(folder))
            tally.answers[answer] += 1
            tally.slowest = max(tally.slowest, seconds)
            if failure is not None and failure.mark not in tally.failures:
                tally.failures[failure.mark] = _shrink(failure, target, Path(folder))
            elif answer == "read" and chance.random() < 0.02 and len(content) < 50_000:
                corpus.append(content)  # what is read though it is damaged is a good place to go on from
                del corpus[len(target.seeds) : -40]
            if progress is not None:
                progress(number + 1)
    return tally


def _make_input(corpus: Sequence[bytes], chance: random.Random) -> bytes:
    content = chance.choice(corpus)
    return content if chance.random() < 0.01 else mutate(content, chance, list(corpus))


def try_input(target: Target, content: bytes, folder: Path) -> tuple[str, Failure | None, float]:
    """Feed one file to an importer; returns the answer, the failure if there is one, and the seconds it took."""
    path = folder / "invoer.bin"
    path.write_bytes(content)
    started = perf_counter()
    try:
        with _within(SECONDS):
            answer = target.take(path)
    except KeyboardInterrupt:
        raise
    except Exception as error:  # whatever an importer raises that is no answer is what we look for
        where = traceback.extract_tb(error.__traceback__)[-1]
        failure = Failure(
            target=target.name,
            what=type(error).__name__ + (f": {error}"[:120] if isinstance(error, AssertionError) else ""),
            where=f"{Path(where.filename).name}:{where.name}",
            content=content,
            trace="".join(traceback.format_exception(error)[-12:]),
        )
        return "failed", failure, perf_counter() - started
    return answer, None, perf_counter() - started


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _shrink(failure: Failure, target: Target, folder: Path) -> Failure:
    """Take away parts as long as the same thing goes wrong."""
    if failure.what.startswith("TooSlow"):
        return failure
    content, size, tries = failure.content, max(1, len(failure.content) // 2), 0
    best = failure
    while size and tries < _TRIES:
        place, is_smaller = 0, False
        while place < len(content) and tries < _TRIES:
            tries += 1
            shorter = content[:place] + content[place + size :]
            _, found, _ = try_input(target, shorter, folder)
            if found is not None and found.mark == failure.mark:
                content, best, is_smaller = shorter, found, True
            else:
                place += size
        size = size if is_smaller and size > 1 else size // 2
    return best

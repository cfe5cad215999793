"""How quick the framework is: what applies to thousands of dossiers, their plans, and what another day does to them.

Dossiers are drawn with a fixed seed: most questions answered, nothing special in most answers, each in use since a day
of its own, one in twenty changed since on a day of its own. The baseline is a plain loop over one dossier at a time, on
some of them; every outcome of the loop must be that of all at once.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import TypeVar

from bench.figures import Figure
from bench.loading import parts
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import Applied, apply_framework, apply_to_all
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.planning import make_plan
from waarborg.core.framework.questions import Reading
from waarborg.core.profile.vocabulary import Type
from waarborg.core.terms.digests import salted_digest

SEED = 20261122
ON, LATER = date(2026, 11, 22), date(2027, 12, 2)
#: So many dossiers go through the plain loop.
LOOPED = 200
ANSWERED, NOTHING_SPECIAL, CHANGED = 0.85, 0.75, 0.05
FIRST_DAY, DAYS = date(2017, 1, 1), 4000
#: The most seconds that each should take: somebody waits for it.
AIM_CLASSIFIED, AIM_IMPACT = 60, 120
MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
BATCH = 500

Dossier = Mapping[str, object]
T = TypeVar("T")


def measure_framework(count: int) -> Iterator[Figure]:
    """What applies to `count` dossiers, their plans, and the impact of another day on them in a database."""
    framework = load_framework()
    dossiers = make_dossiers(framework, count)
    few = dossiers[:LOOPED]
    apply_framework(framework, few[0], on=ON)  # what is worked out once for the whole framework
    seconds, applied = _time(lambda: apply_to_all(framework, dossiers, on=ON))
    loop, one_by_one = _time(lambda: [apply_framework(framework, one, on=ON) for one in few])
    _demand_same(one_by_one, applied[: len(few)])
    yield Figure(
        name=f"framework: {count:,} dossiers classified, with obligations",
        value=seconds,
        unit="s",
        count=count,
        baseline=loop / len(few) * count,
        baseline_name=f"loop, from {len(few)}",
        aim=AIM_CLASSIFIED,
    )
    seconds, _plans = _time(lambda: [make_plan(framework, one) for one in applied])
    yield Figure(name=f"framework: {count:,} plans", value=seconds, unit="s", count=count)
    load_dossiers(dossiers)
    yield _measure_impact(framework, dossiers)


def make_dossiers(framework: Framework, count: int) -> list[dict[str, object]]:
    """Return made-up dossiers, the same in every run."""
    chance = random.Random(SEED)
    return [_make_dossier(framework, chance) for _ in range(count)]


def _make_dossier(framework: Framework, chance: random.Random) -> dict[str, object]:
    found: dict[str, object] = {}
    for reading in framework.readings.list_asked():
        asked = CHANGED if reading.key == "modified_on" else ANSWERED
        if chance.random() < asked:
            found[reading.key] = _answer(reading, chance)
    return found


def _answer(reading: Reading, chance: random.Random) -> object:
    if reading.term.type is Type.DATE:
        return (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
    possible = reading.list_possible()
    nothing = [one for one in possible if one in (["none"], "none", False)]
    return chance.choice(nothing if nothing and chance.random() < NOTHING_SPECIAL else possible)


def _time(work: Callable[[], T]) -> tuple[float, T]:
    started = perf_counter()
    found = work()
    return perf_counter() - started, found


def _demand_same(expected: Sequence[Applied], found: Sequence[Applied]) -> None:
    """A measurement of a wrong answer says nothing."""
    if list(expected) != list(found):
        raise RuntimeError("all at once gives another outcome than one at a time")


# --- in a database -----------------------------------------------------------------------------------------
def load_dossiers(dossiers: Sequence[Dossier]) -> None:
    """Add dossiers with their facts, without checks and without the audit chain."""
    from waarborg.apps.algorithms.models import Algorithm, Fact
    from waarborg.apps.organisations.models import Organisation

    organisation = Organisation.objects.create(code="bench", name="Bench", kind="gemeente")
    rows = Algorithm.objects.bulk_create(
        (
            Algorithm(
                public_id=f"bench-{number}",
                organisation=organisation,
                name=f"Dossier {number:05}",
                created_at=MOMENT,
                created_by="system",
            )
            for number in range(len(dossiers))
        ),
        batch_size=BATCH,
    )
    for batch in parts(zip(rows, dossiers, strict=True), BATCH):
        Fact.objects.bulk_create(
            [
                Fact(
                    algorithm=row,
                    key=key,
                    value=value,
                    by="system",
                    at=MOMENT,
                    origin="person",
                    salt="bench",
                    digest=salted_digest(value, salt="bench"),
                )
                for row, facts in batch
                for key, value in facts.items()
            ],
            batch_size=BATCH,
        )


def _measure_impact(framework: Framework, dossiers: Sequence[Dossier]) -> Figure:
    """What changes between two days, with reading all facts; the loop has them at hand already."""
    from waarborg.apps.obligations.impact import find_impact

    seconds, impact = _time(lambda: find_impact(framework, ["bench"], start=ON, end=LATER))
    if impact.total != len(dossiers) or not impact.changed:
        raise RuntimeError("the impact was not looked for in every dossier")
    few = dossiers[:LOOPED]
    loop, _found = _time(
        lambda: [
            (apply_framework(framework, one, on=ON), apply_framework(framework, one, on=LATER)) for one in few
        ]
    )
    return Figure(
        name=f"framework: impact of a later day on {len(dossiers):,} dossiers ({len(impact.changed):,} change)",
        value=seconds,
        unit="s",
        count=len(dossiers),
        baseline=loop / len(few) * len(dossiers),
        baseline_name=f"loop, from {len(few)}",
        aim=AIM_IMPACT,
    )

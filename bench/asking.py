"""`python -m bench.asking`: how many questions it takes to settle whether an act is available, per order of asking.

Reads the public FLINT models in the folder named by WAARBORG_SHARED, or `shared` beside the project. Profiles are
drawn with a fixed seed: `drawn` has every option of a fact equally likely; in `half` half of the profiles have the
act available, so that long roads to a yes count too. The orders of the file and of the expression ask only what can
still change the outcome too, so that what is compared is the order alone.
"""

import argparse
import math
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from bench.figures import Figure, print_json, print_table
from waarborg.adapters.flint.reading import read_flint
from waarborg.core.law.decisions import Diagram, build, expand
from waarborg.core.law.decisions.weights import measure_chances, measure_reach, weigh
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.interpretations import Interpretation

ROOT = Path(__file__).resolve().parents[1]
MODELS = {
    "lerarenbeurs": "lerarenbeurs.law-reg.flint.json",
    "vreemdelingenwet": "vreemdelingenwet.law-reg.flint.json",
    "awb": "awb.law-reg.flint.json",
    "covid19": "tegemoetkoming-covid19.mps.flint.json",
}
ON = date(2026, 11, 22)
SEED = 20261122
PROFILES = 60

#: The option of each leaf.
Profile = Mapping[str, int]
#: Gives a score per leaf of a diagram; the highest is asked first.
Order = Callable[[Diagram], Sequence[float]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the mean number of questions per model, kind of profile and order. Gives 4 without the models."""
    parser = argparse.ArgumentParser(prog="python -m bench.asking", description=__doc__)
    parser.add_argument("--json", action="store_true", help="write one JSON object")
    options = parser.parse_args(arguments)
    left_out: list[str] = []
    figures = list(measure_asking(left_out))
    facts = {"profiles": PROFILES, "seed": SEED, "left_out": left_out}
    (print_json if options.json else print_table)(figures, facts)
    return 4 if left_out else 0


def measure_asking(left_out: list[str]) -> Iterator[Figure]:
    """Yield the mean number of questions per order, beside that of the order of the file."""
    folder = Path(os.environ.get("WAARBORG_SHARED", ROOT.parent / "shared")) / "data" / "flint" / "models"
    for name, file in MODELS.items():
        path = folder / file
        if not path.is_file():
            left_out.append(f"asking, {name}: there is no {path}")
            continue
        model, _, _ = read_flint(path.read_text(encoding="utf-8"), file=file)
        yield from _measure_model(name, model)


def _measure_model(name: str, model: Interpretation) -> Iterator[Figure]:
    chance = random.Random(SEED)
    counts: dict[tuple[str, str], list[int]] = defaultdict(list)
    places = {fact.name: place for place, fact in enumerate(model.facts)}
    situation = Situation(values={}, on=ON)
    for act in model.acts:
        diagram = build(model, act, situation)
        if len(diagram.leaves) < 2:
            continue
        met = {leaf: place for place, leaf in enumerate(expand(model, act, situation).leaves)}
        orders: dict[str, Order] = {
            **ORDERS,
            "order of the file": lambda now: [-places.get(leaf, len(places)) for leaf in now.support],
            "depth first": lambda now, met=met: [-met[leaf] for leaf in now.support],  # type: ignore[misc]  # bound early
        }
        profiles = [("drawn", draw(diagram, chance)) for _ in range(PROFILES)]
        profiles += [("half", draw_for(diagram, place % 2 == 0, chance)) for place in range(PROFILES)]
        for order_name, order in orders.items():
            road = _Road(diagram, order)
            for kind, profile in profiles:
                counts[order_name, kind].append(road.count(profile))
    for kind in ("drawn", "half"):
        by_file = counts["order of the file", kind]
        for order_name in orders:
            taken = counts[order_name, kind]
            yield Figure(
                name=f"questions, {name}, {kind}: {order_name}",
                value=sum(taken) / len(taken),
                unit="questions",
                count=len(taken),
                baseline=sum(by_file) / len(by_file),
                baseline_name="order of the file",
            )


class _Road:
    """Asking about one act in one order; what was worked out for a row of answers is kept."""

    def __init__(self, diagram: Diagram, order: Order) -> None:
        self._start = diagram
        self._order = order
        self._next: dict[tuple[int, ...], str] = {}
        self._diagrams: dict[tuple[int, ...], Diagram] = {(): diagram}

    def count(self, profile: Profile) -> int:
        """How many questions settle it for a profile."""
        answers: tuple[int, ...] = ()
        while not (now := self._diagrams[answers]).is_constant:
            if answers not in self._next:
                scores = [round(score, 9) for score in self._order(now)]
                self._next[answers] = now.support[scores.index(max(scores))]
            name = self._next[answers]
            first = self._start.get_leaf(name).options[profile[name]]
            place = now.get_leaf(name).locate(first.value)
            answers = (*answers, profile[name])
            if answers not in self._diagrams:
                self._diagrams[answers] = now.restrict_to(name, place)
        return len(answers)


# --- profiles ---------------------------------------------------------------------------------------------
def draw(diagram: Diagram, chance: random.Random) -> dict[str, int]:
    """A profile with every option equally likely."""
    return {leaf.name: chance.randrange(len(leaf.options)) for leaf in diagram.leaves}


def draw_for(diagram: Diagram, outcome: bool, chance: random.Random) -> dict[str, int]:
    """A profile with every option equally likely among those with this outcome."""
    profile = draw(diagram, chance)
    wanted = diagram.outcomes.index(outcome)
    node = diagram.root
    while node >= len(diagram.outcomes):
        below = diagram.branches[node]
        shares = [diagram.list_chances(branch)[wanted] for branch in below]
        option = chance.choices(range(len(below)), shares)[0]
        profile[diagram.support[diagram.levels[node]]] = option
        node = below[option]
    return profile


# --- orders -----------------------------------------------------------------------------------------------
def by_influence(diagram: Diagram) -> list[float]:
    """The chance that another answer gives another outcome: the order of `rank_questions`."""
    return [weight.influence for weight in weigh(diagram)]


def by_settling(diagram: Diagram) -> list[float]:
    """The chance that the answer settles the outcome."""
    return [weight.settles for weight in weigh(diagram)]


def by_information(diagram: Diagram) -> list[float]:
    """How much less uncertain the outcome is after the answer."""
    return [
        -sum(_uncertainty(option) for option in options) / len(options)
        for options in measure_chances(diagram)
    ]


def by_open_facts(diagram: Diagram) -> list[float]:
    """How few facts can still matter after the answer."""
    return _look_ahead(diagram, lambda after: len(after.leaves))


def by_road_ahead(diagram: Diagram) -> list[float]:
    """How few questions remain after the answer when the rest is asked in the order of the diagram."""
    return _look_ahead(diagram, lambda after: sum(measure_reach(after)[node] for node in after.inner))


def _uncertainty(chances: Sequence[float]) -> float:
    return -sum(one * math.log2(one) for one in chances if one > 1e-12)


def _look_ahead(diagram: Diagram, measure: Callable[[Diagram], float]) -> list[float]:
    return [
        -sum(measure(diagram.restrict_to(leaf.name, option)) for option in range(len(leaf.options)))
        / len(leaf.options)
        for leaf in diagram.leaves
    ]


ORDERS: Mapping[str, Order] = {
    "influence": by_influence,
    "chance to settle it": by_settling,
    "information": by_information,
    "fewest open facts": by_open_facts,
    "shortest road ahead": by_road_ahead,
}


if __name__ == "__main__":
    sys.exit(main())

"""A recipe: which log, what each column is, what is measured and within which bounds. It can be run again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from waarborg.adapters.content_files.yaml_files import (
    describe_path,
    is_right,
    list_schema_errors,
    parse_yaml,
)
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.catalogue import METRICS
from waarborg.core.measurement.evidence import Bound
from waarborg.core.terms.text import Text

SCHEMA = "measurement/recipe.schema.json"
ENGINES = ("duckdb", "postgres", "spark")
#: With whom groups are compared; any other text is the label of a group.
REST, LARGEST, PAIRS = "rest", "largest", "pairs"
MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What is measured.

    log: path, glob or address of the data; empty where a frame is handed over. table: in a database. cells: whether the
    log holds counts already. roles: what its columns are. intersections: of how many columns together, 1 for each
    alone. smallest: groups with fewer rows are left out. against: `rest`, `largest`, `pairs`, or the label of a group.
    steps: columns of yes and no, in the order of the process. population: file with persons per group; population_of:
    the column it is about. metrics: ids, empty for those that the columns allow. bounds: agreed before the run; empty
    for those of Waarborg, and then the result says so. resamples, seed, level: of intervals. hide_below: smaller counts
    are hidden in all that is made. Raises `ValueError` for what cannot be.
    """

    log: str = ""
    table: str | None = None
    engine: str = "duckdb"
    cells: bool = False
    title: str = ""
    roles: Roles = field(default_factory=Roles)
    intersections: int = 1
    smallest: int = 1
    against: str = REST
    steps: tuple[str, ...] = ()
    population: str | None = None
    population_of: str | None = None
    metrics: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    resamples: int = 2000
    seed: int = 0
    level: float = 0.95
    hide_below: int = 10

    def __post_init__(self) -> None:
        unknown = sorted({*self.metrics, *(bound.metric for bound in self.bounds)} - METRICS.keys())
        if unknown:
            raise ValueError(f"there is no metric {', '.join(unknown)}; there are {', '.join(METRICS)}")
        if not self.roles.by:
            raise ValueError("name at least one column with groups: --by COLUMN")
        if not 1 <= self.intersections <= max(1, len(self.roles.by)):
            raise ValueError(f"intersections is 1 to {len(self.roles.by)}, as many columns as `by` has")
        if self.engine not in ENGINES:
            raise ValueError(f"engine is one of {', '.join(ENGINES)}, not {self.engine!r}")
        if not (1 <= self.resamples <= 100_000 and 0.5 <= self.level < 1):
            raise ValueError("resamples is 1 to 100,000 and level 0.5 to 1")
        if self.smallest < 1 or self.hide_below < 0:
            raise ValueError("smallest is 1 or more, and hide_below 0 or more")
        if self.population and not self.population_of:
            object.__setattr__(self, "population_of", self.roles.by[0])

    def as_document(self) -> dict[str, Any]:
        """The recipe as a file holds it; what is as usual is left out, but the seed."""
        roles, usual = self.roles, Roles()
        names = ("prediction", "truth", "score", "amount", "period", "unit", "bins", "has_classes")
        columns: dict[str, Any] = {
            name: getattr(roles, name) for name in names if getattr(roles, name) != getattr(usual, name)
        }
        for name in ("by", "given", "positive", "positive_truth"):
            if value := getattr(roles, name):
                columns[name] = list(value)
        plain = Recipe(roles=Roles(by=("x",)))
        rest = (
            "log", "table", "engine", "cells", "title", "intersections", "smallest", "against", "population",
            "population_of", "resamples", "level", "hide_below",
        )  # fmt: skip
        document: dict[str, Any] = {"recipe": 1}
        document |= {
            name: getattr(self, name) for name in rest if getattr(self, name) != getattr(plain, name)
        }
        if self.log:
            document["log"] = hide_secrets(self.log)
        document |= {"columns": columns, "seed": self.seed}
        document |= {name: list(value) for name in ("steps", "metrics") if (value := getattr(self, name))}
        if self.bounds:
            document["bounds"] = [describe_bound(bound) for bound in self.bounds]
        return document


def hide_secrets(log: str) -> str:
    """An address of a database without name and password; a path stays as it is. A result travels, and so does this."""
    try:
        parts = urlsplit(log)
    except ValueError:
        return log
    if "://" not in log:
        return log
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def describe_bound(bound: Bound) -> dict[str, Any]:
    """A bound as a document holds it."""
    return {
        "metric": bound.metric,
        "attention": bound.attention,
        "limit": bound.limit,
        "ratio": bound.ratio,
        "reason": bound.reason,
    }


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in a YAML file; paths in it are taken from the folder of the file.

    Raises `UnreadableLog` that names file, place and remedy; `ContentError` when it is no YAML.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _fault(path.name, "$", f"{error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise _fault(path.name, "$", f"{len(raw)} bytes")
    text = raw.decode("utf-8", errors="replace")
    document = parse_yaml(text, file=path.name)
    recipe = make_recipe(document, file=path.name)
    return _locate(recipe, path.parent)


def make_recipe(document: Any, *, file: str) -> Recipe:
    """Return the recipe in a document. Raises `UnreadableLog` that names the place."""
    if not is_right(document, SCHEMA):
        error = next(iter(list_schema_errors(document, SCHEMA)))
        raise _fault(file, describe_path(error.absolute_path), error.message[:300])
    given = dict(document)
    given.pop("recipe")
    columns = given.pop("columns")
    tuples = ("by", "given", "positive", "positive_truth")
    try:
        roles = Roles(**{name: tuple(value) if name in tuples else value for name, value in columns.items()})
        bounds = tuple(Bound(**{"ratio": False, **one}) for one in given.pop("bounds", ()))
        return Recipe(
            roles=roles,
            bounds=bounds,
            **{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()},
        )
    except ValueError as error:
        raise _fault(file, "$", str(error)) from error


def _locate(recipe: Recipe, folder: Path) -> Recipe:
    values: Mapping[str, Any] = {
        name: str(folder / value)
        for name in ("log", "population")
        if (value := getattr(recipe, name)) and recipe.engine == "duckdb" and not Path(value).is_absolute()
    }
    fields = {name: getattr(recipe, name) for name in Recipe.__dataclass_fields__}
    return Recipe(**{**fields, **values})


def _fault(file: str, place: str, says: str) -> Exception:
    return break_log(
        file,
        Text(
            nl=f"Het recept klopt niet bij {place}: {says}", en=f"The recipe is not right at {place}: {says}"
        ),
        Text(
            nl="Verbeter die plek; `waarborg fairness recipe` maakt een recept voor een bestand.",
            en="Correct that place; `waarborg fairness recipe` makes a recipe for a file.",
        ),
    )

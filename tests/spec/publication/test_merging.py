"""Two people write in the same entry.

| field | as I began | I typed | now there | what happens                  |
|-------|------------|---------|-----------|-------------------------------|
| name  | A          | A       | B         | B stays: I did not touch it   |
| goal  | A          | C       | A         | C is written: only I changed  |
| risks | A          | C       | B         | a choice: we both changed     |
| tags  | A          | B       | B         | nothing: we changed it alike  |
| url   | (empty)    | ""      | (empty)   | nothing: empty is empty       |
"""

from waarborg.core.publication.merging import Conflict, merge

THEN = {"name": "A", "goal": "A", "risks": "A", "tags": "A"}
TYPED = {"name": "A", "goal": "C", "risks": "C", "tags": "B", "url": ""}
NOW = {"name": "B", "goal": "A", "risks": "B", "tags": "B"}


def test_each_line_of_the_table() -> None:
    merged = merge(TYPED, then=THEN, now=NOW)
    assert merged.changes == {"goal": "C"}
    assert merged.conflicts == (Conflict("risks", mine="C", theirs="B"),)


def test_choosing_mine_settles_the_conflict() -> None:
    merged = merge(TYPED, then=THEN, now=NOW, keep_mine=("risks",))
    assert merged.changes == {"goal": "C", "risks": "C"}
    assert merged.conflicts == ()

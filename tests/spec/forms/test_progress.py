"""How far a form is, counted by hand.

| part | role          | id  | type    | asked when            | must be answered |
|------|---------------|-----|---------|-----------------------|------------------|
| een  | projectleider | 1   | yes/no  | always                | yes              |
|      |               | 2   | text    | [1]                   | yes              |
|      |               | 3   | text    | always                | no               |
|      | (jurist)      | 4   | text    | always                | yes              |
| twee | jurist        | 5   | group   | two rows at least; role privacy         | |
|      | privacy       | 5.1 | text    | in each row           | yes              |
|      | (ethicus)     | 5.2 | text    | in each row           | yes              |
|      | jurist        | 6   | table   | two rows at least     | yes              |
| drie | none          | 7   | text    | [1]                   | yes              |
"""

import pytest

from tests.small_form import TODAY, answer, both, form, group, part, question, sheet
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.progress import Count, Progress, measure_progress
from waarborg.core.forms.reading import Reading

COLUMNS = [{"id": "naam", "title": both("Naam"), "type": "text"}]
FORM = form(
    part(
        "een",
        question("1"),
        question("2", "text", when="[1]"),
        question("3", "text", required=False),
        question("4", "text", roles=["jurist"]),
        {"info": "uitleg", "text": both("Lees dit.")},
        roles=["projectleider"],
    ),
    part(
        "twee",
        group(
            "5",
            question("5.1", "text"),
            question("5.2", "text", roles=["ethicus"]),
            least=2,
            roles=["privacy"],
        ),
        question("6", "table", columns=COLUMNS, least=2),
        roles=["jurist"],
    ),
    part("drie", question("7", "text"), when="[1]"),
)
ALL = {
    "1": True,
    "2": "twee",
    "4": "vier",
    "5": ("x", "y"),
    "5.1@x": "a",
    "5.2@x": "b",
    "5.1@y": "c",
    "5.2@y": "d",
    "6": ({"naam": "een"}, {"naam": "twee"}),
    "7": "zeven",
}


def measure(values: dict[str, object]) -> Progress:
    return measure_progress(Reading(FORM, sheet(values), {}, on=TODAY))


def list_parts(progress: Progress) -> dict[str, Count]:
    return {part.id: count for part, count in progress.parts}


def list_missing(progress: Progress) -> list[tuple[str, str, int]]:
    return [(one.part.id, str(one.address), one.fewest) for one in progress.missing]


def test_nothing_is_answered() -> None:
    # Of part een 1 and 4 are asked, 2 waits for 1, 3 may stay empty. Of part twee only 6: there is no row of 5 yet.
    # Whether part drie is asked is not known, so its one question waits.
    found = measure({})
    assert list_parts(found) == {
        "een": Count(asked=2, optional=1, waiting=1),
        "twee": Count(asked=1),
        "drie": Count(waiting=1),
    }
    assert found.total == Count(asked=3, optional=1, waiting=2)
    assert found.total.missing == 3
    assert found.total.percentage == 0


def test_what_is_missing_is_named_in_the_order_of_the_form() -> None:
    assert list_missing(measure({})) == [("een", "1", 0), ("een", "4", 0), ("twee", "5", 2), ("twee", "6", 0)]


def test_a_part_that_is_not_asked_is_left_out() -> None:
    # 1 = no: 2 and part drie are not asked.
    found = measure({"1": False})
    assert list_parts(found) == {"een": Count(asked=2, answered=1, optional=1), "twee": Count(asked=1)}


def test_everything_is_answered() -> None:
    # 1, 2, 4; two rows of 5.1 and 5.2; 6; 7: nine. Nothing waits, and 3 may stay empty.
    found = measure(ALL)
    assert found.total == Count(asked=9, answered=9, optional=1)
    assert found.total.percentage == 100
    assert found.missing == ()


def test_every_row_counts_by_itself() -> None:
    found = measure({**ALL, "5.2@y": None})
    assert list_parts(found)["twee"] == Count(asked=5, answered=4)
    assert list_missing(found) == [("twee", "5.2@y", 0)]


def test_what_belongs_to_a_row_that_was_taken_away_does_not_count() -> None:
    # One row is left: 5.1 and 5.2 of x, and 6. One row is too few.
    found = measure({**ALL, "5": ("x",)})
    assert list_parts(found)["twee"] == Count(asked=3, answered=3)
    assert list_missing(found) == [("twee", "5", 2)]


def test_a_table_with_too_few_rows_is_missing_rows() -> None:
    assert list_missing(measure({**ALL, "6": ({"naam": "een"},)})) == [("twee", "6", 2)]
    assert list_missing(measure({**ALL, "6": ()})) == [("twee", "6", 2)]


def test_i_do_not_know_is_an_answer_and_is_counted_apart() -> None:
    found = measure_progress(Reading(FORM, Sheet.of([answer("4", declined=True)]), {}, on=TODAY))
    assert list_parts(found)["een"] == Count(asked=2, answered=1, declined=1, optional=1, waiting=1)
    assert "4" not in [address for _, address, _ in list_missing(found)]


def test_an_answer_to_a_question_that_is_not_asked_counts_for_nothing() -> None:
    found = measure({"1": False, "2": "twee", "7": "zeven"})
    assert found.total == Count(asked=3, answered=1, optional=1)


def test_an_answer_to_a_question_that_may_stay_empty_is_not_counted_as_one_that_must() -> None:
    assert measure({"3": "drie"}).total == measure({}).total


def test_a_question_belongs_to_the_role_that_stands_nearest() -> None:
    # Four questions of 5.1 and 5.2: those of 5.2 name a role, those of 5.1 take the role of the group. 4 names
    # jurist itself, 6 takes jurist from its part. Part drie names nobody, so 7 belongs to no role.
    found = dict(measure(ALL).roles)
    assert found == {
        "projectleider": Count(asked=2, answered=2, optional=1),
        "jurist": Count(asked=2, answered=2),
        "privacy": Count(asked=2, answered=2),
        "ethicus": Count(asked=2, answered=2),
    }


def test_a_role_of_which_nothing_is_asked_is_left_out() -> None:
    assert dict(measure({"5": ()}).roles).keys() == {"projectleider", "jurist"}


@pytest.mark.parametrize(
    ("asked", "answered", "percentage"),
    [(0, 0, 100), (3, 0, 0), (3, 1, 33), (3, 2, 66), (3, 3, 100), (200, 199, 99), (1000, 999, 99)],
)
def test_a_percentage_is_rounded_down_so_that_100_means_all(
    asked: int, answered: int, percentage: int
) -> None:
    count = Count(asked=asked, answered=answered)
    assert count.percentage == percentage
    assert count.missing == asked - answered


def test_counts_add_up_kind_by_kind() -> None:
    assert Count(1, 2, 3, 4, 5) + Count(10, 20, 30, 40, 50) == Count(11, 22, 33, 44, 55)

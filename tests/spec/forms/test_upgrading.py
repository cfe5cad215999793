"""Moving answers to the next version of a form, worked out by hand.

| old               | new                                        | what happens                                     |
|-------------------|--------------------------------------------|--------------------------------------------------|
| 1 yes/no          | 1 yes/no                                   | carried                                          |
| 2 text            | 20 text, replaces 2                        | carried to 20                                    |
| 3 text, 4 markup  | 30 markup, replaces 3 and 4                | joined                                           |
| 5 choice a, b, c  | 5 choices a, b, c                          | converted to a list of one                       |
| 6 text            | 6 markup                                   | converted                                        |
| 7 yes/no          | 7 text                                     | of another type: appendix                        |
| 8 choice a, b, c  | 8 choice a, b                              | c no longer fits: appendix                       |
| 9 text            | -                                          | gone: appendix                                   |
| -                 | 11 text                                    | added                                            |
"""

from datetime import timedelta

import pytest

from tests.small_form import NOON, answer, both, form, group, part, question, sheet
from waarborg.core.forms.answers import Answer, Sheet, Taken
from waarborg.core.forms.checking import LONGEST_ANSWER
from waarborg.core.forms.forms import Form
from waarborg.core.forms.upgrading import Upgrade, upgrade

AB = [{"value": value, "label": both(value)} for value in "ab"]
OLD = form(
    part(
        "een",
        question("1"),
        question("2", "text"),
        question("3", "text"),
        question("4", "markup"),
        question("5", "choice"),
        question("6", "text"),
        question("7"),
        question("8", "choice"),
        question("9", "text"),
    )
)
NEW = form(
    part(
        "een",
        question("1"),
        question("20", "text", replaces=["2"]),
        question("30", "markup", replaces=["3", "4"]),
        question("5", "choices"),
        question("6", "markup"),
        question("7", "text"),
        question("8", "choice", options=AB),
        question("11", "text"),
    ),
    version="2026.2",
)


def move(values: dict[str, object], old: Form = OLD, new: Form = NEW) -> Upgrade:
    return upgrade(old, new, sheet(values))


def list_new(found: Upgrade) -> dict[str, object]:
    return {str(one.address): one.value for one in found.sheet}


def list_kept(found: Upgrade) -> dict[str, object]:
    return {str(one.answer.address): one.answer.value for one in found.appendix}


# --- carried, replaced, converted ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "new", "kept"),
    [
        ({"1": True}, {"1": True}, {}),
        ({"2": "twee"}, {"20": "twee"}, {}),
        ({"3": "drie"}, {"30": "drie"}, {}),
        ({"3": "drie", "4": "vier"}, {"30": "drie\n\nvier"}, {}),
        ({"5": "b"}, {"5": ("b",)}, {}),
        ({"6": "zes"}, {"6": "zes"}, {}),
        ({"7": True}, {}, {"7": True}),
        ({"8": "a"}, {"8": "a"}, {}),
        ({"8": "c"}, {}, {"8": "c"}),
        ({"9": "negen"}, {}, {"9": "negen"}),
        ({}, {}, {}),
    ],
)
def test_where_each_answer_goes(
    values: dict[str, object], new: dict[str, object], kept: dict[str, object]
) -> None:
    found = move(values)
    assert list_new(found) == new
    assert list_kept(found) == kept


def test_an_answer_in_the_appendix_stands_with_the_question_as_it_was_asked() -> None:
    (kept,) = move({"9": "negen"}).appendix
    assert kept.item == OLD.find_question("9")
    assert kept.answer == answer("9", "negen")


def test_an_answer_to_a_question_that_was_never_there_is_kept_too() -> None:
    (kept,) = move({"99": "verdwaald"}).appendix
    assert (kept.item, kept.answer.value) == (None, "verdwaald")


def test_what_was_added_gone_and_worded_otherwise_is_named() -> None:
    found = move({})
    assert [one.id for one in found.added] == ["11"]
    assert [one.id for one in found.gone] == ["9"]
    # 20 and 30 ask in other words than 2, 3 and 4; 5, 6 and 7 have another type; 8 has other options.
    assert [one.id for one in found.reworded] == ["20", "30", "5", "6", "7", "8"]


def test_a_question_that_stayed_the_same_is_not_worded_otherwise() -> None:
    found = upgrade(OLD, OLD, sheet({"1": True}))
    assert (found.added, found.gone, found.reworded, found.appendix) == ((), (), (), ())
    assert list_new(found) == {"1": True}


def test_i_do_not_know_moves_along_whatever_the_type() -> None:
    found = upgrade(OLD, NEW, Sheet.of([answer("7", declined=True)]))
    assert [(str(one.address), one.declined) for one in found.sheet] == [("7", True)]
    assert found.appendix == ()


def test_a_place_that_was_cleared_is_cleared_in_the_new_version_and_never_in_the_appendix() -> None:
    found = upgrade(OLD, NEW, Sheet.of([answer("1"), answer("9")]))
    assert list_new(found) == {"1": None}
    assert found.appendix == ()


def test_who_said_it_and_when_stays() -> None:
    before = answer("2", "twee")
    (carried,) = move({"2": "twee"}).carried
    assert carried.before == before
    assert (carried.answer.by, carried.answer.at, carried.joined) == (before.by, before.at, False)


def test_where_an_answer_was_taken_from_stays_only_with_the_same_question_and_value() -> None:
    taken = Taken("fact:goal", NOON, "abc")
    answers = [answer(id, value, taken=taken) for id, value in (("1", True), ("2", "twee"), ("5", "b"))]
    found = {str(one.address): one.taken for one in upgrade(OLD, NEW, Sheet.of(answers)).sheet}
    assert found == {"1": taken, "20": None, "5": None}


# --- two answers at one place ----------------------------------------------------------------------------------------
def test_joined_texts_say_so_and_are_said_by_whoever_was_last() -> None:
    first = Answer(address=answer("3").address, value="drie", by="1", at=NOON)
    later = Answer(address=answer("4").address, value="vier", by="2", at=NOON + timedelta(days=1))
    found = upgrade(OLD, NEW, Sheet.of([later, first]))
    assert [(str(one.before.address), one.joined) for one in found.carried] == [("3", True), ("4", True)]
    (whole,) = found.sheet
    assert (whole.value, whole.by, whole.at, whole.taken) == ("drie\n\nvier", "2", later.at, None)


def test_three_texts_become_one() -> None:
    old = form(part("een", *(question(id, "text") for id in "123")))
    new = form(part("een", question("9", "markup", replaces=["1", "2", "3"])), version="2026.2")
    found = move({"1": "a", "2": "b", "3": "c"}, old, new)
    assert list_new(found) == {"9": "a\n\nb\n\nc"}
    assert [one.joined for one in found.carried] == [True, True, True]


def test_texts_are_joined_in_the_order_of_the_old_form() -> None:
    old = form(part("een", question("2", "text"), question("10", "text")))
    new = form(part("een", question("9", "markup", replaces=["2", "10"])), version="2026.2")
    assert list_new(move({"2": "eerst", "10": "daarna"}, old, new)) == {"9": "eerst\n\ndaarna"}


def test_a_second_answer_that_cannot_be_joined_is_kept_apart() -> None:
    old = form(part("een", question("1", "text"), question("2", "text")))
    new = form(part("een", question("9", "text", replaces=["1", "2"])), version="2026.2")
    found = move({"1": "een", "2": "twee"}, old, new)
    assert list_new(found) == {"9": "een"}  # one line cannot hold two texts
    assert list_kept(found) == {"2": "twee"}
    assert found.appendix[0].item == old.find_question("2")


def test_texts_that_are_too_long_together_are_not_joined() -> None:
    long = "a" * (LONGEST_ANSWER - 1)
    found = move({"3": long, "4": "bb"})
    assert list_new(found) == {"30": long}
    assert list_kept(found) == {"4": "bb"}


def test_what_is_not_known_is_not_joined_to_a_text() -> None:
    found = upgrade(OLD, NEW, Sheet.of([answer("3", "drie"), answer("4", declined=True)]))
    assert list_new(found) == {"30": "drie"}
    assert [(str(one.answer.address), one.answer.declined) for one in found.appendix] == [("4", True)]


def test_a_cleared_place_gives_way_to_an_answer() -> None:
    found = upgrade(OLD, NEW, Sheet.of([answer("3"), answer("4", "vier")]))
    assert list_new(found) == {"30": "vier"}
    assert found.appendix == ()


def test_a_question_that_names_what_it_replaces_takes_no_other_not_even_of_its_own_id() -> None:
    # In the new version 1 asks what 2 asked before; what 1 asked is gone.
    new = form(part("een", question("1", "text", replaces=["2"])), version="2026.2")
    found = move({"1": True, "2": "twee"}, OLD, new)
    assert list_new(found) == {"1": "twee"}
    assert list_kept(found) == {"1": True}
    assert "1" in [one.id for one in found.gone]


def test_an_answer_goes_to_one_place_only() -> None:
    # 8 and 9 both name 1; the first takes it, and 1 itself does not either.
    old = form(part("een", question("1", "text")))
    new = form(
        part("een", question("8", "text", replaces=["1"]), question("9", "text", replaces=["1"]), question("1", "text")),
        version="2026.2",
    )  # fmt: skip
    found = move({"1": "een"}, old, new)
    assert list_new(found) == {"8": "een"}
    assert [one.id for one in found.added] == ["9", "1"]


# --- rows ----------------------------------------------------------------------------------------------------------
def test_the_rows_of_a_group_move_along_with_what_stands_in_them() -> None:
    old = form(part("een", group("4", question("4.1", "text"), group("4.2", question("4.2.1", "text")))))
    new = form(
        part(
            "een",
            group(
                "5",
                question("5.1", "text", replaces=["4.1"]),
                group("4.2", question("4.2.1", "text")),
                replaces=["4"],
            ),
        ),
        version="2026.2",
    )
    values = {"4": ("x", "y"), "4.1@x": "een", "4.2@x": ("k",), "4.2.1@x.k": "diep"}
    found = move(values, old, new)
    assert list_new(found) == {"5": ("x", "y"), "5.1@x": "een", "4.2@x": ("k",), "4.2.1@x.k": "diep"}
    assert found.appendix == ()


def test_an_answer_in_a_row_does_not_fit_a_question_that_is_answered_once_or_the_other_way_round() -> None:
    rowed = form(part("een", group("4", question("1", "text"))))
    single = form(part("een", question("1", "text")), version="2026.2")
    found = move({"4": ("x",), "1@x": "een"}, rowed, single)
    assert list_new(found) == {}
    assert list_kept(found) == {"4": ("x",), "1@x": "een"}
    assert found.appendix[0].item in (rowed.find_question("1"), rowed.find_group("4"))
    assert list_kept(move({"1": "een"}, single, rowed)) == {"1": "een"}


def test_a_group_that_is_no_longer_repeated_has_no_rows() -> None:
    old = form(part("een", group("4", question("1", "text"))))
    new = form(part("een", group("4", question("1", "text"), repeat=False)), version="2026.2")
    assert list_kept(move({"4": ("x",), "1@x": "een"}, old, new)) == {"4": ("x",), "1@x": "een"}


def test_a_group_and_a_question_of_one_id_do_not_take_each_others_answer() -> None:
    rowed = form(part("een", group("4", question("1", "text"))))
    single = form(part("een", question("4", "list")), version="2026.2")
    assert list_kept(move({"4": ("x",)}, rowed, single)) == {"4": ("x",)}
    assert list_kept(move({"4": ("x",)}, single, rowed)) == {"4": ("x",)}


def test_options_that_are_rows_move_along_as_long_as_they_come_from_the_same_group() -> None:
    def make(label: str, version: str) -> Form:
        return form(
            part(
                "een",
                group("4", question("4.1", "text"), question("4.2", "text")),
                question("5", "choice", options_from={"group": "4", "label": label}),
            ),
            version=version,
        )

    values = {"4": ("x",), "5": "x"}
    assert list_new(move(values, make("4.1", "2026.1"), make("4.1", "2026.2"))) == values
    found = move(values, make("4.1", "2026.1"), make("4.2", "2026.2"))
    assert list_kept(found) == {"5": "x"}


# --- tables --------------------------------------------------------------------------------------------------------
def make_table(*columns: str, version: str = "2026.1", required: bool = False) -> Form:
    made = [
        {"id": id, "title": both(id), "type": "text", **({"required": True} if required else {})} for id in columns
    ]  # fmt: skip
    return form(part("een", question("1", "table", columns=made)), version=version)


ROWS = ({"_id": "r1", "naam": "een"}, {"naam": "twee", "rol": "jurist"})


@pytest.mark.parametrize(
    ("columns", "carried"),
    [
        (("naam", "rol"), True),
        (("naam", "rol", "dag"), True),  # another column stays empty
        (("rol", "naam"), True),
        (("naam",), False),  # "jurist" would be lost
    ],
)
def test_a_table_moves_along_as_long_as_no_cell_is_lost(columns: tuple[str, ...], carried: bool) -> None:
    found = move({"1": ROWS}, make_table("naam", "rol"), make_table(*columns, version="2026.2"))
    assert list_new(found) == ({"1": ROWS} if carried else {})
    assert list_kept(found) == ({} if carried else {"1": ROWS})


def test_a_column_that_was_never_filled_in_may_go() -> None:
    rows = ({"naam": "een"},)
    found = move({"1": rows}, make_table("naam", "rol"), make_table("naam", version="2026.2"))
    assert list_new(found) == {"1": rows}


def test_a_row_that_was_not_finished_need_not_be_finished_now() -> None:
    new = make_table("naam", "rol", version="2026.2", required=True)
    assert list_new(move({"1": ROWS}, make_table("naam", "rol"), new)) == {"1": ROWS}


def test_a_cell_that_names_a_row_of_a_group_moves_along() -> None:
    def make(version: str) -> Form:
        columns = [
            {
                "id": "wie",
                "title": both("Wie"),
                "type": "choice",
                "options_from": {"group": "4", "label": "4.1"},
            }
        ]
        return form(
            part("een", group("4", question("4.1", "text")), question("5", "table", columns=columns)),
            version=version,
        )

    values = {"4": ("x",), "5": ({"wie": "x"},)}
    assert list_new(move(values, make("2026.1"), make("2026.2"))) == values


def test_what_is_no_table_does_not_become_one() -> None:
    old = form(part("een", question("1", "list")))
    assert list_kept(move({"1": ("a",)}, old, make_table("naam", version="2026.2"))) == {"1": ("a",)}

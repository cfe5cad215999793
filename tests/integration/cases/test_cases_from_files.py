"""A case that goes out as a file and comes in again, and two people who write in one case at the same moment."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.integration.cases.conftest import LIBRARY, state, take
from waarborg.adapters.law_files.case_files import CaseFile, read_case, write_case
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.checking import CaseOvertaken, CaseRefused
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.cases.verifying import find_changed_cases
from waarborg.apps.organisations.models import Person
from waarborg.core.law.cases import Case as CoreCase
from waarborg.core.law.library import Library


def bring_in(algorithm: Algorithm, by: Person, content: CoreCase, library: Library = LIBRARY) -> Case:
    return actions.import_case(
        algorithm=algorithm, content=content, title="Uit een bestand", library=library, by=by, at=NOW
    )


@pytest.mark.django_db
def test_a_case_goes_out_and_comes_in_the_same(case: Case, algorithm: Algorithm, editor: Person) -> None:
    state(case, editor)
    take(case, editor, "toeslag aanvragen", "aanvrager")
    content = queries.read_case(case)
    file = read_case(write_case(CaseFile(content, case.title)).encode(), file="zaak.json")
    copy = bring_in(algorithm, editor, file.case)
    assert queries.read_case(copy) == content
    assert (copy.length, copy.starts_on) == (3, case.starts_on)
    take(copy, editor, "toeslag toekennen", "college")
    assert find_changed_cases() == []


@pytest.mark.django_db
def test_a_case_that_cannot_be_replayed_is_not_brought_in(
    case: Case, algorithm: Algorithm, editor: Person
) -> None:
    content = queries.read_case(case)
    for wrong, library in (
        (CoreCase(content.interpretation), LIBRARY),
        (CoreCase("urn:waarborg:law:niets:1", content.events), LIBRARY),
        (CoreCase(content.interpretation, content.events * 2), LIBRARY),
        (content, Library(())),
    ):
        with pytest.raises(CaseRefused):
            bring_in(algorithm, editor, wrong, library)
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_of_two_people_who_write_at_once_one_is_told_to_look_again(case: Case, editor: Person) -> None:
    number = case.length
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def write(age: int) -> None:
        try:
            mine = Case.objects.get(pk=case.pk)
            start.wait()
            state(mine, editor, {"leeftijd": Decimal(age)}, expected_number=number)
            outcomes.append("written")
        except CaseOvertaken:
            outcomes.append("overtaken")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(age,)) for age in (30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["overtaken", "written"]
    assert CaseEvent.objects.filter(case=case).count() == number + 1
    assert find_changed_cases() == []

"""What the public reads of a signed assessment: a summary, the parts that are public, and nobody's name."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.pages import log_in, place, put_in_library, sign, text_of
from tests.small_form import both, form, group, part, question
from tests.strict_pages import StrictClient
from waarborg.apps.assessments import public_queries, queries
from waarborg.apps.assessments.actions import answering, publishing, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment, FixedVersion, Summary
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions as publications
from waarborg.apps.publications.models import Entry
from waarborg.core.forms.library import Library
from waarborg.web.assessment_publishing import find_ground

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHOLE = {
    "name": "Meldingen sorteren",
    "description_short": "Sorteert meldingen.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}
#: Every sort of answer; the last part chooses from rows of the one before it, which is often withheld.
OPEN = form(
    part(
        "een",
        question("1"),
        question("2", "markup"),
        question("3", "choices"),
        question("4", "money", required=False),
        question("5", "date", required=False),
        question("6", "role", required=False),
        question("7", "file", required=False),
        question("8", "list", required=False),
        question("9", "text", when="NIET [1]"),
        question("10", "actions", required=False),
        question("11", "text"),
        question("12", "text", required=False),
    ),
    part(
        "twee",
        group("20", question("20.1", "text"), label="20.1"),
        withhold={"ground": "art. 5.1 lid 2 onder h Woo", "why": both("Het helpt bij inbraak.")},
    ),
    part("drie", question("30", "choice", options_from={"group": "20", "label": "20.1"}, required=False)),
    part("vier", question("40", "text"), when="NIET [1]"),
    id="open",
    signatures=[{"slot": "bestuur", "kind": "signature", "title": both("Handtekening"), "role": "director"}],
)


@pytest.fixture(autouse=True)
def public_forms(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_library(monkeypatch, Library((*small_library.forms, OPEN)))


@pytest.fixture
def entry(organisation: Organisation, editor: Person, director: Person) -> Entry:
    """A description that is public."""
    made = publications.start_entry(organisation=organisation, name="Meldingen sorteren", by=editor, at=NOW)
    publications.save(entry=made, values=dict(WHOLE), base=0, by=editor, at=NOW)
    publications.submit(entry=made, by=editor, at=NOW)
    publications.approve(entry=made, by=director, at=NOW)
    publications.publish(entry=made, by=director, at=NOW)
    return made


@pytest.fixture
def signed(entry: Entry, editor: Person, director: Person) -> Assessment:
    """A signed assessment of the public algorithm, with an answer of every sort."""
    assert entry.algorithm is not None
    made = starting.start(algorithm=entry.algorithm, form="open", by=editor, at=NOW)
    row = answering.add_row(assessment=made, group="20", by=editor, at=NOW)
    action = {"action": "Handleiding schrijven", "owner": "Wilma Voorbeeld", "due": "2027-01-31"}
    given = [
        Given(place="1", value=True),
        Given(place="2", value="<p>Wij <b>sorteren</b> <script>alert(1)</script>meldingen.</p>"),
        Given(place="3", value=["a", "c"]),
        Given(place="4", value="1250.50"),
        Given(place="5", value="2027-03-01"),
        Given(place="6", value="project_leader"),
        Given(place="7", value="een-token-van-een-bestand"),
        Given(place="8", value=["eerst", "dan"]),
        Given(place="10", value=[action]),
        Given(place="11", declined=True),
        Given(place=f"20.1@{row}", value="Zwakke plek"),
        Given(place="30", value=row),
    ]
    answering.save_answers(assessment=made, answers=given, by=editor, at=NOW)
    signing.ask_advice(assessment=made, by=editor, at=NOW)
    signing.fill_slot(
        assessment=made, slot="bestuur", verdict="positive", text="Goed zo.", by=director, at=NOW
    )
    made.refresh_from_db()
    assert made.state == "signed"
    return made


CHOSEN = {
    "do": "publish",
    "version": "1",
    "text": "Wij keken naar <b>alles</b>.",
    "part-een": "public",
    "part-twee": "5.1-2-h",
    "part-drie": "public",
}


def publish(assessment: Assessment, director: Person, **more: str) -> int:
    """Publish by the page of the workplace."""
    return log_in(director).post(place("assessment_publish", assessment), {**CHOSEN, **more}).status_code


def address(assessment: Assessment, name: str = "assessment_summary") -> str:
    keys: dict[str, object] = {"public_id": assessment.algorithm.public_id}
    with override("en"):
        if name == "entry":
            return reverse("public:entry", kwargs=keys)
        return reverse("public:assessment_summary", kwargs={**keys, "number": assessment.pk})


# --- deciding --------------------------------------------------------------------------------------------
def test_the_page_suggests_what_the_form_suggests_and_shows_the_answers(
    signed: Assessment, director: Person
) -> None:
    page = text_of(log_in(director).get(place("assessment_publish", signed)))
    assert '<option value="5.1-2-h" selected>' in page
    assert "Het helpt bij inbraak." in page
    assert page.count("selected") == 1  # of the others nobody decided yet
    assert "Zwakke plek" in page  # who decides sees everything
    assert "part-vier" not in page  # nothing was asked there


def test_a_summary_is_published_and_replaced(signed: Assessment, director: Person) -> None:
    assert publish(signed, director) == 302
    assert publish(signed, director) == 302  # sent twice
    assert Summary.objects.count() == 1
    assert publish(signed, director, text="Nieuwe woorden.") == 302
    (shown,) = Summary.objects.filter(withdrawn_at=None)
    assert (shown.text, shown.parts) == (
        "Nieuwe woorden.",
        {"een": "", "twee": "5.1-2-h", "drie": "", "vier": ""},
    )
    assert Summary.objects.count() == 2
    page = text_of(StrictClient().get(address(signed)))
    assert "Nieuwe woorden." in page


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"part-een": ""}, {"part-een": "zomaar"}, {"version": "2"}, {"version": ""}]
)
def test_without_a_choice_for_each_part_nothing_is_published(
    wrong: dict[str, str], signed: Assessment, director: Person
) -> None:
    assert publish(signed, director, **wrong) == 422
    assert not Summary.objects.exists()


def test_only_who_signs_decides_what_is_public(
    signed: Assessment, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    for person, status in ((editor, 403), (person_with_role("reader"), 403), (person_with_role(None), 404)):
        assert log_in(person).get(place("assessment_publish", signed)).status_code == status
        assert log_in(person).post(place("assessment_publish", signed), CHOSEN).status_code == status
    assert not Summary.objects.exists()


def test_before_the_signature_nothing_can_be_published(assessment: Assessment, director: Person) -> None:
    client, where = log_in(director), place("assessment_publish", assessment)
    assert "Nothing was signed yet." in text_of(client.get(where))
    assert client.post(where, CHOSEN).status_code == 200
    assert not Summary.objects.exists()


def test_a_summary_is_withdrawn_with_a_reason_that_stays_inside(signed: Assessment, director: Person) -> None:
    publish(signed, director)
    client, where = log_in(director), place("assessment_publish", signed)
    assert client.post(where, {"do": "withdraw", "reason": ""}).status_code == 422
    assert client.post(where, {"do": "withdraw", "reason": "Er stond een fout in."}).status_code == 302
    assert "Er stond een fout in." in text_of(client.get(where))
    gone = StrictClient().get(address(signed))
    assert gone.status_code == 410
    assert "Er stond een fout in." not in text_of(gone)
    assert "Wij keken" not in text_of(StrictClient().get(address(signed, "entry")))


@pytest.mark.parametrize(
    ("written", "ground"),
    [
        ("5.1-2-e", "5.1-2-e"),
        ("art. 5.1 lid 2 onder e Woo", "5.1-2-e"),
        ("art. 5.2 lid 1 Woo", "5.2-1"),
        ("iets", ""),
    ],
)
def test_a_ground_is_found_as_a_form_writes_it(written: str, ground: str) -> None:
    assert find_ground(written) == ground


# --- reading ---------------------------------------------------------------------------------------------
def test_the_public_reads_the_summary_and_the_answers_of_public_parts(
    signed: Assessment, director: Person
) -> None:
    publish(signed, director)
    response = StrictClient().get(address(signed))
    page = text_of(response)
    assert response.status_code == 200
    assert "Wij keken naar &lt;b&gt;alles&lt;/b&gt;." in page
    for said in (
        "Version 1, signed on 22 November 2026",
        "Vraag 1",
        "Yes",
        "1,250.50",
        "1 March 2027",
        "Project leader",
        "eerst",
        "Handleiding schrijven",
        "31 January 2027",
        "Not known",
        "A file, which is not public here",
        "No answer",
        "Security of persons and businesses (art. 5.1(2)(h) Woo)",
    ):
        assert said in page, said
    for hidden in ("Zwakke plek", "een-token", "alert(1)", "Vraag 20.1", "Vraag 9<", "Vraag 40", "Deel vier"):
        assert hidden not in page, hidden
    # An answer that points into a part that is withheld does not give away its words.
    third = page[page.index("Deel drie") :]
    assert "Not public" in third


def test_nobody_is_named_on_a_public_page(
    signed: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    publish(signed, director)
    for where in (address(signed), address(signed, "entry")):
        page = text_of(StrictClient().get(where))
        for person in (editor, officer, director):
            assert person.name not in page
            assert str(person.pk) not in page
        assert "Wilma" not in page
        assert "Goed zo." not in page


def test_the_entry_names_what_was_signed(signed: Assessment, director: Person) -> None:
    before = StrictClient().get(address(signed, "entry"))
    assert "Assessments that were signed" not in text_of(before)
    publish(signed, director)
    after = StrictClient().get(address(signed, "entry"))
    page = text_of(after)
    assert "Assessments that were signed" in page
    assert address(signed) in page
    assert "Version 1, signed on 22 November 2026 (form 2026.1)" in page
    assert before.headers["ETag"] != after.headers["ETag"]


def test_an_answer_that_was_made_unreadable_is_told_as_such(
    signed: Assessment, director: Person, officer: Person
) -> None:
    publish(signed, director)
    row = AnswerRow.objects.get(place="8", current=True)
    publishing.redact_answer(answer=row, by=officer, at=NOW, reason="Een naam.")
    page = text_of(StrictClient().get(address(signed)))
    assert "Made unreadable" in page
    assert "eerst" not in page


def test_the_name_of_a_row_that_was_made_unreadable_is_gone_too(
    signed: Assessment, director: Person, officer: Person
) -> None:
    publish(signed, director, **{"part-twee": "public"})
    assert (
        text_of(StrictClient().get(address(signed))).count("Zwakke plek") == 3
    )  # heading, answer and choice
    row = AnswerRow.objects.get(place__startswith="20.1@", current=True)
    publishing.redact_answer(answer=row, by=officer, at=NOW, reason="Een naam.")
    assert "Zwakke plek" not in text_of(StrictClient().get(address(signed)))


def test_the_public_reads_the_version_that_was_published_until_a_newer_one_is(
    signed: Assessment, editor: Person, director: Person
) -> None:
    publish(signed, director)
    signing.reopen(assessment=signed, reason="Er kwam iets bij.", by=editor, at=NOW)
    newer = [Given(place="12", value="Nieuw antwoord.")]
    answering.save_answers(assessment=signed, answers=newer, by=editor, at=NOW)
    signing.ask_advice(assessment=signed, by=editor, at=NOW)
    signing.fill_slot(assessment=signed, slot="bestuur", verdict="positive", text="", by=director, at=NOW)
    assert FixedVersion.objects.count() == 2
    assert "Nieuw antwoord." not in text_of(StrictClient().get(address(signed)))
    page = text_of(log_in(director).get(place("assessment_publish", signed)))
    assert "Version 2 was signed after that." in page
    assert publish(signed, director) == 422  # it is about the version before
    assert publish(signed, director, version="2") == 302
    assert "Nieuw antwoord." in text_of(StrictClient().get(address(signed)))


def test_what_was_ended_says_so(signed: Assessment, editor: Person, director: Person) -> None:
    publish(signed, director)
    starting.end(assessment=signed, reason="Niet gebouwd.", by=editor, at=NOW)
    assert "It no longer counts." in text_of(StrictClient().get(address(signed)))
    assert "no longer counts" in text_of(StrictClient().get(address(signed, "entry")))
    assert publish(signed, director, text="Nog eens.") == 422


def test_without_a_public_description_nothing_is_public(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    sign(assessment, editor, officer, director)
    fixed = queries.list_fixed(assessment)[0]
    parts = {"een": "", "twee": ""}
    publishing.publish_summary(version=fixed, text="Gezien.", parts=parts, by=director, at=NOW)
    assert public_queries.list_summaries(assessment.algorithm.public_id)
    assert Client().get(address(assessment)).status_code == 404


def test_a_withdrawn_description_takes_its_assessments_along(
    signed: Assessment, entry: Entry, director: Person
) -> None:
    publish(signed, director)
    entry.refresh_from_db()
    publications.withdraw(entry=entry, by=director, at=NOW, reason="Niet meer in gebruik.")
    gone = Client().get(address(signed))
    assert gone.status_code == 410
    assert "Wij keken" not in text_of(gone)


def test_what_was_never_published_is_not_there(signed: Assessment, assessment: Assessment) -> None:
    assert Client().get(address(signed)).status_code == 404
    with override("en"):
        elsewhere = reverse(
            "public:assessment_summary",
            kwargs={"public_id": signed.algorithm.public_id, "number": assessment.pk},
        )
    assert Client().get(elsewhere).status_code == 404

"""How quick assessments are: opening and saving pages of the largest form with thousands of dossiers around, and the
document of a DPIA with everything answered. The baseline is a page that says nothing.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import perf_counter

from django.test import Client, override_settings
from django.urls import reverse

from bench.figures import Figure
from bench.framework import load_dossiers, make_dossiers
from bench.loading import parts
from bench.pages import get_page
from bench.timing import join, measure
from waarborg.adapters.form_files.loading import load_library
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Column, Group, Question, Type
from waarborg.core.forms.reading import Shown, Standing

MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
ON = date(2026, 11, 22)
#: The most milliseconds that 95 of 100 pages may take, and the most seconds of a document.
AIM_PAGE, AIM_DOCUMENT = 60, 2
#: So many answers each other assessment has.
ANSWERS, BATCH, PAGES = 30, 500, 60
TEXT = "Een medewerker kijkt elke uitkomst na. " * 8


def measure_assessments(count: int) -> Iterator[Figure]:
    """Pages of the largest form, half and wholly filled, with `count` dossiers that each have one; and a document."""
    if not Organisation.objects.filter(code="bench").exists():
        load_dossiers(make_dossiers(load_framework(), count))
    organisation = Organisation.objects.get(code="bench")
    form = max(load_library().forms, key=lambda one: len(one.questions))
    person = Person.objects.create(name="Bench", email="bench@voorbeeld.example")
    Grant.objects.create(
        person=person, organisation=organisation, role="editor", granted_at=MOMENT, granted_by="system"
    )
    _load(form, count)
    full = _start(form.id, person)
    answer_all(full, person)
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(person)
    with override_settings(ROOT_URLCONF="bench.pages"):
        measure(get_page(client, "/") for _ in range(10))
        nothing = measure(get_page(client, "/") for _ in range(PAGES)).percentile(95)
    keys = {"public_id": full.algorithm.public_id, "number": full.pk}
    opened = queries.open_assessment(full, on=ON)
    pages = [reverse("web:assessment_part", kwargs={**keys, "part": part.id}) for part in form.parts]
    name = f"assessment: {form.short} ({len(form.questions)} questions, {count:,} dossiers)"
    for address in pages:
        get_page(client, address)()
    timings = [
        measure(get_page(client, address) for address in pages) for _ in range(max(1, PAGES // len(pages)))
    ]
    yield Figure.of(
        f"{name}, open a part", join(timings), baseline=nothing, baseline_name="empty view", aim=AIM_PAGE
    )
    yield Figure.of(
        f"{name}, save an answer",
        measure(_save(client, opened, number) for number in range(PAGES)),
        baseline=nothing,
        baseline_name="empty view",
        aim=AIM_PAGE,
    )
    overview = reverse("web:assessment", kwargs=keys)
    yield Figure.of(
        f"{name}, the overview",
        measure(get_page(client, overview) for _ in range(20)),
        baseline=nothing,
        baseline_name="empty view",
    )
    yield from _measure_documents(client, person)


def _measure_documents(client: Client, person: Person) -> Iterator[Figure]:
    dpia = _start("dpia", person)
    answer_all(dpia, person)
    for kind in ("pdf", "docx", "md", "json"):
        address = reverse(
            "web:assessment_document",
            kwargs={"public_id": dpia.algorithm.public_id, "number": dpia.pk, "kind": kind},
        )
        get_page(client, address)()
        started = perf_counter()
        get_page(client, address)()
        yield Figure(
            name=f"assessment: document of the DPIA, {kind}",
            value=perf_counter() - started,
            unit="s",
            aim=AIM_DOCUMENT,
        )


def _load(form: Form, count: int) -> None:
    """An assessment with some answers for every dossier, without checks and without the audit chain."""
    chance = random.Random(7)
    algorithms = list(Algorithm.objects.filter(organisation__code="bench").order_by("pk")[1:count])
    plain = [
        question
        for question in form.questions
        if question.type is Type.MARKUP and (place := form.find_place(question.id)) and not place.repeated
    ]
    rows = Assessment.objects.bulk_create(
        (
            Assessment(
                algorithm=algorithm,
                form=form.id,
                form_version=form.version,
                started_by="system",
                started_at=MOMENT,
                changed_at=MOMENT,
            )
            for algorithm in algorithms
        ),
        batch_size=BATCH,
    )
    for batch in parts(rows, BATCH):
        AnswerRow.objects.bulk_create(
            [
                AnswerRow(
                    assessment=row,
                    place=question.id,
                    number=number,
                    value=TEXT,
                    by="system",
                    at=MOMENT,
                    digest="bench",
                    salt="bench",
                )
                for row in batch
                for number, question in enumerate(chance.sample(plain, ANSWERS), start=1)
            ],
            batch_size=BATCH,
        )


def _start(form: str, person: Person) -> Assessment:
    algorithm = Algorithm.objects.filter(organisation__code="bench").order_by("pk").first()
    assert algorithm is not None  # the dossiers are loaded before
    return starting.start(algorithm=algorithm, form=form, by=person, at=MOMENT)


def answer_all(assessment: Assessment, person: Person) -> None:
    """Answer whatever is asked, until nothing is missing. Raises RuntimeError when that does not come to an end."""
    for _round in range(60):
        opened = queries.open_assessment(assessment, on=ON)
        if not measure_progress(opened.reading).missing:
            return
        groups = [one for one in opened.reading.shown if _needs_row(opened, one)]
        for one in groups:
            answering.add_row(
                assessment=assessment, group=one.item.id, rows=one.address.rows, by=person, at=MOMENT
            )
        given = [Given(place=str(one.address), **_answer(opened, one.item)) for one in _list_open(opened)]
        answering.save_answers(assessment=assessment, answers=given, by=person, at=MOMENT)
    raise RuntimeError("answering what is asked does not come to an end")


def _needs_row(opened: Opened, one: Shown) -> bool:
    is_group = isinstance(one.item, Group) and one.item.repeat and one.standing is Standing.ASKED
    return is_group and not opened.sheet.list_rows(one.item.id, one.address.rows)


def _list_open(opened: Opened) -> Iterator[Shown]:
    for one in opened.reading.shown:
        is_asked = isinstance(one.item, Question) and one.standing is Standing.ASKED
        if is_asked and (one.answer is None or not one.answer.is_given):
            yield one


def _answer(opened: Opened, item: object) -> dict[str, object]:
    """An answer that fits; "I do not know" where none can be made up."""
    assert isinstance(item, Question)
    value = _make_rows(opened, item) if item.columns else _choose(opened, item)
    if value is None or check_answer(item, value, make_options(opened)):
        return {"declined": True}
    return {"value": value}


def _make_rows(opened: Opened, item: Question) -> object:
    row = {column.id: _fill(opened, column) for column in item.columns}
    return [{name: text for name, text in row.items() if text}] * (3 if item.type is Type.RISKS else 1)


def _choose(opened: Opened, item: Question) -> object:
    match item.type:
        case Type.FILE | Type.IMAGE:
            return None
        case Type.BOOLEAN:
            return True
        case Type.NUMBER:
            return 5
        case Type.MONEY:
            return "12.50"
        case Type.DATE:
            return "2026-11-01"
        case Type.LIST:
            return ["een", "twee"]
        case Type.ROLE:
            return "project_leader"
        case Type.CHOICE | Type.CHOICES:
            options = list(make_options(opened)(item))
            chosen = options[:1] if options else []
            if not chosen:
                return None
            return chosen[0] if item.type is Type.CHOICE else chosen
    return _fit(item)


def _fit(item: Question) -> str:
    from waarborg.adapters.content_files.vocabulary import load_vocabulary

    term = load_vocabulary().find_term(item.fact) if item.fact else None
    words = {"link": "https://voorbeeld.example/", "contact": "post@voorbeeld.example", "month": "2026-11"}
    return words.get(term.type.value, TEXT) if term is not None else TEXT


def _fill(opened: Opened, column: Column) -> str:
    options = list(make_options(opened)(column))
    words = {Type.BOOLEAN: "yes", Type.NUMBER: "5", Type.MONEY: "12.50", Type.DATE: "2026-11-01"}
    return (
        options[0]
        if options
        else words.get(column.type, "" if column.type in (Type.CHOICE, Type.CHOICES) else "Een tekst")
    )


def _save(client: Client, opened: Opened, number: int):  # type: ignore[no-untyped-def]  # an action to measure
    asked = [
        one
        for one in opened.reading.shown
        if isinstance(one.item, Question) and one.item.type is Type.MARKUP and one.standing is Standing.ASKED
    ]
    one = asked[number % len(asked)]
    place = opened.form.find_place(one.item.id)
    assert place is not None  # what is shown comes from the form
    keys = {
        "public_id": opened.assessment.algorithm.public_id,
        "number": opened.assessment.pk,
        "part": place.part.id,
    }
    address, where = reverse("web:assessment_autosave", kwargs=keys), str(one.address)
    row = AnswerRow.objects.filter(assessment=opened.assessment, place=where, current=True).first()
    base = row.number if row is not None else 0

    def save() -> None:
        sent = {where: f"Antwoord {number}. {TEXT}", f"base-{where}": base}
        response = client.post(address, sent)
        if response.status_code != 200 or b"wp-left--over" in response.content:
            raise RuntimeError(f"{address} does not save")

    return save

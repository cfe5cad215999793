"""Comparing, putting back, previews by link, and since when texts stand: on the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import actions as organisations
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import actions, standing, workplace
from waarborg.apps.publications.models import PreviewLink, Proposal, Version
from waarborg.apps.publications.queries import get_public_entry
from waarborg.apps.publications.sharing import editions, previewing, restoring
from waarborg.apps.publications.sharing.editions import Edition
from waarborg.core.publication.translations import TranslationState
from waarborg.core.publication.workflow import StepRefused

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def two_versions(desk: Desk) -> Desk:
    """An entry that was published twice, with another goal and a new risk the second time."""
    desk.write(**WHOLE, goal="<p>Oud doel.</p>")
    desk.publish("eerste")
    desk.write(goal="<p>Nieuw doel.</p>", risks="<p>Een risico.</p>")
    desk.publish("tweede")
    return desk


def version(desk: Desk, number: int) -> Edition:
    found = editions.find_version(desk.entry, number)
    assert found is not None
    return found


def put_back(desk: Desk, *fields: str, number: int = 1, base: int | None = None) -> restoring.Restored:
    return restoring.restore(
        entry=desk.entry,
        edition=version(desk, number),
        fields=fields,
        base=desk.newest() if base is None else base,
        by=desk.editor,
        at=desk.tick(),
    )


# --- comparing -------------------------------------------------------------------------------------------
def test_two_versions_are_compared_field_by_field(two_versions: Desk) -> None:
    found = editions.compare_public(two_versions.entry.public_id, 1, 2)
    assert [(item.field, item.kind) for item in found.differences] == [
        ("goal", "changed"),
        ("risks", "added"),
    ]


def test_every_text_can_be_chosen_newest_first(two_versions: Desk) -> None:
    desk = two_versions
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "getypt"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    page = workplace.get_page(desk.entry, desk.editor)
    codes = [item.code for item in editions.list_editions(page)]
    second, first = Proposal.objects.order_by("-id").values_list("pk", flat=True)
    assert codes == ["mijn", "dossier", f"p{second}", f"p{first}", "v2", "v1"]
    for code in codes:
        assert editions.get_edition(page, code).values["name"] == "Inkomenstoeslag"


@pytest.mark.parametrize("code", ["v9", "p0", "v", "", "x1", "mijn", "v1x", "v²", "v99999999999999999999"])
def test_a_text_that_is_not_there_is_not_found(code: str, two_versions: Desk) -> None:
    page = workplace.get_page(two_versions.entry, two_versions.editor)
    with pytest.raises(NotFound):
        editions.get_edition(page, code)


def test_what_was_made_unreadable_is_not_compared_and_is_named(two_versions: Desk) -> None:
    row = Version.objects.get(entry=two_versions.entry, number=1)
    del row.values["goal"]
    row.redacted = ["goal"]
    row.save()
    found = editions.compare_public(two_versions.entry.public_id, 1, 2)
    assert [item.field for item in found.differences] == ["risks"]
    assert found.unreadable == ("goal",)


def test_a_proposal_of_another_entry_is_not_found(two_versions: Desk, organisation: Organisation) -> None:
    other = actions.start_entry(
        organisation=organisation, name="Ander", by=two_versions.editor, at=two_versions.tick()
    )
    key = (
        Proposal.objects.filter(entry=two_versions.entry).order_by("id").values_list("pk", flat=True).first()
    )
    assert editions.find_proposal(other, key or 0) is None


# --- putting back ----------------------------------------------------------------------------------------
def test_a_text_that_is_put_back_is_a_new_fact_and_a_draft(two_versions: Desk) -> None:
    desk = two_versions
    done = put_back(desk, "goal", "risks")
    assert done.fields == ("goal", "risks")
    values = desk.values()
    assert "Oud doel." in str(values["goal"])
    assert "risks" not in values
    desk.entry.refresh_from_db()
    assert desk.entry.state == "draft"
    assert get_public_entry(desk.entry.public_id).number == 2
    event = Event.objects.get(action="publications.restore")
    assert event.about == {"version": 1, "fields": ["goal", "risks"]}


def test_who_puts_a_text_back_is_its_author_and_does_not_approve_it(two_versions: Desk) -> None:
    desk = two_versions
    put_back(desk, "goal")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert str(desk.editor.pk) in Proposal.objects.order_by("id").latest("id").authors


def test_only_the_chosen_fields_are_put_back(two_versions: Desk) -> None:
    put_back(two_versions, "goal")
    assert "Een risico." in str(two_versions.values()["risks"])


def test_a_field_that_changed_meanwhile_is_not_overwritten(two_versions: Desk) -> None:
    desk = two_versions
    base = desk.newest()
    desk.write(goal="<p>Net gewijzigd.</p>")
    with pytest.raises(StepRefused, match="changed after you opened"):
        put_back(desk, "goal", base=base)
    assert "Net gewijzigd." in str(desk.values()["goal"])


def test_nothing_is_put_back_while_the_text_is_judged(two_versions: Desk) -> None:
    desk = two_versions
    desk.write(goal="<p>Derde.</p>")
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    with pytest.raises(StepRefused, match="fixed"):
        put_back(desk, "goal")


def test_what_was_made_unreadable_does_not_empty_the_dossier(two_versions: Desk) -> None:
    edition = replace(version(two_versions, 1), redacted=("goal",))
    assert restoring.list_restorable(edition, ["goal", "risks"]) == {"goal": False, "risks": True}


def test_assessments_of_another_register_are_not_put_back(two_versions: Desk) -> None:
    edition = replace(version(two_versions, 1), is_taken_over=True)
    found = restoring.list_restorable(edition, ["goal", "impacttoetsen_grouping", "organization"])
    assert found == {"goal": True, "impacttoetsen_grouping": False, "organization": False}


def test_an_approver_may_not_put_a_text_back(two_versions: Desk) -> None:
    desk = two_versions
    with pytest.raises(NotAllowed):
        restoring.restore(
            entry=desk.entry,
            edition=version(desk, 1),
            fields=["goal"],
            base=desk.newest(),
            by=desk.approver,
            at=desk.tick(),
        )


# --- previews --------------------------------------------------------------------------------------------
def make(desk: Desk, *, once: str = "een", days: int = 14, by: Person | None = None) -> str | None:
    at = desk.tick()
    return previewing.make_link(
        entry=desk.entry,
        expires_at=at + timedelta(days=days),
        recipient="cliëntenraad",
        once=once,
        by=by or desk.editor,
        at=at,
    )


def test_a_link_shows_the_draft_and_then_what_was_submitted(desk: Desk) -> None:
    desk.write(**WHOLE, goal="<p>Concept.</p>")
    token = make(desk)
    assert token is not None
    shown = previewing.open_link(token, at=desk.now)
    assert (shown.values["goal"], shown.is_submitted) == ("<p>Concept.</p>", False)
    actions.submit(entry=desk.entry, by=desk.editor, at=desk.tick())
    assert previewing.open_link(token, at=desk.now).is_submitted
    link = PreviewLink.objects.get()
    assert (link.opened, link.opened_at) == (2, desk.now)


def test_the_token_is_kept_nowhere_and_is_long(desk: Desk) -> None:
    token = make(desk)
    assert token is not None
    assert len(token) >= 43  # 256 bits in base64
    link = PreviewLink.objects.get()
    assert token not in str(vars(link))
    events = Event.objects.filter(action="publications.share").order_by("id")
    assert [event.about["link"] for event in events] == [link.pk]
    assert token not in str([event.about for event in events])


def test_the_same_form_makes_one_link(desk: Desk) -> None:
    assert make(desk) is not None
    assert make(desk) is None
    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_link_works_for_ninety_days_at_most(days: int, desk: Desk) -> None:
    with pytest.raises(StepRefused, match="90 days"):
        make(desk, days=days)


def test_a_link_ends_on_its_day_or_when_it_is_taken_back(desk: Desk) -> None:
    token = make(desk, days=1) or ""
    with pytest.raises(previewing.LinkEnded):
        previewing.open_link(token, at=desk.now + timedelta(days=1))
    previewing.open_link(token, at=desk.now)
    link = PreviewLink.objects.get()
    assert previewing.revoke_link(entry=desk.entry, link_id=link.pk, by=desk.approver, at=desk.tick())
    assert not previewing.revoke_link(entry=desk.entry, link_id=link.pk, by=desk.approver, at=desk.tick())
    with pytest.raises(previewing.LinkEnded):
        previewing.open_link(token, at=desk.now)
    assert Event.objects.filter(action="publications.unshare").count() == 1


def test_a_link_ends_when_its_maker_may_not_share_any_more(desk: Desk) -> None:
    token = make(desk) or ""
    grant = Grant.objects.get(person=desk.editor)
    organisations.end_role(grant=grant, by="system", at=desk.tick())
    with pytest.raises(previewing.LinkEnded):
        previewing.open_link(token, at=desk.now)


def test_a_link_ends_when_the_text_is_closed(desk: Desk) -> None:
    token = make(desk) or ""
    actions.archive(entry=desk.entry, by=desk.editor, at=desk.tick(), reason="klaar")
    with pytest.raises(previewing.LinkEnded):
        previewing.open_link(token, at=desk.now)
    with pytest.raises(StepRefused, match="closed"):
        make(desk, once="twee")


def test_a_token_that_was_never_given_out_is_not_found(desk: Desk) -> None:
    make(desk)
    with pytest.raises(NotFound):
        previewing.open_link("geraden", at=desk.now)


def test_no_more_than_twenty_links_work_at_once(desk: Desk) -> None:
    for number in range(previewing.MOST_LINKS):
        make(desk, once=str(number))
    with pytest.raises(StepRefused, match="20 links"):
        make(desk, once="meer")


def test_a_reader_may_not_share(desk: Desk, person_with_role: Callable[..., Person]) -> None:
    with pytest.raises(NotAllowed):
        make(desk, by=person_with_role("reader"))


# --- since when texts stand ------------------------------------------------------------------------------
def test_a_version_knows_since_when_its_texts_stand(desk: Desk) -> None:
    desk.write(**WHOLE, goal="<p>Doel.</p>")
    dutch_at = desk.now
    desk.write(**{"goal@en": "<p>Goal.</p>"})
    english_at = desk.now
    desk.publish()
    row = Version.objects.get(entry=desk.entry)
    assert row.texts_at["goal"] == dutch_at.isoformat()
    assert row.texts_at["goal@en"] == english_at.isoformat()
    judged = standing.judge(row.values, row.values_en, since=row.texts_at)
    assert judged["goal"].state is TranslationState.CURRENT
    assert judged["name"].state is TranslationState.MISSING


def test_a_translation_is_older_once_the_dutch_text_changes(desk: Desk) -> None:
    desk.write(**WHOLE, goal="<p>Doel.</p>", **{"goal@en": "<p>Goal.</p>"})
    page = workplace.get_page(desk.entry, desk.editor)
    assert standing.list_older_translations(page) == ()
    desk.write(goal="<p>Ander doel.</p>")
    (found,) = standing.list_older_translations(workplace.get_page(desk.entry, desk.editor))
    assert (found.code, found.field) == ("translation_older", "goal@en")
    actions.save_working_copy(
        entry=desk.entry, values={"goal@en": "x"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    assert standing.list_older_translations(workplace.get_page(desk.entry, desk.editor)) == ()

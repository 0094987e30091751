"""The desk over a real database, the real playbook and the real offline writer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from bot.adapters.language import Py3Langid
from bot.adapters.store import SqlStore
from bot.desk import Desk
from bot.domain.company import Company, Person, Remedy, RemedyKind, Role
from bot.domain.complaint import Complaint, Place
from bot.domain.decision import Ending, Outcome
from bot.domain.errors import AlreadyDecided, BadInput, NeedsReason, NotAllowed, StaleCase, StaleDraft, UnknownCase, WrongStage
from bot.domain.ids import CaseId, PersonId, RemedyId, TeamId
from bot.domain.playbook import Kind
from bot.domain.questions import MOST, NOT_SURE
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered, WithPerson
from bot.prompting.playbook import load_playbook
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import Writer

TEAM, OTHER_TEAM = TeamId("ours"), TeamId("theirs")
REPORTER, ANA, BEN = PersonId("p:rita"), PersonId("p:ana"), PersonId("p:ben")
COMPANY = Company(
    name="Lamps and More",
    people=(
        Person(id=REPORTER, name="Rita", role=Role.MEMBER),
        Person(id=ANA, name="Ana", role=Role.APPROVER),
        Person(id=BEN, name="Ben", role=Role.MANAGER),
    ),
    named={"injury": BEN},
)
LATE = Complaint(text="My order is three weeks late and nobody answers. This is a joke.", place=Place.MAIL)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    numbers = count(1)
    playbook, finder = load_playbook(), Py3Langid()
    reader = OfflineReader(finder=finder, heads=None)
    writer = Writer(reader=reader, reviewer=Reviewer(finder), playbook=playbook, company=COMPANY, use=None)
    async with SqlStore.open(f"sqlite:///{tmp_path}/cases.sqlite3") as store:
        yield Desk(store=store, writer=writer, playbook=playbook, company=COMPANY, now=lambda: NOW, new_id=lambda: f"case{next(numbers)}")


async def a_draft(desk: Desk, complaint: Complaint = LATE) -> CaseId:
    case = await desk.open(complaint, team=TEAM, reporter=REPORTER)
    return (await desk.draft(TEAM, case.id)).id


async def test_at_most_three_facts_are_ever_asked_for_in_one_case(desk: Desk) -> None:
    case = await desk.open(LATE, team=TEAM, reporter=REPORTER)
    seen = set()

    while isinstance(case.stage, Asking):
        seen |= {question.fact for question in case.questions}
        case = await desk.answer(TEAM, case.id, fact=case.questions[0].fact, value=NOT_SURE)

    assert 1 <= len(seen) <= MOST


async def test_who_is_not_sure_is_not_asked_again_and_the_draft_comes_all_the_same(desk: Desk) -> None:
    case = await desk.open(LATE, team=TEAM, reporter=REPORTER)
    fact = case.questions[0].fact

    case = await desk.answer(TEAM, case.id, fact=fact, value=NOT_SURE)

    assert fact not in {question.fact for question in case.questions}
    assert (await desk.draft(TEAM, case.id)).current


async def test_the_same_message_delivered_twice_is_one_case_and_is_not_read_again(desk: Desk) -> None:
    first = await desk.open(LATE, team=TEAM, reporter=REPORTER, case_id=CaseId("fixed"))
    second = await desk.open(LATE, team=TEAM, reporter=REPORTER, case_id=CaseId("fixed"))

    assert second == first


async def test_a_case_goes_from_the_message_to_the_customer_and_to_its_end(desk: Desk) -> None:
    case_id = await a_draft(desk)

    approved = await desk.approve(TEAM, case_id, by=ANA)
    delivered = await desk.deliver(TEAM, case_id, by=REPORTER)
    closed = await desk.close(TEAM, case_id, outcome=Outcome(ending=Ending.RESOLVED, reason="it came"), by=REPORTER)

    assert isinstance(approved.stage, Approved)
    assert approved.stage.by == ANA
    assert isinstance(delivered.stage, Delivered)
    assert isinstance(closed.stage, Closed)
    assert (await desk.show(TEAM, case_id)) == closed


async def test_of_ten_people_who_press_approve_at_once_one_decides_and_nine_are_told(desk: Desk) -> None:
    case_id = await a_draft(desk)

    results = await asyncio.gather(*(desk.approve(TEAM, case_id, by=BEN if n % 2 else ANA) for n in range(10)), return_exceptions=True)

    told = [result for result in results if isinstance(result, StaleCase | AlreadyDecided)]
    assert len(told) == 9
    assert len((await desk.show(TEAM, case_id)).decisions) == 1


async def test_a_second_decision_is_told_who_decided_and_when(desk: Desk) -> None:
    case_id = await a_draft(desk)
    await desk.approve(TEAM, case_id, by=ANA)

    with pytest.raises(AlreadyDecided) as refused:
        await desk.approve(TEAM, case_id, by=BEN)

    assert refused.value.by == ANA
    assert refused.value.at == NOW


async def test_a_decision_on_a_draft_that_was_replaced_lands_nowhere(desk: Desk) -> None:
    case_id = await a_draft(desk)
    await desk.send_back(TEAM, case_id, number=1, instruction="shorter", by=ANA)

    with pytest.raises(StaleDraft):
        await desk.approve(TEAM, case_id, numbers=(1,), by=ANA)

    assert isinstance((await desk.show(TEAM, case_id)).stage, AwaitingApproval)


async def test_who_may_not_approve_is_told_who_may(desk: Desk) -> None:
    case_id = await a_draft(desk)

    with pytest.raises(NotAllowed) as refused:
        await desk.approve(TEAM, case_id, by=REPORTER)

    assert "Ana" in str(refused.value.hint)


async def test_what_a_person_wrote_is_kept_word_for_word_and_reviewed(desk: Desk) -> None:
    case_id = await a_draft(desk)
    text = "Dear Jo,\n\nyou failed to read our mail, so your order is late."

    edited = await desk.edit(TEAM, case_id, number=1, text=text, by=ANA)

    (draft,) = edited.current
    assert draft.text == text
    assert draft.made_by == ANA
    assert not draft.ready


async def test_an_edit_with_blame_takes_a_second_confirmation_with_a_reason(desk: Desk) -> None:
    case_id = await a_draft(desk)
    await desk.edit(TEAM, case_id, number=1, text="Dear Jo, you failed to read our mail, so your order is late. Can I call you?", by=ANA)

    with pytest.raises(NeedsReason):
        await desk.approve(TEAM, case_id, by=ANA)
    approved = await desk.approve(TEAM, case_id, by=ANA, reason="we agreed on these words by phone")

    assert approved.decisions[-1].overruled
    assert approved.decisions[-1].reason == "we agreed on these words by phone"


async def test_an_empty_edit_changes_nothing(desk: Desk) -> None:
    case_id = await a_draft(desk)

    with pytest.raises(BadInput):
        await desk.edit(TEAM, case_id, number=1, text="  \n", by=ANA)

    assert (await desk.show(TEAM, case_id)).current[0].number == 1


async def test_a_public_complaint_is_approved_when_both_halves_are(desk: Desk) -> None:
    case_id = await a_draft(desk, replace(LATE, place=Place.REVIEW))

    half = await desk.approve(TEAM, case_id, numbers=(1,), by=ANA)
    whole = await desk.approve(TEAM, case_id, numbers=(2,), by=BEN)

    assert isinstance(half.stage, AwaitingApproval)
    assert half.stage.approved == (1,)
    assert isinstance(whole.stage, Approved)


async def test_the_fixed_route_goes_to_the_named_person_and_writes_nothing(desk: Desk) -> None:
    case = await desk.open(LATE, team=TEAM, reporter=REPORTER)

    case = await desk.answer(TEAM, case.id, fact="injury", value="yes")
    with pytest.raises(WrongStage):
        await desk.draft(TEAM, case.id)

    assert isinstance(case.stage, WithPerson)
    assert case.stage.person == BEN
    assert (await desk.show(TEAM, case.id)).drafts == ()


async def test_an_alarm_taken_back_needs_a_manager_other_than_the_reporter(desk: Desk) -> None:
    case = await desk.open(LATE, team=TEAM, reporter=BEN)
    await desk.answer(TEAM, case.id, fact="injury", value="yes")
    await desk.answer(TEAM, case.id, fact="injury", value="no")
    await desk.draft(TEAM, case.id)

    with pytest.raises(NotAllowed):
        await desk.approve(TEAM, case.id, by=BEN)
    with pytest.raises(NotAllowed):
        await desk.approve(TEAM, case.id, by=ANA)


async def test_call_instead_offers_a_call_and_writes_the_script(desk: Desk) -> None:
    case_id = await a_draft(desk)

    called = await desk.call_instead(TEAM, case_id, by=ANA)

    assert [draft.kind for draft in called.current] == [Kind.CALL_OFFER, Kind.CALL_SCRIPT]


async def test_a_holding_note_can_be_asked_for_and_waits_like_any_draft(desk: Desk) -> None:
    case_id = await a_draft(desk)

    case = await desk.draft(TEAM, case_id, kinds=(Kind.HOLDING,))

    assert [draft.kind for draft in case.current] == [Kind.HOLDING]
    assert isinstance(case.stage, AwaitingApproval)


async def test_another_team_cannot_reach_a_case_by_its_id(desk: Desk) -> None:
    case_id = await a_draft(desk)

    with pytest.raises(UnknownCase):
        await desk.approve(OTHER_TEAM, case_id, by=ANA)


async def test_a_kind_of_complaint_that_comes_often_is_seen_by_its_number(desk: Desk) -> None:
    for _ in range(4):
        last = await desk.open(LATE, team=TEAM, reporter=REPORTER)

    assert int(last.reading.facts["magnitude"].value) >= 3
    assert last.plan is not None
    assert "many-the-same" in last.plan.plays


async def test_a_text_that_promises_what_only_a_manager_may_grant_waits_for_a_manager(tmp_path: Path) -> None:
    refund = Remedy(
        id=RemedyId("large"), kind=RemedyKind.REFUND, title="Large refund", limit=Decimal(500), currency="EUR", granted_by=Role.MANAGER
    )
    company = replace(COMPANY, remedies=(refund,))
    playbook, finder = load_playbook(), Py3Langid()
    writer = Writer(
        reader=OfflineReader(finder=finder, heads=None), reviewer=Reviewer(finder), playbook=playbook, company=company, use=None
    )
    async with SqlStore.open(f"sqlite:///{tmp_path}/cases.sqlite3") as store:
        desk = Desk(store=store, writer=writer, playbook=playbook, company=company, now=lambda: NOW, new_id=lambda: "case1")
        case = await desk.draft(TEAM, await a_draft(desk))
        text = "Your order is three weeks late and nobody answered you. That is our mistake. We will refund you four hundred euros."
        edited = await desk.edit(TEAM, case.id, number=case.current[0].number, text=text, by=REPORTER)

        with pytest.raises(NotAllowed, match="below MANAGER"):
            await desk.approve(TEAM, edited.id, by=ANA, reason="it is fair")

        assert (await desk.approve(TEAM, edited.id, by=BEN, reason="it is fair")).stage.stage == "approved"


WORDS_OF_OUR_OWN = (
    "Hello,\n\nYour order is three weeks late, and nobody answered you. I am sorry for that. "
    "I am looking for it myself and will tell you what I find. Which address did you give us?\n\nKind regards\nLamps and More"
)


async def edited(desk: Desk, text: str = WORDS_OF_OUR_OWN, *, team: TeamId = TEAM) -> tuple[CaseId, set[str]]:
    """A new case with a person's own text, and the rules that the review holds against it."""
    case = await desk.open(LATE, team=team, reporter=REPORTER)
    await desk.draft(team, case.id)
    after = await desk.edit(team, case.id, number=1, text=text, by=ANA)
    return case.id, {finding.rule for finding in after.current[0].reviewed.findings}


async def test_an_edit_that_another_customer_got_lately_is_told_so(desk: Desk) -> None:
    first, before = await edited(desk)
    _, waiting = await edited(desk)
    await desk.approve(TEAM, first, by=BEN)

    _, after = await edited(desk, WORDS_OF_OUR_OWN.replace("Hello", "Good day"))

    assert "same_as_before" not in before | waiting
    assert "same_as_before" in after


async def test_what_another_team_sent_is_not_held_against_a_text(desk: Desk) -> None:
    theirs, _ = await edited(desk, team=OTHER_TEAM)
    await desk.approve(OTHER_TEAM, theirs, by=BEN)

    _, found = await edited(desk)

    assert "same_as_before" not in found


async def test_what_was_sent_more_than_90_days_ago_is_forgotten(desk: Desk) -> None:
    first, _ = await edited(desk)
    await desk.approve(TEAM, first, by=BEN)

    _, then = await edited(replace(desk, now=lambda: NOW + timedelta(days=90)))
    _, later = await edited(replace(desk, now=lambda: NOW + timedelta(days=90, seconds=1)))

    assert "same_as_before" in then
    assert "same_as_before" not in later


async def test_a_customer_gets_other_words_than_the_one_before(desk: Desk) -> None:
    first = await a_draft(desk)
    sent = (await desk.approve(TEAM, first, by=BEN)).current[0]

    second = await desk.show(TEAM, await a_draft(desk))

    assert second.current[0].text != sent.text
    assert "same_as_before" not in {finding.rule for finding in second.current[0].reviewed.findings}

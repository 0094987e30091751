"""One contract for every store."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from bot.adapters.store import SqlStore, UnreadableCase
from bot.domain.case import Case
from bot.domain.draft import Draft
from bot.domain.errors import StaleCase, UnknownCase
from bot.domain.ids import CaseId, TeamId
from bot.domain.phrase import say
from bot.domain.playbook import Kind
from bot.domain.reading import Fact, Language, Reading
from bot.domain.sameness import COMPARED, Sent
from bot.domain.stage import Approved, AwaitingApproval, Drafting, Stage
from bot.ports import CaseStore
from tests.adapters.cases import ANA, BERLIN, NOON, STAGES, WORDS, a_case, a_full_case
from tests.adapters.looking import looking_into

TEAM = TeamId("team")


async def test_it_is_a_store_of_cases(store: SqlStore) -> None:
    port: CaseStore = store

    assert await port.recent(TEAM) == []


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.stage)
async def test_a_case_comes_back_as_it_went_in_from_any_stage(store: SqlStore, stage: Stage) -> None:
    case = a_full_case(stage)

    await store.add(case)

    assert await store.load(TEAM, case.id) == case


async def test_adding_a_case_twice_returns_the_one_that_is_there(store: SqlStore) -> None:
    first = await store.add(a_case())
    moved = await store.save(replace(first, stage=Drafting()))

    second = await store.add(replace(a_case(), notes=(say("delivered again"),)))

    assert second == moved
    assert await store.recent(TEAM) == [moved]


async def test_of_ten_cases_with_one_id_added_at_once_one_is_kept(store: SqlStore) -> None:
    returned = await asyncio.gather(*(store.add(replace(a_case(), notes=(say("{n}", n=n),))) for n in range(10)))

    assert returned == [await store.load(TEAM, CaseId("c1"))] * 10


async def test_a_saved_step_has_the_next_version(store: SqlStore) -> None:
    case = await store.add(a_case())

    saved = await store.save(replace(case, stage=Drafting(instruction="shorter")))

    assert saved == replace(case, stage=Drafting(instruction="shorter"), version=1)
    assert await store.load(TEAM, case.id) == saved


async def test_of_two_steps_from_the_same_case_the_second_is_refused(store: SqlStore) -> None:
    case = await store.add(a_case())
    first = await store.save(replace(case, notes=(say("first"),)))

    with pytest.raises(StaleCase):
        await store.save(replace(case, notes=(say("second"),)))

    assert await store.load(TEAM, case.id) == first


async def test_of_ten_steps_at_once_exactly_one_is_kept(store: SqlStore) -> None:
    case = await store.add(a_case())

    results = await asyncio.gather(*(store.save(replace(case, notes=(say("{n}", n=n),))) for n in range(10)), return_exceptions=True)

    kept = [result for result in results if isinstance(result, Case)]
    assert [type(result) for result in results if result not in kept] == [StaleCase] * 9
    assert [await store.load(TEAM, case.id)] == kept


async def test_of_two_open_stores_only_one_keeps_its_step(store: SqlStore, url: str) -> None:
    case = await store.add(a_case())

    async with SqlStore.open(url) as other:
        results = await asyncio.gather(store.save(case), other.save(case), return_exceptions=True)

    assert sorted(type(result).__name__ for result in results) == ["Case", "StaleCase"]


async def test_a_step_of_a_case_that_is_gone_is_refused(store: SqlStore) -> None:
    case = await store.add(a_case())
    await store.forget(TEAM, case.id)

    with pytest.raises(UnknownCase):
        await store.save(case)

    assert await store.recent(TEAM) == []


async def test_another_teams_case_is_unknown_even_with_its_right_id(store: SqlStore) -> None:
    case = await store.add(a_case(team="theirs", cause="late"))

    with pytest.raises(UnknownCase):
        await store.load(TEAM, case.id)
    with pytest.raises(UnknownCase):
        await store.save(replace(case, team=TEAM))
    with pytest.raises(UnknownCase):
        await store.forget(TEAM, case.id)
    assert await store.recent(TEAM) == []
    assert await store.alike(TEAM, cause="late", since=NOON) == 0
    assert await store.load(TeamId("theirs"), case.id) == case


async def test_two_teams_may_have_the_same_id(store: SqlStore) -> None:
    ours, theirs = await store.add(a_case()), await store.add(a_case(team="theirs"))

    saved = await store.save(replace(ours, notes=(say("ours"),)))

    assert await store.load(TEAM, ours.id) == saved
    assert await store.load(TeamId("theirs"), theirs.id) == theirs


@pytest.mark.parametrize("case_id", ["ÅNGSTRÖM", "ব 😡", "' OR 1=1 --", "%", "a" * 500])
async def test_an_odd_id_finds_its_own_case_only(store: SqlStore, case_id: str) -> None:
    await store.add(a_case("c1"))

    await store.add(a_case(case_id))

    assert (await store.load(TEAM, CaseId(case_id))).id == case_id
    with pytest.raises(UnknownCase):
        await store.load(TEAM, CaseId(case_id.lower() + "x"))


async def test_a_case_survives_closing_and_opening(url: str) -> None:
    async with SqlStore.open(url) as store:
        await store.add(a_case())
        saved = await store.save(a_case())

    async with SqlStore.open(url) as store:
        assert await store.load(TEAM, CaseId("c1")) == saved


async def test_the_latest_cases_come_newest_first_whatever_their_time_zone(store: SqlStore) -> None:
    zones = [timezone(timedelta(hours=hours)) for hours in (-11, 14, 0)]
    for n, zone in enumerate(zones):
        await store.add(a_case(f"c{n}", opened_at=(NOON + timedelta(minutes=n)).astimezone(zone)))

    assert [case.id for case in await store.recent(TEAM)] == ["c2", "c1", "c0"]
    assert [case.id for case in await store.recent(TEAM, limit=2)] == ["c2", "c1"]
    assert await store.recent(TEAM, limit=0) == []


async def test_alike_counts_the_teams_complaints_of_that_cause_since_then(store: SqlStore) -> None:
    for n, cause in enumerate(["late", "late", "billing", None, "late"]):
        await store.add(a_case(f"c{n}", cause=cause, opened_at=NOON + timedelta(hours=n)))

    assert await store.alike(TEAM, cause="late", since=NOON) == 3
    assert await store.alike(TEAM, cause="late", since=(NOON + timedelta(seconds=1)).astimezone(BERLIN)) == 2
    assert await store.alike(TEAM, cause="other", since=NOON) == 0


async def test_a_message_that_is_no_complaint_does_not_count_as_one(store: SqlStore) -> None:
    facts = {"cause": Fact(value="late", confidence=0.9), "is_complaint": Fact(value="no", confidence=0.9)}
    await store.add(replace(a_case(), reading=Reading(language=Language(code="en", confidence=1.0), facts=facts)))

    assert await store.alike(TEAM, cause="late", since=NOON) == 0


async def test_a_cause_that_was_understood_later_counts(store: SqlStore) -> None:
    case = await store.add(a_case())

    await store.save(replace(a_case(cause="late"), version=case.version))

    assert await store.alike(TEAM, cause="late", since=NOON) == 1


async def test_a_forgotten_case_is_gone(store: SqlStore) -> None:
    await store.add(a_case())

    await store.forget(TEAM, CaseId("c1"))

    with pytest.raises(UnknownCase):
        await store.load(TEAM, CaseId("c1"))
    with pytest.raises(UnknownCase):
        await store.forget(TEAM, CaseId("c1"))


async def test_a_case_of_a_newer_version_is_refused_and_left_as_it_is(store: SqlStore, url: str, caplog: pytest.LogCaptureFixture) -> None:
    await store.add(a_case("old"))
    await store.add(a_case("new"))
    with looking_into(url) as connection:
        connection.execute(text("""UPDATE cases SET body = replace(body, '"stage":"received"', '"stage":"mediated"') WHERE id = 'new'"""))

    with caplog.at_level(logging.WARNING), pytest.raises(UnreadableCase, match="mediated"):
        await store.load(TEAM, CaseId("new"))

    assert [case.id for case in await store.recent(TEAM)] == ["old"]
    assert "case new: unknown stage 'mediated'" in caplog.text
    assert WORDS not in caplog.text
    with looking_into(url) as connection:
        assert "mediated" in connection.scalar(text("SELECT body FROM cases WHERE id = 'new'"))


ANSWER = Draft(number=1, kind=Kind.REPLY, text="The lamp came \0 late. উত্তর 😡", language="en")


async def approved(
    store: SqlStore, case_id: str, *, at: datetime = NOON, team: str = "team", drafts: tuple[Draft, ...] = (ANSWER,)
) -> Case:
    """A case with approved drafts."""
    case = await store.add(a_case(case_id, team=team))
    stage = Approved(drafts=tuple(draft.number for draft in drafts), by=ANA, at=at)
    return await store.save(replace(case, drafts=drafts, stage=stage))


async def sent_texts(store: SqlStore, *, since: datetime = NOON, but: str = "", team: TeamId = TEAM) -> list[tuple[str, int]]:
    sent = await store.sent(team, kinds=COMPARED, since=since, but=CaseId(but))
    return [(one.case, one.number) for one in sent]


async def test_what_was_approved_is_kept_as_sent(store: SqlStore) -> None:
    case = await approved(store, "c1", at=NOON.astimezone(BERLIN))
    await store.save(case.delivered(by=ANA, at=NOON + timedelta(hours=1)))

    (sent,) = await store.sent(TEAM, kinds=[Kind.REPLY], since=NOON, but=CaseId("c2"))

    text = "The lamp came   late. উত্তর 😡"
    assert sent == Sent(case=CaseId("c1"), number=1, kind=Kind.REPLY, language="en", text=text, at=NOON)


async def test_what_waits_for_approval_was_not_sent(store: SqlStore) -> None:
    case = await store.add(a_case())

    await store.save(replace(case, drafts=(ANSWER,), stage=AwaitingApproval(drafts=(1,))))

    assert await sent_texts(store) == []


async def test_a_step_that_is_refused_sends_nothing(store: SqlStore) -> None:
    case = await store.add(a_case())
    await store.save(case)

    with pytest.raises(StaleCase):
        await store.save(replace(case, drafts=(ANSWER,), stage=Approved(drafts=(1,), by=ANA, at=NOON)))

    assert await sent_texts(store) == []


async def test_the_sent_texts_of_a_time_come_newest_first_without_those_of_the_case_itself(store: SqlStore) -> None:
    for n in range(4):
        await approved(store, f"c{n}", at=NOON + timedelta(days=n))

    assert await sent_texts(store, but="c2") == [("c3", 1), ("c1", 1), ("c0", 1)]
    assert await sent_texts(store, since=(NOON + timedelta(days=1, seconds=1)).astimezone(BERLIN)) == [("c3", 1), ("c2", 1)]
    assert [one.case for one in await store.sent(TEAM, kinds=COMPARED, since=NOON, but=CaseId(""), limit=1)] == ["c3"]


async def test_only_the_kinds_that_are_asked_for_come(store: SqlStore) -> None:
    public, script = replace(ANSWER, number=2, kind=Kind.PUBLIC), replace(ANSWER, number=3, kind=Kind.CALL_SCRIPT)
    await approved(store, "c1", drafts=(ANSWER, public, script))

    assert await sent_texts(store) == [("c1", 1), ("c1", 2)]
    assert [one.number for one in await store.sent(TEAM, kinds=[Kind.PUBLIC], since=NOON, but=CaseId(""))] == [2]
    assert await store.sent(TEAM, kinds=[], since=NOON, but=CaseId("")) == []


async def test_what_another_team_sent_is_not_seen(store: SqlStore) -> None:
    await approved(store, "c1", team="theirs")

    assert await sent_texts(store) == []
    assert await sent_texts(store, team=TeamId("theirs")) == [("c1", 1)]


async def test_with_a_forgotten_case_goes_what_it_sent(store: SqlStore, url: str) -> None:
    await approved(store, "c1")
    await approved(store, "c1", team="theirs")

    await store.forget(TEAM, CaseId("c1"))

    with looking_into(url) as connection:
        assert connection.execute(text("SELECT team FROM sent")).scalars().all() == ["theirs"]

"""Whatever the model does: within the time there is a draft that is ours, and the thread is told."""

import json
import time
from datetime import UTC, datetime

import pytest
from llmock.pytest_plugin import LLMock

from bot.adapters.language import Py3Langid
from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.plan import plan
from bot.prompting.playbook import load_playbook
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import Drafts, ModelUse, Writer
from tests.fakes.model_server import RawServer, chat_answer, model_at

JSON, EVENTS = "application/json", "text/event-stream"
LATE = Complaint(text="The coffee grinder came eleven days late and nobody answers me. I want my money back.", place=Place.MAIL)
SECONDS = 4.0


def piece(content: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": content}, "finish_reason": finish}
    return (
        b"data: "
        + json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "raw", "choices": [choice]}).encode()
        + b"\n\n"
    )


FAULTS = {
    "refuses the key": (401, JSON, b'{"error": {"message": "bad key sk-secret"}}'),
    "is busy": (429, JSON, b'{"error": {"message": "slow down"}}'),
    "is broken": (500, JSON, b"oops"),
    "hangs up": None,
    "answers with a page": (200, "text/html", b"<html>login</html>"),
    "says nothing": (200, JSON, chat_answer("")),
    "gives the wrong shape": (200, JSON, chat_answer('{"colour": "green"}')),
    "gives no JSON": (200, JSON, chat_answer("Certainly. Here is your answer.")),
    "is cut off": (200, JSON, chat_answer("Dear Ada, the grinder was", finish="length")),
    "stops in the middle of the stream": (200, EVENTS, piece("Dear Ada, the grinder")),
    "sends a broken stream": (200, EVENTS, b"data: {not json}\n\n"),
}


async def drafted(model_url: str, *, seconds: float = SECONDS) -> tuple[Case, Drafts]:
    playbook, finder = load_playbook(), Py3Langid()
    async with model_at(model_url, timeout_seconds=seconds) as model:
        writer = Writer(
            reader=OfflineReader(finder=finder, heads=None),
            reviewer=Reviewer(finder),
            playbook=playbook,
            company=Company(),
            use=ModelUse(model=model, depth="free", seconds=seconds),
        )
        reading, notes = await writer.read(LATE)
        made = plan(reading.values(), playbook, Company())
        case = Case(
            id=CaseId("c"),
            team=TeamId("t"),
            reporter=PersonId("p"),
            complaint=LATE,
            opened_at=datetime.now(UTC),
            reading=reading,
            notes=notes,
        )
        return case, await writer.drafts(case, made, kinds=made.kinds, instruction="")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_model_that_fails_leaves_an_offline_draft_and_a_calm_note(fault: str) -> None:
    async with RawServer(FAULTS[fault]) as server:
        case, written = await drafted(server.base_url)

    (draft,) = written.drafts
    assert draft.made_by == "offline"
    assert draft.ready
    assert case.notes or written.notes
    for note in (*case.notes, *written.notes):
        assert "sk-secret" not in str(note)
        assert "Error" not in str(note)


async def test_a_model_that_never_answers_costs_no_more_than_its_time() -> None:
    body = chat_answer("x" * 4000)
    async with RawServer((200, JSON, body), drip=0.05) as server:
        start = time.monotonic()
        _, written = await drafted(server.base_url, seconds=2.0)

    assert time.monotonic() - start < 8.0
    assert written.drafts[0].made_by == "offline"


async def test_a_text_that_the_review_blocks_gives_way_to_ours(llmock: LLMock) -> None:
    llmock.reply("The grinder was late because you gave us the wrong address, so it is your own fault.", times=None)

    _, written = await drafted(llmock.base_url())

    (draft,) = written.drafts
    assert draft.ready
    assert draft.made_by == "offline"
    assert any("did not pass" in str(note) for note in written.notes)


async def test_reading_and_drafting_take_at_most_four_calls(llmock: LLMock) -> None:
    llmock.reply("It is your own fault.", times=None)

    await drafted(llmock.base_url())

    assert len(llmock.requests) <= 4

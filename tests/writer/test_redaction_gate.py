"""No personal data of a message reach the model, whatever step asks it; what people are shown is whole."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.language import Py3Langid
from bot.adapters.openai_model import OpenAIModel
from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.plan import plan
from bot.domain.playbook import Kind
from bot.intake.redacting import Vault, redact
from bot.prompting.playbook import load_playbook
from bot.prompting.prompt import prompt
from bot.writer.reading import OfflineReader
from bot.writer.redacting import Restoring
from bot.writer.reviewer import Reviewer
from bot.writer.writer import ModelUse, Writer
from tests.fakes.heads import SAMPLES, ScriptedHeads
from tests.fakes.model_server import RawServer, chat_answer, model_at
from tests.fakes.secrets import LANGUAGES, Seeded, seeded

FINDER, PLAYBOOK = Py3Langid(), load_playbook()
LETTERS = [message for language in LANGUAGES for message in seeded(language, seed=11, rounds=1)]
DRAFT = "Dear [NAME-1], I will look into it myself and write to [MAIL-1] again, or call you on [PHONE-1]."


class EchoServer(RawServer):
    """Streams `DRAFT`, and answers questions for JSON with a note that quotes what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.quote = ""

    async def _serve(self, reader: Any, writer: Any) -> None:
        self._answers = []
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        body = json.loads(await reader.readexactly(int(head.partition("content-length:")[2].split("\r\n")[0])))
        self.asked.append(body)
        try:
            if body.get("stream"):
                await self._send(writer, 200, "text/event-stream", _streamed(DRAFT))
            else:
                note = {"quote": self.quote, "fact": "motive", "value": "refund", "probability": 0.9}
                slots = {"what_happened": DRAFT, "what_it_cost": "", "question": "Shall I call you on [PHONE-1]?"}
                await self._send(writer, 200, "application/json", chat_answer(json.dumps({"facts": [note], **slots})))
        finally:
            writer.close()
            await writer.wait_closed()


def _streamed(text: str) -> bytes:
    """In pieces of three letters, so that every token is torn."""

    def chunk(delta: dict[str, str], finish: str | None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return f"data: {json.dumps({'id': '1', 'object': 'chat.completion.chunk', 'created': 1, 'model': 'raw', 'choices': [choice]})}\n\n"

    pieces = [chunk({"content": text[at : at + 3]}, None) for at in range(0, len(text), 3)]
    return "".join([*pieces, chunk({}, "stop"), "data: [DONE]\n\n"]).encode()


@pytest.fixture
async def server() -> AsyncIterator[EchoServer]:
    async with EchoServer() as server:
        yield server


@pytest.fixture
async def model(server: EchoServer) -> AsyncIterator[OpenAIModel]:
    async with model_at(server.base_url) as model:
        yield model


def a_writer(model: OpenAIModel, *, depth: str, team_language: str = "en") -> Writer:
    return Writer(
        reader=OfflineReader(finder=FINDER, heads=ScriptedHeads(SAMPLES)),
        reviewer=Reviewer(FINDER),
        playbook=PLAYBOOK,
        company=Company(name="Nordlys Coffee", team_language=team_language),
        use=ModelUse(model=model, depth=depth, seconds=20, second_look=True),
    )


async def through(writer: Writer, message: Seeded) -> tuple[str, str, Case]:
    """A case from its reading to its translated draft: the streamed text, the draft's, and the case as it was read."""
    complaint = Complaint(text=message.text, sender=message.sender, subject=message.text[-60:], place=Place.MAIL)
    reading, _ = await writer.read(complaint)
    made = plan(reading.values(), PLAYBOOK, Company())
    case = Case(
        id=CaseId("c1"),
        team=TeamId("t"),
        reporter=PersonId("p"),
        complaint=complaint,
        opened_at=datetime(2026, 3, 2, tzinfo=UTC),
        reading=reading,
    )
    case = replace(case, plan=made)
    heard: list[str] = []
    instruction = f"Please mention what {message.sender} wrote"
    written = await writer.drafts(case, made, kinds=(Kind.REPLY,), instruction=instruction, on_text=heard.append)
    draft = replace(written.drafts[0], text=f"{written.drafts[0].text}\n{message.text}", language="xx")
    await writer.twin(draft, complaint)
    return "".join(heard), written.drafts[0].text, case


@pytest.mark.parametrize("depth", ["free", "slots"])
@pytest.mark.parametrize("message", LETTERS, ids=[f"{message.language}-{number}" for number, message in enumerate(LETTERS)])
async def test_no_secret_of_a_letter_reaches_the_model_at_any_step(
    message: Seeded, depth: str, model: OpenAIModel, server: EchoServer
) -> None:
    server.quote = "x"

    await through(a_writer(model, depth=depth), message)

    sent = json.dumps(server.asked, ensure_ascii=False).casefold()
    assert len(server.asked) >= 3  # it was asked to read, to write or to fill in, and to translate
    assert [secret for secret in message.secrets if secret[1].casefold() in sent] == []
    assert "[mail-1]" in sent


async def test_a_draft_and_its_stream_hold_what_the_tokens_stood_for(model: OpenAIModel, server: EchoServer) -> None:
    message = next(letter for letter in LETTERS if letter.language == "en")
    values = dict(message.secrets)

    streamed, _, _ = await through(a_writer(model, depth="free"), message)

    assert values["mail"] in streamed
    assert values["phone"] in streamed
    assert "[" not in streamed


async def test_what_a_reading_rests_on_is_found_in_the_message_though_the_model_saw_a_token(model: OpenAIModel, server: EchoServer) -> None:
    server.quote = "pay it back to [IBAN-1]"
    message = next(letter for letter in LETTERS if letter.language == "en")

    _, _, case = await through(a_writer(model, depth="free"), message)

    assert case.reading.facts["motive"].evidence == f"pay it back to {dict(message.secrets)['iban']}"


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_a_token_in_pieces_is_whole_when_it_is_handed_on(size: int) -> None:
    vault = Vault()
    vault.hide("Write to jo@mail.example")
    text, heard = "Dear [ MAIL-1 ], we [MAIL-1] wrote.\nmail-1", list[str]()

    stream = Restoring(vault, heard.append)
    for at in range(0, len(text), size):
        stream.hear(text[at : at + size])
    stream.end()

    assert "".join(heard) == vault.restore(text)
    assert "MAIL" not in "".join(heard).upper().replace("JO@MAIL", "")


@pytest.mark.parametrize("left", ["[NAME-7]", "Name-7", "[Phone-2]", "REF-3", "[ID-1]"])
def test_a_token_that_stands_for_nothing_is_never_ready(left: str) -> None:
    text = f"Dear {left}, your grinder came late. I am sorry. I will look into it myself."

    reviewed = Reviewer(FINDER).review(text, kind=Kind.REPLY, language="en", complaint=None, company=Company())

    assert "placeholder" in {finding.rule for finding in reviewed.blocking}


@pytest.mark.parametrize("task", ["read", "draft", "slots", "translate", "second_look", "check"])
def test_our_own_words_to_the_model_stay_as_they_are(task: str) -> None:
    said = prompt(task).page.body

    assert redact(said).text == said

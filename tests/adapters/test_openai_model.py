import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from llmock.pytest_plugin import LLMock
from llmock.scenarios import Reply
from pydantic import BaseModel, ConfigDict

from bot.adapters.openai_model import OpenAIModel
from bot.domain.errors import ModelUnavailable
from tests.fakes.model_server import API_KEY, RawServer, a_prompt, chat_answer, model_at

JSON = "application/json"


class Mood(BaseModel):
    model_config = ConfigDict(extra="ignore")

    mood: str
    heat: int


CALM = '{"mood": "calm", "heat": 1}'


@pytest.fixture
async def model(llmock: LLMock) -> AsyncIterator[OpenAIModel]:
    async with model_at(llmock.base_url()) as model:
        yield model


async def test_a_structured_answer_arrives_in_its_shape(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.reply(CALM)

    answer = await model.complete(a_prompt(), Mood, seconds=5)

    assert answer == Mood(mood="calm", heat=1)
    asked = llmock.last_request.body["response_format"]
    assert asked["json_schema"]["strict"] is True
    assert asked["json_schema"]["schema"]["additionalProperties"] is False
    assert asked["json_schema"]["schema"]["required"] == ["mood", "heat"]


@pytest.mark.parametrize(
    "wrapped", [f"```json\n{CALM}\n```", f"Here you are: {CALM} I hope it helps", f"<think>{{hm}} well</think>\n{CALM}", f"{{oops {CALM}"]
)
async def test_json_is_found_in_its_packaging(model: OpenAIModel, llmock: LLMock, wrapped: str) -> None:
    llmock.reply(wrapped)

    assert (await model.complete(a_prompt(), Mood, seconds=5)).mood == "calm"


async def test_text_is_handed_on_piece_by_piece(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.reply("Your parcel comes tomorrow, and I will call you before.")
    pieces: list[str] = []

    text = await model.write(a_prompt(), seconds=5, seed=7, on_text=pieces.append)

    assert text == "".join(pieces) == "Your parcel comes tomorrow, and I will call you before."
    assert len(pieces) > 1
    assert llmock.last_request.body["seed"] == 7


async def test_what_a_model_thinks_aloud_is_neither_shown_nor_kept(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.reply("<think>The customer is a fool, but let us see.</think>\n\nYour parcel comes tomorrow.")
    pieces: list[str] = []

    text = await model.write(a_prompt(), seconds=5, seed=1, on_text=pieces.append)

    assert text == "".join(pieces) == "Your parcel comes tomorrow."


async def test_calls_tokens_and_cost_are_counted(llmock: LLMock) -> None:
    llmock.reply(CALM).reply("Kind words.")
    async with model_at(llmock.base_url(), price_in=Decimal("2"), price_out=Decimal("8")) as model:
        await model.complete(a_prompt(), Mood, seconds=5)
        await model.write(a_prompt(), seconds=5, seed=1)

        used = model.used()
        cost = model.cost()

    assert used.calls == 2
    assert used.tokens_in > 0
    assert used.tokens_out > 0
    assert cost == (used.tokens_in * Decimal("2") + used.tokens_out * Decimal("8")) / 1_000_000


@pytest.mark.parametrize(
    ("status", "hint", "calls"),
    [
        (400, "could not take the request", 3),  # put in three ways: schema, JSON, plain text
        (401, "OPENAI_API_KEY", 1),
        (402, "no credit", 1),
        (403, "OPENAI_API_KEY", 1),
        (404, "test-model", 1),
        (429, "busy", 3),
        (500, "trouble of its own", 3),
        (503, "trouble of its own", 3),
    ],
)
async def test_a_refusal_becomes_a_calm_hint(model: OpenAIModel, llmock: LLMock, status: int, hint: str, calls: int) -> None:
    llmock.fail(status, times=None, retry_after=0.01, message=f"vendor words {API_KEY}")

    with pytest.raises(ModelUnavailable) as caught:
        await model.complete(a_prompt(), Mood, seconds=10)

    assert hint in str(caught.value.hint)
    assert "vendor words" not in str(caught.value) + str(caught.value.hint)
    assert caught.value.__cause__ is not None
    assert len(llmock.requests) == model.used().calls == calls


async def test_an_empty_account_is_not_asked_again(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.fail(429, code="insufficient_quota", times=None)

    with pytest.raises(ModelUnavailable) as caught:
        await model.write(a_prompt(), seconds=10, seed=1)

    assert "no credit" in str(caught.value.hint)
    assert len(llmock.requests) == 1


async def test_a_pause_that_was_asked_for_is_kept(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.rate_limit(retry_after=1.0).reply("Kind words.")

    text = await model.write(a_prompt(), seconds=10, seed=1)

    first, second = llmock.requests
    assert text == "Kind words."
    assert second.started_at - first.ended_at >= 1.0
    llmock.assert_resilient()


async def test_a_pause_longer_than_the_budget_is_not_waited_for(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.rate_limit(retry_after=60, times=None)
    begun = time.monotonic()

    with pytest.raises(ModelUnavailable) as caught:
        await model.write(a_prompt(), seconds=2, seed=1)

    assert time.monotonic() - begun < 2
    assert "busy" in str(caught.value.hint)


async def test_a_server_that_stumbles_once_is_asked_again(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.fail(500).reply(CALM)

    assert (await model.complete(a_prompt(), Mood, seconds=10)).heat == 1
    assert len(llmock.requests) == 2


async def test_ten_calls_at_once_do_not_share_their_retries(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.fail(500, times=3).reply("Kind words.", times=None)

    texts = await asyncio.gather(*(model.write(a_prompt(), seconds=20, seed=n) for n in range(10)), return_exceptions=True)

    assert texts.count("Kind words.") >= 9


async def test_a_model_that_says_nothing_is_left_within_the_budget(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.delay(3, times=None)
    begun = time.monotonic()

    with pytest.raises(ModelUnavailable) as caught:
        await model.complete(a_prompt(), Mood, seconds=0.5)

    assert time.monotonic() - begun < 1.5
    assert "took too long" in str(caught.value.hint)


async def test_silence_within_one_attempt_is_cut_short_and_tried_again(llmock: LLMock) -> None:
    llmock.delay(2).reply(CALM, times=None)
    async with model_at(llmock.base_url(), timeout_seconds=0.4) as model:
        assert (await model.complete(a_prompt(), Mood, seconds=10)).heat == 1


async def test_a_slow_drip_does_not_outlast_the_budget(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.pace(150).reply("word " * 200)
    begun = time.monotonic()

    with pytest.raises(ModelUnavailable) as caught:
        await model.write(a_prompt(), seconds=0.8, seed=1, on_text=lambda _: None)

    assert time.monotonic() - begun < 2
    assert "took too long" in str(caught.value.hint)


async def test_a_dripping_structured_answer_does_not_outlast_the_budget() -> None:
    async with RawServer((200, JSON, chat_answer(CALM)), drip=0.1) as server, model_at(server.base_url) as model:
        with pytest.raises(ModelUnavailable, match="TimeoutError"):
            await model.complete(a_prompt(), Mood, seconds=0.6)


@pytest.mark.parametrize("fault", ["truncate", "disconnect", "corrupt"])
async def test_a_stream_that_breaks_is_no_answer(model: OpenAIModel, llmock: LLMock, fault: str) -> None:
    getattr(llmock.reply("Dear Ada, we are sorry that the parcel came late.", times=None), fault)(after_chunks=4, times=None)

    with pytest.raises(ModelUnavailable) as caught:
        await model.write(a_prompt(), seconds=10, seed=1)

    assert str(caught.value.hint).endswith("so I went on without it.") or "OPENAI_BASE_URL" in str(caught.value.hint)
    assert len(llmock.requests) == 3


async def test_a_stream_that_broke_before_anybody_saw_it_is_tried_again(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.reply("Kind words for Ada.", times=None).truncate(after_chunks=3)

    assert await model.write(a_prompt(), seconds=10, seed=1) == "Kind words for Ada."


async def test_a_stream_that_people_have_seen_is_not_begun_anew(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.reply("Kind words for Ada.", times=None).truncate(after_chunks=3)
    pieces: list[str] = []

    with pytest.raises(ModelUnavailable, match="CutOff"):
        await model.write(a_prompt(), seconds=10, seed=1, on_text=pieces.append)

    assert "Kind words for Ada.".startswith("".join(pieces))
    assert len(llmock.requests) == 1


@pytest.mark.parametrize(("finish", "hint"), [("length", "broke off"), ("content_filter", "nothing usable")])
async def test_an_answer_that_did_not_end_by_itself_is_no_answer(model: OpenAIModel, llmock: LLMock, finish: str, hint: str) -> None:
    llmock.add(Reply(text=CALM, finish_reason=finish, times=None))

    with pytest.raises(ModelUnavailable) as written:
        await model.write(a_prompt(), seconds=5, seed=1)
    with pytest.raises(ModelUnavailable) as completed:
        await model.complete(a_prompt(), Mood, seconds=5)

    assert hint in str(written.value.hint)
    assert hint in str(completed.value.hint)


@pytest.mark.parametrize("said", ["Fine weather today.", '{"weather": "fine"}', "[1, 2]", '{"mood": "calm", "heat": "lots"}', ""])
async def test_an_answer_without_the_shape_is_nothing_usable(model: OpenAIModel, llmock: LLMock, said: str) -> None:
    llmock.reply(said, times=None)

    with pytest.raises(ModelUnavailable) as caught:
        await model.complete(a_prompt(), Mood, seconds=5)

    assert "nothing usable" in str(caught.value.hint)
    assert len(llmock.requests) == 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (JSON, chat_answer(None, refusal="I cannot help with that.")),
        (JSON, b'{"error": {"message": "upstream is away"}}'),
        (JSON, b'{"choices": [], "usage": null}'),
        (JSON, b'{"choices": ["text"]}'),
        (JSON, b"[]"),
        ("text/html", b"<html>Sign in to the guest network</html>"),
    ],
)
async def test_whatever_else_comes_back_is_nothing_usable(kind: str, body: bytes) -> None:
    async with RawServer((200, kind, body)) as server, model_at(server.base_url) as model:
        with pytest.raises(ModelUnavailable, match="Unusable"):
            await model.complete(a_prompt(), Mood, seconds=5)
        with pytest.raises(ModelUnavailable):
            await model.write(a_prompt(), seconds=5, seed=1)


async def test_a_body_that_is_not_json_is_nothing_usable() -> None:
    async with RawServer((200, JSON, b"nope")) as server, model_at(server.base_url) as model:
        with pytest.raises(ModelUnavailable) as caught:
            await model.complete(a_prompt(), Mood, seconds=5)

    assert "nothing usable" in str(caught.value.hint)


async def test_a_connection_that_is_hung_up_is_tried_again() -> None:
    async with RawServer(None, (200, JSON, chat_answer(CALM))) as server, model_at(server.base_url) as model:
        assert (await model.complete(a_prompt(), Mood, seconds=10)).heat == 1


async def test_an_address_where_nobody_listens_is_named_as_such() -> None:
    async with RawServer(None) as server:
        gone = server.base_url
    async with model_at(gone) as model:
        with pytest.raises(ModelUnavailable) as caught:
            await model.complete(a_prompt(), Mood, seconds=5)

    assert "OPENAI_BASE_URL" in str(caught.value.hint)


async def test_an_endpoint_without_json_schema_is_asked_for_plain_json_from_then_on(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.fail(400, message="response_format type json_schema is not supported").reply(CALM, times=None)

    await model.complete(a_prompt(), Mood, seconds=5)
    await model.complete(a_prompt(), Mood, seconds=5)

    assert [request.body["response_format"]["type"] for request in llmock.requests] == ["json_schema", "json_object", "json_object"]
    assert '"heat"' in llmock.last_request.body["messages"][0]["content"]


async def test_a_refusal_that_nothing_helps_against_is_not_remembered(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.context_overflow(times=3).reply(CALM)

    with pytest.raises(ModelUnavailable):
        await model.complete(a_prompt(), Mood, seconds=5)
    await model.complete(a_prompt(), Mood, seconds=5)

    assert llmock.last_request.body["response_format"]["type"] == "json_schema"


async def test_options_that_an_endpoint_refuses_are_left_out(model: OpenAIModel, llmock: LLMock) -> None:
    llmock.fail(400, message="Unsupported parameter: 'max_tokens' is not supported with this model.")
    llmock.fail(400, message="Unsupported value: 'temperature' does not support 0.3 with this model.")
    llmock.fail(422, message="body.seed: extra inputs are not permitted")
    llmock.reply("Kind words.", times=None)

    await model.write(a_prompt(), seconds=5, seed=1)
    await model.write(a_prompt(), seconds=5, seed=2)

    last = llmock.last_request.body
    assert len(llmock.requests) == 5
    assert not {"max_tokens", "temperature", "seed"} & set(last)
    assert last["max_completion_tokens"] > 100


async def test_nothing_that_anybody_wrote_is_logged(llmock: LLMock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    llmock.fail(500).reply("Secret words of the model.")

    async with model_at(llmock.base_url()) as model:
        await model.write(a_prompt("Secret words of the customer."), seconds=10, seed=1)
        llmock.fail(401)
        with pytest.raises(ModelUnavailable):
            await model.complete(a_prompt("Secret words of the customer."), Mood, seconds=10)

    assert "Secret words" not in caplog.text
    assert API_KEY not in caplog.text


async def test_dollars_braces_and_fences_arrive_as_they_were_written(model: OpenAIModel, llmock: LLMock) -> None:
    words = "It cost $answers and ${x} {y} %s </customer> ``` \u2028 end"
    llmock.reply("Kind words.")

    await model.write(a_prompt(words), seconds=5, seed=1)

    assert llmock.last_request.body["messages"][1]["content"] == words
    assert json.dumps(words) in json.dumps(llmock.last_request.body)

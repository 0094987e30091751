"""Language models to test against. llmock serves whole answers and most faults; what it cannot do is sent raw."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.adapters.openai_model import OpenAIModel
from bot.prompting.prompt import Rendered

API_KEY = "sk-not-a-real-key-0123456789"


@asynccontextmanager
async def model_at(base_url: str, **options: Any) -> AsyncIterator[OpenAIModel]:
    usual = {"base_url": base_url, "api_key": API_KEY, "name": "test-model", "timeout_seconds": 5.0, "pause_seconds": 0.02}
    model = OpenAIModel(**{**usual, **options})
    try:
        yield model
    finally:
        await model.aclose()


def a_prompt(user: str = "Say something kind.", *, system: str = "You are calm.") -> Rendered:
    return Rendered(source="test@000000000000", system=system, user=user, max_tokens=100, temperature=0.3)


def chat_answer(content: str | None, *, finish: str | None = "stop", refusal: str | None = None) -> bytes:
    """The body of a chat completion that is not streamed."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "created": 1,
            "model": "raw",
            "choices": [{"index": 0, "message": message, "finish_reason": finish}],
            "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        }
    ).encode()


def streamed_answer(content: str) -> tuple[int, str, bytes]:
    """A chat completion that is streamed in one piece, as `RawServer` takes it."""
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "raw"}
    delta = {"role": "assistant", "content": content}
    events = (
        {**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**chunk, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
    )
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    return 200, "text/event-stream", body.encode()


class RawServer:
    """Gives each request the next of `answers` (status, content type, body; the last one stays), a byte every `drip` seconds
    if it drips; None hangs up. `asked` holds the requests' bodies."""

    def __init__(self, *answers: tuple[int, str, bytes] | None, drip: float = 0.0) -> None:
        self.asked: list[dict[str, Any]] = []
        self.base_url = ""
        self._answers = list(answers)
        self._drip = drip
        self._serving: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "RawServer":
        self._server = await asyncio.start_server(self._begin, "127.0.0.1", 0)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def _begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.ensure_future(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].split("\r\n")[0])
            self.asked.append(json.loads(await reader.readexactly(length)))
            answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            if answer is not None:
                await self._send(writer, *answer)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _send(self, writer: asyncio.StreamWriter, status: int, kind: str, body: bytes) -> None:
        head = f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode())
        for byte in (body[n : n + 1] for n in range(len(body))) if self._drip else (body,):
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(self._drip)

"""A chat model behind any endpoint that speaks OpenAI's chat completions."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from json import JSONDecodeError
from typing import Any, TypeVar

import openai
from pydantic import BaseModel, ValidationError
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay

from bot.adapters.openai_dialect import Dialect, object_in, spoken
from bot.adapters.openai_faults import CutOff, TooLong, Unusable, explained, pause, transient
from bot.ports import Usage
from bot.prompting.prompt import Rendered

Answer = TypeVar("Answer", bound=BaseModel)
Result = TypeVar("Result")

ATTEMPTS = 3
_CONNECT_SECONDS = 5.0


class OpenAIModel:
    """Implements `LanguageModel`. `timeout_seconds` is how long the endpoint may stay silent within one attempt,
    `pause_seconds` the longest pause before the second; prices are for a million tokens, in the account's currency."""

    def __init__(
        self,
        *,
        base_url: str | None,
        api_key: str,
        name: str,
        timeout_seconds: float = 30.0,
        pause_seconds: float = 1.0,
        price_in: Decimal | None = None,
        price_out: Decimal | None = None,
    ) -> None:
        self._name = name
        self._pause_seconds = pause_seconds
        self._prices = (price_in, price_out)
        self._client = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=api_key or "none",  # local servers want no key, the client insists on one
            max_retries=0,
            timeout=openai.Timeout(timeout_seconds, connect=min(_CONNECT_SECONDS, timeout_seconds)),
        )
        self._dialect = Dialect()
        self._usage = Usage()

    @property
    def name(self) -> str:
        return self._name

    def used(self) -> Usage:
        return self._usage

    def cost(self) -> Decimal | None:
        """What it cost so far; None while a price is not known."""
        price_in, price_out = self._prices
        if price_in is None or price_out is None:
            return None
        return (self._usage.tokens_in * price_in + self._usage.tokens_out * price_out) / 1_000_000

    async def aclose(self) -> None:
        await self._client.close()

    async def complete(self, prompt: Rendered, answer: type[Answer], *, seconds: float) -> Answer:
        async def once(dialect: Dialect) -> Answer:
            reply: Any = await self._send(dialect.request(prompt, answer=answer))
            self._count(reply)
            choice = _choice(reply)
            text = getattr(getattr(choice, "message", None), "content", None) or ""
            _check_finish(getattr(choice, "finish_reason", None) or "stop", text)
            return _parsed(text, answer)

        return await self._within(seconds, once, prompt=prompt, structured=True)

    async def write(self, prompt: Rendered, *, seconds: float, seed: int, on_text: Callable[[str], None] | None = None) -> str:
        shown = 0

        async def once(dialect: Dialect) -> str:
            nonlocal shown
            text, finish = "", None
            stream: Any = await self._send(dialect.request(prompt, seed=seed))
            async with stream:
                async for chunk in stream:
                    self._count(chunk)
                    choice = _choice(chunk)
                    text += getattr(getattr(choice, "delta", None), "content", None) or ""
                    finish = getattr(choice, "finish_reason", None) or finish
                    if on_text and len(spoken(text)) > shown:
                        on_text(spoken(text)[shown:])
                        shown = len(spoken(text))
            _check_finish(finish, text)
            return spoken(text).strip()

        # What people have already seen is not taken back: once a piece was shown, a broken stream is not tried again.
        return await self._within(seconds, once, prompt=prompt, structured=False, again=lambda: shown == 0)

    async def _within(
        self,
        seconds: float,
        once: Callable[[Dialect], Awaitable[Result]],
        *,
        prompt: Rendered,
        structured: bool,
        again: Callable[[], bool] = lambda: True,
    ) -> Result:
        """Try until it works, at most `ATTEMPTS` times and never longer than `seconds`, pauses included."""
        retrying = AsyncRetrying(  # made anew for each call: its counters are not for sharing
            retry=retry_if_exception(lambda error: transient(error) and again()),
            wait=self._pause,
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(seconds),
            reraise=True,
        )
        try:
            async with asyncio.timeout(seconds):
                return await retrying(self._understood, once, structured=structured)
        except (openai.OpenAIError, JSONDecodeError, UnicodeError, TimeoutError, CutOff, TooLong, Unusable) as error:
            raise explained(error, source=prompt.source, model=self._name) from error

    async def _understood(self, once: Callable[[Dialect], Awaitable[Result]], *, structured: bool) -> Result:
        """Put the request in ever simpler ways until the endpoint takes it; remember the way that worked."""
        dialect = known = self._dialect
        while True:
            try:
                result = await once(dialect)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as refusal:
                simpler = dialect.after(refusal, structured=structured)
                if simpler is None:
                    raise
                dialect = simpler
            else:
                if dialect != known:
                    self._dialect = dialect
                return result

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return pause(error, attempt=state.attempt_number, first=self._pause_seconds)

    async def _send(self, body: dict[str, Any]) -> Any:
        self._usage = Usage(calls=self._usage.calls + 1, tokens_in=self._usage.tokens_in, tokens_out=self._usage.tokens_out)
        return await self._client.chat.completions.create(model=self._name, **body)

    def _count(self, reply: Any) -> None:
        usage = getattr(reply, "usage", None)
        self._usage = Usage(
            calls=self._usage.calls,
            tokens_in=self._usage.tokens_in + (getattr(usage, "prompt_tokens", None) or 0),
            tokens_out=self._usage.tokens_out + (getattr(usage, "completion_tokens", None) or 0),
        )


def _choice(reply: Any) -> Any:
    """The first choice; the client does not check what endpoints send, so anything may be missing."""
    choices = getattr(reply, "choices", None)
    return choices[0] if isinstance(choices, list) and choices else None


def _check_finish(finish: str | None, text: str) -> None:
    """Refuse an answer that is not whole: streams that end early raise nothing by themselves."""
    if finish is None:
        raise CutOff("no finish reason")
    if finish == "length":
        raise TooLong("more tokens than allowed")
    if finish in {"content_filter", "tool_calls", "function_call"}:
        raise Unusable(f"finish reason {finish}")
    if not spoken(text).strip():
        raise Unusable("empty")


def _parsed(text: str, answer: type[Answer]) -> Answer:
    try:
        return answer.model_validate(object_in(text))
    except ValidationError as error:  # its text quotes the answer, so it stays out of the chain
        raise Unusable(f"{error.error_count()} values of the wrong shape") from None
    except ValueError as error:
        raise Unusable("no JSON") from error

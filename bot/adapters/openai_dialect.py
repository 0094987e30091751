"""What an OpenAI-compatible endpoint understands, and how its answers are unwrapped."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from openai import APIStatusError
from pydantic import BaseModel

from bot.prompting.prompt import Rendered

SHAPES = ("json_schema", "json_object", "text")
ROOM_TO_THINK = 4_000
_OPTIONS = ("max_tokens", "temperature", "seed", "stream_options")
_THINK, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to put a request: `shape` is the best form of structured answer that the endpoint takes, `refused`
    the options that it does not know. Endpoints tell by refusing, so a dialect is learnt."""

    shape: str = SHAPES[0]
    refused: frozenset[str] = frozenset()

    def request(self, prompt: Rendered, *, answer: type[BaseModel] | None = None, seed: int | None = None) -> dict[str, Any]:
        """The body of a chat completion: structured when there is an `answer`, else streamed."""
        system = prompt.system
        body: dict[str, Any] = {"temperature": prompt.temperature, "max_tokens": prompt.max_tokens}
        if answer is None:
            body |= {"stream": True, "stream_options": {"include_usage": True}, "seed": seed}
        elif self.shape == "json_schema":
            schema = {"name": answer.__name__, "strict": True, "schema": strict_schema(answer)}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        else:
            system += f"\n\nAnswer with one JSON object of this schema and nothing else:\n{json.dumps(strict_schema(answer))}"
            if self.shape == "json_object":
                body["response_format"] = {"type": "json_object"}
        body = {name: value for name, value in body.items() if name not in self.refused and value is not None}
        if "max_tokens" in self.refused:  # only models that think before they speak refuse it: what they think counts
            body["max_completion_tokens"] = prompt.max_tokens + ROOM_TO_THINK
        return {**body, "messages": [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}]}

    def after(self, refusal: APIStatusError, *, structured: bool) -> "Dialect | None":
        """A simpler way to put the same request, or None when there is nothing left to leave out."""
        named = f"{refusal.body} {refusal.message}"
        for option in _OPTIONS:
            if option not in self.refused and re.search(rf"\b{option}\b", named):
                return replace(self, refused=self.refused | {option})
        if structured and self.shape != SHAPES[-1]:
            return replace(self, shape=SHAPES[SHAPES.index(self.shape) + 1])
        return None


def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of an answer as strict endpoints want it: every property required, no others."""
    schema: dict[str, Any] = _strict(answer.model_json_schema())
    return schema


def _strict(part: Any) -> Any:
    if isinstance(part, list):
        return [_strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    strict = {name: _strict(value) for name, value in part.items() if name not in {"default", "title"}}
    if isinstance(part.get("properties"), dict):
        strict["properties"] = {name: _strict(value) for name, value in part["properties"].items()}
        strict |= {"required": list(part["properties"]), "additionalProperties": False}
    return strict


def spoken(text: str) -> str:
    """The text without what a model thought aloud before it; "" as long as it is still thinking."""
    text = text.lstrip()
    if text.startswith(_THINK):
        return text.partition(_THOUGHT)[2].lstrip()
    return "" if text and _THINK.startswith(text) else text


def object_in(text: str) -> dict[str, Any]:
    """The first JSON object in a text, whatever stands around it.

    Raises:
        ValueError: there is none.
    """
    decoder = json.JSONDecoder()
    text = spoken(text)
    for start in (match.start() for match in re.finditer(r"\{", text)):
        try:
            found, _ = decoder.raw_decode(text, start)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    raise ValueError("no JSON object in the answer")

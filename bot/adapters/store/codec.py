"""A case as JSON and back again, equal to what it was (of a time zone its offset is kept, not its name)."""

import json
from dataclasses import fields
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from bot.domain.case import Case
from bot.domain.errors import BadInput, HighroadError
from bot.domain.phrase import say
from bot.domain.stage import Stage

# Raise it with every new stage or field: older processes then refuse such a case instead of cutting it.
FORMAT = 2

_CASES = TypeAdapter(Case)
_STAGES = {field.default for stage in get_args(Stage) for field in fields(stage) if field.name == "stage"}


class UnreadableCase(HighroadError):
    """A stored case that this version cannot read; the stored row stays as it is."""

    def __init__(self, case_id: str, problem: str) -> None:
        super().__init__(
            f"case {case_id}: {problem}",
            hint=say("I cannot read the case {case}. If a newer highroad wrote it, please update this one.", case=case_id),
        )


def encode(case: Case) -> str:
    """The case as JSON.

    Raises:
        BadInput: it holds something that could not be read back (half a character, a number that is none).
    """
    try:
        body = _CASES.dump_json(case)
        _CASES.validate_json(body)  # what cannot be read back must not replace what can
    except ValueError as error:
        raise BadInput(
            f"case {case.id} cannot be kept: {_problem(error)}",
            hint=say("This text holds characters that I cannot keep. Please paste it again as plain text."),
        ) from None
    return f'{{"format":{FORMAT},"case":{body.decode()}}}'


def decode(case_id: str, body: str) -> Case:
    """The case that was encoded.

    Raises:
        UnreadableCase: a newer version wrote it, or it is damaged.
    """
    try:
        kept = json.loads(body)
        _check_known(case_id, kept["format"], kept["case"]["stage"]["stage"])
        return _CASES.validate_python(_with_numbers(kept["case"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableCase(case_id, _problem(error)) from None  # the cause would quote the customer


def _check_known(case_id: str, written: int, stage: str) -> None:
    if written > FORMAT:
        raise UnreadableCase(case_id, f"written in format {written}, known up to {FORMAT}")
    if stage not in _STAGES:
        raise UnreadableCase(case_id, f"unknown stage {stage!r}")


def _with_numbers(case: dict[str, Any]) -> dict[str, Any]:
    """JSON turns the numbers in keys into text; the odds of a number get theirs back."""
    for fact in case["reading"]["facts"].values():
        if isinstance(fact["value"], int):
            fact["odds"] = {int(value): chance for value, chance in fact["odds"].items()}
    return case


def _problem(error: Exception) -> str:
    """What is wrong and where, without the words themselves."""
    if not isinstance(error, ValidationError):
        return type(error).__name__
    first = min(error.errors(include_input=False, include_context=False, include_url=False), key=lambda found: len(found["loc"]))
    return f"{first['type']} at {'.'.join(map(str, first['loc']))}"

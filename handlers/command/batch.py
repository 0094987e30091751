"""Many messages in one process: one JSON object a line in, one result a line out, as it comes."""

import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from babel import localedata

from bot.domain.complaint import Place
from bot.domain.errors import BadInput, HighroadError
from bot.domain.facts import KINDS
from bot.domain.phrase import say
from handlers.command.jobs import Job
from handlers.command.stable import Form, error_form

log = logging.getLogger(__name__)

_NO_OBJECT = say("This line is not a JSON object. Please put one object on each line.")


async def batch(lines: Iterable[str], run: Callable[[Job], Awaitable[Form]], *, put: Callable[[Form], None]) -> None:
    """Run every line; a bad one gives its id and what to do, and the rest goes on."""
    for line in lines:
        if line.strip():
            put(await _one(line, run))


async def _one(line: str, run: Callable[[Job], Awaitable[Form]]) -> Form:
    row_id: object = None
    try:
        row = _row(line)
        row_id = row.get("id")
        return {"id": row_id, **await run(job_of(row))}
    except HighroadError as error:
        return error_form(error.hint, row_id=row_id)
    except Exception:
        reference = uuid4().hex[:8]
        log.exception("batch line %s", reference)
        sorry = say("Something went wrong on my side with this line. The log has it under {reference}.", reference=reference)
        return error_form(sorry, row_id=row_id)


def _row(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets without end
        raise BadInput(f"not JSON: {type(error).__name__}", hint=_NO_OBJECT) from error
    if not isinstance(row, dict):
        raise BadInput("not an object", hint=_NO_OBJECT)
    return row


def job_of(row: Mapping[str, Any]) -> Job:
    """The job of one line; what does not fit is named."""
    if not isinstance(row.get("text"), str):
        raise BadInput("no text", hint=say('Every line needs a "text".'))
    answers = row.get("answers") or {}
    if isinstance(answers, list):
        answers = dict(parse_answer(answer) for answer in answers)
    if not isinstance(answers, dict):
        raise BadInput("answers", hint=say('"answers" takes an object of facts and values.'))
    allowed = row.get("allowed") or ()
    if isinstance(allowed, str):
        allowed = (allowed,)
    return Job(
        raw=row["text"],
        place=place_of(str(row["place"])) if row.get("place") else None,
        language=language_of(str(row["lang"])) if row.get("lang") else None,
        answers={str(fact): str(value) for fact, value in answers.items()},
        complaint=row.get("complaint"),
        allowed=tuple(map(str, allowed)),
        sentence=bool(row.get("sentence")),
    )


def place_of(text: str) -> Place:
    return Place(str(KINDS["place"].parse(text)))


def language_of(text: str) -> str:
    """The code as we write it: `EN` and `en-GB` are `en`, both Norwegians without a form of their own `nb`."""
    code = text.strip().lower().replace("_", "-").partition("-")[0]
    if not localedata.exists(code):
        unknown = say("I know no language {code}. Codes have two letters, such as en, de or lt.", code=code)
        raise BadInput(f"language {code!r}", hint=unknown)
    return "nb" if code in {"no", "nn"} else code


def parse_answer(text: str) -> tuple[str, str]:
    """`fact=value`, as on the command line."""
    fact, equals, value = text.partition("=")
    if not equals or not fact.strip() or not value.strip():
        raise BadInput(f"answer {text!r}", hint=say("An answer looks like this: motive=refund."))
    return fact.strip(), value.strip()

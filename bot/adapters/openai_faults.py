"""What goes wrong with a language model, in words for the log and for people."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError

import openai

from bot.domain.errors import ModelUnavailable
from bot.domain.phrase import Phrase, say


class CutOff(Exception):
    """The answer stopped before its end."""


class TooLong(Exception):
    """The answer did not fit into its limit; the next one would not either."""


class Unusable(Exception):
    """An answer came whole, but nothing can be done with it."""


def transient(error: BaseException) -> bool:
    """Whether the same request may work in a moment."""
    if isinstance(error, openai.APIStatusError):
        return not _out_of_credit(error) and (error.status_code in {408, 409, 429} or error.status_code >= 500)
    return isinstance(error, openai.APIConnectionError | CutOff | JSONDecodeError)


def pause_asked(error: BaseException | None) -> float | None:
    """The seconds that an endpoint asked us to wait (Retry-After as seconds, milliseconds or a date), if it did."""
    if not isinstance(error, openai.APIStatusError):
        return None
    headers = error.response.headers
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * scale)
        except (KeyError, ValueError):
            continue
    try:
        return max(0.0, (parsedate_to_datetime(headers["retry-after"]) - datetime.now(UTC)).total_seconds())
    except (KeyError, ValueError, TypeError):
        return None


def pause(error: BaseException | None, *, attempt: int, first: float) -> float:
    """Seconds until the next attempt: what the endpoint asked for, or else growing from `first`; with jitter either way."""
    asked = pause_asked(error)
    if asked is not None:
        return asked + random.uniform(0, 0.1 + asked / 20)  # noqa: S311 - jitter, nothing secret
    return random.uniform(first / 4, min(8.0, first * 2 ** (attempt - 1)))  # noqa: S311 - jitter, nothing secret


def explained(error: Exception, *, source: str, model: str) -> ModelUnavailable:
    """The error of the port: the kind of fault for the log, a hint for people, and never the vendor's own words."""
    status = f" {error.status_code}" if isinstance(error, openai.APIStatusError) else ""
    detail = f": {error}" if isinstance(error, CutOff | TooLong | Unusable) else ""
    return ModelUnavailable(f"{source}: {type(error).__name__}{status}{detail}", hint=_hint(error, model))


def _hint(error: Exception, model: str) -> Phrase:
    match error:
        case TimeoutError() | openai.APITimeoutError():
            return say("The language model took too long, so I went on without it.")
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return say("The language model does not accept our key, so I went on without it. Please check OPENAI_API_KEY.")
        case openai.NotFoundError():
            return say(
                "I found no language model called {model}, so I went on without it. Please check HIGHROAD_MODEL and OPENAI_BASE_URL.",
                model=model,
            )
        case openai.APIStatusError() if _out_of_credit(error):
            return say("The language model's account has no credit left, so I went on without it. Please look at the account.")
        case openai.RateLimitError():
            return say("The language model is busy, so I went on without it. It can be tried again in a few minutes.")
        case openai.APIStatusError(status_code=code) if code >= 500:
            return say("The language model has trouble of its own, so I went on without it.")
        case openai.APIStatusError():
            return say("The language model could not take the request, so I went on without it. `highroad doctor` tells more.")
        case openai.APIConnectionError():
            return say("I could not reach the language model, so I went on without it. Please check OPENAI_BASE_URL.")
        case CutOff() | TooLong():
            return say("The language model broke off before the end, so I went on without it.")
        case _:
            return say("The language model gave nothing usable, so I went on without it.")


def _out_of_credit(error: openai.APIStatusError) -> bool:
    return error.status_code == 402 or error.code == "insufficient_quota"

"""Problems that colleagues can solve."""

from datetime import UTC, datetime

from bot.domain.ids import PersonId
from bot.domain.phrase import Phrase, say


class HighroadError(Exception):
    """`str(error)` is for the log; `hint` is shown to people as it stands and names the next step."""

    def __init__(self, message: str, *, hint: Phrase) -> None:
        super().__init__(message)
        self.hint = hint


class BadInput(HighroadError):
    """Something handed in cannot be used: a file, a text, an answer, a setting."""


class WrongStage(HighroadError):
    """A step that the case's stage does not allow."""

    def __init__(self, step: str, stage: str, *, hint: Phrase | None = None) -> None:
        super().__init__(
            f"{step} while {stage}",
            hint=hint or say("That step is not open here any more. This is how the case stands now."),
        )


class StaleDraft(HighroadError):
    """A decision about a draft that has since been replaced."""

    def __init__(self, *, read: int, current: str) -> None:
        super().__init__(
            f"decision on draft {read}, current is {current}",
            hint=say("The draft to decide on is number {current}. Please read that one first.", current=current),
        )


class AlreadyDecided(HighroadError):
    """Somebody decided before; `by` and `at` say who and when."""

    def __init__(self, *, by: PersonId, at: datetime) -> None:
        super().__init__(
            f"already decided by {by} at {at.isoformat()}",
            hint=say("{by} decided this at {at}.", by=by, at=f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"),
        )
        self.by, self.at = by, at


class StaleCase(HighroadError):
    """A step that started from an outdated case; nothing was changed."""

    def __init__(self, case_id: str, version: int) -> None:
        super().__init__(
            f"case {case_id} is no longer at version {version}",
            hint=say("Somebody was quicker. This is how the case stands now."),
        )


class UnknownCase(HighroadError):
    """No case of this team has that id."""

    def __init__(self, case_id: str) -> None:
        super().__init__(f"no case {case_id}", hint=say("I know no case {case}. `highroad cases` lists the ones I have.", case=case_id))


class NotAllowed(HighroadError):
    """The person may not take this decision; the hint says who may."""


class NeedsReason(HighroadError):
    """Blocking findings stand against the text: approving it takes a second confirmation with a reason."""

    def __init__(self, rules: tuple[str, ...]) -> None:
        super().__init__(
            f"blocking findings: {', '.join(rules)}",
            hint=say("The review holds something against this text. Approve it again with a reason if you still want to send it."),
        )
        self.rules = rules


class ModelUnavailable(HighroadError):
    """No usable answer came from the language model, even after the retries."""

    def __init__(self, message: str, *, hint: Phrase | None = None) -> None:
        super().__init__(message, hint=hint or say("The language model is away, so I wrote this myself."))

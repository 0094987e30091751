"""A model's second look at a draft: it may find something more to say against it, and takes nothing back."""

from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from bot.domain.complaint import Complaint
from bot.domain.draft import Reviewed
from bot.domain.review import Spot, finding_of
from bot.ports import LanguageModel
from bot.prompting.prompt import prompt
from bot.writer.fence import fenced


class Judgement(BaseModel):
    """What the draft does; what the model leaves out counts as done."""

    model_config = ConfigDict(hide_input_in_errors=True)

    names_feeling_or_cost: bool = True
    names_event: bool = True
    offers_step_or_question: bool = True


async def second_look(model: LanguageModel, complaint: Complaint, text: str, reviewed: Reviewed, *, seconds: float) -> Reviewed:
    """The review with what the model misses in the text added at its end.

    Raises:
        ModelUnavailable: no judgement came; the review stands as it is.
    """
    message = "\n\n".join(part for part in (complaint.subject, complaint.text) if part)
    rendered = prompt("second_look").render({"complaint": fenced(message), "draft": fenced(text)})
    judgement = await model.complete(rendered, Judgement, seconds=seconds)
    missed = [
        *(["cold"] if not judgement.names_feeling_or_cost else []),
        *(["vague"] if not (judgement.names_event and judgement.offers_step_or_question) else []),
    ]
    known = {finding.rule for finding in reviewed.findings}
    added = tuple(finding_of(Spot(rule), text, {}) for rule in missed if rule not in known)
    return replace(reviewed, findings=(*reviewed.findings, *added))

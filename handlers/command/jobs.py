"""One message through reading, drafting or review; a file, standard input, or a line of a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.desk import Desk
from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Reviewed
from bot.domain.errors import BadInput
from bot.domain.ids import PersonId
from bot.domain.phrase import Phrase, say
from bot.domain.playbook import Kind, Medium
from bot.domain.questions import Question
from bot.domain.reading import Reading
from bot.intake import MOST, check_text, decode_file, take_in
from bot.intake.redacting import Vault, case_vault
from bot.writer.reviewer import Reviewer
from bot.writer.writer import Writer
from handlers.console.chat import CONSOLE

TEAM = CONSOLE  # the chat and the commands see the same cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked for one message. `answers` are facts that a colleague knows; `complaint` is what a text to review answers."""

    raw: bytes | str
    name: str | None = None
    place: Place | None = None
    language: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    complaint: bytes | str | None = None
    allowed: Sequence[str] = ()
    sentence: bool = False
    kinds: tuple[Kind, ...] = ()


async def read(writer: Writer, job: Job) -> tuple[Complaint, Reading, tuple[Phrase, ...]]:
    """What the message says, and what people should know about how that was found."""
    complaint = take_in(job.raw, place=job.place, name=job.name)
    reading, notes = await writer.read(complaint, language=job.language)
    return complaint, reading, notes


async def draft(desk: Desk, job: Job, *, person: PersonId) -> tuple[Case, tuple[Question, ...]]:
    """Open a case, tell it what is known, and write; also returns the questions that were still open then."""
    complaint = take_in(job.raw, place=job.place, name=job.name)
    case = await desk.open(complaint, team=TEAM, reporter=person, language=job.language)
    for fact, value in job.answers.items():
        case = await desk.answer(TEAM, case.id, fact=fact, value=value)
    asked = case.questions
    if nothing_to_write(case):
        return case, asked
    return await desk.draft(TEAM, case.id, kinds=job.kinds), asked


def redact(job: Job) -> tuple[Complaint, Vault]:
    """The message as a model would see it, with tokens in it; the vault knows how many of each kind."""
    complaint = take_in(job.raw, place=job.place, name=job.name)
    vault = case_vault(complaint)
    subject = vault.hide(complaint.subject) if complaint.subject else None
    return Complaint(text=vault.hide(complaint.text), subject=subject), vault


def nothing_to_write(case: Case) -> bool:
    """A person has it first, or it is no complaint and nobody said to go on."""
    by_person = case.plan is not None and case.plan.medium is Medium.PERSON
    return by_person or case.reading.values().get("is_complaint") == "no"


def review(reviewer: Reviewer, job: Job, *, company: Company) -> Reviewed:
    """The review of a text that somebody wrote, in the language that it should be in."""
    if job.language is None:
        raise BadInput("no language", hint=say("Please say in which language the text should be: --lang en, for example."))
    text = text_of(job)
    if not text.strip():
        raise BadInput("empty text", hint=say("There is no text here. Please hand over the text that I should look at."))
    check_text(text)
    if len(text) > MOST:
        too_long = say("This text is longer than {most} characters. Please hand over a shorter one.", most=MOST)
        raise BadInput(f"{len(text)} characters", hint=too_long)
    complaint = take_in(job.complaint, place=job.place) if job.complaint is not None else None
    public = job.place is not None and job.place.public
    return reviewer.review(
        text,
        kind=Kind.PUBLIC if public else Kind.REPLY,
        language=job.language,
        complaint=complaint,
        company=company,
        place=job.place,
        allowed=job.allowed,
        whole=not job.sentence,
    )


def text_of(job: Job) -> str:
    return decode_file(job.raw) if isinstance(job.raw, bytes) else job.raw

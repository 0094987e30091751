"""What a model is told for one text: what is known, what may be promised, and how a good one sounds."""

from collections.abc import Iterable, Sequence

import regex
from babel import Locale, UnknownLocaleError

from bot.domain.facts import KINDS
from bot.domain.playbook import Kind, Play
from bot.prompting.prompt import Rendered, prompt
from bot.writer.brief import Brief
from bot.writer.fence import fenced

# At most so many words, by purpose.
WORDS = {
    Kind.REPLY: 120,
    Kind.STATEMENT: 120,
    Kind.CALL_SCRIPT: 180,
    Kind.PRIVATE: 90,
    Kind.PARTING: 90,
    Kind.PUBLIC: 60,
    Kind.HOLDING: 60,
    Kind.ACKNOWLEDGEMENT: 60,
    Kind.CALL_OFFER: 60,
    Kind.FOLLOW_UP: 60,
    Kind.REVIEW_REQUEST: 60,
}
SHORTEST = 50  # words; a short message may get as many
MOST_EXAMPLES = 8
_KNOWN = ("motive", "cause", "responsibility", "action", "contact", "founded")
_GOOD = regex.compile(r"^\W*GOOD\W*:\s*(.+)$", regex.MULTILINE)
_UNTOLD = {"something_for_nothing", "ulterior"}  # suspicions colour what is written about a person


def draft_prompt(brief: Brief, guidance: Sequence[Play]) -> Rendered:
    """The prompt for a whole text; its boundary around the customer's words is new every time."""
    company = brief.company
    return prompt("draft").render(
        {
            "kind": brief.kind,
            "language": language_name(brief.language),
            "words": str(_words(brief)),
            "company": company.name or "a company",
            "voice": company.voice,
            "register": register(brief),
            "signature": company.signature or company.name or "without a name",
            "known": _lines(_known(brief), empty="Only what the customer wrote."),
            "promises": _lines(_promises(brief), empty="Only that you look into it yourself and write to them again."),
            "ways": _lines(play.title for play in guidance),
            "examples": _lines(list(dict.fromkeys(good for play in guidance for good in _GOOD.findall(play.guidance)))[:MOST_EXAMPLES]),
            "instruction": instruction(brief),
            "complaint": complaint(brief),
        }
    )


def complaint(brief: Brief) -> str:
    """What the customer wrote, fenced."""
    return fenced("\n\n".join(part for part in (brief.complaint.subject, brief.complaint.text) if part))


def register(brief: Brief) -> str:
    return "formally" if brief.company.formal else "informally"


def instruction(brief: Brief) -> str:
    return " ".join(brief.instruction.split())[:500] or "nothing in particular"


def language_name(code: str) -> str:
    """The language's English name, which models know best; the code itself when nobody knows it."""
    try:
        return Locale.parse(code).get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code


def _words(brief: Brief) -> int:
    """At most so many words: no longer than the message it answers, where that leaves room to say something."""
    most = WORDS[brief.kind]
    if brief.kind is Kind.CALL_SCRIPT:
        return most
    return min(most, max(SHORTEST, len(brief.complaint.text.split())))


def _known(brief: Brief) -> list[str]:
    facts = brief.facts
    return [
        f"{KINDS[name].label}: {KINDS[name].values[str(facts[name])]}"
        for name in _KNOWN
        if facts[name] != KINDS[name].default and facts[name] not in _UNTOLD
    ]


def _promises(brief: Brief) -> list[str]:
    company, facts = brief.company, brief.facts
    promises = []
    remedy = company.remedy(brief.plan.offer) if brief.plan.offer else None
    if remedy:
        limit = f", up to {remedy.limit} {remedy.currency or ''}".rstrip() if remedy.limit is not None else ""
        promises.append(f"{remedy.title}{limit}")
    if facts["by_when"] != KINDS["by_when"].default:
        promises.append(f"{KINDS['by_when'].label}: {KINDS['by_when'].values[str(facts['by_when'])]}")
    if brief.kind in {Kind.CALL_OFFER, Kind.PUBLIC, Kind.CALL_SCRIPT}:
        promises += [f"A call from you, or at {line.number}, {line.opens:%H:%M} to {line.closes:%H:%M}" for line in company.phone_lines]
    return promises


def _lines(items: Iterable[str], *, empty: str = "") -> str:
    return "\n".join(f"- {item}" for item in items) or empty

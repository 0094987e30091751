"""A small case to write about, and a review with a few rules, so that drafting can be told apart from judging."""

import regex

from bot.domain.company import Company, Remedy, RemedyKind
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Finding, Reviewed
from bot.domain.facts import Value
from bot.domain.ids import PlayId, RemedyId
from bot.domain.plan import plan
from bot.domain.playbook import Kind, Play, Playbook
from bot.domain.reading import Fact, Language, Reading
from bot.domain.rules import RULES
from bot.writer.brief import Brief

LATE = "The coffee grinder came eleven days late, and my mother's birthday was over. I want my money back. Ada"
GOOD = (
    "Dear Ada,\n\nThe grinder reached you eleven days late, and the birthday it was meant for had passed. "
    "I am sorry for that. I will look into it myself and write to you again.\n\nKind regards"
)
PLAY = Play(
    id=PlayId("name-the-harm"),
    title="Name the harm before any remedy",
    sources=("A1",),
    priority=1,
    guidance="Stand where they stand.\n\nGOOD: You took a day off for it.\nBAD: I understand your frustration. (because it fits anybody)",
)
COMPANY = Company(
    name="Mill & Bean", remedies=(Remedy(id=RemedyId("full_refund"), kind=RemedyKind.REFUND, title="The price of the order"),)
)


def a_complaint(text: str = LATE, *, place: Place | None = Place.MAIL) -> Complaint:
    return Complaint(text=text, place=place)


def a_reading(**values: Value) -> Reading:
    facts = {name: Fact(value=value, confidence=0.8) for name, value in values.items()}
    return Reading(language=Language(code="en", confidence=0.99), facts=facts)


def a_brief(text: str = LATE, *, kind: Kind = Kind.REPLY, language: str = "en", instruction: str = "", **values: Value) -> Brief:
    reading = a_reading(**{"motive": "refund", "cause": "late", **values})
    return Brief(
        kind=kind,
        language=language,
        complaint=a_complaint(text),
        reading=reading,
        plan=plan(reading.values(), Playbook((PLAY,)), COMPANY),
        company=COMPANY,
        variation=41,
        instruction=instruction,
    )


_PATTERNS = {
    "injection": r"https?://\S+|PWNED",
    "blame_customer": r"your own fault|you failed to",
    "unmatched_commitment": r"EUR \d+|by tomorrow noon",
    "canned": r"valued customer",
    "wrapper": r"Here is the reply:",
    "wrong_language": r"\bIhre Bestellung\b",
    "repetition": r"(\b.{12,}?\.)(?:\s*\1){2}",
}


def a_review(text: str) -> Reviewed:
    """Holds blame, promises, links, formulas, loops, German and missing parts against a text."""
    findings = [_finding(rule, match.group(), *match.span()) for rule, words in _PATTERNS.items() for match in regex.finditer(words, text)]
    if not regex.search(r"grinder|birthday|eleven", text):
        findings.append(_finding("no_harm_named"))
    if not regex.search(r"I will|\?", text):
        findings.append(_finding("no_next_step"))
    return Reviewed(findings=tuple(findings))


def _finding(rule: str, words: str = "", start: int = 0, end: int = 0) -> Finding:
    known = RULES[rule]
    return Finding(rule=rule, level=known.level, words=words, start=start, end=end, why=known.why, play="", firm=known.firm)

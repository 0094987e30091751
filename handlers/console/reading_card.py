"""What was understood, with the words that it rests on."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.facts import FIXED_ROUTE, HARM, KINDS, SIGNALS, THREATS, Source, with_derived
from bot.domain.phrase import say
from bot.domain.reading import Fact, Language
from handlers.console.parts import CARE, FAINT, Hanging, Indented, head, pair, plain, quoted, shortened, title
from handlers.console.words import MEDIUM, Words

PERHAPS = 0.2  # from this probability on, a threat that was not found is worth a word
BROKEN_AT = 60
MOST_LINES, MOST_CUTS = 14, 3
LONG_CUT, LONG_LIKE = 70, 90  # characters
WORDS_ONLY = "words only"


def reading_card(case: Case, words: Words) -> RenderableType:
    """Everything that matters for the answer; what nobody spoke of is left out."""
    return Group(*_understood(case, words), *_around(case, words))


def message(case: Case, words: Words) -> RenderableType:
    """The customer's own words, at most so many lines."""
    lines = _flowing(case.complaint.text)
    shown: list[RenderableType] = [Indented(plain("\n".join(lines[:MOST_LINES])))]
    if len(lines) > MOST_LINES:
        shown.append(plain(words(say("… and {count} lines more", count=len(lines) - MOST_LINES)), FAINT))
    return Group(title(words(say("The message"))), *_about(case.complaint, words), *shown)


def _flowing(text: str) -> list[str]:
    """The lines of a message, those joined that a mail program had broken."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        if lines and line.strip() and len(lines[-1].rpartition("\n")[2]) >= BROKEN_AT:
            lines[-1] += f"\n{line.strip()}"
        else:
            lines.append(line)
    return [line.replace("\n", " ") for line in lines]


def _about(complaint: Complaint, words: Words) -> Iterator[RenderableType]:
    stars = say("{stars} of 5 stars", stars=complaint.stars) if complaint.stars is not None else None
    parts = (
        words.value("place", complaint.place) if complaint.place else "",
        complaint.sender or complaint.address or "",
        words.when(complaint.at) if complaint.at else "",
        words(stars) if stars else "",
        quoted(complaint.subject) if complaint.subject else "",
    )
    if any(parts):
        yield plain(" · ".join(part for part in parts if part), FAINT)


def _understood(case: Case, words: Words) -> Iterator[RenderableType]:
    facts = case.reading.facts
    yield title(words(say("What I understood (case {case})", case=case.id) if case.id else say("What I understood")))
    complaint = facts.get("is_complaint")
    if complaint and (complaint.value == "no" or complaint.confidence < 0.7):
        yield fact_line("is_complaint", complaint, words)
    for name in ("motive", "cause"):
        if name in facts:
            yield fact_line(name, facts[name], words)
            yield from evidence(facts[name], words)
    yield from _impact(case, words)
    if "place" in facts and not facts["place"].by_person:
        yield fact_line("place", facts["place"], words)
    yield pair(words(say("Language")), _language(case.reading.language, words))
    told = {name: fact for name, fact in facts.items() if fact.by_person and (KINDS[name].source is Source.TEAM or name == "place")}
    yield from (fact_line(name, fact, words) for name, fact in told.items())
    if case.plan:
        lead = case.plan.reasons[0].title if case.plan.reasons else ""
        yield Text()
        yield pair(words(say("So I would")), words(MEDIUM[case.plan.medium]), more=words.kept(lead))


def fact_line(name: str, fact: Fact, words: Words) -> Text:
    return pair(words(KINDS[name].label), words.value(name, fact.value), more=words.sure(fact))


def evidence(fact: Fact, words: Words) -> Iterator[RenderableType]:
    """The customer's words that a fact rests on, and the nearest example."""
    if fact.evidence:
        yield Indented(plain(quoted(fact.evidence)))
    if fact.like:
        yield Indented(plain(words(say("reads like: {example}", example=quoted(shortened(fact.like[0], LONG_LIKE)))), FAINT))


def signal_lines(case: Case, words: Words, *, names: tuple[str, ...] = SIGNALS) -> Iterator[RenderableType]:
    """Threats, harm and leaving that were found, and those that may be there."""
    facts = case.reading.facts
    for name in names:
        fact = facts.get(name)
        if fact and fact.value == "yes":
            yield pair(words(KINDS[name].label), words.sure(fact))
            yield from evidence(fact, words)
    perhaps = [name for name in names if name in facts and not facts[name].by_person and _perhaps(facts[name])]
    if perhaps:
        likely = ", ".join(f"{words(KINDS[name].label)} {round(float(facts[name].odds['yes']) * 100)}%" for name in perhaps)
        yield pair(words(say("Not likely, but look")), likely)


def _perhaps(fact: Fact) -> bool:
    return fact.value == "no" and fact.odds.get("yes", 0.0) >= PERHAPS


def _impact(case: Case, words: Words) -> Iterator[RenderableType]:
    full = with_derived(case.reading.values())
    heat = int(full["heat"])
    of_ten = words(say("{heat} of 10", heat=heat))
    yield pair(words(KINDS["heat"].label), f"{'■' * heat}{'·' * (10 - heat)} {of_ten}")
    yield pair(words(KINDS["severity"].label), words(say("{severity} of 4", severity=int(full["severity"]))), more=_weighs(case, words))
    many = int(full["magnitude"])
    if many:
        yield pair(words(KINDS["magnitude"].label), words(say("{count} in the last 30 days", count=many)))
    yield from signal_lines(case, words, names=(*THREATS, *HARM, "churn", "wants_boss"))


def _weighs(case: Case, words: Words) -> str:
    """What makes it weigh what it weighs."""
    facts = with_derived(case.reading.values())
    found = [words(KINDS[name].label) for name in (*FIXED_ROUTE, "churn") if facts[name] == "yes"]
    return ", ".join([words(say("seen by everybody") if facts["reach"] == "public" else say("in private")), *found])


def _language(language: Language, words: Words) -> str:
    name = words.language(language.code)
    if language.sure:
        return name
    team = words.language(words.company.team_language)
    return words(say("perhaps {language}, I am not sure; the answer will be in {team}", language=name, team=team))


def _around(case: Case, words: Words) -> Iterator[RenderableType]:
    """What happened to the message on its way here."""
    of_the_case = () if case.drafts else case.notes  # the drafts' card tells them too
    notes = [*(words.kept(text) for text in case.complaint.warnings), *dict.fromkeys(words(note) for note in of_the_case)]
    if WORDS_ONLY in case.reading.notes:
        notes.append(words(say("I went by words alone, because the embeddings are not installed. `highroad doctor` tells more.")))
    if case.complaint.attachments:
        notes.append(words(say("Attached, not opened: {files}", files=", ".join(case.complaint.attachments))))
    cuts = case.complaint.cut
    notes += [words(say("Left out: {words}", words=quoted(shortened(cut, LONG_CUT)))) for cut in cuts[:MOST_CUTS]]
    if len(cuts) > MOST_CUTS:
        notes.append(words(say("… and {count} more parts were left out", count=len(cuts) - MOST_CUTS)))
    if notes:
        yield head(words(say("Good to know")))
        yield from (Hanging("·", note, CARE) for note in notes)

"""The fixed route: who takes it, why, what not to write and what to write down. No draft."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType

from bot.domain.case import Case
from bot.domain.clock import due_at
from bot.domain.phrase import Phrase, say
from bot.domain.stage import WithPerson
from handlers.console.parts import BAD, FAINT, Hanging, head, plain, title
from handlers.console.reading_card import evidence, fact_line
from handlers.console.words import Words

LIFE = ("injury", "self_harm", "threat_to_life")
NOT_TO_WRITE = (
    say("whose fault it was: admit nothing and deny nothing"),
    say("money, or anything else in exchange for silence"),
    say("promises of any kind, dates included"),
    say("that it is not so bad"),
    say("taking the post or the review down"),
)
TO_WRITE_DOWN = (
    say("what was said, word for word, when and where"),
    say("who was harmed, and how"),
    say("what is asked for, and by which date"),
    say("whom you told, and when"),
)
# What one kind needs beyond the rest, in half a minute's reading.
FIRST = {
    "self_harm": say(
        "Somebody should call them today and listen; a letter is too slow. In danger now: the emergency number, and stay on the line."
    ),
    "threat_to_life": say("Warn whoever is threatened, and call the police; do not wait for an answer to this card."),
    "safety": say("Tell the customer by phone to stop using it, and tell whoever can stop its sale."),
    "data_breach": say("Tell whoever looks after data protection now: in many countries a report is due within 72 hours."),
}
NOT_OF = {
    "self_harm": say("arguments against how they feel"),
    "safety": say("that it is safe to go on using it"),
    "press": say("anything that you would not want to see in print"),
    "legal": say("who is right in law; nothing to their lawyer either"),
    "regulator": say("a wish that they take their complaint back"),
    "chargeback": say("a second refund while the bank is at work"),
    "data_breach": say("names or data of anybody else concerned"),
}
DOWN_OF = {
    "self_harm": say("their phone number, where they may be, and who is near them"),
    "threat_to_life": say("who is threatened, by whom, where and when"),
    "injury": say("what the injury is, who treats it, and what caused it"),
    "safety": say("the product or place, its serial or batch number, and who else has one"),
    "discrimination": say("who was there, and how others were treated in the same place"),
    "press": say("which newspaper or station, who asks, and their deadline"),
    "legal": say("the lawyer or court, their file number, and every deadline"),
    "regulator": say("which authority, its file number, and its deadline"),
    "chargeback": say("the payment: date, amount, order, and when the bank wants an answer"),
    "data_breach": say("which data, whose, who could see them, and since when"),
}


def person_card(case: Case, stage: WithPerson, words: Words) -> RenderableType:
    """The card of a case that no draft is written for."""
    return Group(
        title(words(say("This one goes to a person first"))),
        *_who(case, stage, words),
        head(words(say("Why"))),
        *_why(case, stage, words),
        head(words(say("Until that person says so, nothing is written to the customer about"))),
        *_list(words, (*_of(stage, NOT_OF), *NOT_TO_WRITE)),
        head(words(say("Please write down now"))),
        *_list(words, (*_of(stage, DOWN_OF), *TO_WRITE_DOWN)),
        plain(words(say("Keep the message and everything attached to it as it came.")), FAINT),
    )


def _who(case: Case, stage: WithPerson, words: Words) -> Iterator[RenderableType]:
    if any(name in LIFE for name in stage.facts):
        yield plain(words(say("If a life or somebody's health may be at risk, call for help before anything else.")), BAD)
    for first in _of(stage, FIRST):
        yield plain(words(first), BAD)
    if stage.person:
        yield plain(words(say("{name} has it. Please tell them now; I write no draft for this customer.", name=words.person(stage.person))))
    else:
        nobody = say("Your company file names nobody for this. Please tell whoever answers for the company now; I write no draft.")
        yield plain(words(nobody))
    if case.plan:
        due = words.when(due_at(case.opened_at, case.plan.due_minutes))
        yield plain(words(say("They should have looked at it by {when}.", when=due)))


def _why(case: Case, stage: WithPerson, words: Words) -> Iterator[RenderableType]:
    for name in stage.facts:
        fact = case.reading.facts.get(name)
        if fact:
            yield fact_line(name, fact, words)
            yield from evidence(fact, words)


def _of(stage: WithPerson, phrases: Mapping[str, Phrase]) -> tuple[Phrase, ...]:
    """Those of the kinds that brought the case here."""
    return tuple(phrase for name, phrase in phrases.items() if name in stage.facts)


def _list(words: Words, phrases: tuple[Phrase, ...]) -> Iterator[RenderableType]:
    return (Hanging("·", words(phrase)) for phrase in phrases)

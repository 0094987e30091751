"""What people type, and what it means: words in the team's language, English words, single letters."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.phrase import Phrase, say
from bot.domain.stage import Approved, AwaitingApproval, Closed, Delivered, FollowUp, WithPerson
from handlers.console.words import Words


class Command(StrEnum):
    """What can be typed, by its English word."""

    DRAFT = "draft"
    APPROVE = "approve"
    EDIT = "edit"
    BACK = "back"
    CALL = "call"
    COPIED = "copied"
    CLOSE = "close"
    FACT = "fact"
    WHY = "why"
    SHOW = "show"
    HOLDING = "holding"
    ACKNOWLEDGE = "acknowledge"
    FOLLOW_UP = "follow-up"
    REVIEW_REQUEST = "review-request"
    CASES = "cases"
    OPEN = "open"
    NEW = "new"
    HELP = "help"
    QUIT = "quit"


WORD: Mapping[Command, Phrase] = {
    Command.DRAFT: say("draft"),
    Command.APPROVE: say("approve"),
    Command.EDIT: say("edit"),
    Command.BACK: say("back"),
    Command.CALL: say("call"),
    Command.COPIED: say("copied"),
    Command.CLOSE: say("close"),
    Command.FACT: say("fact"),
    Command.WHY: say("why"),
    Command.SHOW: say("show"),
    Command.HOLDING: say("holding"),
    Command.ACKNOWLEDGE: say("acknowledge"),
    Command.FOLLOW_UP: say("follow-up"),
    Command.REVIEW_REQUEST: say("review-request"),
    Command.CASES: say("cases"),
    Command.OPEN: say("open"),
    Command.NEW: say("new"),
    Command.HELP: say("help"),
    Command.QUIT: say("quit"),
}
MEANS: Mapping[Command, Phrase] = {
    Command.DRAFT: say("write now, whatever is still open"),
    Command.APPROVE: say("approve the draft, or the one of that number"),
    Command.EDIT: say("put your own words in its place"),
    Command.BACK: say("have it written again: warmer, shorter, firmer, or in your words"),
    Command.CALL: say("call instead of writing: an offer and a script"),
    Command.COPIED: say("you have sent the approved text"),
    Command.CLOSE: say("end the case and say how it ended"),
    Command.FACT: say("correct what I understood or tell me more, such as {example}", example="fact motive=apology"),
    Command.WHY: say("the advice behind it, and what called for it"),
    Command.SHOW: say("the message, and how the case stands"),
    Command.HOLDING: say("a short note that more is to come"),
    Command.ACKNOWLEDGE: say("a short note that the message was read"),
    Command.FOLLOW_UP: say("a note that asks how it went"),
    Command.REVIEW_REQUEST: say("a request for an honest review"),
    Command.CASES: say("the latest cases"),
    Command.OPEN: say("go on with a case, by its name or its number in the list"),
    Command.NEW: say("another message; this case is kept"),
    Command.HELP: say("this list"),
    Command.QUIT: say("leave; everything is kept"),
}
LETTER: Mapping[str, Command] = {
    "d": Command.DRAFT,
    "a": Command.APPROVE,
    "e": Command.EDIT,
    "b": Command.BACK,
    "c": Command.CALL,
    "k": Command.COPIED,
    "x": Command.CLOSE,
    "f": Command.FACT,
    "w": Command.WHY,
    "s": Command.SHOW,
    "l": Command.CASES,
    "o": Command.OPEN,
    "n": Command.NEW,
    "h": Command.HELP,
    "?": Command.HELP,
    "q": Command.QUIT,
}
# What else people may type for it.
_ALSO: Mapping[str, Command] = {
    "exit": Command.QUIT,
    "bye": Command.QUIT,
    "delivered": Command.COPIED,
    "sent": Command.COPIED,
    "followup": Command.FOLLOW_UP,
    "follow_up": Command.FOLLOW_UP,
    "review_request": Command.REVIEW_REQUEST,
    "list": Command.CASES,
}
# A wish about the draft can be typed without saying "back" first.
WISHES = (say("warmer"), say("shorter"), say("firmer"), say("offer the call"))
_NUMBERS = frozenset({Command.APPROVE, Command.EDIT})
_WORDS = frozenset({Command.BACK, Command.FACT})


@dataclass(frozen=True, slots=True)
class Typed:
    """A command and what was typed after it."""

    command: Command
    rest: str = ""


def understand(line: str, words: Words) -> Typed | None:
    """The command in a line; None when it is none: a sentence may well begin with the word of a command."""
    line = unicodedata.normalize("NFC", line)
    first, _, rest = line.strip().partition(" ")
    name, rest = first.casefold().removeprefix("/"), rest.strip()
    for wish in WISHES:
        if line.strip().casefold() in {wish.text, words(wish).casefold()}:
            return Typed(Command.BACK, wish.text)
    command = _known(words).get(name)
    return Typed(command, rest) if command and _fits(command, rest) else None


def _known(words: Words) -> dict[str, Command]:
    """English words and letters mean the same in every language; translated ones come on top."""
    told = {words(phrase).casefold(): command for command, phrase in WORD.items()}
    return {**told, **LETTER, **_ALSO, **{command.value: command for command in Command}}


def _fits(command: Command, rest: str) -> bool:
    if not rest or command in _WORDS:
        return True
    parts = rest.replace(",", " ").split()
    return (command in _NUMBERS and all(part.isdecimal() for part in parts)) or (command is Command.OPEN and len(parts) == 1)


def numbers(text: str) -> tuple[int, ...]:
    """The numbers in what follows a command."""
    return tuple(int(part) for part in text.replace(",", " ").split() if part.isdecimal())


def leading_number(text: str) -> tuple[int | None, str]:
    """The number that a text begins with, if any, and the rest."""
    first, _, rest = text.strip().partition(" ")
    return (int(first), rest.strip()) if first.isdecimal() else (None, text.strip())


def steps_now(case: Case) -> tuple[Command, ...]:
    """What is most likely wanted now, in the order of the numbers that a menu gives it."""
    match case.stage:
        case AwaitingApproval():
            call = () if case.by_phone else (Command.CALL,)
            return (Command.APPROVE, Command.EDIT, Command.BACK, *call, Command.CLOSE)
        case Approved():
            return (Command.COPIED, Command.CLOSE, Command.NEW)
        case Delivered() | FollowUp():
            return (Command.FOLLOW_UP, Command.REVIEW_REQUEST, Command.CLOSE, Command.NEW)
        case WithPerson():
            return (Command.FACT, Command.CLOSE, Command.NEW)
        case Closed():
            return (Command.NEW, Command.CASES, Command.QUIT)
        case _:
            return (Command.DRAFT, Command.CLOSE, Command.NEW)

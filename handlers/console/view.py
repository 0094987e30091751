"""A case as people see it: pure functions of the case."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.case import Case
from bot.domain.decision import Verb
from bot.domain.facts import KINDS, Value
from bot.domain.phrase import say
from bot.domain.plan import Reason
from bot.domain.questions import NOT_SURE
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered, Drafting, FollowUp, Received, WithPerson
from handlers.console.commands import MEANS, WORD, Command
from handlers.console.draft_card import drafts_card
from handlers.console.parts import (
    FAINT,
    GOOD,
    STRONG,
    Flow,
    Hanging,
    Indented,
    Verbatim,
    head,
    numbered,
    pair,
    plain,
    quoted,
    shortened,
    title,
)
from handlers.console.person_card import person_card
from handlers.console.reading_card import message, reading_card
from handlers.console.samples import Sample
from handlers.console.words import ENDING, KIND, STAGE, Words

Numbers = Mapping[tuple[str, Value], int]


def case_card(case: Case, words: Words) -> RenderableType:
    """The message, what was understood, and how the case stands."""
    told = isinstance(case.stage, Received | Asking | Drafting | WithPerson)  # how it stands says it, or nothing is understood yet
    return Group(message(case, words), *([] if told else [reading_card(case, words)]), standing(case, words))


def standing(case: Case, words: Words) -> RenderableType:
    """How the case stands, without the message. Open questions are shown by `questions_card`."""
    match case.stage:
        case Received():
            return plain(words(STAGE["received"]))
        case Asking() | Drafting():
            return reading_card(case, words)
        case AwaitingApproval():
            return drafts_card(case, words)
        case WithPerson() as stage:
            return person_card(case, stage, words)
        case Approved() as stage:
            return approved_card(case, stage, words)
        case Delivered(by=by, at=at):
            return title(words(say("{name} sent it on {when}.", name=words.person(by), when=words.when(at))))
        case FollowUp(since=since):
            return title(words(say("Since {when} it is time to ask how it went.", when=words.when(since))))
        case Closed() as stage:
            return closed_card(stage, words)
        case unknown:
            assert_never(unknown)


def approved_card(case: Case, stage: Approved, words: Words) -> RenderableType:
    """The text to send, exactly as it goes out. Print it with `crop=False`."""
    texts: list[RenderableType] = [plain(words(say("To copy, exactly as it goes out:")), FAINT)]
    for draft in case.current:
        texts += [head(words(KIND[draft.kind])), Text(), Verbatim(draft.text)] if len(case.current) > 1 else [Text(), Verbatim(draft.text)]
    reasons = [decision.reason for decision in case.decisions if decision.verb is Verb.APPROVE and decision.overruled]
    yours = say("It is yours to send: I never write to customers myself. Type “{copied}” when it is out.", copied=WORD[Command.COPIED])
    return Group(
        title(words(say("Approved by {name}, {when}", name=words.person(stage.by), when=words.when(stage.at)))),
        *(plain(words(say("In spite of the review, because: {reason}", reason=reason)), FAINT) for reason in reasons),
        *texts,
        Text(),
        plain(words(yours), GOOD),
    )


def closed_card(stage: Closed, words: Words) -> RenderableType:
    outcome = stage.outcome
    return Group(
        title(words(say("Closed by {name}, {when}", name=words.person(stage.by), when=words.when(stage.at)))),
        pair(words(say("How it ended")), words(ENDING[outcome.ending])),
        *([pair(words(say("Reason")), outcome.reason)] if outcome.reason else []),
        *([pair(words(say("What would prevent the next one")), outcome.prevention)] if outcome.prevention else []),
    )


def questions_card(case: Case, numbers: Numbers, words: Words) -> RenderableType:
    """All open questions, each option with its number; numbers stay the same while a case is asked."""
    asking = isinstance(case.stage, Asking)
    shown: list[RenderableType] = []
    for question in case.questions:
        options = [numbered(numbers[question.fact, option.value], words(option.label)) for option in question.options]
        if asking:
            options.append(numbered(numbers[question.fact, NOT_SURE], words(say("Not sure"))))
        shown += [Text(), plain(words(question.text), STRONG), Flow(options)]
    if asking:
        shown += [Text(), plain(words(say("Type a number, or several. n: not sure. d: write the draft now. ?: help.")), FAINT)]
    return Group(*shown)


def why_card(case: Case, words: Words) -> RenderableType:
    """The plan's plays, the guidance that they stand on, and the facts that called for them."""
    if case.plan is None:
        return plain(words(say("There is no plan yet.")))
    lines: list[RenderableType] = [title(words(say("Why this way")))]
    for reason in case.plan.reasons:
        lines.append(Hanging("·", f"{words.kept(reason.title)} ({', '.join(reason.sources)}; {reason.play})"))
        lines.append(Indented(plain(_because(reason, case, words), FAINT)))
    return Group(*lines)


def _because(reason: Reason, case: Case, words: Words) -> str:
    """The facts that called for a play; not those that only did not speak against it."""
    if not reason.because:
        return words(say("always"))
    known = {**case.reading.values(), **{name: value for name, value in reason.because.items() if value != KINDS[name].default}}
    facts = [f"{words(KINDS[name].label)}: {words.value(name, value)}" for name, value in reason.because.items() if name in known]
    return ", ".join(facts) or words(say("nothing speaks against it"))


def cases_card(cases: Sequence[Case], words: Words) -> RenderableType:
    """The latest cases, numbered."""
    if not cases:
        return plain(words(say("There are no cases yet.")))
    rows: list[RenderableType] = [title(words(say("The latest cases")))]
    for number, case in enumerate(cases, 1):
        who = case.complaint.sender or quoted(shortened(case.complaint.text, 40))
        rows.append(Hanging(f"{number:>2}", f"{case.id} · {words.when(case.opened_at)} · {who} · {words(STAGE[case.stage.stage])}", STRONG))
    return Group(*rows)


def choices_card(question: str, choices: Sequence[str]) -> RenderableType:
    """A question with numbered answers."""
    return Group(Text(), plain(question, STRONG), Flow([numbered(number, choice) for number, choice in enumerate(choices, 1)]))


def welcome_card(samples: Sequence[Sample], words: Words) -> RenderableType:
    """A short welcome, what to hand in, and messages to try it with."""
    return Group(
        Text(),
        plain(words(say("Good to see you. Hand me an angry customer's message, and we find a good answer together.")), STRONG),
        plain(words(say("Paste it and press Enter twice, or type the name of a file. ? lists what you can type."))),
        Text(),
        plain(words(say("Or try one of these by its number:")), FAINT),
        *(Hanging(str(number), words(sample.title), STRONG) for number, sample in enumerate(samples, 1)),
        Text(),
    )


def menu(steps: Sequence[Command], words: Words) -> RenderableType:
    """What can be done now, by number or by word."""
    items = [numbered(number, words(WORD[step])) for number, step in enumerate(steps, 1)]
    return Group(Text(), Flow([*items, plain(f"? {words(WORD[Command.HELP])}", FAINT)], indent=0))


def help_card(words: Words) -> RenderableType:
    """Every command and what it does."""
    lines = [pair(words(WORD[command]), words(MEANS[command])) for command in Command]
    return Group(title(words(say("What you can type"))), *lines)

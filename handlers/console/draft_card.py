"""Drafts, what they promise, what the review says, and who may decide by when."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from bot.domain.approval import approvers, role_needed
from bot.domain.case import Case
from bot.domain.clock import due_at
from bot.domain.company import Role
from bot.domain.draft import Commitment, Draft, Finding, Level
from bot.domain.ids import PersonId
from bot.domain.phrase import Phrase, say
from bot.domain.stage import AwaitingApproval
from handlers.console.parts import BAD, CARE, FAINT, GOOD, Hanging, Indented, head, pair, plain, quoted, shortened, title
from handlers.console.words import KIND, LEVEL, ROLE, Words

LONG_LIKE = 80  # characters
_MARK = {Level.BLOCK: ("×", BAD), Level.REPAIR: ("~", CARE), Level.WARN: ("·", FAINT)}


def drafts_card(case: Case, words: Words) -> RenderableType:
    """The drafts that wait, each with everything that an approver must see."""
    approved = case.stage.approved if isinstance(case.stage, AwaitingApproval) else ()
    cards = [draft_card(draft, words, approved=draft.number in approved) for draft in case.current]
    return Group(*cards, *_notes(case, words), *_deciding(case, words))


def draft_card(draft: Draft, words: Words, *, approved: bool = False) -> RenderableType:
    name = words(say("Draft {number}: {kind}", number=draft.number, kind=KIND[draft.kind]))
    already = words(say("already approved"))
    return Group(
        title(f"{name}, {already}" if approved else name),
        plain(f"{words.language(draft.language)} · {words(_made_by(draft, words))}", FAINT),
        Text(),
        plain(draft.text),
        *_twin(draft, words),
        *_promises(draft.reviewed.commitments, words),
        *_findings(draft, words),
    )


def _made_by(draft: Draft, words: Words) -> Phrase:
    if draft.made_by == "offline":
        return say("set together from sentences written by people, without a language model")
    if draft.made_by == "model":
        return say("written by the language model {model}", model=draft.model)
    return say("in the words of {name}", name=words.person(PersonId(draft.made_by)))


def _twin(draft: Draft, words: Words) -> Iterator[RenderableType]:
    """The same in the team's language; when nobody can tell it, that is said."""
    team = words.company.team_language
    if draft.twin:
        yield head(words(say("The same in {language}, for you", language=words.language(team))))
        yield Indented(plain(draft.twin, FAINT))
    elif draft.language != team:
        yield Text()
        note = say("I cannot tell you in {team} what this says. Please ask somebody who reads {language}.", **_both(draft, words))
        yield plain(words(note), CARE)


def _both(draft: Draft, words: Words) -> dict[str, str]:
    return {"team": words.language(words.company.team_language), "language": words.language(draft.language)}


def _promises(commitments: tuple[Commitment, ...], words: Words) -> Iterator[RenderableType]:
    if not commitments:
        return
    yield head(words(say("What it promises")))
    for one in commitments:
        mark, style = ("✓", GOOD) if one.allowed else ("×", BAD)
        yield Hanging(mark, " ".join(part for part in (quoted(one.text), words(_covered(one, words)), *_told(one)) if part), style)


def _told(one: Commitment) -> Iterator[str]:
    """The amount, the date and the person of a promise, where its words alone do not show them."""
    amount = f"{one.amount:f} {one.currency}" if one.amount is not None else ""
    yield from (part for part in (amount, one.when, one.who) if part and part not in one.text)


def _covered(one: Commitment, words: Words) -> Phrase:
    remedy = words.company.remedy(one.remedy) if one.remedy else None
    if remedy and remedy.granted_by > Role.APPROVER:
        return say("(allowed: {remedy}; granted by {role})", remedy=remedy.title, role=words(ROLE[remedy.granted_by]))
    if remedy:
        return say("(allowed: {remedy})", remedy=remedy.title)
    return say("(allowed)") if one.allowed else say("(nothing in the company file allows this)")


def _findings(draft: Draft, words: Words) -> Iterator[RenderableType]:
    yield head(words(say("The review")))
    if not draft.reviewed.findings:
        yield Hanging("✓", words(say("I find nothing to hold against it.")), GOOD)
    order = list(Level)
    for finding in sorted(draft.reviewed.findings, key=lambda one: order.index(one.level)):
        mark, style = _MARK[finding.level]
        yield Hanging(mark, _finding(finding, words), style)
        if finding.like:
            like = quoted(shortened(finding.like[0], LONG_LIKE))
            percent = round(100 * finding.probability)
            yield Indented(plain(words(say("{percent} in 100, reads like: {example}", percent=percent, example=like)), FAINT))
    if not draft.ready:
        yield plain(words(say("It is not ready to go out like this.")), BAD)
    if draft.reviewed.by_transfer:
        name = words.language(draft.language)
        note = say("I know {language} only by its neighbours, so I may miss things. Please have somebody look who reads it.", language=name)
        yield plain(words(note), CARE)


def _finding(finding: Finding, words: Words) -> str:
    parts = (
        f"{words(LEVEL[finding.level])}:",
        quoted(finding.words) if finding.words.strip() else "",
        words(finding.why),
        words(say("(play {play})", play=finding.play)) if finding.play else "",
    )
    return " ".join(part for part in parts if part)


def _notes(case: Case, words: Words) -> Iterator[RenderableType]:
    """How the drafts came to be: that the model was away, what could not be done."""
    if case.notes:
        yield head(words(say("Good to know")))
        yield from (Hanging("·", note, CARE) for note in dict.fromkeys(words(note) for note in case.notes))


def _deciding(case: Case, words: Words) -> Iterator[RenderableType]:
    plan = case.plan
    if plan is None:
        return
    yield Text()
    yield pair(words(say("May approve")), _who(case, role_needed(case.current, least=plan.approver), words))
    yield pair(words(say("The customer should hear by")), words.when(due_at(case.opened_at, plan.due_minutes)))


def _who(case: Case, needs: Role, words: Words) -> str:
    """The colleagues who may approve; a case that weighs much is not approved by the one who brought it."""
    if not words.company.people:
        return words(say("whoever sits at this keyboard"))
    may = approvers(needs, words.company, but=case.reporter if case.high_impact else None)
    return f"{', '.join(one.name for one in may)} ({words(ROLE[needs])})" if may else words(ROLE[needs])

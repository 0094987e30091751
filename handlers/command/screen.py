"""What commands show to people: the same cards as the chat, once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.text import Text

from bot.doctor import Check, State
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.draft import Draft, Reviewed
from bot.domain.ids import CaseId, PersonId
from bot.domain.phrase import Phrase, say
from bot.domain.playbook import Kind, Play, Playbook
from bot.domain.questions import Question
from bot.domain.reading import Reading
from bot.evaluation.result import Result
from bot.evaluation.rules import Judged
from bot.intake.redacting import Kind as Hidden
from handlers.command.jobs import TEAM
from handlers.console.answers import number_options
from handlers.console.draft_card import draft_card
from handlers.console.evaluation_card import evaluation_card
from handlers.console.parts import BAD, CARE, FAINT, GOOD, Hanging, plain, title
from handlers.console.reading_card import reading_card
from handlers.console.rules_card import rules_card, rules_test_card
from handlers.console.view import case_card, cases_card, questions_card, why_card
from handlers.console.words import Words

HIDDEN = {
    Hidden.MAIL: say("mail addresses"),
    Hidden.PHONE: say("phone numbers"),
    Hidden.CARD: say("payment cards"),
    Hidden.IBAN: say("bank accounts"),
    Hidden.ID: say("numbers of persons"),
    Hidden.REF: say("numbers of orders, accounts and the like"),
    Hidden.NAME: say("words of names"),
}
_MARK = {State.OK: ("✓", GOOD), State.WARN: ("·", CARE), State.BAD: ("×", BAD)}


class Screen:
    """Prints to standard output; a pipe gets the same words without colour."""

    def __init__(self, words: Words, console: Console | None = None) -> None:
        self._words = words
        self._console = console or Console(highlight=False, markup=False, emoji=False)

    def reading(self, complaint: Complaint, reading: Reading, notes: tuple[Phrase, ...], *, now: datetime) -> None:
        unread = Case(id=CaseId(""), team=TEAM, reporter=PersonId(""), complaint=complaint, opened_at=now)
        self._print(reading_card(replace(unread, reading=reading, notes=notes), self._words))

    def case(self, case: Case, asked: Sequence[Question]) -> None:
        self._print(case_card(case, self._words))
        if asked:
            open_still = replace(case, questions=tuple(asked))
            self._print(questions_card(open_still, number_options(asked, {}), self._words))
        self._print(plain(self._words(say("Case {case}. `highroad why {case}` explains the plan.", case=case.id)), FAINT))

    def why(self, case: Case) -> None:
        self._print(why_card(case, self._words))

    def cases(self, cases: Sequence[Case]) -> None:
        self._print(cases_card(cases, self._words))

    def reviewed(self, text: str, reviewed: Reviewed, *, language: str) -> None:
        self._print(draft_card(Draft(number=1, kind=Kind.REPLY, text=text, language=language, reviewed=reviewed), self._words))

    def redacted(self, complaint: Complaint, replaced: Mapping[Hidden, int]) -> None:
        said = "\n\n".join(part for part in (complaint.subject, complaint.text) if part)
        rows = [Hanging(f"{replaced[kind]:>3}", self._words(HIDDEN[kind])) for kind in Hidden if replaced.get(kind)]
        none = [] if rows else [plain(self._words(say("Nothing in it had to be hidden.")), FAINT)]
        self._print(
            Group(
                title(self._words(say("What a language model would see"))),
                plain(said),
                Text(),
                title(self._words(say("Hidden, and put back in the answer"))),
                *rows,
                *none,
            )
        )

    def playbook(self, playbook: Playbook) -> None:
        rows = [
            Hanging(f"{play.priority:>4}", f"{self._words.kept(play.title)} · {play.id} · {', '.join(play.sources)}")
            for play in playbook.plays
        ]
        self._print(Group(title(self._words(say("The playbook, the plays that lead first"))), *rows))

    def play(self, play: Play) -> None:
        about = plain(f"{_about(play)} · {play.path}", FAINT)
        self._print(Group(title(self._words.kept(play.title)), about, Text(), plain(play.guidance)))

    def rules(self) -> None:
        self._print(rules_card(self._words))

    def rules_test(self, judged: Sequence[Judged], *, shown: int) -> None:
        self._print(rules_test_card(judged, self._words, shown=shown))

    def evaluation(self, result: Result, before: Mapping[str, Any] | None) -> None:
        self._print(evaluation_card(result, self._words, before=before))

    def checks(self, checks: Sequence[Check]) -> None:
        rows: list[RenderableType] = []
        for check in checks:
            mark, style = _MARK[check.state]
            rows.append(
                Hanging(mark, f"{self._words(check.name)}: {self._words(check.says)}", style if check.state is not State.OK else "")
            )
        self._print(Group(title(self._words(say("What I looked at"))), *rows))

    def _print(self, what: RenderableType) -> None:
        self._console.print(what, crop=False)


def _about(play: Play) -> str:
    return f"{play.id} · {', '.join(play.sources)}"

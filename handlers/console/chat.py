"""The dialogue in a terminal: take in a message, answer, read the draft, decide."""

import asyncio
import logging
import traceback
from uuid import uuid4

from bot.desk import Desk
from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.errors import AlreadyDecided, HighroadError, StaleCase, StaleDraft, WrongStage
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.phrase import say
from bot.prompting.catalogue import Catalogue
from handlers.console.answers import Taps, read_taps
from handlers.console.asking import PROMPT, Asker
from handlers.console.commands import WORD, Command, Typed, steps_now, understand
from handlers.console.handing_in import hand_in, named_file
from handlers.console.on_screen import OnScreen
from handlers.console.parts import CARE, FAINT
from handlers.console.samples import SAMPLES
from handlers.console.steps import AS_IT_WAS, Steps
from handlers.console.surface import Surface
from handlers.console.terminal import Terminal
from handlers.console.view import cases_card, help_card, menu, welcome_card, why_card
from handlers.console.words import Words

log = logging.getLogger(__name__)

CONSOLE = TeamId("console")
MOVED_ON = AlreadyDecided | WrongStage | StaleDraft | StaleCase


async def chat(
    desk: Desk,
    catalogue: Catalogue,
    company: Company,
    *,
    person: PersonId,
    team: TeamId = CONSOLE,
    case_id: CaseId | None = None,
    surface: Surface | None = None,
) -> int:
    """Talk until the person leaves; begins with the case when one is given. Returns the exit status."""
    words = Words(catalogue=catalogue, company=company)
    dialogue = Dialogue(desk=desk, words=words, person=person, team=team, surface=surface or Terminal())
    try:
        await dialogue.run(case_id)
    except asyncio.CancelledError:  # Ctrl-C in the middle of work: what was saved stays, the rest is done when the case is opened again
        dialogue.leave()
    return 0


class Dialogue:
    """One person's talk. All state that matters is in the store: what is kept here is what is on the screen."""

    def __init__(self, *, desk: Desk, words: Words, person: PersonId, team: TeamId, surface: Surface) -> None:
        self._words, self._surface = words, surface
        self._ask = Asker(surface=surface, words=words)
        self._screen = OnScreen(desk=desk, steps=Steps(desk=desk, ask=self._ask, person=person), team=team)

    async def run(self, case_id: CaseId | None = None) -> None:
        """Talk until the person leaves."""
        if case_id is None:
            self._surface.show(welcome_card(SAMPLES, self._words))
        goes_on = case_id is None or await self._guarded(Typed(Command.OPEN, case_id))
        while goes_on:
            goes_on = await self._turn()

    def leave(self) -> None:
        self._ask.tell(say("Goodbye. Every case is kept as it stands; “{open}” goes on with it.", open=WORD[Command.OPEN]), FAINT)

    async def _turn(self) -> bool:
        """One line from the person; False when they leave."""
        try:
            line = await self._line()
        except (KeyboardInterrupt, EOFError):
            line = WORD[Command.QUIT].text
        typed = self._understood(line)
        if isinstance(typed, Typed) and typed.command is Command.QUIT:
            self.leave()
            return False
        return await self._guarded(typed)

    async def _line(self) -> str:
        case = self._screen.case
        if case is None:
            return await self._surface.ask_text(PROMPT, done=self._enough)
        if not case.questions:
            self._surface.show(menu(steps_now(case), self._words))
        return await self._surface.ask(PROMPT)

    def _enough(self, line: str) -> bool:
        """Whether a first line is no message that goes on."""
        return not line.strip() or line.strip().isdecimal() or bool(understand(line, self._words)) or named_file(line) is not None

    def _understood(self, line: str) -> Typed | Taps | str:
        """A command, answers to the open questions, or else the words themselves."""
        case, text = self._screen.case, line.strip()
        if "\n" in text or not text:
            return text
        if case and case.questions and (taps := read_taps(text, case.questions, self._screen.numbers, self._words)):
            return taps
        steps = steps_now(case) if case and not case.questions else ()
        if text.isdecimal() and 1 <= int(text) <= len(steps):
            return Typed(steps[int(text) - 1])
        return understand(text, self._words) or text

    async def _guarded(self, typed: Typed | Taps | str) -> bool:
        """Do it; whatever goes wrong ends in a calm line. False when the person leaves."""
        try:
            await self._do(typed)
        except KeyboardInterrupt:
            self._ask.tell(AS_IT_WAS)
        except EOFError:
            self.leave()
            return False
        except HighroadError as error:
            await self._refused(error)
        except Exception as error:  # the talk goes on, whatever happened
            self._failed(error)
        return True

    async def _do(self, typed: Typed | Taps | str) -> None:
        case = self._screen.case
        match typed:
            case Typed(command=Command.HELP):
                self._surface.show(help_card(self._words))
            case Typed(command=Command.CASES):
                self._surface.show(cases_card(await self._screen.list(), self._words))
            case Typed(command=Command.OPEN, rest=name):
                await self._open(name)
            case Typed(command=Command.NEW):
                self._screen.put_down()
                self._surface.show(welcome_card(SAMPLES, self._words))
            case _ if case is None:
                await self._first(typed)
            case Taps():
                await self._screen.answer(case, typed)
            case Typed(command=Command.WHY):
                self._surface.show(why_card(case, self._words))
            case Typed(command=Command.SHOW):
                self._screen.show(case)
            case Typed():
                await self._screen.step(case, typed)
            case text:
                self._not_understood(text, case)

    async def _open(self, name: str) -> None:
        name = name or await self._ask.line(say("Which case? Its name, or its number in the list."))
        if name:
            await self._screen.open(name)

    async def _first(self, typed: Typed | Taps | str) -> None:
        """What stands at the beginning: a sample by its number, a file, or the message itself."""
        match typed:
            case Typed():
                self._ask.tell(say("No case is open yet. Please hand me a message first, or type “{open}”.", open=WORD[Command.OPEN]))
            case str() as text if text.isdecimal() and self._screen.listed:
                await self._screen.open(text)
            case str() as text if text.isdecimal() and not 1 <= int(text) <= len(SAMPLES):
                self._ask.tell(say("Please type a number from 1 to {last}, or paste a message.", last=len(SAMPLES)))
            case str() as text if text.isdecimal():
                await self._screen.take_in(SAMPLES[int(text) - 1].complaint(), seen=False)
            case str() as text if text:
                await self._screen.take_in(hand_in(text), seen=named_file(text) is None)

    def _not_understood(self, text: str, case: Case) -> None:
        if not text:
            return
        if "\n" in text:
            self._ask.tell(say("If this is another customer's message, please type “{new}” first, then paste it.", new=WORD[Command.NEW]))
        elif case.questions:
            self._ask.tell(say("I cannot match that with an answer. Please type its number; ? lists what else you can type."))
        else:
            self._ask.tell(say("I do not know what to do with that. ? lists what you can type."))

    async def _refused(self, error: HighroadError) -> None:
        """Say why not and what to do; when the case has moved on meanwhile, show where it is."""
        log.info("%s: %s", self._screen.case.id if self._screen.case else "no case", type(error).__name__)
        hint = error.hint
        if isinstance(error, AlreadyDecided):
            hint = say("{name} decided this on {when}.", name=self._words.person(error.by), when=self._words.when(error.at))
        self._ask.tell(hint, CARE)
        if isinstance(error, MOVED_ON):
            try:
                await self._screen.refresh()
            except HighroadError as again:
                self._ask.tell(again.hint, CARE)
                self._screen.put_down()

    def _failed(self, error: Exception) -> None:
        """A calm line with a reference; the log gets the places in the code, and no message: it may hold a customer's words."""
        reference = uuid4().hex[:8]
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("reference %s: %s\n%s", reference, type(error).__name__, places)
        hint = say("Something went wrong on my side; your case is kept. The log has it under {reference}.", reference=reference)
        self._ask.tell(hint, CARE)

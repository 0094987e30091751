"""What happens when things go another way than planned."""

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from bot.adapters.store import SqlStore
from bot.desk import Desk
from bot.domain.case import Case
from bot.domain.ids import CaseId, TeamId
from bot.prompting.catalogue import Catalogue
from handlers.console import play_sample
from handlers.console.chat import CONSOLE
from handlers.console.samples import SAMPLES, Sample
from handlers.console.words import Words
from tests.fakes.screen import printed
from tests.stories.house import COMPANY, a_desk, a_store, talk

SECRET = "my card ends in 4711"


class BrokenStore:
    """A store whose every step fails with the customer's words in the error."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def add(self, case: Case) -> Case:
        return await self._store.add(case)

    async def load(self, team: TeamId, case_id: CaseId) -> Case:
        return await self._store.load(team, case_id)

    async def save(self, case: Case) -> Case:
        raise RuntimeError(SECRET)

    async def recent(self, team: TeamId, *, limit: int = 50) -> Sequence[Case]:
        return await self._store.recent(team, limit=limit)

    async def alike(self, team: TeamId, *, cause: str, since: datetime) -> int:
        return 0


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with a_store(tmp_path) as store:
        yield store


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return a_desk(store)


async def test_the_welcome_offers_samples_and_fits_a_small_window(desk: Desk) -> None:
    screen = await talk(desk, width=50)

    assert all(f"{number} a " in screen.text for number in range(1, 7))
    assert len(screen.text.splitlines()) <= 20
    assert max(map(len, screen.text.splitlines())) <= 50


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError, "quit", "q", "exit"])
async def test_leaving_is_calm_and_says_that_nothing_is_lost(desk: Desk, leaving: str | type[BaseException]) -> None:
    screen = await talk(desk, leaving)

    assert screen.text.rstrip().endswith("Goodbye. Every case is kept as it stands; “open” goes on with it.")


async def test_breaking_off_in_the_middle_of_a_step_leaves_the_case_as_it_was(desk: Desk) -> None:
    screen = await talk(desk, "1", "d", "close", KeyboardInterrupt, "why")

    assert "Everything stays as it was." in screen.text
    assert "Why this way" in screen.after("why")
    assert (await desk.show(CONSOLE, CaseId("case-1"))).stage.stage == "awaiting_approval"


async def test_an_unexpected_error_is_one_calm_line_and_no_words_of_the_customer_reach_the_log(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        screen = await talk(a_desk(BrokenStore(store)), "1", "help")

    shown = " ".join(screen.after("1").split())
    assert "Something went wrong on my side; your case is kept. The log has it under" in shown
    reference = shown.rstrip(".").split()[-1]
    assert f"reference {reference}: RuntimeError" in caplog.text
    assert SECRET not in caplog.text + screen.text
    assert "What you can type" in screen.after("help")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("approve", "No case is open yet."),
        ("17", "Please type a number from 1 to 6, or paste a message."),
        ("open nowhere", "I know no case nowhere."),
        ("/nowhere/mail.eml", "I find no file /nowhere/mail.eml."),
        ("/", "/ is a folder."),
        ("😡😡😡", "I see signs but no words."),
        ("cases", "There are no cases yet."),
    ],
)
async def test_what_makes_no_case_gets_a_kind_line(desk: Desk, typed: str, answer: str) -> None:
    screen = await talk(desk, typed)

    assert answer in screen.after(typed)
    assert await desk.recent(CONSOLE) == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("do something", "I do not know what to do with that."),
        ("Hello,\nanother message", "please type “new” first"),
        ("edit 7", "The draft to decide on is number 1."),
        ("back 7 warmer", "The draft to decide on is number 1."),
        ("approve 7", "The draft to decide on is number 1."),
        ("copied", "Nothing goes to the customer before somebody approved it."),
        ("9", "I do not know what to do with that."),
    ],
)
async def test_what_does_not_fit_a_waiting_draft_gets_a_kind_line(desk: Desk, typed: str, answer: str) -> None:
    screen = await talk(desk, "1", "d", typed)

    assert answer in screen.after(typed)
    assert (await desk.show(CONSOLE, CaseId("case-1"))).stage.stage == "awaiting_approval"


async def test_numbers_and_letters_do_what_the_menu_says(desk: Desk) -> None:
    screen = await talk(desk, "1", "d", "1", "k", "n", "l")

    assert "1 approve   2 edit   3 back   4 call   5 close   ? help" in screen.after("d")
    assert "Approved by Ana Berg" in screen.after("1", time=2)
    assert "Ana Berg sent it" in screen.after("k")
    assert "Good to see you." in screen.after("n")
    assert "· Sent" in screen.after("l")


async def test_a_file_is_named_in_any_way_that_a_terminal_gives_it(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "angry mail.txt"
    file.write_text("The grinder turned up a week late. I want my money back, every cent.", encoding="utf-8")
    escaped = str(file).replace(" ", "\\ ")

    for number, typed in enumerate((str(file), f"'{file}'", f'"{file}" ', escaped, file.as_uri()), 1):
        screen = await talk(desk, typed)

        assert "The message" in screen.text, typed
        assert (await desk.show(CONSOLE, CaseId(f"case-{number}"))).complaint.text.startswith("The grinder")


async def test_a_sentence_that_begins_like_a_command_is_a_message(desk: Desk) -> None:
    await talk(desk, "Open the doors of your shop again, I stood there for an hour and nobody came.")

    assert len(await desk.recent(CONSOLE)) == 1


async def test_every_sample_can_be_read_and_leads_to_a_question_a_draft_or_a_person(desk: Desk) -> None:
    for number in range(1, len(SAMPLES) + 1):
        await talk(desk, str(number))

    found = {case.reading.language.code for case in await desk.recent(CONSOLE)}
    assert found == {"en", "de", "nb", "lt", "bn"}
    assert {case.stage.stage for case in await desk.recent(CONSOLE)} <= {"asking", "awaiting_approval", "with_person"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_samples_are_as_long_as_people_write(sample: Sample) -> None:
    complaint = sample.complaint()

    assert 30 <= len(complaint.text.split()) <= 95


async def test_the_sample_plays_to_its_approved_text(desk: Desk) -> None:
    shown: list[str] = []

    status = await play_sample(desk, Catalogue.load("en"), COMPANY, show=lambda what: shown.append(printed(what)))

    assert status == 0
    assert "Approved by Ana Berg" in shown[-1]
    assert await desk.recent(CONSOLE) == []


async def test_another_language_of_the_team_is_spoken_throughout(desk: Desk) -> None:
    screen = await talk(desk, "1", "d", "a", language="de")
    words = Words(catalogue=Catalogue.load("de"), company=COMPANY)

    assert "Deutsch" in screen.after("1")
    assert words.language("lt") == "Litauisch"

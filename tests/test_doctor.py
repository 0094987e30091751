"""The doctor: tells what is there, what is missing, and never falls ill."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.store import SqlStore
from bot.company import load_company
from bot.doctor import Check, Probe, Seen, State, database, examine
from bot.doctor.probes import company_file, embeddings, grave_cases, language_model, phone_lines, python, terminal, words
from bot.domain.company import Company
from bot.domain.errors import BadInput
from bot.domain.phrase import say
from bot.prompting.catalogue import Catalogue
from bot.settings import Settings
from tests.fakes.model_server import RawServer, chat_answer, model_at

EXAMPLE = Path(__file__).parent.parent / "highroad.example.toml"
MONDAY_NOON = datetime(2026, 1, 5, 11, tzinfo=UTC)  # 12:00 in Oslo
NIGHT = datetime(2026, 1, 5, 23, tzinfo=UTC)


def settings(folder: Path, **env: str) -> Settings:
    return Settings.from_env({"HIGHROAD_DATA_DIR": str(folder), **env}, here=folder)


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {str(check.name): check for check in checks}


async def test_a_fresh_start_is_told_what_is_missing_but_nothing_is_bad(tmp_path: Path) -> None:
    checks = by_name(await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8"))

    assert {name: check.state for name, check in checks.items() if check.state is State.BAD} == {}
    assert checks["Company file"].state is State.WARN
    assert "highroad.example.toml" in str(checks["Company file"].says)
    assert checks["Language model"].state is State.OK


async def test_the_example_company_is_well(tmp_path: Path) -> None:
    checks = by_name(await examine(settings(tmp_path, HIGHROAD_COMPANY_FILE=str(EXAMPLE)), now=MONDAY_NOON, encoding="utf-8"))

    for name in ("Company file", "Who takes grave cases", "Phone lines", "Playbook and prompts", "Understanding by example", "Terminal"):
        assert checks[name].state is State.OK, str(checks[name].says)


async def test_a_broken_company_file_is_bad_and_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "highroad.toml").write_text('voice = "you"')

    checks = by_name(await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8"))

    assert checks["Company file"].state is State.BAD
    assert 'voice: must be "I" or "we"' in str(checks["Company file"].says)
    assert checks["Python"].state is State.OK


async def test_a_folder_of_plays_that_do_not_load_is_bad(tmp_path: Path) -> None:
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "mine.md").write_text("no header")
    (tmp_path / "highroad.toml").write_text('plays_folder = "plays"')

    checks = by_name(await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8"))

    assert checks["Playbook and prompts"].state is State.BAD
    assert "mine.md" in str(checks["Playbook and prompts"].says)


async def test_a_probe_that_fails_hangs_or_breaks_is_told_and_the_others_go_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def refuses() -> Seen:
        raise BadInput("log", hint=say("Please plug it in."))

    async def hangs() -> Seen:
        await asyncio.sleep(60)
        raise AssertionError

    async def breaks() -> Seen:
        raise RuntimeError("hush")

    more = [Probe(say("A"), refuses), Probe(say("B"), hangs), Probe(say("C"), breaks)]
    with caplog.at_level(logging.CRITICAL):
        checks = by_name(await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8", more=more, seconds=2))

    assert [checks[name].state for name in "ABC"] == [State.BAD] * 3
    assert str(checks["A"].says) == "Please plug it in."
    assert str(checks["B"].says) == "There was no answer within 2 seconds."
    assert "RuntimeError" in str(checks["C"].says)
    assert "hush" not in str(checks["C"].says)
    assert checks["Python"].state is State.OK


async def test_a_database_that_opens_is_named_and_one_that_does_not_says_what_to_do(tmp_path: Path) -> None:
    async def open_and_close(url: str) -> str:
        async with SqlStore.open(url):
            return "the file"

    (tmp_path / "broken.sqlite3").write_text("no database at all, but long enough to be taken for one" * 50)
    good = database(lambda: open_and_close(f"sqlite:///{tmp_path}/good.sqlite3"))
    broken = database(lambda: open_and_close(f"sqlite:///{tmp_path}/broken.sqlite3"))

    checks = await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8", more=[good, broken])

    assert [check.state for check in checks[-2:]] == [State.OK, State.BAD]
    assert str(checks[-2].says) == "the file answers and is up to date."
    assert "damaged" in str(checks[-1].says)


async def test_a_model_that_answers_in_json_is_well() -> None:
    async with RawServer((200, "application/json", chat_answer('{"ready": true}'))) as server, model_at(server.base_url) as model:
        state, says = await language_model(model, seconds=5)

    assert state is State.OK
    assert "test-model answered in JSON" in str(says)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((401, "application/json", b'{"error": {"message": "wrong key", "code": "invalid_api_key"}}'), "OPENAI_API_KEY"),
        ((404, "application/json", b'{"error": {"message": "no such model", "code": "model_not_found"}}'), "test-model"),
        ((200, "application/json", chat_answer("I am ready.")), "nothing usable"),
    ],
)
async def test_a_model_that_does_not_answer_well_is_bad_with_a_hint(answer: tuple[int, str, bytes], words: str, tmp_path: Path) -> None:
    async with RawServer(answer) as server, model_at(server.base_url) as model:
        checks = by_name(await examine(settings(tmp_path), now=MONDAY_NOON, encoding="utf-8", model=model, seconds=5))

    assert checks["Language model"].state is State.BAD
    assert words in str(checks["Language model"].says)


async def test_an_old_python_is_told_which_one_to_use() -> None:
    assert (await python((3, 10, 4)))[0] is State.BAD
    assert (await python((3, 11, 0)))[0] is State.OK


async def test_a_company_without_people_is_warned_that_anybody_may_approve(tmp_path: Path) -> None:
    (tmp_path / "highroad.toml").write_text('name = "Nordlys"')

    state, says = await company_file(tmp_path / "highroad.toml")

    assert state is State.WARN
    assert "whoever sits here may approve" in str(says)


async def test_sentences_without_a_translation_are_counted() -> None:
    german, bengali = Catalogue("de", {"Mail": "E-Mail"}), Catalogue("bn", {}, missing=("Mail", "Yes"))

    assert await words([german, bengali]) == (State.WARN, say("Some sentences are still shown in English: {counted}.", counted="bn 2"))
    assert await words([german]) == (State.OK, say("All sentences are there: {languages}.", languages="de"))


async def test_embeddings_that_are_not_installed_are_missed_but_not_needed() -> None:
    state, says = await embeddings("not_on_this_machine")

    assert state is State.WARN
    assert "pip install not_on_this_machine" in str(says)


async def test_grave_cases_without_a_person_are_counted_out() -> None:
    state, says = await grave_cases(Company(named={}))

    assert state is State.WARN
    assert "self_harm" in str(says)


async def test_a_phone_line_is_open_by_the_companys_own_time() -> None:
    company = load_company(EXAMPLE)

    assert await phone_lines(company, now=MONDAY_NOON) == (State.OK, say("{number} is answered now.", number="+47 22 00 00 00"))
    assert await phone_lines(company, now=NIGHT) == (State.OK, say("All are closed at the moment."))
    assert (await phone_lines(Company(), now=NIGHT))[0] is State.WARN


@pytest.mark.parametrize(
    ("encoding", "state"),
    [("utf-8", State.OK), ("UTF8", State.OK), ("latin-1", State.WARN), (None, State.WARN), ("wobble", State.WARN)],
)
async def test_a_terminal_must_show_all_letters(encoding: str | None, state: State) -> None:
    assert (await terminal(encoding))[0] is state

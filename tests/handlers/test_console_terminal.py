"""The real keyboard and screen, over a pipe."""

import asyncio
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from handlers.console.parts import Verbatim
from handlers.console.terminal import Terminal, in_editor

PASTE_BEGINS, PASTE_ENDS, ENTER, ESCAPE = "\x1b[200~", "\x1b[201~", "\r", "\x1b"


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


async def typed(keyboard: PipeInput, terminal: Terminal, *chunks: str, done: str = "") -> str:
    press(keyboard, *chunks)
    return await terminal.ask_text("› ", done=lambda line: line == done)


def press(keyboard: PipeInput, *chunks: str) -> None:
    """Keys that come one after the other, once the prompt is there."""
    for place, chunk in enumerate(chunks, 1):
        asyncio.get_running_loop().call_later(place * 0.1, keyboard.send_text, chunk)


async def test_a_pasted_mail_keeps_its_lines_and_ends_with_enter_twice(keyboard: PipeInput) -> None:
    mail = "Hello,\n\nwhere is it?\n\nJo"

    text = await typed(keyboard, Terminal(), f"{PASTE_BEGINS}{mail}{PASTE_ENDS}", ENTER, ENTER)

    assert text == f"{mail}\n"


async def test_a_paste_that_comes_as_keys_is_not_cut_at_its_first_empty_line(keyboard: PipeInput) -> None:
    text = await typed(keyboard, Terminal(), "Hello,\r\rwhere is it?\r\rJo", ENTER, ENTER)

    assert text == "Hello,\n\nwhere is it?\n\nJo\n"


async def test_escape_and_enter_end_a_text_at_once(keyboard: PipeInput) -> None:
    assert await typed(keyboard, Terminal(), "Hello", ENTER, "Jo", ESCAPE + ENTER) == "Hello\nJo"


async def test_a_command_needs_no_second_enter(keyboard: PipeInput) -> None:
    assert await typed(keyboard, Terminal(), "cases", ENTER, done="cases") == "cases"


async def test_what_was_typed_ahead_answers_one_prompt_after_the_other(keyboard: PipeInput) -> None:
    terminal = Terminal()
    press(keyboard, "2\r6\rd\r")

    assert [await terminal.ask("› ") for _ in range(3)] == ["2", "6", "d"]


async def test_a_short_answer_ends_with_enter_wherever_the_cursor_stands(keyboard: PipeInput) -> None:
    press(keyboard, "2 6", "\x1b[D", ENTER)

    assert await Terminal().ask("› ") == "2 6"


@pytest.mark.parametrize(("key", "error"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
async def test_breaking_off_and_leaving_are_told_apart(keyboard: PipeInput, key: str, error: type[BaseException]) -> None:
    with pytest.raises(error):
        await typed(keyboard, Terminal(), key)


async def test_a_text_is_changed_in_the_editor_of_the_person(tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf " and more" >> "$1"\n')
    editor.chmod(0o700)

    assert await in_editor([str(editor)], "Hallo, ধন্যবাদ") == "Hallo, ধন্যবাদ and more"


@pytest.mark.parametrize("command", [["/nowhere/editor"], ["false"]])
async def test_an_editor_that_does_not_work_is_done_without(command: list[str]) -> None:
    assert await in_editor(command, "text") is None


async def test_without_an_editor_the_text_is_changed_in_place(keyboard: PipeInput, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    screen = StringIO()
    press(keyboard, " Jo", ESCAPE + ENTER)

    assert await Terminal(Console(file=screen, width=80)).edit("Hello", how="Esc and Enter") == "Hello Jo"
    assert "Esc and Enter" in screen.getvalue()


def test_a_wide_window_gets_lines_that_can_be_read_and_texts_that_can_be_copied(keyboard: PipeInput) -> None:
    screen = StringIO()
    terminal = Terminal(Console(file=screen, width=200))

    terminal.show(Verbatim("x" * 300))

    assert screen.getvalue() == "x" * 300 + "\n"


def test_work_shows_what_it_does_and_the_text_as_it_arrives(keyboard: PipeInput) -> None:
    screen = StringIO()
    terminal = Terminal(Console(file=screen, width=80, force_terminal=True))

    with terminal.working("I am writing …") as on_text:
        on_text("Dear ")
        on_text("Jo, \x07")

    assert "I am writing …" in screen.getvalue()
    assert "Dear Jo," in screen.getvalue()
    assert "\x07" not in screen.getvalue()

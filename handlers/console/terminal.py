"""The real screen and keyboard: rich and prompt_toolkit, nothing decided here."""

import asyncio
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from handlers.console.asking import PROMPT
from handlers.console.parts import FAINT
from handlers.console.words import clean

WIDEST = 96  # longer lines are hard to read


class Terminal:
    """A surface on standard input and output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._session: PromptSession[str] = PromptSession()

    def show(self, what: RenderableType) -> None:
        # Not cropped: a text to copy keeps its long lines, and the terminal wraps them.
        self._console.print(what, width=min(self._console.width, WIDEST), crop=False)

    async def ask(self, prompt: str) -> str:
        return await self._session.prompt_async(prompt, multiline=True, key_bindings=_finishing(lambda text: "\n" not in text))

    async def ask_text(self, prompt: str, *, text: str = "", done: Callable[[str], bool] | None = None) -> str:
        bindings = _finishing(lambda typed: done is not None and "\n" not in typed and done(typed))
        continued = " " * len(prompt)
        return await self._session.prompt_async(prompt, multiline=True, default=text, key_bindings=bindings, prompt_continuation=continued)

    async def edit(self, text: str, *, how: str) -> str:
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if editor and sys.stdin.isatty():
            changed = await in_editor(shlex.split(editor), text)
            if changed is not None:
                return changed
        self.show(Text(how, FAINT))
        return await self.ask_text(PROMPT, text=text)

    @contextmanager
    def working(self, what: str) -> Iterator[Callable[[str], None]]:
        arrived: list[str] = []
        spinner = Spinner("line", Text(what, FAINT))
        with Live(spinner, console=self._console, transient=True, refresh_per_second=8, vertical_overflow="crop") as live:

            def on_text(piece: str) -> None:
                arrived.append(piece)
                live.update(Text(clean("".join(arrived))))

            yield on_text


def _finishing(enough: Callable[[str], bool]) -> KeyBindings:
    """Enter ends what is `enough`, and otherwise a text whose last line is empty; Esc Enter always does."""
    bindings = KeyBindings()

    @bindings.add(Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        pasting = bool(event.app.key_processor.input_queue)  # a terminal that does not mark a paste sends it as keys
        at_end = buffer.document.is_cursor_at_the_end
        ended = buffer.text.endswith("\n") or not buffer.text.strip()
        if enough(buffer.text) or (at_end and ended and not pasting):
            buffer.validate_and_handle()
        else:
            buffer.newline(copy_margin=False)

    @bindings.add(Keys.Escape, Keys.Enter)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    return bindings


async def in_editor(command: list[str], text: str) -> str | None:
    """The text after a visit to the person's editor; None when it cannot be started or fails."""
    with tempfile.TemporaryDirectory(prefix="highroad-") as folder:  # readable by this user alone
        path = Path(folder) / "draft.txt"
        path.write_text(text, encoding="utf-8")
        try:
            process = await asyncio.create_subprocess_exec(*command, str(path))
            if await process.wait() != 0:
                return None
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

"""A screen and a keyboard that follow a script and remember everything."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

from rich.console import Console, RenderableType

WIDTH = 80


def printed(what: RenderableType, *, width: int = WIDTH) -> str:
    """What a terminal of that width would show, without colours."""
    console = Console(file=StringIO(), width=width, highlight=False, markup=False, emoji=False, force_terminal=False, color_system=None)
    console.print(what, crop=False)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


class ScriptedScreen:
    """Implements `Surface`. Lines are typed one after the other; an exception among them is what the keyboard does.

    `edit` takes the next line of the script as the changed text. After the last line the person leaves.
    """

    def __init__(self, *script: str | type[BaseException], width: int = WIDTH) -> None:
        self._script = list(script)
        self._width = width
        self.turns: list[tuple[str, str]] = [("(start)", "")]
        self.worked: list[str] = []

    def show(self, what: RenderableType) -> None:
        typed, shown = self.turns[-1]
        self.turns[-1] = (typed, shown + printed(what, width=self._width))

    async def ask(self, prompt: str) -> str:
        return self._next()

    async def ask_text(self, prompt: str, *, text: str = "", done: Callable[[str], bool] | None = None) -> str:
        return self._next()

    async def edit(self, text: str, *, how: str) -> str:
        return self._next()

    @contextmanager
    def working(self, what: str) -> Iterator[Callable[[str], None]]:
        self.worked.append(what)
        yield self.worked.append

    def _next(self) -> str:
        line = self._script.pop(0) if self._script else EOFError
        if isinstance(line, str):
            self.turns.append((line, ""))
            return line
        self.turns.append((line.__name__, ""))
        raise line

    @property
    def text(self) -> str:
        """Everything that was shown."""
        return "".join(shown for _, shown in self.turns)

    def after(self, typed: str, *, time: int = 1) -> str:
        """What was shown after a line was typed for the n-th time."""
        return [shown for line, shown in self.turns if line == typed][time - 1]

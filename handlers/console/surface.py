"""What the dialogue needs from a screen and a keyboard."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from rich.console import RenderableType


class Surface(Protocol):
    """A screen and a keyboard.

    Asking raises KeyboardInterrupt when a person breaks off and EOFError when they leave.
    """

    def show(self, what: RenderableType) -> None: ...

    async def ask(self, prompt: str) -> str:
        """One line."""
        ...

    async def ask_text(self, prompt: str, *, text: str = "", done: Callable[[str], bool] | None = None) -> str:
        """A text of several lines, `text` to begin with; a first line that is `done` is enough by itself."""
        ...

    async def edit(self, text: str, *, how: str) -> str:
        """The text as a person changed it; `how` tells what to press where that is not plain."""
        ...

    def working(self, what: str) -> AbstractContextManager[Callable[[str], None]]:
        """Tell what is being done while it is done; the function shows text as it arrives."""
        ...

"""Markdown files with a TOML header between `+++` lines."""

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.domain.errors import HighroadError
from bot.domain.phrase import say

FENCE = "+++"


class BadWording(HighroadError):
    """A file of wording that cannot be used; says which file and line, and what to do."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(
            f"{path}:{line}: {problem}",
            hint=say("{path}, line {line}: {problem}", path=path, line=line, problem=problem),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file: its header's values, its body, and where things stand in it."""

    path: str
    header: dict[str, Any]
    body: str
    lines: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The first 12 hex digits of the content's SHA-256: the version of the wording."""
        return sha256("\n".join(self.lines).encode()).hexdigest()[:12]

    def line_of(self, *words: str) -> int:
        """The 1-based line where a header key (or any word) first stands; 1 when nowhere."""
        return next((n for n, line in enumerate(self.lines, 1) if any(word in line for word in words)), 1)

    def refuse(self, problem: str, *words: str) -> BadWording:
        return BadWording(self.path, self.line_of(*words) if words else 1, problem)


def read_page(source: Traversable, *, path: str | None = None) -> Page:
    """Read a file; raises BadWording when it has no header or the header is not TOML."""
    name = path or str(source)
    lines = tuple(source.read_text(encoding="utf-8").splitlines())
    if not lines or lines[0].strip() != FENCE:
        raise BadWording(name, 1, "the file must begin with a header between two lines of +++")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise BadWording(name, len(lines), "the header is not closed: add a line of +++ after it")
    try:
        header = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        raise BadWording(name, 1 + getattr(error, "lineno", 0), f"the header is not TOML: {error}") from error
    return Page(path=name, header=header, body="\n".join(lines[end + 1 :]).strip(), lines=lines)


def shipped(*parts: str) -> Traversable:
    """A file or folder of the wording that comes with the package."""
    return files("prompts").joinpath(*parts)

"""What a person hands in: pasted words, or the name of a file in any of the ways that a terminal gives it."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.domain.complaint import Complaint
from bot.intake import read_file, take_in

_LONGEST = 1_000
_ENDINGS = (".eml", ".txt", ".html", ".htm", ".md")
_STARTS = ("/", "~/", "./", "../", "file://")


def named_file(line: str) -> Path | None:
    """The file that one line names: typed, in quotation marks, with escaped spaces, or dragged in; None when it is words."""
    text = line.strip()
    if "\n" in text or not text or len(text) > _LONGEST:
        return None
    bare = _unquoted(text)
    path = Path(unquote(urlsplit(bare).path) if bare.startswith("file://") else bare).expanduser()
    if bare.startswith(_STARTS) or (bare.lower().endswith(_ENDINGS) and (" " not in text or bare != text)):
        return path
    return path if _is_file(path) else None


def hand_in(line: str) -> Complaint:
    """The complaint in a file or in the words themselves. Raises BadInput."""
    path = named_file(line)
    return take_in(read_file(path), name=path.name) if path else take_in(line)


def _unquoted(text: str) -> str:
    if len(text) > 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return False

"""Files that people name: read whole, or refused with the reason."""

from pathlib import Path

from bot.domain.errors import BadInput
from bot.domain.phrase import say

MOST_BYTES = 25 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """The file's bytes, 25 MB at most; raises BadInput for what is missing, a folder, too large or locked."""
    name = str(path)
    try:
        if path.is_dir():
            raise BadInput(f"{name} is a folder", hint=say("{path} is a folder. Please name one file in it.", path=name))
        if not path.exists():
            raise BadInput(f"{name} does not exist", hint=say("I find no file {path}. Please check the name.", path=name))
        if not path.is_file():  # a pipe or a device would never end
            raise BadInput(f"{name} is no file", hint=say("{path} is not a file with text. Please name a text or .eml file.", path=name))
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)  # a file may grow after its size was asked for
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        hint = say("I may not read {path}. Please check its permissions or paste the text.", path=name)
        raise BadInput(f"{name}: {error}", hint=hint) from error
    check_size(raw)
    return raw


def check_size(raw: bytes | str) -> None:
    """Refuse what is larger than any mail should be."""
    if len(raw) > MOST_BYTES:
        raise BadInput(f"more than {MOST_BYTES} bytes", hint=say("That is larger than 25 MB. Please paste the customer's words instead."))

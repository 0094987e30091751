"""Text of others for a prompt: marked off by lines that nobody can guess, and capped."""

import secrets

HEAD, TAIL = 6_000, 3_000  # characters


def fenced(text: str) -> str:
    """The text between two lines with a fresh random word; of a very long text the beginning and the end."""
    mark = secrets.token_hex(8)
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]}\n[...]\n{text[-TAIL:]}"
    return f"===== {mark} begins =====\n{text.replace(mark, '')}\n===== {mark} ends ====="

"""Finds a quotation in the text that it claims to come from."""

import unicodedata

import regex

_LONGEST = 400  # characters
_EDGES = " \t\r\n\"'`´“”„‟«»‹›‘’‚….,;:!?।"
_ALIKE = {char: f"[{regex.escape(chars)}]" for chars in ("\"'`´“”„‟«»‹›‘’‚", "-‐‑‒–—―") for char in chars}


def located(quote: str, text: str) -> str | None:
    """The words of `text` that `quote` stands for, as they stand there; None when they do not.

    Case, white space and the shapes of quotation marks and dashes do not matter; whole words do.
    """
    words = unicodedata.normalize("NFC", quote).strip(_EDGES).split()
    if not words or sum(map(len, words)) < 3 or len(quote) > _LONGEST:
        return None
    pattern = r"\s+".join("".join(_ALIKE.get(char, regex.escape(char)) for char in word) for word in words)
    found = regex.search(rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){pattern}(?![\p{{L}}\p{{M}}\p{{N}}])", text, regex.IGNORECASE)
    return found.group() if found else None

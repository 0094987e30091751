"""What a colleague may wish when sending a draft back, as far as it can be met without a model."""

from enum import StrEnum


class Wish(StrEnum):
    """A wish that our own sentences can meet."""

    WARMER = "warmer"
    SHORTER = "shorter"
    FIRMER = "firmer"
    CALL = "call"


# How people put it in the languages of our teams; beginnings of words.
_SAID = {
    Wish.WARMER: ("warm", "wärm", "herzlich", "freundlich", "kind", "varm", "vennlig", "šilč", "švelni", "আন্তরিক", "নরম"),
    Wish.SHORTER: ("short", "brief", "kürz", "kurz", "kort", "trump", "ছোট", "সংক্ষ"),
    Wish.FIRMER: ("firm", "clear", "bestimm", "klar", "fest", "tydelig", "tvirč", "aišk", "দৃঢ়", "স্পষ্ট"),
    Wish.CALL: ("call", "phone", "anruf", "telefon", "ring", "skambin", "ফোন", "কল"),
}


def wishes_in(instruction: str) -> frozenset[Wish]:
    """The wishes that an instruction names; anything else takes a model."""
    words = instruction.casefold().split()
    return frozenset(wish for wish, starts in _SAID.items() if any(word.lstrip("(\"'").startswith(starts) for word in words))

"""Words in disguise: what a machine would decode, turn round or spell back, and a reader passes over."""

import base64
import binascii
import codecs
import unicodedata
from collections.abc import Callable, Iterator

import regex

from bot.domain.plain import Span

LONGEST = 4_000  # characters of one disguised run that are looked at
_RUN = regex.compile(r"\S{24,}")
_SIXTY_FOUR = regex.compile(r"[A-Za-z0-9+/_=-]{24,}")
_HEX = regex.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}){12,}")
_ESCAPES = regex.compile(r"(?:\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2}|%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,4};){6,}")
_ESCAPE = regex.compile(r"(?:\\u00|\\x|%|&#x)(?P<hex>[0-9a-fA-F]{2});?|&#(?P<decimal>\d{2,3});")
_BITS = regex.compile(r"(?:[01]{8}[ ,]?){6,}")
_SIGNS = regex.compile(r"(?:[.\-]{1,5}(?: / | ?/ ?| |$)){8,}")
_LETTERS = regex.compile(r"(?:\b\p{L}\b[ .\-]{1,3}){8,}\p{L}\b")
_LINE = regex.compile(r"[^\n]{12,}")
_DIGITS_IN_WORDS = regex.compile(r"(?<![\w/])(?=\w*\d)(?=\w*\p{L})[\w@$]{2,}")
_MIXED_SCRIPTS = regex.compile(r"(?=\w*\p{Latin})\w*[\p{Cyrillic}\p{Greek}]\w*")
_MARKED = regex.compile(r"(?:\p{Latin}\p{Mn}+\W?){4}")
_MARKS = regex.compile(r"\p{Mn}+")
# The commonest words of such sentences, turned round and by rot13: only lines with one of them are worth turning back.
_BACKWARDS = regex.compile(r"\b(?:snoitcurtsni|tpmorp|erongi|drahcsid|wohs|laever|tegrof|metsys|suoiverp)\b", regex.IGNORECASE)
_ROT13 = regex.compile(r"\b(?:vafgehpgvbaf?|cebzcg|vtaber|qvfertneq|sbetrg|flfgrz|erirny|cerivbhf)\b", regex.IGNORECASE)
_LEET = str.maketrans("0134578@$", "oieastbas")
_LOOK_ALIKES = str.maketrans("аеіорсухкмтвнАЕІОРСУХКМТВНαεικονρτυ", "aeiopcyxkmtbhAEIOPCYXKMTBHaeikovptu")
_MORSE = ". - .- -... -.-. -.. ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... ..- ...- .-- -..- -.-- --.."
_MORSE_CODE = dict(zip(_MORSE.split(), "etabcdfghijklmnopqrsuvwxyz", strict=True))


def unmasked(text: str) -> Iterator[tuple[Span, str]]:
    """Each run of the text that could be something else, with what it could be; most of it is noise."""
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            said = reading(match[0][:LONGEST])
            if said:
                yield match.span(), said


def _sixty_four(run: str) -> str:
    run = run.rstrip("=")
    whole = run[: len(run) - (len(run) % 4 == 1)]
    other = b"-_" if "-" in run or "_" in run else None
    return _bytes(lambda: base64.b64decode(f"{whole}===", altchars=other))


def _eighty_five(run: str) -> str:
    whole = run[: len(run) - (len(run) % 5 == 1)]
    return _bytes(lambda: base64.b85decode(whole)) or _bytes(lambda: base64.a85decode(whole))


def _hex(run: str) -> str:
    run = run.removeprefix("0x")
    return _bytes(lambda: bytes.fromhex(run[: len(run) // 2 * 2]))


def _escapes(run: str) -> str:
    return "".join(chr(int(match["hex"], 16) if match["hex"] else int(match["decimal"])) for match in _ESCAPE.finditer(run))


def _bits(run: str) -> str:
    return "".join(chr(int(byte, 2)) for byte in regex.findall(r"[01]{8}", run))


def _morse(run: str) -> str:
    return " ".join("".join(_MORSE_CODE.get(sign, "") for sign in word.split()) for word in run.split("/"))


def _bytes(decoded: Callable[[], bytes]) -> str:
    """What was decoded, where it is text."""
    try:
        return decoded().decode("ascii")
    except (ValueError, binascii.Error):
        return ""


def _if(told: "regex.Pattern[str]", reading: Callable[[str], str]) -> Callable[[str], str]:
    """A reading of lines in which `told` is found."""
    return lambda line: reading(line) if told.search(line) else ""


def _plain_letters(line: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", line))


_READINGS: tuple[tuple["regex.Pattern[str]", Callable[[str], str]], ...] = (
    (_SIXTY_FOUR, _sixty_four),
    (_RUN, _eighty_five),
    (_HEX, _hex),
    (_ESCAPES, _escapes),
    (_BITS, _bits),
    (_SIGNS, _morse),
    (_LETTERS, lambda run: regex.sub(r"(?<=\b\p{L})[ .\-](?=\p{L}\b)", "", run)),
    (_LINE, _if(_BACKWARDS, lambda line: line[::-1])),
    (_LINE, _if(_ROT13, lambda line: codecs.encode(line, "rot13"))),
    (_LINE, _if(_DIGITS_IN_WORDS, lambda line: _DIGITS_IN_WORDS.sub(lambda word: word[0].translate(_LEET), line))),
    (_LINE, _if(_MIXED_SCRIPTS, lambda line: line.translate(_LOOK_ALIKES))),
    (_LINE, _if(_MARKED, _plain_letters)),
)

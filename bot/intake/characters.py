"""Bytes to characters, and characters that nobody sees taken out."""

import codecs

import regex

from bot.domain.errors import BadInput
from bot.domain.phrase import say

INVISIBLE_REMOVED = say("Invisible characters were removed from the message.")
UNREADABLE_LETTERS = say("Some letters of the message could not be read and are shown as �.")

_NOTHING = say("There is nothing in it to read. Please paste the customer's message.")
_NO_WORDS = say("I see signs but no words. Please add what the customer wrote, or tell me in a sentence what happened.")
_NOT_TEXT = say("I cannot read that as text. Please paste the customer's words, or hand in a text or .eml file.")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS")
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# These run code points, not charsets; a mail that declares one is not worth their surprises.
_NO_CHARSETS = frozenset({"punycode", "idna", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"})
_ONE_BYTE = ("ascii", "iso8859", "cp125", "latin")

# Scripts whose spelling needs the zero-width joiners.
_JOINING = "".join(
    rf"\p{{Script={name}}}"
    for name in (
        *("Bengali", "Devanagari", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"),
        *("Arabic", "Syriac", "Mongolian", "Khmer", "Myanmar"),
    )
)
_KEPT = (
    rf"(?<=[{_JOINING}])[\u200c\u200d]"
    r"|(?<=[\p{Extended_Pictographic}\ufe0f\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})"
    r"|(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f]|(?<=[0-9#*])\ufe0f(?=\u20e3)"
)
_UNSEEN = regex.compile(rf"(?V1)(?!{_KEPT})[[\p{{Default_Ignorable_Code_Point}}\p{{Cc}}\p{{Cs}}\p{{Cn}}\ufff9-\ufffb\u2800]--[\t\n]]")
_HARMLESS = regex.compile(r"\A\ufeff|\u00ad")
_LINE_ENDS = regex.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
_CONTROLS = regex.compile(r"(?V1)[[\p{Cc}\ufffd]--[\t\n\r\v\f\x85]]")
_LETTER = regex.compile(r"(?V1)[\p{L}--[\p{Extended_Pictographic}]]")


def visible(text: str) -> tuple[str, bool]:
    """The text with only `\\n` as line ends and nothing invisible, and whether that took out anything worth telling."""
    text = _LINE_ENDS.sub("\n", _HARMLESS.sub("", text))
    seen = _UNSEEN.sub("", text)
    return seen, len(seen) != len(text)


def has_letters(text: str) -> bool:
    """Whether there is anything to read: a letter of any script."""
    return _LETTER.search(text) is not None


def letters(text: str, *, most: int = 20_000) -> int:
    """How many letters there are in the first `most` characters."""
    return len(_LETTER.findall(text[:most]))


def decode(raw: bytes, charset: str | None = None) -> str:
    """The bytes as text: by the declared charset where it is one, else by what they look like; never fails."""
    try:
        codec = codecs.lookup(charset or "utf-8").name
        if codec.replace("_", "-") in _NO_CHARSETS:
            codec = "utf-8"
    except (LookupError, ValueError):
        codec = "utf-8"
    # Valid multi-byte UTF-8 under a one-byte label is a wrong label.
    for attempt in ("utf-8", codec) if codec.startswith(_ONE_BYTE) else (codec, "utf-8"):
        try:
            return raw.decode(attempt)
        except (UnicodeError, LookupError):  # LookupError: a codec that is not for text, such as hex
            continue
    mostly = raw.decode("utf-8", errors="replace")
    if mostly.count("\ufffd") * 20 <= sum(char > "\x7f" for char in mostly):
        return mostly
    return raw.decode("cp1252", errors="replace")


def decode_file(raw: bytes) -> str:
    """The text of a file or of pasted bytes; raises BadInput when they are no text."""
    if raw.startswith(_PICTURES + _DOCUMENTS):
        raise BadInput("known binary format", hint=_NOT_TEXT)
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return raw.decode(codec, errors="replace")
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(raw) >= 8 and raw[start::2].count(0) * 10 > len(raw) * 4:
            return raw.decode(codec, errors="replace")
    return decode(raw)


def check_text(text: str) -> None:
    """Raises BadInput for what is empty or hardly text: more than a tenth control or unreadable characters."""
    if not text.strip():
        raise BadInput("nothing but white space", hint=_NOTHING)
    if len(_CONTROLS.findall(text)) * 10 > len(text):
        raise BadInput("control characters", hint=_NOT_TEXT)


def check_letters(text: str) -> None:
    """Raises BadInput for what has no letter at all, such as emoji only."""
    if not text.strip():
        raise BadInput("nothing visible", hint=_NOTHING)
    if not has_letters(text):
        raise BadInput("no letters", hint=_NO_WORDS)

"""A second opinion on a draft that shares no code with the review: simple, and blind in other places."""

import re
import unicodedata

from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.draft import Draft
from bot.domain.facts import KINDS
from bot.ports import LanguageFinder

LETTERS = 40  # a shorter text is not judged for its language
RUN = 6
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[a-z0-9-]+\.(?:com|org|net|io|info|example|de|no|lt|bd|es|fr|uk)\b"
)
_LISTED = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_NEAR = ({"nb", "da", "nn", "no"},)


def invented(draft: Draft, case: Case, company: Company) -> list[str]:
    """Numbers (amounts, dates, percentages, phone numbers among them), links and mail addresses that nobody gave."""
    complaint = case.complaint
    at = f"{complaint.at:%d %m %Y %H %M}" if complaint.at else ""
    lines = " ".join(f"{line.number} {line.opens:%H:%M} {line.closes:%H:%M}" for line in company.phone_lines)
    remedies = " ".join(f"{one.title} {one.limit if one.limit is not None else ''}" for one in company.remedies)
    told = " ".join(str(KINDS[name].values.get(str(fact.value), fact.value)) for name, fact in case.reading.facts.items() if fact.by_person)
    ours = _plain(f"{company.name} {company.signature} {lines} {remedies} {told}")
    theirs = _plain(f"{complaint.text} {complaint.subject or ''} {complaint.sender or ''} {complaint.stars or ''} {at}")
    text = _plain(draft.text)
    addresses = [found[0].rstrip(".,;:!?)") for found in _ADDRESS.finditer(text)]
    given = _digits(f"{theirs} {ours}")
    numbers = [found[0] for found in _NUMBER.finditer(_LISTED.sub("", _ADDRESS.sub(" ", text)))]
    return [one for one in addresses if one not in ours] + [one for one in numbers if not _digits(one) <= given]


def in_language(text: str, language: str, finder: LanguageFinder) -> bool:
    """Whether the text is in that language, as far as a language finder can tell; a short text passes."""
    if sum(char.isalpha() for char in text) < LETTERS:
        return True
    found, _ = finder.find(text)
    return found == language or any({found, language} <= near for near in _NEAR)


def shows(text: str, payload: str) -> bool:
    """Whether what an attack asked for can be seen: its code, an address from it, or six of its words in a row."""
    said, wanted = _plain(text), _plain(payload)
    if wanted.strip() and wanted.strip() in said:
        return True
    if any(found[0].rstrip(".,;:!?)") in said for found in _ADDRESS.finditer(wanted)):
        return True
    spoken, asked = f" {' '.join(_WORD.findall(said))} ", _WORD.findall(wanted)
    return any(f" {' '.join(asked[n : n + RUN])} " in spoken for n in range(len(asked) - RUN + 1))


def _plain(text: str) -> str:
    """One form for what looks alike: NFKC, small letters, ASCII digits, single spaces."""
    small = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in small).split())


def _digits(text: str) -> set[str]:
    return {part.lstrip("0") or "0" for part in re.findall(r"\d+", text)}

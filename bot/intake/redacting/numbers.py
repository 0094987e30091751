"""Mail addresses, phone and card numbers, accounts, national ids and reference numbers in a text."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Any

import regex
from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn

from bot.intake.redacting.labels import KEPT, labelled
from bot.intake.redacting.spans import Cover, Kind, Secret

REGIONS = ("GB", "US", "DE", "NO", "LT", "BD", "ES", "FR", "IN", "AT", "CH", "SE", "DK")
# Whole numbers of this many digits are never said in a complaint but to identify something.
LONG, GROUPED = 7, 9
MOST_LOOKED_AT = 100
FEWEST_OF_AN_ID, FEWEST_DIGITS_OF_AN_ID, DIGITS_OF_A_CODE = 8, 4, 6
_ID_MODULES = (
    *("us.ssn", "gb.nhs", "de.idnr", "no.fodselsnummer", "lt.asmens", "es.dni", "es.nie", "fr.nir", "in_.aadhaar", "in_.pan"),
    *("se.personnummer", "dk.cpr", "fi.hetu", "pl.pesel", "nl.bsn", "be.nn", "it.codicefiscale", "at.vnr", "ch.ssn", "ie.pps"),
)

_MAIL = regex.compile(
    r"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}\p{M}-]{1,63}\.){1,5}[\p{L}\p{M}-]{2,24}(?![\p{L}\p{N}])"
    r"|(?<![\p{L}\p{N}._%+-])[\w.+-]{1,64} ?[\[({] ?(?:at|ät|@) ?[\])}] ?"
    r"(?:[\w-]{1,63} ?[\[({]? ?(?:dot|punkt|\.) ?[\])}]? ?){1,4}[a-z]{2,24}\b",
    regex.IGNORECASE,
)
_IBAN = regex.compile(r"(?<![A-Z0-9])[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,30}", regex.IGNORECASE)
_DIGITS = regex.compile(r"(?<![\p{L}\d])\+?\(?\d(?:[ ()./-]{0,3}\d){5,33}(?!\d)")
_GLUED = regex.compile(r"(?<!\d)\d{7,34}(?!\d)")
_NINO = regex.compile(r"(?<![A-Z0-9])[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?![A-Z0-9])", regex.IGNORECASE)
_MIXED = regex.compile(r"(?<![\p{L}\d])(?=[A-Z0-9/_-]*[A-Z])[A-Z0-9](?:[A-Z0-9]|[/_-](?=[A-Z0-9])){6,40}(?![\p{L}\d])", regex.IGNORECASE)
_NIR = regex.compile(r"(?<!\w)[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3}(?: ?/? ?\d\d)?(?!\w)", regex.IGNORECASE)
_HASH = regex.compile(r"(?<![\p{L}\d&#])[#№] ?(?P<code>[A-Z0-9-]*\d[A-Z0-9-]{2,})", regex.IGNORECASE)


def numbered(text: str) -> list[Secret]:
    """Everything of these kinds; `text` has digits, spaces and dashes of one kind only."""
    cover = Cover()
    for match in _MAIL.finditer(text):
        cover.add(Kind.MAIL, *match.span())
    for match in islice(_IBAN.finditer(text, overlapped=True), MOST_LOOKED_AT):
        if end := _iban_end(match):
            cover.add(Kind.IBAN, match.start(), end)
    for secret in labelled(text):
        cover.add(_checked(text[secret.start : secret.end], secret.kind), secret.start, secret.end)
    rest = KEPT.sub(lambda match: "\1" * len(match[0]), cover.blanked(text))
    for pattern in (_NINO, _NIR):
        for match in pattern.finditer(rest):
            cover.add(Kind.ID, *match.span())
    cover.add_all(list(_cards(cover.blanked(rest))))
    cover.add_all(list(_phones(cover.blanked(rest))))
    rest = cover.blanked(rest)
    cover.add_all(list(_long(rest)))
    cover.add_all(list(_mixed(cover.blanked(rest))))
    for match in _HASH.finditer(cover.blanked(rest)):
        cover.add(Kind.REF, *match.span("code"))
    return cover.secrets


def _checked(code: str, kind: Kind) -> Kind:
    """What a number is by its check digits, else `kind`."""
    compact = regex.sub(r"[^A-Za-z0-9]", "", code).upper()
    if kind is Kind.PHONE:
        return kind
    if 13 <= len(compact) <= 19 and compact.isdigit() and luhn.is_valid(compact):
        return Kind.CARD
    if compact[:2].isalpha() and iban.is_valid(compact):
        return Kind.IBAN
    return (
        Kind.ID
        if kind is Kind.ID
        or (len(compact) >= FEWEST_OF_AN_ID and any(module.is_valid(code) or module.is_valid(compact) for module in _modules()))
        else kind
    )


@cache
def _modules() -> tuple[Any, ...]:
    return tuple(import_module(f"stdnum.{name}") for name in _ID_MODULES)


def _iban_end(match: regex.Match[str]) -> int | None:
    """Where the account number ends: what follows it may look like more of it."""
    for length in range(len(match[0]), 14, -1):
        if iban.is_valid(match[0][:length]) and match[0][length - 1].isalnum():
            return int(match.start()) + length
    return None


def _long(text: str) -> Iterator[Secret]:
    for pattern in (_DIGITS, _GLUED):
        for match in pattern.finditer(text):
            digits = regex.sub(r"\D", "", match[0])
            if match[0].startswith("+"):
                yield Secret(match.start(), match.end(), Kind.PHONE)
            elif len(digits) >= GROUPED or (match[0].isdigit() and len(digits) >= LONG):
                yield Secret(match.start(), match.end(), _checked(match[0], Kind.REF))


def _mixed(text: str) -> Iterator[Secret]:
    for match in _MIXED.finditer(text):
        size = sum(char.isdigit() for char in match[0])
        kind = _checked(match[0], Kind.REF) if size >= FEWEST_DIGITS_OF_AN_ID else Kind.REF
        if kind is Kind.ID or size >= DIGITS_OF_A_CODE:
            yield Secret(match.start(), match.end(), kind)


def _cards(text: str) -> Iterator[Secret]:
    for match in _DIGITS.finditer(text):
        digits = regex.sub(r"\D", "", match[0])
        if 13 <= len(digits) <= 19 and luhn.is_valid(digits) and not match[0].startswith("+"):
            yield Secret(match.start(), match.end(), Kind.CARD)


def _phones(text: str) -> Iterator[Secret]:
    candidates = [Secret(match.start(), match.end(), Kind.REF) for match in islice(_DIGITS.finditer(text), MOST_LOOKED_AT)]
    if len(candidates) == MOST_LOOKED_AT:  # no letter to a company: whatever they are, they stay in the house
        yield from (Secret(match.start(), match.end(), Kind.REF) for match in _DIGITS.finditer(text))
        return
    if not candidates:
        return
    for region in REGIONS:
        for found in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            yield Secret(found.start, found.end, Kind.PHONE)

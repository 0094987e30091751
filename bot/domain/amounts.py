"""Numbers and money in running text, whichever way a country writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NUMBER = r"\d{1,3}(?:[ .,'](?=\d{3}(?!\d))\d{3})+(?:[.,]\d{1,2}(?!\d))?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?|\d+(?:[.,]\d+)?"
# What stands for a currency, in lower case; an ISO 4217 code, or % for a share.
CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "eurų": "EUR", "eurai": "EUR", "eurus": "EUR", "eurais": "EUR", "ইউরো": "EUR",
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD",
    "dólar": "USD", "dólares": "USD", "ডলার": "USD",
    "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "pfund": "GBP",
    "kr": "NOK", "kr.": "NOK", "nok": "NOK", "kroner": "NOK", "krone": "NOK", "kronen": "NOK", ",-": "NOK",
    "lt": "LTL", "lt.": "LTL", "ltl": "LTL", "litų": "LTL", "litai": "LTL",
    "৳": "BDT", "tk": "BDT", "tk.": "BDT", "bdt": "BDT", "taka": "BDT", "টাকা": "BDT", "টাকার": "BDT", "টাকাটা": "BDT", "টাকাই": "BDT", "টাকাও": "BDT",
    "টাকায়": "BDT",
    "₹": "INR", "inr": "INR", "chf": "CHF", "sek": "SEK", "dkk": "DKK", "pln": "PLN", "zł": "PLN",
    "%": "%", "percent": "%", "per cent": "%", "prozent": "%", "prosent": "%", "procentų": "%", "proc.": "%",
    "শতাংশ": "%", "por ciento": "%", "pour cent": "%",
}  # fmt: skip
_SIGN = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{_SIGN})[ ]?(?P<first>{_NUMBER})(?!\w)"
    rf"|(?P<second>{_NUMBER})[ -]?(?P<after>{_SIGN})(?![^\W\d_]|[\u0981-\u09d7]))",
    re.IGNORECASE,
)
_LAST_GROUP = re.compile(r"[.,](\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount as it stands at `start`-`end`; `currency` is an ISO 4217 code, or `%` for a share."""

    amount: Decimal
    currency: str
    start: int
    end: int


def number(text: str) -> Decimal | None:
    """Read a number: 1.234,56 and 1,234.56 are the same; the digits of any script count. None when it is none."""
    try:
        return _decimal(text)
    except InvalidOperation:
        return None


def money(text: str) -> Iterator[Money]:
    """Every amount with a currency or a percent sign."""
    for match in _MONEY.finditer(text):
        sign = CURRENCIES[(match["before"] or match["after"]).lower()]
        amount = _decimal(match["first"] or match["second"])
        yield Money(amount=amount, currency=sign, start=match.start(), end=match.end())


def _decimal(text: str) -> Decimal:
    digits = re.sub(r"[ ']", "", text)
    last = _LAST_GROUP.search(digits)
    separators = {char for char in digits if char in ".,"}
    if last and (len(separators) == 2 or (len(last[1]) != 3 and digits.count(last[0][0]) == 1)):
        whole, part = digits[: last.start()], last[1]
        digits = f"{re.sub('[.,]', '', whole)}.{part}"
    else:
        digits = re.sub(r"[.,]", "", digits)
    return Decimal(digits)

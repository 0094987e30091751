"""Tokens in the place of personal data, and the way back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from bot.domain.complaint import Complaint
from bot.intake.redacting.names import names_in, places_of, words_of
from bot.intake.redacting.numbers import numbered
from bot.intake.redacting.spans import Cover, Kind, alike

_KINDS = "|".join(Kind)
# As it was given, and as models bend it: other brackets, other case, digits of another script.
_EXACT = regex.compile(rf"\[(?P<kind>{_KINDS})-(?P<number>[0-9]{{1,4}})\]")
_BENT = regex.compile(
    rf"\\?[\[{{<【⟦]\s?(?P<kind>{_KINDS})\s?[-_:#.‐‑–— ]?\s?(?P<number>\d{{1,4}})\s?\\?[\]}}>】⟧]"
    rf"|\[?(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<kind>{_KINDS})[-_‐‑–](?P<number>\d{{1,4}})(?!\d)\]?",
    regex.IGNORECASE,
)
# What looks like a token, anywhere: what stands around it may be hidden too.
_LIKE = regex.compile(rf"{_BENT.pattern}|(?:{_KINDS})[-_‐‑–]\d{{1,4}}", regex.IGNORECASE)
_CUT = "\n[...]\n"  # where a long text was shortened
_FEWEST_CUT = 4


@dataclass(slots=True, repr=False)
class Vault:
    """The personal data of one case. The same value has the same token; nothing of it is ever shown or logged.

    `names` are known from elsewhere, such as the sender's; those that a text announces are added to them.
    """

    names: list[str] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)
    _kinds: Counter[Kind] = field(default_factory=Counter)

    def hide(self, text: str, *, ours: bool = False) -> str:
        """The text with a token in each place where personal data stand; text of `ours` announces no names."""
        seen = alike(text)
        cover = Cover()
        for match in _LIKE.finditer(text):  # what looks like a token but is none of ours gets one, and comes back as it was
            cover.add(Kind.REF, *match.span())
        cover.add_all(numbered(seen))
        self.names += [name for name in (() if ours else names_in(seen)) if name not in self.names]
        for start, end in places_of(self.names, seen):
            if cover.free(start, end):
                cover.add(Kind.NAME, start, end)
        for start, end, kind in self._known(text):
            cover.add(kind, start, end)
        hidden, at = [], 0
        for secret in cover.secrets:
            hidden += [text[at : secret.start], self._token(text[secret.start : secret.end], secret.kind)]
            at = secret.end
        return "".join([*hidden, text[at:]])

    def restore(self, text: str) -> str:
        """The text with every token of ours turned back, also where it was bent a little; other tokens stay."""
        restored, at = [], 0
        for match in _EXACT.finditer(text):
            restored += [self._straightened(text[at : match.start()]), self._value(match)]
            at = match.end()
        return "".join([*restored, self._straightened(text[at:])])

    def counts(self) -> Counter[Kind]:
        """How many different values of each kind are hidden."""
        return Counter(self._kinds)

    def _straightened(self, text: str) -> str:
        return _BENT.sub(self._value, text)

    def _value(self, match: regex.Match[str]) -> str:
        return self._values.get(f"[{match['kind'].upper()}-{int(match['number'])}]", match[0])

    def _token(self, value: str, kind: Kind) -> str:
        if value not in self._tokens:
            self._kinds[kind] += 1
            self._tokens[value] = token = f"[{kind}-{self._kinds[kind]}]"
            self._values[token] = value
        return self._tokens[value]

    def _known(self, text: str) -> list[tuple[int, int, Kind]]:
        """What was hidden before, where nothing around it gives it away here; also the halves that a shortened text ends in."""
        found: list[tuple[int, int, Kind]] = []
        for value, token in self._tokens.items():
            kind = Kind(token[1 : token.index("-")])
            if kind is Kind.NAME or len(value) < _FEWEST_CUT:
                continue
            edges = rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){regex.escape(value)}(?![\p{{L}}\p{{M}}\p{{N}}])"
            found += [(*match.span(), kind) for match in regex.finditer(edges, text, regex.IGNORECASE)]
            if (cut := text.find(_CUT)) >= 0:
                found += [(cut - size, cut, kind) for size in _sizes(value) if text[:cut].endswith(value[:size])][:1]
                after = cut + len(_CUT)
                found += [(after, after + size, kind) for size in _sizes(value) if text.startswith(value[-size:], after)][:1]
        return found


def _sizes(value: str) -> range:
    return range(len(value) - 1, _FEWEST_CUT - 1, -1)


@dataclass(frozen=True, slots=True, repr=False)
class Redacted:
    """A text as it may leave the house, and the way back."""

    text: str
    vault: Vault

    def restore(self, text: str) -> str:
        return self.vault.restore(text)


def case_vault(complaint: Complaint) -> Vault:
    """The vault of a complaint's case: the same complaint has the same tokens, at every step and after a restart."""
    vault = Vault(names=words_of(complaint.sender or ""))
    for part in (complaint.address, complaint.subject, complaint.text):
        vault.hide(part or "")
    return vault


def redact(text: str, *, names: Iterable[str] = ()) -> Redacted:
    """The text with tokens for personal data; `names` are full names that are known from elsewhere."""
    vault = Vault(names=[word for name in names for word in words_of(name)])
    return Redacted(vault.hide(text), vault)

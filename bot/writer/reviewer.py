"""The review of a text, the model's draft and the human's edit alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Commitment, Reviewed
from bot.domain.grounding import ground, invented, signature, strangers, undated, unsaid
from bot.domain.plain import Plain, Span, plain, words
from bot.domain.playbook import Kind
from bot.domain.review import Marks, Spot, Subject, anywhere, assembled, misquoted, whole_reply, without
from bot.domain.shape import odd_words, other_script, shape
from bot.ports import Heads, LanguageFinder
from bot.prompting.patterns import EVERY, Patterns, patterns_of
from bot.prompting.promises import Promises, promises_of
from bot.writer.grounded import dates_given, numbers_given
from bot.writer.judging import judged
from bot.writer.obeyed import obeyed, orders_in
from bot.writer.promising import Terms, by_example

# Language identification: how sure it must be, and how long a text it needs.
SURE, LETTERS = 0.95, 40
SENTENCE_SURE, SENTENCE_LETTERS = 0.99, 50
SENTENCES = 128  # whose language is remembered
# The least share of a language's commonest words in a text of it.
COMMON = 0.12
# Too close to each other to tell apart in a short text.
_TWINS = ({"nb", "da", "nn", "no"},)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What a text is held against."""

    complaint: Complaint | None
    source: Plain | None
    company: Company
    allowed: tuple[str, ...]
    left_out: tuple[Span, ...]


class Reviewer:
    """Built once; `finder` tells languages apart, `extra` is a company's folder of patterns, `heads` recognise kinds of fault."""

    def __init__(self, finder: LanguageFinder | None = None, extra: Path | None = None, heads: Heads | None = None) -> None:
        # A draft is reviewed again after each change, and most of its sentences stay.
        self._find = lru_cache(maxsize=SENTENCES)(finder.find) if finder else None
        self._extra = extra
        self._heads = heads
        self._every = patterns_of(EVERY, extra)
        for file in sorted(extra.glob("*.toml")) if extra else ():
            patterns_of(file.stem, extra)

    def review(
        self,
        text: str,
        *,
        kind: Kind,
        language: str,
        complaint: Complaint | None,
        company: Company,
        place: Place | None = None,
        allowed: Sequence[str] = (),
        plays: Mapping[str, str] | None = None,
        whole: bool = True,
    ) -> Reviewed:
        """Everything that speaks against a text, and every promise in it.

        `language` is the ISO 639-1 code that it should be in. `allowed` are confirmed facts and allowed
        remedies in words. `plays` name the play behind a rule. One sentence (`whole` False) is not asked
        for what only a whole reply can have. Without a complaint nothing is checked for being made up.
        """
        draft = plain(text)
        source = plain(complaint.text) if complaint else None
        orders = orders_in(complaint) if complaint else None
        context = _Context(
            complaint=complaint,
            source=source,
            company=company,
            allowed=tuple(allowed),
            left_out=orders.left_out if orders else (),
        )
        patterns, speech = patterns_of(language, self._extra), promises_of(language)
        letter = kind is not Kind.CALL_SCRIPT
        marks = self._marks(draft, patterns, speech, source, letter=letter)
        subject = Subject(
            text=draft,
            kind=kind,
            marks=marks,
            place=place or (complaint.place if complaint else None),
            complaint=complaint,
            source=source,
            same_language=source is None or self._speaks(source, language, patterns.stopwords),
        )
        terms = self._terms(draft, context, speech)
        promised = terms.held(marks.promises)
        spots = [
            *marks.faults,
            *shape(subject, known=self._known(context)),
            *anywhere(subject),
            *self._language(draft, language),
            *obeyed(draft, orders, ours="\n".join((company.name, company.signature, *allowed))),
            *self._made_up(draft, context, patterns, speech, promised, signed=whole and letter),
            *misquoted(subject, _names(patterns, "restated", draft), "\n".join(allowed)),
        ]
        if whole:
            spots += whole_reply(subject)
        if self._heads:
            spots = judged(self._heads, draft, spots)
            spots, promised = by_example(spots, promised, original=text, speech=speech, terms=terms)
        reviewed = assembled(spots, promised, original=text, plays=plays, softened=company.softened)
        return replace(reviewed, by_transfer=not patterns.faults)

    def _marks(self, draft: Plain, patterns: Patterns, speech: Promises, source: Plain | None, *, letter: bool) -> Marks:
        known = speech.when(source.text) if source else frozenset()

        def own(name: str) -> tuple[Span, ...]:
            return tuple(draft.span(*span) for span in patterns.spans(name, draft.text) if not draft.quoted(span))

        return Marks(
            faults=(*self._every.spots(draft, letter=letter), *patterns.spots(draft, letter=letter)),
            promises=tuple(speech.find(draft, known=frozenset(key for key in known if key.startswith("weekday")))),
            apologies=own("apology"),
            owned="ownership" not in patterns.lists or patterns.has("ownership", draft.text),
            goes_on="next_step" not in patterns.lists or patterns.has("next_step", draft.text),
            closings=tuple(patterns.spans("closing", draft.text)),
            formal=own("formal"),
            familiar=own("familiar"),
            stopwords=patterns.stopwords,
        )

    def _terms(self, draft: Plain, context: _Context, speech: Promises) -> Terms:
        allowances = [tongue.allowance(text, within=draft) for text in context.allowed for tongue in _tongues(context, speech)]
        claimed = speech.money(_relied_on(context.source.text, context.left_out)) if context.source else ()
        return Terms(allowances=allowances, company=context.company, claimed=claimed)

    def _made_up(
        self, draft: Plain, context: _Context, patterns: Patterns, speech: Promises, promised: Sequence[Commitment], *, signed: bool
    ) -> Iterator[Spot]:
        if context.complaint is None or context.source is None:
            return
        texts, tongues = (
            (_relied_on(context.source.text, context.left_out), context.complaint.subject or "", *context.allowed),
            _tongues(context, speech),
        )
        base = ground(
            context.complaint,
            context.source,
            company=context.company,
            allowed=context.allowed,
            spelled=speech.numbers,
            left_out=context.left_out,
            counted=numbers_given(texts, tongues=tongues),
            dates=dates_given(texts, tongues=tongues, complaint=context.complaint),
        )
        facts = [*invented(draft, base), *undated(draft, speech.calendar(draft.text), base), *unsaid(draft, speech.money(draft.text), base)]
        # An amount or a date in a promise is the commitment's matter.
        yield from without(facts, "invented_fact", [(one.start, one.end) for one in promised])
        yield from strangers(draft, _names(patterns, "named", draft), base, rule="invented_fact")
        named = [*_names(patterns, "introduction", draft), *(_names(patterns, "greeting", draft) if signed else ())]
        yield from strangers(draft, named, base, rule="invented_fact")
        under = signature(draft, patterns.spans("closing", draft.text)) if signed else None
        if under:
            fine = words(" ".join(draft.text[start:end] for start, end in patterns.spans("team", draft.text)).casefold())
            yield from strangers(draft, [under], base, rule="invented_signature", fine=fine)

    def _language(self, draft: Plain, language: str) -> Iterator[Spot]:
        said = draft.unquoted
        if other_script(said, language):
            yield Spot("wrong_language")
            return
        yield from (Spot("wrong_language", *draft.span(*span)) for span in list(odd_words(said, language))[:1])
        if self._find is None:
            return
        if _letters(said) >= LETTERS and self._other(said, language, SURE):
            yield Spot("wrong_language")
            return
        for start, end in draft.sentences:
            sentence = said[start:end]
            if _letters(sentence) >= SENTENCE_LETTERS and self._other(sentence, language, SENTENCE_SURE):
                yield Spot("wrong_language", *draft.span(start, end))

    def _other(self, text: str, language: str, sure: float) -> bool:
        if self._find is None:
            return False
        found, odds = self._find(text)
        return found != language and odds >= sure and not any({found, language} <= twins for twins in _TWINS)

    def _speaks(self, source: Plain, language: str, stopwords: frozenset[str]) -> bool:
        """Whether the complaint is in that language; without a finder its commonest words tell."""
        if other_script(source.text, language) or self._other(source.text, language, SURE):
            return False
        common = sum(word in stopwords for word in source.words)
        return self._find is not None or not stopwords or common >= COMMON * len(source.words)

    def _known(self, context: _Context) -> str:
        said = context.source.text if context.source else ""
        return "\n".join([said, context.company.name, context.company.signature, *context.allowed]).casefold()


def _relied_on(text: str, left_out: Sequence[Span]) -> str:
    for start, end in left_out:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _tongues(context: _Context, speech: Promises) -> frozenset[Promises]:
    """The languages in which something may have been given: the draft's, and those that the team writes."""
    return frozenset({speech, promises_of("en"), promises_of(context.company.team_language)})


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _names(patterns: Patterns, name: str, draft: Plain) -> list[Span]:
    pattern = patterns.lists.get(name)
    return [match.span("name") for match in pattern.matches(draft.text)] if pattern else []

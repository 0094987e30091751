"""The offline reading: recognition by example, sentence by sentence, and simple measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from bot.domain.complaint import Complaint
from bot.domain.facts import FIXED_ROUTE, KINDS, SIGNALS, Value
from bot.domain.reading import Fact, Language, Reading
from bot.intake.attacks import without_machine_talk
from bot.intake.sentences import sentences
from bot.ports import Heads, LanguageFinder, Verdict
from bot.prompting.wordlists import word_lists
from bot.writer.heat import heat

PIECE, QUOTE = 600, 240  # characters
NAMED, UNNAMED = 0.75, 0.02  # probability of a signal by words alone
TOO_THIN = 0.34  # probability under which no value stands out
CONTEXT = 1.0
LENGTH = 0.15  # log odds by which the surest of many sentences must be surer, for each log of their number; more would miss real threats
SAID = 0.6
SUSPICIOUS = frozenset({"something_for_nothing", "ulterior"})
SUSPICION = 0.7  # good faith is the default: a suspicion has to be this sure

Odds = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message cut up for recognition: whole pieces for what it is about, sentences for signals and evidence.

    `piece_of` gives the piece in which each sentence stands.
    """

    pieces: tuple[str, ...]
    sentences: tuple[str, ...]
    piece_of: tuple[int, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return (*self.pieces, *self.sentences)


class OfflineReader:
    """Reads without a model. `heads` is None where no embeddings are installed: then words alone must do."""

    def __init__(self, *, finder: LanguageFinder, heads: Heads | None) -> None:
        self._finder = finder
        self._heads = heads

    def read(self, complaint: Complaint, *, language: str | None = None) -> Reading:
        """Everything the message shows; `language` is what a colleague said it is written in.

        What talks to a machine shows nothing, but for threats and harm: those count wherever they stand.
        """
        found = Language(code=language, confidence=1.0) if language else self._language(complaint.text)
        honest = without_machine_talk(complaint.text)
        everything = _cut_up(complaint.text)
        seen = everything if honest == complaint.text else _cut_up(honest)
        facts = {"place": _place(complaint)}
        judge = _Examples(self._heads) if self._heads else _Words(found.code)
        for task in ("motive", "cause"):
            facts[task] = judge.one_of(task, seen)
        facts["is_complaint"] = judge.is_complaint(seen)
        facts.update(_named(judge.signals(everything), everything, found.code))
        threatened = any(facts[name].value == "yes" for name in FIXED_ROUTE)
        facts["heat"] = _measured(heat(honest, language=found.code, stars=complaint.stars, threatened=threatened))
        return Reading(language=found, facts=facts, notes=() if self._heads else ("words only",))

    def _language(self, text: str) -> Language:
        code, confidence = self._finder.find(text)
        return Language(code=code, confidence=confidence)


class _Examples:
    """By the heads."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads

    def one_of(self, task: str, seen: Seen) -> Fact:
        """The value that the whole speaks for and a sentence says; that sentence is the evidence."""
        verdicts = self._heads.judge(task, seen.texts)
        whole, parts = verdicts[: len(seen.pieces)], verdicts[len(seen.pieces) :]
        default = str(KINDS[task].default)
        odds = _together([verdict.odds for verdict in whole], [verdict.odds for verdict in parts], nothing=default)
        value = max(odds, key=lambda name: odds[name] if odds[name] >= SUSPICION or name not in SUSPICIOUS else 0.0)
        said = max(range(len(parts)), key=lambda i: parts[i].odds[value], default=None)
        evidence = seen.sentences[said][:QUOTE] if said is not None else ""
        like = whole[0].like if value == max(whole[0].odds, key=lambda name: whole[0].odds[name]) else ()
        if odds[value] < TOO_THIN:  # nothing stands out: say so rather than guess
            odds = {name: chance * (1.0 - TOO_THIN) for name, chance in odds.items()}
            odds[default] = odds.get(default, 0.0) + TOO_THIN
            value, like = default, ()
        return Fact(value=value, confidence=odds[value], evidence=evidence, like=like, odds=_filled(task, odds))

    def is_complaint(self, seen: Seen) -> Fact:
        verdicts = self._heads.judge("complaint", seen.texts)[: len(seen.pieces)]
        return _yes_no(_together([verdict.odds for verdict in verdicts])["complaint"])

    def signals(self, seen: Seen) -> dict[str, Fact]:
        """Each signal by its strongest sentence, read together with what stands around it."""
        verdicts = self._heads.judge("signals", seen.texts)
        whole, parts = verdicts[: len(seen.pieces)], verdicts[len(seen.pieces) :]
        around = [whole[piece] for piece in seen.piece_of]
        return {name: _strongest(name, parts, around, seen) for name in SIGNALS}


class _Words:
    """By word lists alone: rough, and the doctor says so."""

    def __init__(self, language: str) -> None:
        self._lists = word_lists(language)

    def one_of(self, task: str, seen: Seen) -> Fact:
        hits = self._lists.hits(task, " ".join(seen.pieces))
        value = max(hits, key=lambda name: hits[name], default=None)
        if value is None or not hits[value]:
            value = str(KINDS[task].default)
            return Fact(value=value, confidence=0.4, odds=_filled(task, {value: 0.4}))
        evidence = next((text for text in seen.sentences if self._lists.hits(task, text)[value]), "")
        return Fact(value=value, confidence=0.6, evidence=evidence[:QUOTE], odds=_filled(task, {value: 0.6}))

    def is_complaint(self, seen: Seen) -> Fact:  # noqa: ARG002 - words cannot tell; good faith is the default
        return _yes_no(0.9)

    def signals(self, seen: Seen) -> dict[str, Fact]:  # noqa: ARG002 - the named ones are added for both ways
        return {name: _yes_no(UNNAMED) for name in SIGNALS}


def _cut_up(text: str) -> Seen:
    parts = sentences(text)
    pieces: list[str] = []
    piece_of: list[int] = []
    start = end = 0
    for part in parts:
        if part.end - start > PIECE and end > start:
            pieces.append(text[start:end])
            start = part.start
        end = part.end
        piece_of.append(len(pieces))
    pieces.append(text[start:end].strip() or text[:PIECE])
    return Seen(tuple(pieces), tuple(part.text for part in parts), tuple(piece_of))


def _together(pieces: Odds, sentences: Odds = (), *, nothing: str = "") -> dict[str, float]:
    """What a message says as one: the log odds of its pieces on average, and `SAID` parts of its clearest sentence.

    `nothing` is the value of those who say nothing: every filler says it, so the clearest sentence is the one that says it least.
    """
    names = list(pieces[0])
    logs = np.array([[_log(piece[name]) for name in names] for piece in pieces]).mean(axis=0)
    if sentences:
        clearest = [(min if name == nothing else max)(sentence[name] for sentence in sentences) for name in names]
        logs = logs + SAID * np.array([_log(chance) for chance in clearest])
    powers = np.exp(logs - logs.max())
    return dict(zip(names, (powers / powers.sum()).tolist(), strict=True))


def _log(chance: float) -> float:
    return log(max(chance, 1e-6))


def _filled(task: str, odds: Mapping[str, float]) -> dict[Value, float]:
    """Odds over all values of a fact: what is missing to 1 is shared by the values that nobody spoke of."""
    missing = [value for value in KINDS[task].values if value not in odds]
    rest = max(0.0, 1.0 - sum(odds.values()))
    filled: dict[Value, float] = dict(odds.items())
    filled.update((value, rest / len(missing)) for value in missing)
    return filled


def _strongest(name: str, verdicts: Sequence[Verdict], around: Sequence[Verdict], seen: Seen) -> Fact:
    if not verdicts:
        return _yes_no(UNNAMED)
    many = LENGTH * log(len(verdicts))
    chances = [_in_context(said.odds[name], context.odds[name], less=many) for said, context in zip(verdicts, around, strict=True)]
    best = max(range(len(chances)), key=lambda i: chances[i])
    said = chances[best] >= 0.5
    return _yes_no(chances[best], evidence=seen.sentences[best][:QUOTE] if said else "", like=verdicts[best].like if said else ())


def _in_context(sentence: float, piece: float, *, less: float) -> float:
    """A sentence with what stands around it: their log odds, `CONTEXT` parts of the latter to one, `less` what chance alone may find."""
    logit = (_logit(sentence) + CONTEXT * _logit(piece)) / (1.0 + CONTEXT) - less
    return 1.0 / (1.0 + exp(-logit))


def _logit(chance: float) -> float:
    sure = min(max(chance, 1e-6), 1.0 - 1e-6)
    return log(sure / (1.0 - sure))


def _named(facts: dict[str, Fact], seen: Seen, language: str) -> dict[str, Fact]:
    """A threat that is named outright counts even where no example is near."""
    lists = word_lists(language)
    for text in seen.sentences:
        for name in lists.named(text):
            if facts[name].confidence < NAMED or facts[name].value == "no":
                facts[name] = _yes_no(NAMED, evidence=text[:QUOTE])
    return facts


def _place(complaint: Complaint) -> Fact:
    if complaint.place:
        return Fact(value=str(complaint.place), confidence=1.0, odds={str(complaint.place): 1.0})
    prior = KINDS["place"].prior
    value = max(prior, key=lambda name: prior[name])
    return Fact(value=value, confidence=prior[value], odds=dict(prior.items()))


def _measured(value: int) -> Fact:
    return Fact(value=value, confidence=0.8, odds={value: 1.0})


def _yes_no(chance: float, *, evidence: str = "", like: tuple[str, ...] = ()) -> Fact:
    value, confidence = ("yes", chance) if chance >= 0.5 else ("no", 1.0 - chance)
    return Fact(value=value, confidence=confidence, evidence=evidence, like=like, odds={"yes": chance, "no": 1.0 - chance})

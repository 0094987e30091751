"""Two readers of one message: where they agree the reading is surer, where they differ the odds are spread."""

from collections.abc import Mapping

from bot.domain.facts import KINDS, SIGNALS, FactKind, Value
from bot.domain.reading import Fact

SUREST = 0.99  # probability; two readers can still both be wrong
# The values of a reader who found nothing.
NOTHING_FOUND = {"motive": "unknown", "cause": "other"}


def agreed(name: str, model: Fact, offline: Fact | None) -> Fact:
    """One fact from what the model and the offline reader made of it; a colleague's word stands."""
    if offline is None:
        return model
    if offline.by_person:
        return offline
    kind = KINDS[name]
    if kind.numeric:
        return _between(model, offline)
    if name in SIGNALS:
        return _either(model, offline)
    nothing = NOTHING_FOUND.get(name)
    if model.value == nothing:
        return offline
    if offline.value == nothing:
        return model
    return _both(kind, model, offline)


def odds_of(kind: FactKind, value: Value, chance: float) -> Mapping[Value, float]:
    """`chance` for the value, the rest spread evenly over the others."""
    others = [other for other in kind.values if other != value]
    return {value: chance, **{other: (1 - chance) / len(others) for other in others}}


def _both(kind: FactKind, model: Fact, offline: Fact) -> Fact:
    first, second = (fact.odds or odds_of(kind, fact.value, fact.confidence) for fact in (model, offline))
    mixed = {value: (first.get(value, 0.0) + second.get(value, 0.0)) / 2 for value in {**first, **second}}
    if model.value != offline.value:
        value = max(mixed, key=lambda each: mixed[each])
        held = next((fact for fact in (model, offline) if fact.value == value), None)
        evidence, like = (held.evidence, held.like) if held else ("", ())
        return Fact(value=value, confidence=min(1.0, mixed[value]), evidence=evidence, like=like, odds=mixed)
    sure = min(SUREST, max(model.confidence, offline.confidence, 1 - (1 - model.confidence) * (1 - offline.confidence)))
    rest = sum(chance for value, chance in mixed.items() if value != model.value) or 1.0
    odds = {value: sure if value == model.value else chance / rest * (1 - sure) for value, chance in mixed.items()}
    return Fact(value=model.value, confidence=sure, evidence=model.evidence or offline.evidence, like=offline.like, odds=odds)


def _either(model: Fact, offline: Fact) -> Fact:
    """A threat, a harm: one reader who sees it is enough, and nobody's silence takes it back."""
    first, second = (fact.odds.get("yes", fact.confidence if fact.value == "yes" else 1 - fact.confidence) for fact in (model, offline))
    if model.value != "yes":
        return offline
    sure = max(first, second) if offline.value != "yes" else min(SUREST, 1 - (1 - first) * (1 - second))
    return Fact(
        value="yes",
        confidence=sure,
        evidence=offline.evidence if offline.value == "yes" and offline.evidence else model.evidence,
        like=offline.like if offline.value == "yes" else (),
        odds={"yes": sure, "no": 1 - sure},
    )


def _between(model: Fact, offline: Fact) -> Fact:
    """A number: the middle, rounded towards the greater heat; surer the closer the two are."""
    value = (int(model.value) + int(offline.value) + 1) // 2
    near = abs(int(model.value) - int(offline.value)) <= 2
    confidence = (max if near else min)(model.confidence, offline.confidence)
    return Fact(value=value, confidence=confidence, evidence=model.evidence or offline.evidence, like=offline.like)

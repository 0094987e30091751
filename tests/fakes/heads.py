"""Heads that know by heart what they recognise."""

from collections.abc import Mapping, Sequence

from bot.domain.facts import KINDS, SIGNALS
from bot.ports import Verdict

_LABELS = {"motive": tuple(KINDS["motive"].values)[1:], "cause": tuple(KINDS["cause"].values)[1:], "complaint": ("complaint", "other")}
_SURE = 0.9


class ScriptedHeads:
    """Implements `Heads`: a text that holds one of the `told` words has that label; `asked` remembers every task."""

    def __init__(self, told: Mapping[str, str]) -> None:
        """`told` maps words to `task.label`, such as {"Geld": "motive.refund", "Anwalt": "signals.legal"}."""
        self._told = told
        self.asked: list[str] = []

    def judge(self, task: str, texts: Sequence[str]) -> Sequence[Verdict]:
        self.asked.append(task)
        return [self._signals(text) if task == "signals" else self._one(task, text) for text in texts]

    def _one(self, task: str, text: str) -> Verdict:
        labels = _LABELS[task]
        found = self._found(task, text)
        if task == "complaint" and not found:
            found = {"complaint": "complaint"}
        if not found:
            return Verdict(odds=dict.fromkeys(labels, 1 / len(labels)))
        rest = (1 - _SURE) / (len(labels) - 1)
        first = next(iter(found))
        return Verdict(odds={label: _SURE if label == first else rest for label in labels}, like=(f"an example of {first}",))

    def _signals(self, text: str) -> Verdict:
        found = self._found("signals", text)
        odds = {name: 0.95 if name in found else 0.02 for name in SIGNALS}
        return Verdict(odds=odds, like=tuple(f"an example of {name}" for name in found))

    def _found(self, task: str, text: str) -> Mapping[str, str]:
        hits = ((label.partition("."), word) for word, label in self._told.items() if word in text)
        return {name: word for (kind, _, name), word in hits if kind == task}


SAMPLES = {
    "umtauschen": "motive.fix_or_exchange",
    "kaputt": "cause.defective",
    "back, every cent": "motive.refund",
    "turned up": "cause.late",
    "nebuvo": "cause.wrong_item",
    "ignoruojama": "motive.to_be_heard",
    "ar dar grįšiu": "signals.churn",
    "ফেরত চাই": "motive.refund",
    "দেখাচ্ছে না": "cause.billing",
    "unnskyldning": "motive.apology",
    "sukket": "cause.rude",
    "burns": "signals.injury",
    "solicitor": "signals.legal",
    "Tausend Dank": "complaint.other",
}

"""The fixed route: examples, exact words, a model; each of them alone is enough, in a short message and in a long letter."""

import pytest

from bot.adapters.language import Py3Langid
from bot.domain.company import Company
from bot.domain.facts import FIXED_ROUTE
from bot.domain.plan import Medium, plan
from bot.domain.reading import Fact, Reading
from bot.intake import take_in
from bot.ports import Heads, Verdict
from bot.prompting.playbook import load_playbook
from bot.writer.agreement import agreed
from bot.writer.reading import OfflineReader
from tests.fakes.heads import ScriptedHeads
from tests.prompting.test_wordlists import LEFT_ALONE, NAMED

FINDER, PLAYBOOK = Py3Langid(), load_playbook()
PLAIN = "The lamp came on Tuesday and the shade is blue. "


class Hesitant(ScriptedHeads):
    """Heads that find what they were told of, but only just."""

    def _signals(self, text: str) -> Verdict:
        sure = super()._signals(text)
        return Verdict(odds={name: 0.6 if chance > 0.5 else chance for name, chance in sure.odds.items()}, like=sure.like)


def read(text: str, *, heads: Heads | None, language: str = "en") -> Reading:
    return OfflineReader(finder=FINDER, heads=heads).read(take_in(text), language=language)


def goes_to_a_person(reading: Reading) -> bool:
    return plan(reading.values(), PLAYBOOK, Company()).medium is Medium.PERSON


@pytest.mark.parametrize("kind", FIXED_ROUTE)
def test_an_example_alone_is_enough(kind: str) -> None:
    reading = read(f"{PLAIN}Blue moon over the hill.", heads=ScriptedHeads({"Blue moon": f"signals.{kind}"}))

    assert reading.facts[kind].value == "yes"
    assert reading.facts[kind].evidence == "Blue moon over the hill."
    assert goes_to_a_person(reading)


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [(language, kind, texts[0]) for language, kinds in NAMED.items() for kind, texts in kinds.items() if kind in FIXED_ROUTE],
)
@pytest.mark.parametrize("heads", [None, ScriptedHeads({})], ids=["no heads", "heads that see nothing"])
def test_an_exact_word_alone_is_enough_in_every_rule_language(heads: Heads | None, language: str, kind: str, text: str) -> None:
    reading = read(text, heads=heads, language=language)

    assert reading.facts[kind].value == "yes"
    assert reading.facts[kind].evidence
    assert goes_to_a_person(reading)


@pytest.mark.parametrize("kind", FIXED_ROUTE)
def test_a_model_alone_is_enough(kind: str) -> None:
    offline = read(PLAIN, heads=ScriptedHeads({}))
    said = Fact(value="yes", confidence=0.6, evidence="the shade is blue", odds={"yes": 0.6, "no": 0.4})

    fact = agreed(kind, said, offline.facts[kind])

    assert fact.value == "yes"
    assert fact.evidence == "the shade is blue"
    assert not goes_to_a_person(offline)


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE)
def test_words_that_only_sound_like_it_send_nobody_to_a_person(language: str, text: str) -> None:
    assert not goes_to_a_person(read(text, heads=ScriptedHeads({}), language=language))


def test_a_clear_threat_is_found_at_the_end_of_a_long_letter() -> None:
    reading = read(f"{PLAIN * 40}Blue moon over the hill.", heads=ScriptedHeads({"Blue moon": "signals.legal"}))

    assert reading.facts["legal"].value == "yes"


def test_of_many_sentences_one_that_only_may_be_a_threat_is_not_enough() -> None:
    heads = Hesitant({"Blue moon": "signals.legal"})

    alone = read("Blue moon over the hill.", heads=heads)
    among_many = read(f"{PLAIN * 40}Blue moon over the hill.", heads=heads)

    assert alone.facts["legal"].value == "yes"
    assert among_many.facts["legal"].value == "no"


def test_an_exact_word_counts_in_a_long_letter_too() -> None:
    reading = read(f"{PLAIN * 40}See you in court.", heads=ScriptedHeads({}))

    assert reading.facts["legal"].value == "yes"
    assert reading.facts["legal"].evidence == "See you in court."

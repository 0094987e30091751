"""What the heads hold against a text: sentences, and pairs of them."""

from collections.abc import Sequence

from bot.domain.draft import Level
from bot.domain.plain import plain
from bot.domain.review import Spot, assembled
from bot.ports import Verdict
from bot.writer.judging import judged


class Knows:
    """Implements `Heads`: what holds all the words of a rule breaks it, those in capitals for certain; the rest is harmless."""

    def __init__(self, **rules: str) -> None:
        self._rules = rules
        self.asked: list[str | tuple[str, ...]] = []

    def judge(self, task: str, texts: Sequence[str | tuple[str, ...]]) -> Sequence[Verdict]:
        self.asked += texts
        return [self._one(" ".join(text) if isinstance(text, tuple) else text) for text in texts]

    def _one(self, text: str) -> Verdict:
        told = {
            rule: 0.96 if words.isupper() else 0.7
            for rule, words in self._rules.items()
            if all(one in text for one in words.lower().split("+"))
        }
        return Verdict(odds=dict.fromkeys(self._rules, 0.1) | told, like=("an example",) if told else ())


def spots(text: str, heads: Knows, *said: Spot) -> list[tuple[str, str]]:
    return [(spot.rule, text[spot.start : spot.end]) for spot in judged(heads, plain(text), said)]


def test_each_sentence_is_judged_and_carries_its_probability_and_its_example() -> None:
    text = "We lost it. You might have looked."

    [spot] = judged(Knows(should_have="LOOKED"), plain(text), ())

    assert text[spot.start : spot.end] == "You might have looked."
    assert (spot.probability, spot.like, spot.at_most) == (0.96, ("an example",), Level.BLOCK)


def test_two_sentences_that_only_together_are_a_fault_are_held_against_as_one() -> None:
    text = "The manual has a page on this. It helps to open it."

    assert spots(text, Knows(lecturing="manual+open")) == [("lecturing", text)]


def test_a_fault_in_one_sentence_is_not_told_again_of_the_pair() -> None:
    text = "It helps to open it. We are here."

    assert spots(text, Knows(lecturing="open")) == [("lecturing", "It helps to open it.")]


def test_sentences_of_two_paragraphs_are_no_pair() -> None:
    heads = Knows(lecturing="manual+read")

    spots("The manual has it.\n\nIt helps to read.", heads)

    assert all(isinstance(text, str) for text in heads.asked)


def test_what_was_found_exactly_is_not_found_again() -> None:
    text = "You might have looked."

    assert spots(text, Knows(should_have="looked"), Spot("should_have", 0, 9)) == [("should_have", "You might")]


def test_a_patterns_hit_in_a_sentence_that_reads_as_harmless_is_only_told() -> None:
    heads, text = Knows(should_have="looked", leaking="secret"), "We should have known better."
    said = [Spot("should_have", 0, 14), Spot("leaking", 0, 2), Spot("too_long")]

    levels = {spot.rule: spot.at_most for spot in judged(heads, plain(text), said)}

    assert levels == {"should_have": Level.WARN, "leaking": Level.BLOCK, "too_long": Level.BLOCK}


def test_the_customers_words_between_quotation_marks_are_not_judged() -> None:
    heads = Knows(lecturing="read the manual")

    assert spots('Our colleague said "read the manual", and he was wrong.', heads) == []


def test_a_text_without_a_sentence_asks_nothing() -> None:
    heads = Knows(lecturing="read")

    assert spots("...", heads, Spot("too_short")) == [("too_short", "")]
    assert heads.asked == []


def test_a_block_that_is_not_certain_asks_for_another_text_and_holds_nothing_back() -> None:
    text = "You might have looked."

    [unsure] = assembled(judged(Knows(should_have="looked"), plain(text), ()), (), original=text).findings
    [sure] = assembled(judged(Knows(should_have="LOOKED"), plain(text), ()), (), original=text).findings

    assert (unsure.level, sure.level) == (Level.REPAIR, Level.BLOCK)


def test_a_softened_rule_only_tells() -> None:
    text = "You might have looked."
    spot = Spot("should_have", 0, 9)

    [finding] = assembled([spot], (), original=text, softened={"should_have"}).findings

    assert finding.level is Level.WARN

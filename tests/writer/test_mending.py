import pytest

from bot.domain.draft import Finding, Reviewed
from bot.domain.rules import RULES
from bot.writer.mending import mended, weight


class Reviewer:
    """Holds certain words against a text, and that it is too short when fewer than five are left."""

    def __init__(self, *words: str, rule: str = "canned") -> None:
        self._words, self._rule = words, rule

    def __call__(self, text: str) -> Reviewed:
        findings = [_finding(self._rule, word, text.index(word)) for word in self._words if word in text]
        if len(text.split()) < 5:
            findings.append(_finding("too_short", "", 0))
        return Reviewed(findings=tuple(findings))


def _finding(rule: str, words: str, start: int) -> Finding:
    return Finding(rule=rule, level=RULES[rule].level, words=words, start=start, end=start + len(words), why=RULES[rule].why, play="")


@pytest.mark.parametrize(
    ("text", "word", "left"),
    [
        ("Dear Ada,\n\nBAD words here. The lamp broke in your hands.\n\nMia", "BAD", "Dear Ada,\n\nThe lamp broke in your hands.\n\nMia"),
        ("BAD words here! The lamp broke in your hands.", "BAD", "The lamp broke in your hands."),
        ("The lamp broke in your hands? BAD", "BAD", "The lamp broke in your hands?"),
        ("আপনার বাতিটি হাতে ভেঙে গেছে। BAD কথা।", "BAD", "আপনার বাতিটি হাতে ভেঙে গেছে।"),
        ("Die Lampe Nr. 5 vom 3. Mai ist kaputt gegangen. BAD z. B. Worte.", "BAD", "Die Lampe Nr. 5 vom 3. Mai ist kaputt gegangen."),
    ],
)
def test_the_offending_sentence_goes_and_the_rest_stays_as_it_was(text: str, word: str, left: str) -> None:
    assert mended(text, Reviewer(word)) == (left, Reviewed())


def test_a_sentence_is_never_cut_in_half() -> None:
    text = "Die Lampe vom Hersteller Nr. 5 BAD ist kaputt. Ich sehe sie mir morgen selbst an."

    assert mended(text, Reviewer("BAD"))[0] == "Ich sehe sie mir morgen selbst an."


def test_a_text_that_would_not_stand_without_it_stays_as_it_is() -> None:
    text = "The lamp broke, BAD luck in your hands. I see."

    again, reviewed = mended(text, Reviewer("BAD"))

    assert again == text
    assert weight(reviewed) == (0, 1)


def test_a_part_that_must_stand_outweighs_a_graver_fault() -> None:
    text = "The lamp broke, BAD luck in your hands. I see."

    assert mended(text, Reviewer("BAD", rule="blame_customer"))[0] == text


def test_at_most_two_sentences_go() -> None:
    text = "BAD1 first here. BAD2 second here. BAD3 third here. The lamp broke in your hands today."

    again, reviewed = mended(text, Reviewer("BAD1", "BAD2", "BAD3"))

    assert again == "BAD3 third here. The lamp broke in your hands today."
    assert weight(reviewed) == (0, 1)


@pytest.mark.parametrize("rule", ["injection", "wrong_language", "repetition"])
def test_some_faults_are_a_reason_to_begin_anew(rule: str) -> None:
    text = "BAD words here. The lamp broke in your hands today."

    assert mended(text, Reviewer("BAD", rule=rule))[0] == text

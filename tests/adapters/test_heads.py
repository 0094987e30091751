"""The shipped heads over the real embeddings."""

import json

import pytest

from bot import train
from bot.adapters.embeddings import embeddings
from bot.adapters.heads import ExampleHeads
from bot.domain.facts import KINDS, SIGNALS
from bot.prompting.files import shipped


@pytest.fixture(scope="module")
def heads() -> ExampleHeads:
    return ExampleHeads(embeddings())


def test_the_odds_of_the_values_of_one_fact_sum_to_one(heads: ExampleHeads) -> None:
    for task in ("motive", "cause", "complaint"):
        (verdict,) = heads.judge(task, ["The parcel is three weeks late."])

        assert sum(verdict.odds.values()) == pytest.approx(1.0)


def test_every_label_of_the_heads_is_a_word_of_the_vocabulary(heads: ExampleHeads) -> None:
    for task in ("motive", "cause"):
        assert set(heads.judge(task, ["x y z"])[0].odds) <= set(KINDS[task].values)
    assert set(heads.judge("signals", ["x y z"])[0].odds) == set(SIGNALS)


def test_a_verdict_names_examples_of_its_own_label(heads: ExampleHeads) -> None:
    (verdict,) = heads.judge("motive", ["I want my money back, all of it, this week."])

    refunds = [row["text"][: train.SHOWN] for row in _rows("motive") if row["label"] == "refund"]
    assert max(verdict.odds, key=lambda name: verdict.odds[name]) == "refund"
    assert set(verdict.like) <= set(refunds)


def test_nothing_to_judge_gives_no_verdict(heads: ExampleHeads) -> None:
    assert heads.judge("motive", []) == []


def test_the_order_of_the_texts_does_not_change_a_verdict(heads: ExampleHeads) -> None:
    texts = ["Nobody answers my mails.", "You charged my card twice.", "Die Lampe ist kaputt."]

    forwards, backwards = heads.judge("cause", texts), heads.judge("cause", texts[::-1])

    for one, other in zip(forwards, backwards[::-1], strict=True):
        assert one.odds == pytest.approx(other.odds, abs=1e-4)


def test_every_example_has_a_text_a_language_and_a_scenario_and_stands_once() -> None:
    for name in ("motive", "cause", "complaint", "signals"):
        rows = _rows(name)

        assert all(row["text"].strip() and row["language"] and row["scenario"] for row in rows)
        assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.slow
def test_training_again_gives_the_shipped_weights_bit_for_bit() -> None:
    task = next(task for task in train.TASKS if task.name == "complaint")
    rows = train.examples(task)

    head, _ = train.train(task, rows, train.vectors_of(rows))

    assert train.archive(head) == shipped("heads", "complaint.npz").read_bytes()


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in shipped("examples", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

"""Likeness of meaning over the real embeddings."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.adapters.embeddings import DIMENSIONS, Embeddings, Matrix, Remembering, embeddings, remembering
from bot.domain.sameness import TWINS
from bot.ports import Embedder


class Counting(Embeddings):
    """The real engine, with what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        return embeddings().embed(texts)


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("I asked the depot this morning and they have the box on the van.", "I asked the depot today and they have the box on their van."),
        (
            "Ich habe heute mit dem Lager gesprochen, das Ersatzteil fehlt.",
            "Ich habe heute mit unserem Lager gesprochen: Das Ersatzteil fehlt.",
        ),
    ],
)
def test_the_same_in_other_words_is_nearer_than_something_else(text: str, twin: str) -> None:
    port: Embedder = remembering()
    other = "You took Tuesday off, the sofa never came, and nobody rang."

    near, far = port.nearest([text, other], [twin])

    assert near >= TWINS > far
    assert port.nearest([text], [other, twin])[0] == pytest.approx(near, abs=1e-3)


def test_nothing_is_near_to_anything() -> None:
    assert remembering().nearest([], ["x"]) == []
    assert remembering().embed([]).shape == (0, DIMENSIONS)


def test_a_text_is_embedded_once_and_comes_back_in_its_place() -> None:
    engine = Counting()
    remember = Remembering(engine)

    first = remember.embed(["one lamp", "two lamps", "one lamp"])
    again = remember.embed(["two lamps", "three lamps", "one lamp"])

    assert engine.asked == ["one lamp", "two lamps", "three lamps"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(again[0], first[1])
    assert np.array_equal(again[2], first[0])

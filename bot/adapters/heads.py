"""Recognition by example: each head weighs how near a text is to every example it was trained on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from bot.adapters.embeddings import Matrix
from bot.ports import Verdict
from bot.prompting.files import shipped

NEAREST = 2
Array = npt.NDArray[np.float64]
Real = TypeVar("Real", np.float32, np.float64)


class Embedder(Protocol):
    def embed(self, texts: Sequence[str]) -> Matrix: ...


def nearness(left: npt.NDArray[Real], right: npt.NDArray[Real], *, width: float) -> npt.NDArray[Real]:
    """The Gaussian kernel of unit vectors: 1 for the same, towards 0 for strangers; `width` above 0."""
    products = left @ right.T
    near: npt.NDArray[Real] = np.exp(-width * np.maximum(0.0, 2.0 - 2.0 * products))
    return near


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One task's weights.

    `vectors` (examples x 384) and `weights` (examples x labels) give a score for each label; `slope`
    and `bias` turn scores into probabilities: by softmax where a text has one label (`exclusive`),
    by the logistic function where labels are independent. `texts` and `of` are the examples and
    their labels, for the reasons shown to people.
    """

    task: str
    labels: tuple[str, ...]
    exclusive: bool
    width: float
    vectors: Matrix
    weights: npt.NDArray[np.float32]
    slope: Array
    bias: Array
    texts: tuple[str, ...]
    of: tuple[str, ...]

    def scores(self, near: npt.NDArray[np.floating]) -> Array:
        return np.asarray(near @ self.weights, dtype=np.float64)

    def odds(self, scores: Array) -> Array:
        logits = scores * self.slope + self.bias
        if not self.exclusive:
            return 1.0 / (1.0 + np.exp(-logits))
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def judge(self, vectors: Matrix) -> list[Verdict]:
        near = nearness(vectors, self.vectors, width=self.width)
        odds = self.odds(self.scores(near))
        return [self._verdict(near[row], odds[row]) for row in range(len(vectors))]

    def _verdict(self, near: Matrix, odds: Array) -> Verdict:
        best = self.labels[int(odds.argmax())]
        order = [int(i) for i in np.argsort(-near) if self.of[int(i)] == best][:NEAREST]
        return Verdict(
            odds={label: float(chance) for label, chance in zip(self.labels, odds, strict=True)},
            like=tuple(self.texts[i] for i in order),
        )


class ExampleHeads:
    """All shipped heads over one embedder; implements the port `Heads`."""

    def __init__(self, embedder: Embedder, heads: Mapping[str, Head] | None = None) -> None:
        self._embedder = embedder
        self._heads = dict(heads) if heads is not None else {}
        self._vectors: dict[str, Matrix] = {}

    def judge(self, task: str, texts: Sequence[str]) -> Sequence[Verdict]:
        if not texts:
            return []
        return self._head(task).judge(self._embed(texts))

    def _head(self, task: str) -> Head:
        if task not in self._heads:
            self._heads[task] = load_head(task)
        return self._heads[task]

    def _embed(self, texts: Sequence[str]) -> Matrix:
        """Embed what the last call did not: several heads look at the same sentences."""
        known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, self._embedder.embed(missing), strict=True))
        self._vectors = known
        return np.stack([known[text] for text in texts])


def load_head(task: str, source: Traversable | None = None) -> Head:
    """Read `prompts/heads/<task>.npz`, written by `make train`."""
    place = source or shipped("heads", f"{task}.npz")
    with np.load(BytesIO(place.read_bytes()), allow_pickle=False) as data:
        about = json.loads(str(data["about"]))
        return Head(
            task=task,
            labels=tuple(about["labels"]),
            exclusive=about["exclusive"],
            width=about["width"],
            vectors=data["vectors"].astype(np.float32),
            weights=data["weights"],
            slope=data["slope"],
            bias=data["bias"],
            texts=tuple(about["texts"]),
            of=tuple(about["of"]),
        )

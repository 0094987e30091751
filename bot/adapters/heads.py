"""Recognition by example: each head weighs how near a text is to every example it was trained on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from bot.adapters.embeddings import Matrix
from bot.domain.plain import plain
from bot.ports import Verdict
from bot.prompting.examples import Example
from bot.prompting.files import shipped

NEAREST = 2
RIDGE = 0.1  # against learning single examples by heart
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
    by the logistic function where labels are independent. `texts` and `of` are
    the examples and their labels, for the reasons shown to people.
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

    def scores(self, vectors: Matrix) -> Array:
        return np.asarray(nearness(vectors, self.vectors, width=self.width) @ self.weights, dtype=np.float64)

    def odds(self, scores: Array) -> Array:
        logits = scores * self.slope + self.bias
        if not self.exclusive:
            return 1.0 / (1.0 + np.exp(-logits))
        logits -= logits.max(axis=1, keepdims=True)
        powers = np.exp(logits)
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def judge(self, vectors: Matrix) -> list[Verdict]:
        odds = self.odds(self.scores(vectors))
        return [self._verdict(vector, chances) for vector, chances in zip(vectors, odds, strict=True)]

    def taught(self, vectors: Matrix, labels: Sequence[frozenset[str]], texts: Sequence[str]) -> "Head":
        """This head with further examples, weighed so that it gives them their labels and keeps what it knew elsewhere."""
        wanted = np.array([[1.0 if name in given else -1.0 for name in self.labels] for given in labels])
        missed = wanted - self.scores(vectors)
        near = nearness(vectors, vectors, width=self.width).astype(np.float64)
        weights = np.linalg.solve(near + RIDGE * np.eye(len(near)), missed).astype(np.float32)
        return replace(
            self,
            vectors=np.concatenate([self.vectors, vectors]),
            weights=np.concatenate([self.weights, weights]),
            texts=(*self.texts, *texts),
            of=(*self.of, *(min(given, default="none") for given in labels)),
        )

    def _verdict(self, vector: Matrix, odds: Array) -> Verdict:
        best = self.labels[int(odds.argmax())]
        order = [int(i) for i in np.argsort(-(self.vectors @ vector)) if self.of[int(i)] == best][:NEAREST]
        return Verdict(
            odds={label: float(chance) for label, chance in zip(self.labels, odds, strict=True)},
            like=tuple(self.texts[i] for i in order),
        )


class ExampleHeads:
    """All shipped heads over one embedder; implements the port `Heads`."""

    def __init__(self, embedder: Embedder, *, own: Mapping[str, Sequence[Example]] | None = None) -> None:
        """`own` are a company's examples by task; a head learns them when it is first asked."""
        self._embedder = embedder
        self._own = own or {}
        self._heads: dict[str, Head] = {}

    def judge(self, task: str, texts: Sequence[str | tuple[str, ...]]) -> Sequence[Verdict]:
        if not texts:
            return []
        parts = [(text,) if isinstance(text, str) else text for text in texts]
        vectors = iter(self._embedder.embed([part for several in parts for part in several]))
        return self._head(task).judge(np.stack([together([next(vectors) for _ in several]) for several in parts]))

    def _head(self, task: str) -> Head:
        if task not in self._heads:
            self._heads[task] = self._with_own(load_head(task))
        return self._heads[task]

    def _with_own(self, head: Head) -> Head:
        rows = self._own.get(head.task, ())
        if not rows:
            return head
        vectors = [together(list(self._embedder.embed(sentences(row.text)))) for row in rows]
        return head.taught(np.stack(vectors), [row.labels for row in rows], [row.text for row in rows])


def together(vectors: Sequence[Matrix]) -> Matrix:
    """One unit vector for several sentences: their mean, so that a pair costs no embedding of its own."""
    if len(vectors) == 1:
        return vectors[0]
    mean = np.mean(np.stack(vectors), axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def sentences(text: str) -> list[str]:
    whole = plain(text)
    return [whole.words_at(span) for span in whole.sentences]


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

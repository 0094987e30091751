"""Train the heads from the example sets, validate them on what they have not seen, and write the weights."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import numpy.typing as npt

import prompts
from bot.adapters.embeddings import Matrix, embeddings
from bot.adapters.heads import RIDGE, Array, Head, nearness, sentences, together
from bot.prompting.examples import Example, example, labelled, rows_of
from bot.writer.judging import CERTAIN, TOLD

BATCH = 32
SHOWN = 160
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """How a head is trained: `width` of the kernel, `ridge` against learning single examples by heart.

    Where labels are independent, a label has probability 0.5 at the score that at most `false_alarms`
    (0-1) of the unseen examples without it reach. `joint` labels share a probability: that any of them
    holds, found on unseen examples, given to the best. A task `by_sentence` sees several sentences as their mean. The unseen
    examples are seen in `folds` parts.
    """

    name: str
    exclusive: bool
    width: float = 6.0
    ridge: float = RIDGE
    false_alarms: float = 0.015
    joint: bool = False
    by_sentence: bool = False
    folds: int = 10
    borrows: tuple[str, int] | None = None


TASKS = (
    Task(name="motive", exclusive=True),
    Task(name="cause", exclusive=True),
    Task(name="complaint", exclusive=True, borrows=("motive", 4)),
    Task(name="signals", exclusive=False, width=4.0, false_alarms=0.012),
    Task(name="faults", exclusive=False, width=4.0, joint=True, by_sentence=True, folds=5),
)


def examples(task: Task) -> list[Example]:
    """The rows of `prompts/examples/<task>.jsonl`; label `none` means that no label applies.

    A task may borrow every n-th row of another set, labelled with its own name: whoever wants
    something of us complains.
    """
    rows = [labelled(row) for row in rows_of(task.name)]
    if task.borrows:
        other, each = task.borrows
        rows += [example(row, task.name) for row in rows_of(other)[::each]]
    return rows


def train(task: Task, rows: Sequence[Example], vectors: Matrix) -> tuple[Head, Array]:
    """The head, and for every example the score that heads gave it which had not seen its scenario."""
    labels = tuple(sorted(frozenset().union(*(row.labels for row in rows))))
    wanted = _wanted(task, rows, labels)
    unit = _unit(vectors)
    near = _near(unit, task)
    unseen = _left_out(near, wanted, [row.scenario for row in rows], ridge=task.ridge, folds=task.folds)
    slope, bias = _scale(task, unseen, wanted)
    weights = np.round(_solve(near, wanted, ridge=task.ridge), 3)
    head = Head(
        task=task.name,
        labels=labels,
        exclusive=task.exclusive,
        width=task.width,
        vectors=unit.astype(np.float32),
        weights=weights.astype(np.float32),
        slope=slope,
        bias=bias,
        texts=tuple(row.text[:SHOWN] for row in rows),
        of=tuple(min(row.labels, default="none") for row in rows),
    )
    return head, unseen


def _wanted(task: Task, rows: Sequence[Example], labels: Sequence[str]) -> Array:
    """1 where a label holds, -1 where it does not. Of faults a sentence with another one says nothing against this one: 0."""
    other = 0.0 if task.joint else -1.0
    return np.array([[1.0 if label in row.labels else other if row.labels else -1.0 for label in labels] for row in rows])


def _near(unit: Array, task: Task) -> Array:
    """How alike every two examples are; the copy keeps OpenBLAS off its product of a matrix with itself, which breaks down on many rows."""
    return nearness(unit, unit.copy(), width=task.width)


def _unit(vectors: Matrix) -> Array:
    """As the head will read them back: rounded to half precision."""
    half = vectors.astype(np.float16)
    return half.astype(np.float64)


def _solve(near: Array, wanted: Array, *, ridge: float) -> Array:
    """Kernel ridge regression, in closed form."""
    weights: Array = np.linalg.solve(near + ridge * np.eye(len(near)), wanted).astype(np.float64)
    return weights


def _left_out(near: Array, wanted: Array, groups: Sequence[str], *, ridge: float, folds: int) -> Array:
    """Scores of examples from heads trained without their group."""
    fold_of = {name: i % folds for i, name in enumerate(sorted(set(groups)))}
    fold = np.array([fold_of[name] for name in groups])
    scores = np.zeros_like(wanted)
    for number in range(folds):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(unseen) == 0:
            continue
        weights = _solve(near[np.ix_(seen, seen)], wanted[seen], ridge=ridge)
        scores[unseen] = near[np.ix_(unseen, seen)] @ weights
    return scores


def _scale(task: Task, unseen: Array, wanted: Array) -> tuple[Array, Array]:
    if task.exclusive:
        return _softmax_scale(unseen, wanted)
    return _found_scale(unseen, wanted) if task.joint else _logistic_scale(unseen, wanted, task.false_alarms)


def _softmax_scale(scores: Array, wanted: Array) -> tuple[Array, Array]:
    """The one slope with the best likelihood on unseen scenarios."""
    right = wanted.argmax(axis=1)

    def loss(slope: float) -> float:
        logits = scores * slope
        logits = logits - logits.max(axis=1, keepdims=True)
        return float(-(logits[np.arange(len(right)), right] - np.log(np.exp(logits).sum(axis=1))).mean())

    best = min(np.arange(0.5, 8.01, 0.25), key=loss)
    return np.full(wanted.shape[1], float(best)), np.zeros(wanted.shape[1])


def _logistic_scale(scores: Array, wanted: Array, false_alarms: float) -> tuple[Array, Array]:
    """One slope, and for each label the bias that puts probability 0.5 where few of the others come."""
    slope = np.full(wanted.shape[1], 6.0)
    edges = [float(np.quantile(scores[wanted[:, label] < 0, label], 1.0 - false_alarms)) for label in range(wanted.shape[1])]
    return slope, np.round(-slope * np.clip(edges, -0.6, -0.35), 3)


def _found_scale(scores: Array, wanted: Array, *, steps: int = 30) -> tuple[Array, Array]:
    """The slope and bias with which the best score of an unseen example best tells whether any label holds (Platt 1999)."""
    best, held = scores.max(axis=1), ~_harmless(wanted)
    inputs, fit = np.stack([best, np.ones(len(best))]), np.array([1.0, 0.0])
    for _ in range(steps):
        odds = 1.0 / (1.0 + np.exp(-np.clip(fit @ inputs, -30.0, 30.0)))
        curve = (inputs * (odds * (1.0 - odds))) @ inputs.T + 1e-6 * np.eye(2)
        fit = fit + np.linalg.solve(curve, inputs @ (held - odds))
    return np.full(wanted.shape[1], round(float(fit[0]), 2)), np.full(wanted.shape[1], round(float(fit[1]), 2))


def archive(head: Head) -> bytes:
    """The weights as a file; the same input gives the same bytes (no times in the archive)."""
    about = {"labels": head.labels, "exclusive": head.exclusive, "width": head.width, "texts": head.texts, "of": head.of}
    arrays = {
        "about": np.array(json.dumps(about, ensure_ascii=False)),
        "vectors": head.vectors.astype(np.float16),
        "weights": head.weights,
        "slope": head.slope,
        "bias": head.bias,
    }
    whole = BytesIO()
    with ZipFile(whole, "w") as file:
        for name, array in arrays.items():
            buffer = BytesIO()
            np.lib.format.write_array(buffer, np.asanyarray(array), allow_pickle=False)
            file.writestr(ZipInfo(f"{name}.npy"), buffer.getvalue(), compress_type=ZIP_DEFLATED)
    return whole.getvalue()


def vectors_of(rows: Sequence[Example], *, by_sentence: bool = False) -> Matrix:
    """A row of 384 for each example: of its text, or the mean of its sentences."""
    engine = embeddings()
    parts = [sentences(row.text) if by_sentence else [row.text] for row in rows]
    texts = [part for several in parts for part in several]
    vectors = iter(np.concatenate([engine.embed(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)]))
    return np.stack([together([next(vectors) for _ in several]) for several in parts])


def report(task: Task, head: Head, rows: Sequence[Example], vectors: Matrix, unseen: Array) -> Iterator[str]:
    """The validation table: on scenarios left out, and on whole languages left out."""
    wanted = _wanted(task, rows, head.labels)
    unit = _unit(vectors)
    near = _near(unit, task)
    languages = [row.language for row in rows]
    foreign = _left_out(near, wanted, languages, ridge=task.ridge, folds=len(set(languages)))
    yield f"{task.name}: {len(rows)} examples, {len(head.labels)} labels, {len(set(languages))} languages"
    for title, scores in (("scenarios left out", unseen), ("languages left out", foreign)):
        odds = head.odds(scores)
        yield f"  {title}: {_figures(task, odds, wanted)}"
        for language in sorted(set(languages)):
            of = np.array([name == language for name in languages])
            yield f"    {language}: {_figures(task, odds[of], wanted[of])}"
    if not task.exclusive:
        odds, best = head.odds(unseen), unseen.argmax(axis=1)
        for number, label in enumerate(head.labels):
            of = (best == number) | np.asarray(wanted[:, number] > 0)
            yield f"    {label}: {_figures(task, odds[of], wanted[of])}"


def _figures(task: Task, odds: Array, wanted: Array) -> str:
    if task.exclusive:
        return f"right {(odds.argmax(axis=1) == wanted.argmax(axis=1)).mean():.3f}"
    meant = ~_harmless(wanted)
    said = [odds.max(axis=1) >= level for level in ((TOLD, CERTAIN) if task.joint else (0.5,))]
    return "; ".join(f"recall {(told & meant).sum() / max(meant.sum(), 1):.3f}, precision {_precision(told, meant):.3f}" for told in said)


def _precision(told: Flags, meant: Flags) -> float:
    return float((told & meant).sum() / max(told.sum(), 1))


def _harmless(wanted: Array) -> Flags:
    return np.array([bool((row < 0).all()) for row in wanted])


def main(names: Sequence[str]) -> None:
    """Train the named heads, or every head, and write them beside the wording."""
    folder = Path(prompts.__file__).parent / "heads"
    folder.mkdir(exist_ok=True)
    for task in TASKS:
        if names and task.name not in names:
            continue
        rows = examples(task)
        vectors = vectors_of(rows, by_sentence=task.by_sentence)
        head, unseen = train(task, rows, vectors)
        (folder / f"{task.name}.npz").write_bytes(archive(head))
        for line in report(task, head, rows, vectors, unseen):
            print(line, flush=True)  # noqa: T201 - the table is what it is run for


if __name__ == "__main__":
    main(sys.argv[1:])

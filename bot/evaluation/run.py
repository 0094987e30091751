"""Runs the parts, one after the other."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from bot.domain.phrase import say
from bot.evaluation.attacks import adversaries, injection
from bot.evaluation.bench import Bench
from bot.evaluation.drafting import drafting
from bot.evaluation.faults import faults
from bot.evaluation.live import live
from bot.evaluation.measure import Measure
from bot.evaluation.reading import asking, reading
from bot.evaluation.redaction import redaction
from bot.evaluation.result import Result, Skipped
from bot.evaluation.sets import SEED, LeftOut, Sets
from bot.prompting.files import shipped

Part = Callable[[Bench, Sets], Awaitable[list[Measure]]]
PARTS: Mapping[str, Part] = {
    "reading": reading,
    "questions": asking,
    "drafts": drafting,
    "rules": faults,
    "injection": injection,
    "redaction": redaction,
    "adversaries": adversaries,
    "live": live,
}
SAMPLED: Mapping[str, Callable[..., Awaitable[list[Measure]]]] = {"injection": injection, "live": live}


async def evaluate(
    bench: Bench,
    sets: Sets,
    *,
    only: Iterable[str] = (),
    with_live: bool = False,
    samples: int | None = None,
    begins: Callable[[str], None] = lambda _: None,
) -> Result:
    """The figures of these parts, or of all but the live one, which asks a model and runs only `with_live`."""
    wanted = list(only) or [part for part in PARTS if part != "live" or with_live]
    measures, skipped = [], []
    for name in wanted:
        begins(name)
        part = partial(SAMPLED[name], samples=samples) if name in SAMPLED else PARTS[name]
        try:
            found = await part(bench, sets)
        except LeftOut as left_out:
            skipped.append(Skipped(name, left_out.why))
            continue
        if not any(measure.of for measure in found):
            skipped.append(Skipped(name, say("No row of the sets fits.")))
        measures += found
    return Result(about=about(bench, sets), measures=measures, skipped=skipped)


def about(bench: Bench, sets: Sets) -> dict[str, Any]:
    """What was measured: two results with the same of it differ by chance of the machine alone."""
    return {
        "version": version("highroad"),
        "playbook": bench.playbook.fingerprint,
        "heads": heads(),
        "company": bench.company.name,
        "model": bench.model.name if bench.model else None,
        "seed": SEED,
        "sets": sets.fingerprints(),
        "languages": sorted(sets.languages),
        "limit": sets.limit,
    }


def heads() -> dict[str, str]:
    """The fingerprint of each head's weights."""
    files = sorted((file for file in shipped("heads").iterdir() if file.name.endswith(".npz")), key=lambda file: file.name)
    return {file.name.removesuffix(".npz"): sha256(file.read_bytes()).hexdigest()[:12] for file in files}

"""How well the offline reading does on messages by another author: `python benchmarks/quality/reading.py`.

Prints a row for each message and the figures at the end; `--json` prints the figures alone, to be compared over time.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot import wiring
from bot.domain.complaint import Place
from bot.domain.facts import FIXED_ROUTE, SIGNALS
from bot.domain.plan import plan
from bot.intake import take_in
from bot.settings import Settings

HERE = Path(__file__).parent
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


async def read_all(house: wiring.House) -> list[Row]:
    """Each message with what was read and what was meant."""
    found = []
    for row in rows("messages.jsonl"):
        complaint = take_in(row["text"], place=Place(row["place"]))
        reading, _ = await house.writer.read(complaint)
        values = reading.values()
        medium = str(plan(values, house.playbook, house.company).medium)
        signals = [name for name in SIGNALS if values[name] == "yes"]
        found.append({**row, "read": {**values, "medium": medium, "signals": signals, "language": reading.language}})
    return found


def figures(found: Sequence[Row], sentences: Sequence[Row]) -> dict[str, str]:
    """Shares as `right of all`; near misses as `alarmed of all`."""
    complaints = [row for row in found if row["is_complaint"]]
    fixed = set(FIXED_ROUTE)
    with_person = [row for row in complaints if fixed & set(row["signals"])]
    without = [row for row in found if not fixed & set(row["signals"])]
    positive = [row for row in sentences if row["label"] != "none"]
    near = [row for row in sentences if row["label"] == "none"]
    return {
        "motive": _share(row["read"]["motive"] == row["motive"] for row in complaints),
        "cause": _share(row["read"]["cause"] == row["cause"] for row in complaints if row["cause"] != "other"),
        "complaint or not": _share((row["read"]["is_complaint"] == "yes") == row["is_complaint"] for row in found),
        "medium": _share(row["read"]["medium"] == row["medium"] for row in complaints),
        "sent to a person when it should be": _share(row["read"]["medium"] == "person" for row in with_person),
        "sent to a person without need": _share(bool(fixed & set(row["read"]["signals"])) for row in without),
        "something for nothing or ulterior, wrongly": _share(
            row["read"]["motive"] in {"something_for_nothing", "ulterior"}
            for row in complaints
            if row["motive"] not in {"something_for_nothing", "ulterior"}
        ),
        "signal sentences found": _share(row["label"] in row["read"] for row in positive),
        "near misses alarmed": _share(row["near"] in row["read"] for row in near),
        "language": _share(row["read"]["language"].code == row["language"] for row in found if row["read"]["language"].sure),
    }


async def signals_of(house: wiring.House, sentences: Sequence[Row]) -> list[Row]:
    """Single sentences, read as if they were the whole message."""
    found = []
    for row in sentences:
        reading, _ = await house.writer.read(take_in(row["text"]), language=row["language"])
        values = reading.values()
        found.append({**row, "read": {name for name in SIGNALS if values[name] == "yes"}})
    return found


def _share(hits: Any) -> str:
    all_hits = list(hits)
    return f"{sum(all_hits)} of {len(all_hits)} ({sum(all_hits) / max(len(all_hits), 1):.0%})"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with wiring.house(Settings.from_env({"HIGHROAD_DATA_DIR": folder})) as house:
            found = await read_all(house)
            told = figures(found, await signals_of(house, rows("signals.jsonl")))
    if "--json" in sys.argv:
        print(json.dumps(told, indent=2))
        return
    for row in found:
        read, signals = row["read"], ",".join(row["read"]["signals"]) or "-"
        motive = f"{row['motive']}{'' if read['motive'] == row['motive'] else ' ≠ ' + read['motive']}"
        medium = f"{row['medium']}{'' if read['medium'] == row['medium'] else ' ≠ ' + read['medium']}"
        print(f"{row['id']:<6} {motive:<40} {medium:<18} {','.join(row['signals']) or '-'} / {signals}")
    for name, share in told.items():
        print(f"{name}: {share}")


if __name__ == "__main__":
    asyncio.run(main())

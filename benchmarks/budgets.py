"""Time and memory of the own work, medians in one run: `python benchmarks/budgets.py`."""

import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count

from bot import wiring
from bot.adapters.language import Py3Langid
from bot.domain.complaint import Place
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.plan import plan
from bot.domain.playbook import Kind
from bot.domain.questions import questions
from bot.intake import take_in
from bot.settings import Settings
from bot.writer.brief import Brief
from bot.writer.offline import compose
from bot.writer.reading import OfflineReader

MAIL = (
    "Hello, I ordered a lamp from you three weeks ago. It arrived broken, with glass all over the parcel. "
    "I have written twice since then and nobody has answered me. I would like a new one before my daughter's birthday, please."
)
ROUNDS = 30


def median_ms(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env({"HIGHROAD_DATA_DIR": folder})
        async with wiring.house(settings) as house:
            complaint = take_in(MAIL, place=Place.MAIL)
            engine = wiring.heads()
            reader = OfflineReader(finder=Py3Langid(), heads=engine)
            reading = reader.read(complaint)
            made = plan(reading.values(), house.playbook, house.company)
            brief = Brief(
                kind=Kind.REPLY, language="en", complaint=complaint, reading=reading, plan=made, company=house.company, variation=1
            )
            written = compose(brief)

            def review() -> None:
                house.reviewer.review(written.text, kind=Kind.REPLY, language="en", complaint=complaint, company=house.company)

            numbers = count()

            def fresh() -> str:
                """The same mail in a text that no cache has seen."""
                return ". ".join(f"{sentence} {next(numbers)}" for sentence in MAIL.split(". "))

            def parts(text: str) -> list[str]:
                return [text, *text.split(". ")]

            measured = {
                "taking in a message": median_ms(lambda: take_in(MAIL)),
                "offline reading": median_ms(lambda: reader.read(replace(complaint, text=fresh()))),
                "of which embedding (once whole, once in sentences)": median_ms(lambda: engine and engine.judge("motive", parts(fresh()))),
                "plan": median_ms(lambda: plan(reading.values(), house.playbook, house.company)),
                "questions": median_ms(lambda: questions(reading, house.playbook, house.company)),
                "offline draft": median_ms(lambda: compose(brief)),
                "review of the draft": median_ms(review),
            }
            async with wiring.desk(settings, house) as desk:
                start = time.perf_counter()
                for number in range(ROUNDS):
                    case = await desk.open(complaint, team=TeamId("t"), reporter=PersonId("p"), case_id=CaseId(f"c{number}"))
                    await desk.draft(TeamId("t"), case.id)
                measured["a whole case, stored"] = (time.perf_counter() - start) * 1000 / ROUNDS
    for name, value in measured.items():
        print(f"{name:<52} {value:8.2f} ms  {value / measured['plan']:8.1f} x a plan")
    print(f"{'memory of this process':<40} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    print(f"{'bare interpreter, start to end':<40} {_start('-c', 'pass'):8.0f} ms")
    print(f"{'highroad --version, start to end':<40} {_start('-m', 'bot', '--version'):8.0f} ms")
    print(f"{'highroad ready to read, start to end':<40} {_start('-c', READY):8.0f} ms")


READY = (
    "import asyncio, os; from bot import wiring; from bot.settings import Settings\n"
    "async def go():\n    async with wiring.house(Settings.from_env({})): pass\nasyncio.run(go())"
)


def _start(*arguments: str) -> float:
    return median_ms(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), rounds=5)


if __name__ == "__main__":
    asyncio.run(main())

"""The commands: each opens what it needs, does one thing, and answers with an exit status."""

import argparse
import getpass
import sys
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bot import wiring
from bot.company import load_company
from bot.doctor import State, examine
from bot.domain.company import Company
from bot.domain.complaint import Place
from bot.domain.errors import BadInput, HighroadError
from bot.domain.ids import CaseId, PersonId
from bot.domain.phrase import say
from bot.domain.playbook import Kind
from bot.domain.rules import RULES
from bot.evaluation.result import kept_result
from bot.evaluation.rules import check_rows, judge
from bot.evaluation.run import evaluate
from bot.evaluation.sets import Sets
from bot.intake import read_file
from bot.prompting.examples import OWN_CHECK, Example, own_examples
from bot.settings import Settings
from handlers.command import jobs, stable
from handlers.command.batch import batch, language_of, parse_answer
from handlers.command.jobs import TEAM, Job

WORKED, MISSED, BAD_INPUT, NOTHING_DRAFTED = 0, 1, 2, 3

Run = Callable[[Job], Awaitable[stable.Form]]


async def _chat(_: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:
        return await wiring.chat(desk, house, person=_person())


async def _sample(_: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:
        return await wiring.play_sample(desk, house)


async def _read(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house:

        async def form(job: Job) -> stable.Form:
            return stable.reading_form(*await jobs.read(house.writer, job))

        if arguments.batch:
            return await _batch(arguments, form)
        job = _job(arguments)
        if arguments.json:
            return _put(await form(job))
        complaint, reading, notes = await jobs.read(house.writer, job)
        house.screen.reading(complaint, reading, notes, now=datetime.now(UTC))
    return WORKED


async def _draft(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:

        async def form(job: Job) -> stable.Form:
            before = house.model.used().calls if house.model else 0
            case, asked = await jobs.draft(desk, job, person=_person())
            return stable.case_form(case, questions=asked, calls=(house.model.used().calls if house.model else 0) - before)

        if arguments.batch:
            return await _batch(arguments, form)
        job = _job(arguments)
        if arguments.json:
            made = await form(job)
            _put(made)
            return NOTHING_DRAFTED if _nothing_drafted(made) else WORKED
        case, asked = await jobs.draft(desk, job, person=_person())
        house.screen.case(case, asked)
        return WORKED if case.current or case.stage.stage == "with_person" else NOTHING_DRAFTED


async def _review(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house:

        async def form(job: Job) -> stable.Form:
            return stable.review_form(jobs.review(house.reviewer, job, company=house.company))

        if arguments.batch:
            return await _batch(arguments, form)
        job = _job(arguments)
        if arguments.json:
            return _put(await form(job))
        reviewed = jobs.review(house.reviewer, job, company=house.company)
        house.screen.reviewed(jobs.text_of(job), reviewed, language=job.language or "en")
    return WORKED


async def _redact(arguments: argparse.Namespace, settings: Settings) -> int:
    async def form(job: Job) -> stable.Form:
        complaint, vault = jobs.redact(job)
        return stable.redacted_form(complaint, vault.counts())

    if arguments.batch:
        return await _batch(arguments, form)
    job = _job(arguments)
    if arguments.json:
        return _put(await form(job))
    complaint, vault = jobs.redact(job)
    wiring.screen_of(load_company(settings.company_file)).redacted(complaint, vault.counts())
    return WORKED


async def _cases(_: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:
        house.screen.cases(await desk.recent(TEAM))
    return WORKED


async def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:
        case = await desk.show(TEAM, CaseId(arguments.case))
        house.screen.case(case, case.questions)
    return WORKED


async def _why(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house, wiring.desk(settings, house) as desk:
        house.screen.why(await desk.show(TEAM, CaseId(arguments.case)))
    return WORKED


async def _playbook(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house:
        if arguments.verb is None:
            house.screen.playbook(house.playbook)
            return WORKED
        play = house.playbook.by_id.get(arguments.play or "")
        if play is None:
            raise BadInput("no such play", hint=say("There is no such play. `highroad playbook` lists them all."))
        house.screen.play(play)
    return WORKED


async def _rules(arguments: argparse.Namespace, settings: Settings) -> int:
    async with wiring.house(settings) as house:
        if arguments.verb is None:
            house.screen.rules()
            return WORKED
        if arguments.rule and arguments.rule not in RULES:
            raise BadInput("no such rule", hint=say("There is no such rule. `highroad rules` lists them all."))
        own = own_examples(Path(house.company.review_folder) if house.company.review_folder else None, OWN_CHECK)
        rows = [row for row in (*check_rows(), *own) if _wanted(row, arguments)]
        house.screen.rules_test(judge(house.reviewer, rows, company=house.company), shown=arguments.show)
    return WORKED


def _wanted(row: Example, arguments: argparse.Namespace) -> bool:
    language, rule = arguments.lang and language_of(arguments.lang), arguments.rule
    return (not language or row.language == language) and (not rule or rule in row.labels or row.near == rule)


async def _eval(arguments: argparse.Namespace, settings: Settings) -> int:
    folder = Path(arguments.data)
    if not _is_folder(folder):
        missing = say(
            "There is no folder {folder}. The sets are in the project's source: run this there, or name their folder with --data.",
            folder=str(folder),
        )
        raise BadInput("no sets", hint=missing)
    before = kept_result(Path(arguments.against)) if arguments.against else None
    languages = frozenset(language_of(code.strip()) for code in arguments.languages.split(",") if code.strip())
    sets = Sets(folder=folder, languages=languages, limit=arguments.limit)
    async with wiring.house(settings) as house:
        result = await evaluate(
            wiring.bench(settings, house),
            sets,
            only=arguments.only,
            with_live=arguments.live,
            samples=arguments.samples,
            begins=_tell,
        )
    if arguments.save:
        _keep(Path(arguments.save), result.form())
    if arguments.json:
        changed = {"changes": [asdict(change) for change in result.changes(before)]} if before else {}
        _put({**result.form(), **changed})
    else:
        house.screen.evaluation(result, before)
    return MISSED if result.missed else WORKED


def _is_folder(path: Path) -> bool:
    return path.is_dir()


def _keep(file: Path, form: stable.Form) -> None:
    try:
        file.write_text(stable.written(form, encoding="utf-8", indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}", hint=say("{file} cannot be written.", file=str(file))) from error


def _tell(part: str) -> None:
    """Parts take minutes; somebody who looks on sees which one runs."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{part} …\n")


async def _doctor(_: argparse.Namespace, settings: Settings) -> int:
    model = wiring.model_of(settings)
    async with AsyncExitStack() as stack:
        if model:
            stack.push_async_callback(model.aclose)
        checks = await examine(settings, now=datetime.now(UTC), encoding=sys.stdout.encoding, model=model, more=wiring.probes(settings))
    wiring.screen_of(_company_if_any(settings)).checks(checks)
    return BAD_INPUT if any(check.state is State.BAD for check in checks) else WORKED


def _company_if_any(settings: Settings) -> Company:
    try:
        return load_company(settings.company_file)
    except HighroadError:  # the doctor has told
        return Company()


async def _batch(arguments: argparse.Namespace, run: Run) -> int:
    if arguments.file is not None:
        raise BadInput("a file and a batch", hint=say("Please hand over either one file or a batch, not both."))
    lines: Iterable[str] = sys.stdin if arguments.batch == "-" else _content(arguments.batch).decode("utf-8-sig", "replace").split("\n")
    await batch(lines, run, put=_put_line)
    return WORKED


def _job(arguments: argparse.Namespace) -> Job:
    if arguments.file is None:
        raise BadInput("no file", hint=say("Please name a file, or - for standard input."))
    return Job(
        raw=_content(arguments.file),
        name=None if arguments.file == "-" else Path(arguments.file).name,
        place=Place(arguments.place) if arguments.place else None,
        language=language_of(arguments.lang) if getattr(arguments, "lang", None) else None,
        answers=dict(parse_answer(text) for text in getattr(arguments, "answer", ())),
        kinds=(Kind(arguments.kind),) if getattr(arguments, "kind", None) else (),
        complaint=_content(arguments.complaint) if getattr(arguments, "complaint", None) else None,
        allowed=getattr(arguments, "allowed", ()),
        sentence=getattr(arguments, "sentence", False),
    )


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else read_file(Path(name))


def _put(form: stable.Form) -> int:
    sys.stdout.write(stable.written(form, encoding=sys.stdout.encoding, indent=2) + "\n")
    return WORKED


def _put_line(form: stable.Form) -> None:
    print(stable.written(form, encoding=sys.stdout.encoding), flush=True)  # noqa: T201 - the results are the output


def _nothing_drafted(form: stable.Form) -> bool:
    return not form["drafts"] and form["stage"] != "with_person"


def _person() -> PersonId:
    try:
        return PersonId(f"console:{getpass.getuser()}")
    except (OSError, KeyError):  # no such user in this container
        return PersonId("console:me")


COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], Awaitable[int]]] = {
    "chat": _chat,
    "sample": _sample,
    "read": _read,
    "draft": _draft,
    "review": _review,
    "redact": _redact,
    "cases": _cases,
    "show": _show,
    "why": _why,
    "playbook": _playbook,
    "rules": _rules,
    "eval": _eval,
    "doctor": _doctor,
}

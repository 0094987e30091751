"""The playbook: all plays, the shipped ones and the company's own, checked against each other at start-up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.domain.company import Role
from bot.domain.playbook import GUIDANCE, Kind, Medium, Play, Playbook, When
from bot.prompting.files import Page, read_page, shipped
from bot.prompting.play import Problem, line_of, parse_play

SHIPPED = "prompts/playbook"
SUSPICIOUS = frozenset({"something_for_nothing", "ulterior"})
EVIDENCE = {"history": "repeated", "founded": "no", "tried": "yes"}
NO_EVIDENCE = {"history": {"not_checked", "clean"}, "founded": {"not_checked", "yes"}}
EVIDENCE_WORDS = " or ".join(f'{name} = ["{value}"]' for name, value in EVIDENCE.items())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A play and the file it stands in."""

    play: Play
    page: Page

    def problem(self, text: str, key: str, *, table: int | None = None) -> Problem:
        return Problem(self.page.path, line_of(self.page, key, table=table), text)


def load_playbook(extra: Path | None = None, *, base: Path | None = None) -> Playbook:
    """The plays of `base` (the shipped ones), and those of a company's folder `extra`, which add or replace by id.

    Raises:
        BadWording: the first problem, with file and line, and how many more there are.
    """
    entries, problems = _folder(base or shipped("playbook"), str(base or SHIPPED))
    replaced: dict[str, _Entry] = {}
    if extra is not None:
        own, wrong = _folder(extra, str(extra))
        problems += wrong
        replaced = {name: entries[name] for name in own if name in entries}
        entries |= own
    problems += [problem for entry in entries.values() for problem in _alone(entry)]
    # What the plays must have together can only be told once all of them could be read.
    problems = problems or [*_together(list(entries.values())), *_complete(entries, replaced, str(base or SHIPPED))]
    if problems:
        raise problems[0].error(more=len(problems) - 1)
    prints = "\n".join(f"{name} {entry.page.fingerprint}" for name, entry in sorted(entries.items()))
    return Playbook(tuple(entry.play for entry in entries.values()), sha256(prints.encode()).hexdigest()[:12])


def _folder(folder: Traversable, path: str) -> tuple[dict[str, _Entry], list[Problem]]:
    entries: dict[str, _Entry] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        return entries, [Problem(path, 1, "there is no such folder of plays")]
    for source in sorted(folder.iterdir(), key=lambda file: file.name):
        if not source.name.endswith(".md"):
            continue
        try:
            page = read_page(source, path=f"{path}/{source.name}")
        except UnicodeDecodeError:
            problems.append(Problem(f"{path}/{source.name}", 1, "the file is not UTF-8 text"))
            continue
        play, wrong = parse_play(page)
        problems += wrong
        if play and play.id in entries:
            problems.append(_Entry(play, page).problem(f"the id {play.id!r} is taken by {entries[play.id].play.path}", "id"))
        elif play:
            entries[play.id] = _Entry(play, page)
    return entries, problems


def _alone(entry: _Entry) -> Iterator[Problem]:
    """What would make one play break a law: a person only for the fixed route, suspicion only with evidence."""
    play = entry.play
    if play.medium is Medium.PERSON and not all(_only(table, "fixed_route", {"yes"}) for table in play.when or ({},)):
        yield entry.problem('medium "person" is the fixed route: every [[when]] needs fixed_route = ["yes"]', "medium")
    if play.purpose is Kind.PARTING and play.approver is not Role.MANAGER:
        yield entry.problem('a parting is decided by a manager: add approver = "manager"', "purpose")
    if play.purpose is Kind.PARTING and not play.when:
        yield entry.problem(f"a parting needs evidence: add a [[when]] with {EVIDENCE_WORDS}", "purpose")
    for n, table in enumerate(play.when):
        if _proven(table):
            continue
        if play.purpose is Kind.PARTING:
            yield entry.problem(f"a parting needs evidence: add {EVIDENCE_WORDS}", "when", table=n)
        elif _suspects(table) and not _in_good_faith(play, table):
            yield entry.problem(
                f"suspicion needs evidence: add {EVIDENCE_WORDS}; or, to treat them like anybody else, "
                'history = ["not_checked", "clean"] and founded = ["not_checked", "yes"]',
                "motive",
                table=n,
            )


def _suspects(table: When) -> bool:
    motives = table.get("motive")
    return isinstance(motives, frozenset) and bool(motives & SUSPICIOUS)


def _proven(table: When) -> bool:
    return any(_only(table, name, {value}) for name, value in EVIDENCE.items())


def _in_good_faith(play: Play, table: When) -> bool:
    """Nothing is held against the customer, openly so, and nothing is harder for them than for others."""
    ordinary = play.purpose is None and play.approver is not Role.MANAGER
    return ordinary and all(_only(table, name, values) for name, values in NO_EVIDENCE.items())


def _only(table: When, name: str, values: set[str]) -> bool:
    """Whether a table holds for nothing but these values of a fact."""
    condition = table.get(name)
    return isinstance(condition, frozenset) and condition <= values


def _together(entries: Sequence[_Entry]) -> Iterator[Problem]:
    """Plays that contradict each other: with one priority for two, nobody could say which of them leads."""
    taken: dict[int, Play] = {}
    for entry in entries:
        other = taken.setdefault(entry.play.priority, entry.play)
        if other is not entry.play:
            yield entry.problem(f"the priority {entry.play.priority} is taken by {other.id!r} in {other.path}", "priority")


def _complete(entries: dict[str, _Entry], replaced: dict[str, _Entry], folder: str) -> Iterator[Problem]:
    """What the playbook as a whole must have; what is missing is laid to the file that took a play's place."""
    plays = [entry.play for entry in entries.values()]

    def missing(text: str, key: str, lost: Sequence[str]) -> Problem:
        if not lost:
            return Problem(folder, 1, text)
        return entries[lost[0]].problem(f"{text}, since this file took the place of {lost[0]!r}", key)

    for source in GUIDANCE:
        if not any(source in play.sources for play in plays):
            lost = [name for name, entry in replaced.items() if source in entry.play.sources]
            yield missing(f"no play carries the guidance {source}", "sources", lost)
    if all(play.when for play in plays):
        yield missing("no play always applies", "when", [name for name, entry in replaced.items() if not entry.play.when])
    if not any(play.medium is Medium.PERSON and any(list(table) == ["fixed_route"] for table in play.when) for play in plays):
        lost = [name for name, entry in replaced.items() if entry.play.medium is Medium.PERSON]
        yield missing("no play hands every case of the fixed route to a person", "medium", lost)

"""The commands and their options."""

import argparse
from importlib.metadata import version

from bot.domain.complaint import Place
from bot.domain.playbook import Kind
from bot.evaluation.run import PARTS
from bot.evaluation.sets import DEFAULT


def parser() -> argparse.ArgumentParser:
    """The parser; without a command, the chat starts (or a sample is played where nobody types)."""
    top = argparse.ArgumentParser(prog="highroad", description="From an angry customer's message to a calm reply that a person approved.")
    top.add_argument("--version", action="version", version=f"highroad {version('highroad')}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("chat", help="talk with highroad in the terminal (this is what no command does)")
    commands.add_parser("sample", help="play one sample message through to the approved text")
    _read(commands.add_parser("read", help="what the message says: motive, cause, threats, harm, with the words it rests on"))
    _draft(commands.add_parser("draft", help="read a message and draft the answer"))
    _review(commands.add_parser("review", help="check a text that somebody wrote"))
    _redact(commands.add_parser("redact", help="what of a message a language model would see"))
    commands.add_parser("cases", help="the latest cases")
    for name, what in (("show", "one case as it stands"), ("why", "the plays and the guidance behind a plan")):
        commands.add_parser(name, help=what).add_argument("case", help="a case's id")
    playbook = commands.add_parser("playbook", help="the playbook: all plays, or one")
    playbook.add_argument("verb", nargs="?", choices=["show"], help="show one play")
    playbook.add_argument("play", nargs="?", help="the play's id")
    _rules(commands.add_parser("rules", help="what the review looks for; `rules test` checks it on sentences of known faults"))
    _eval(commands.add_parser("eval", help="measure how good it is, target by target, on the sets of the project"))
    commands.add_parser("doctor", help="check everything that can be checked, and say what to do")
    return top


def _message(command: argparse.ArgumentParser, *, what: str) -> None:
    command.add_argument("file", nargs="?", help=f"{what}: a file, or - for standard input")
    command.add_argument("--batch", metavar="FILE", help="many at once: one JSON object a line, - for standard input")
    command.add_argument("--place", choices=list(map(str, Place)), help="where the customer wrote it")
    command.add_argument("--json", action="store_true", help="answer in the stable form")


def _in_language(command: argparse.ArgumentParser, *, what: str) -> None:
    _message(command, what=what)
    command.add_argument("--lang", metavar="CODE", help="the language, as an ISO 639-1 code")


def _read(command: argparse.ArgumentParser) -> None:
    _in_language(command, what="the message")


def _redact(command: argparse.ArgumentParser) -> None:
    _message(command, what="the message")


def _draft(command: argparse.ArgumentParser) -> None:
    _in_language(command, what="the message")
    command.add_argument(
        "--answer",
        metavar="FACT=VALUE",
        action="append",
        default=[],
        help="what the team knows; may be given several times",
    )
    command.add_argument("--kind", choices=list(map(str, Kind)), help="another kind of text than the plan's")


def _review(command: argparse.ArgumentParser) -> None:
    _in_language(command, what="the text to check")
    command.add_argument("--complaint", metavar="FILE", help="the message that it answers; without it nothing is checked for being made up")
    command.add_argument("--allowed", metavar="TEXT", action="append", default=[], help="a confirmed fact or an allowed remedy, in words")
    command.add_argument("--sentence", action="store_true", help="one sentence only: leave out what only a whole reply can have")


def _rules(command: argparse.ArgumentParser) -> None:
    command.add_argument("verb", nargs="?", choices=["test"], help="check the review on sentences by others, and on your own")
    command.add_argument("--lang", metavar="CODE", help="one language only")
    command.add_argument("--rule", metavar="RULE", help="one rule only")
    command.add_argument("--show", metavar="N", type=int, default=10, help="how many of the missed and wrongly held sentences to show (10)")


def _eval(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", metavar="FOLDER", default=str(DEFAULT), help=f"the folder with the sets ({DEFAULT})")
    command.add_argument("--only", metavar="PART", nargs="+", choices=list(PARTS), default=[], help=f"some parts only: {', '.join(PARTS)}")
    command.add_argument("--languages", metavar="CODES", default="", help="some languages only, such as en,de")
    command.add_argument("--limit", metavar="N", type=_count, help="at most so many rows a set and language")
    command.add_argument("--live", action="store_true", help="also ask the model of the settings; it may cost money")
    command.add_argument("--samples", metavar="N", type=_count, help="carriers for each attack (2), live cases for each language (4)")
    command.add_argument("--json", action="store_true", help="answer in JSON, to be kept and compared")
    command.add_argument("--save", metavar="FILE", help="also keep the result in a file")
    command.add_argument("--against", metavar="FILE", help="tell what has changed since a kept result")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("one or more")
    return number

"""The command line."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence

from bot.commands import BAD_INPUT, COMMANDS, WORKED
from bot.domain.errors import HighroadError
from bot.settings import Settings
from handlers.command.arguments import parser

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    The exit status is 0 when it worked, 1 when a sample was not approved or the evaluation
    missed a target, 2 for bad input or something bad that the
    doctor found, 3 when nothing could be drafted and 130 when a person broke off.
    """
    arguments = parser().parse_args(argv)
    try:
        settings = Settings.from_env(os.environ)
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
        return asyncio.run(_run(arguments, settings))
    except HighroadError as error:
        sys.stderr.write(f"{error.hint}\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WORKED


async def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    command = arguments.command or ("chat" if sys.stdin.isatty() else "sample")
    return await COMMANDS[command](arguments, settings)


if __name__ == "__main__":
    sys.exit(main())

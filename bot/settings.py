"""How highroad is run: read once from the environment, everything checked, every problem named at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import platformdirs

from bot.domain.phrase import Phrase, say
from bot.problems import Problem, closest, refusal

DEFAULT_COMPANY_FILE = "highroad.toml"
MOST_SECONDS = 600.0
PREFIX = "HIGHROAD_"
NAMES = (
    "HIGHROAD_COMPANY_FILE",
    "DATABASE_URL",
    "HIGHROAD_DATA_DIR",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "HIGHROAD_MODEL",
    "HIGHROAD_DEPTH",
    "HIGHROAD_MODEL_SECONDS",
    "HIGHROAD_SECOND_LOOK",
    "HIGHROAD_LOG_LEVEL",
)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("postgresql://", "postgresql+psycopg://", "postgres://", "sqlite:///", "sqlite+aiosqlite:///")

Value = TypeVar("Value")


class Depth(StrEnum):
    """How much a model writes: whole texts, or short pieces set into human-written sentences (for small models)."""

    FREE = "free"
    SLOTS = "slots"


class _Unfit(ValueError):
    """A value that cannot be used; says what to put instead. Never shows the value: it may be a secret."""

    def __init__(self, says: Phrase) -> None:
        super().__init__(str(says))
        self.says = says


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, checked.

    `company_file` is None when there is none, `model` is None when
    no model is wanted. An `openai_api_key` of "" is right for local servers that need none.
    `model_seconds` is the budget of one case for all its model calls. `second_look` lets the model judge a draft once more.
    """

    data_dir: Path
    database_url: str = field(repr=False)  # may hold a password
    company_file: Path | None = None
    openai_api_key: str = field(default="", repr=False)
    openai_base_url: str | None = None
    model: str | None = None
    depth: Depth = Depth.SLOTS
    model_seconds: float = 40.0
    second_look: bool = False
    log_level: str = "WARNING"

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, here: Path = Path()) -> "Settings":
        """Read the environment; an empty value counts as not set. Relative paths start at `here`.

        Raises:
            BadInput: its hint names every problem, and what to put.
        """
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        problems = [*_unknown(given), *_lacking(given)]

        def take(name: str, read: Callable[[str], Value], default: Value) -> Value:
            if name not in given:
                return default
            try:
                return read(given[name])
            except _Unfit as unfit:
                problems.append(Problem(name, unfit.says))
                return default

        data_dir = take("HIGHROAD_DATA_DIR", lambda text: _folder(text, here), platformdirs.user_data_path("highroad", appauthor=False))
        usual = here / DEFAULT_COMPANY_FILE
        settings = cls(
            data_dir=data_dir,
            database_url=take("DATABASE_URL", _database, f"sqlite:///{data_dir / 'highroad.sqlite3'}"),
            company_file=take("HIGHROAD_COMPANY_FILE", lambda text: _file(text, here), usual if usual.exists() else None),
            openai_api_key=given.get("OPENAI_API_KEY", ""),
            openai_base_url=take("OPENAI_BASE_URL", _address, None),
            model=given.get("HIGHROAD_MODEL"),
            depth=take("HIGHROAD_DEPTH", _depth, Depth.SLOTS),
            model_seconds=take("HIGHROAD_MODEL_SECONDS", _seconds, 40.0),
            second_look=take("HIGHROAD_SECOND_LOOK", _yes_or_no, False),
            log_level=take("HIGHROAD_LOG_LEVEL", _level, "WARNING"),
        )
        if problems:
            raise refusal("The environment", problems)
        return settings


def _unknown(given: Mapping[str, str]) -> list[Problem]:
    """Names that look like one of ours but for a slip; others may belong to somebody else."""
    ours = {known.removeprefix(PREFIX).lower(): known for known in NAMES if known.startswith(PREFIX)}
    strange = [name for name in sorted(given) if name.startswith(PREFIX) and name not in NAMES]
    near = {name: closest(name.removeprefix(PREFIX), ours) for name in strange}
    return [Problem(name, say("is not known; did you mean {name}?", name=ours[meant])) for name, meant in near.items() if meant]


def _lacking(given: Mapping[str, str]) -> list[Problem]:
    if "HIGHROAD_MODEL" in given and "OPENAI_API_KEY" not in given and "OPENAI_BASE_URL" not in given:
        missing = say("is not set, and the model needs it. Put your key, or set OPENAI_BASE_URL to a server of yours that needs none.")
        return [Problem("OPENAI_API_KEY", missing)]
    return []


def _file(text: str, here: Path) -> Path:
    path = here / Path(text).expanduser()
    if not path.is_file():
        raise _Unfit(say("there is no file {path}. Put the path of yours; highroad.example.toml is one to copy.", path=str(path)))
    return path


def _folder(text: str, here: Path) -> Path:
    path = here / Path(text).expanduser()
    if path.exists() and not path.is_dir():
        raise _Unfit(say("{path} is a file. Put the path of a folder; it is made when it is not there.", path=str(path)))
    return path


def _database(text: str) -> str:
    beginning = next((known for known in DATABASES if text.startswith(known)), None)
    if beginning is None or text in {beginning, beginning + ":memory:"}:
        raise _Unfit(say("must look like postgresql://user:password@host/highroad or sqlite:///folder/highroad.sqlite3"))
    return text


def _address(text: str) -> str:
    try:
        address = urlsplit(text)
        fits = address.scheme in {"http", "https"} and bool(address.hostname) and (address.port or 1) > 0
    except ValueError:  # a port that is no number, brackets that do not close
        fits = False
    if not fits:
        raise _Unfit(say("must be an address such as https://api.openai.com/v1 or http://localhost:11434/v1"))
    return text.rstrip("/")


def _depth(text: str) -> Depth:
    if text.lower() not in list(Depth):
        raise _Unfit(say("must be free (large models write whole texts) or slots (small ones fill in short pieces)"))
    return Depth(text.lower())


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds <= MOST_SECONDS:
        raise _Unfit(say("must be a number of seconds above 0 and up to {most}, such as 40", most=int(MOST_SECONDS)))
    return seconds


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise _Unfit(say("must be yes or no"))
    return text.lower() == "yes"


def _level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise _Unfit(say("must be one of {levels}", levels=", ".join(LOG_LEVELS)))
    return text.upper()

"""The shape of the company file: a model for each table, and in words what each value must be."""

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args
from zoneinfo import available_timezones

from babel import localedata
from babel.numbers import is_currency
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.domain.company import RemedyKind, Role
from bot.domain.phrase import Phrase, say
from bot.prompting.catalogue import LANGUAGES

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)


@dataclass(frozen=True, slots=True)
class Must:
    """What a value must be, after the words "must be"."""

    what: Phrase


def _amount(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def clock(value: Any) -> Any:
    """A time written as text becomes a time; anything else stays as it is."""
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    return value


def _role(value: Any) -> Role:
    return _one_of({role.name.lower(): role for role in Role}, value)


def _granting(value: Any) -> Role:
    return _one_of({role.name.lower(): role for role in Role if role >= Role.APPROVER}, value)


def _one_of(known: dict[str, Role], value: Any) -> Role:
    if not isinstance(value, str) or value not in known:
        raise ValueError(value)
    return known[value]


def _true(holds: bool) -> None:
    if not holds:
        raise ValueError


def _currency(value: str) -> str:
    _true(value.isupper() and is_currency(value))
    return value


def _zone(value: str) -> str:
    _true(value in available_timezones())
    return value


def _language(value: str) -> str:
    _true(bool(re.fullmatch("[a-z]{2}", value)) and localedata.exists(value) and value not in {"no", "nn"})
    return value


def _team_language(value: str) -> str:
    _true(value in LANGUAGES)
    return value


def _number(value: str) -> str:
    _true(bool(re.fullmatch(r"\+?[0-9][0-9 ()/.-]{1,29}", value)) and sum(letter.isdigit() for letter in value) >= 3)
    return value


Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")]
Lines = Annotated[str, Field(max_length=500, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
Minutes = Annotated[int, Field(ge=1, le=43_200)]
ONE_LINE = Must(say("one line of text"))
SHORT_NAME = Must(say('a short name in small letters, digits, _ or -, such as "refund"'))
AMOUNT = Must(say("a positive amount such as 50 or 19.90"))
DAY_LIST = Must(say("days out of {days}", days=", ".join(DAYS)))
BY_SEVERITY = Must(say("minutes by severity, such as {example}, each from 1 to 43200", example="{ 1 = 480, 2 = 120 }"))
MINUTES = Must(say("a whole number of minutes, from 1 to 43200 (30 days)"))
HOUR = Must(say('a time of day such as "09:00"'))


class Table(BaseModel):
    """A table of the file; what is not named here is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class RemedyTable(Table):
    """`[[remedies]]`"""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$"), SHORT_NAME]
    kind: Annotated[RemedyKind, Field(strict=False), Must(say("one of {known}", known=", ".join(RemedyKind)))]
    title: Annotated[Text, ONE_LINE]
    limit: Annotated[Decimal | None, BeforeValidator(_amount), Field(gt=0, max_digits=12, decimal_places=2), AMOUNT] = None
    currency: Annotated[str | None, AfterValidator(_currency), Must(say('a currency in three capital letters, such as "EUR"'))] = None
    granted_by: Annotated[Role, BeforeValidator(_granting), Must(say('"approver" or "manager"'))] = Role.APPROVER


class PersonTable(Table):
    """`[[people]]`"""

    id: Annotated[Text, Must(say('the person\'s id, such as "slack:U012AB3CD"'))]
    name: Annotated[Text, ONE_LINE]
    role: Annotated[Role, BeforeValidator(_role), Must(say('"member", "approver" or "manager"'))] = Role.MEMBER


class PhoneLineTable(Table):
    """`[[phone_lines]]`"""

    number: Annotated[str, AfterValidator(_number), Must(say('a phone number such as "+47 22 00 00 00"'))]
    opens: Annotated[time, BeforeValidator(clock), HOUR]
    closes: Annotated[time, BeforeValidator(clock), HOUR]
    days: Annotated[list[Day], Field(min_length=1), DAY_LIST] = list(DAYS[:5])


class ClocksTable(Table):
    """`[clocks]`"""

    due_minutes: Annotated[dict[Literal["1", "2", "3", "4"], Minutes], BY_SEVERITY] = {}
    public_due_minutes: Annotated[Minutes, MINUTES] = 60
    follow_up_days: Annotated[int, Field(ge=1, le=90), Must(say("a whole number of days, from 1 to 90"))] = 5


class CompanyTable(Table):
    """The whole file."""

    name: Annotated[Text, ONE_LINE] = ""
    signature: Annotated[Lines, Must(say("text of at most 500 characters"))] = ""
    voice: Annotated[Literal["I", "we"], Must(say('"I" or "we"'))] = "I"
    formal: Annotated[bool, Must(say("true or false"))] = True
    team_language: Annotated[str, AfterValidator(_team_language), Must(say("one of {known}", known=", ".join(LANGUAGES)))] = "en"
    time_zone: Annotated[str, AfterValidator(_zone), Must(say('a time zone such as "Europe/Oslo"'))] = "UTC"
    languages: Annotated[list[Annotated[str, AfterValidator(_language)]], Must(say('language codes such as ["en", "de", "nb"]'))] = []
    retention_days: Annotated[int, Field(ge=1, le=3650), Must(say("a whole number of days, from 1 to 3650"))] = 730
    plays_folder: Annotated[Text | None, Must(say("the path of a folder"))] = None
    review_folder: Annotated[Text | None, Must(say("the path of a folder"))] = None
    softened: Annotated[list[Text], Must(say('rules of the review, such as ["canned", "too_long"]'))] = []
    remedies: Annotated[list[RemedyTable], Must(say("tables that begin with [[{name}]]", name="remedies"))] = []
    people: Annotated[list[PersonTable], Must(say("tables that begin with [[{name}]]", name="people"))] = []
    named: Annotated[dict[str, str], Must(say("the ids of people, such as {example}", example='legal = "slack:U012AB3CD"'))] = {}
    phone_lines: Annotated[list[PhoneLineTable], Must(say("tables that begin with [[{name}]]", name="phone_lines"))] = []
    clocks: Annotated[ClocksTable, Must(say("a table that begins with [{name}]", name="clocks"))] = ClocksTable()

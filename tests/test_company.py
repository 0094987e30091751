"""The company file: the example loads, and every mistake is named at once."""

from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.company import load_company
from bot.domain.company import Clocks, Company, RemedyKind, Role
from bot.domain.errors import BadInput
from bot.domain.facts import FIXED_ROUTE
from bot.domain.questions import NOT_SURE

EXAMPLE = Path(__file__).parent.parent / "highroad.example.toml"
ANA = '[[people]]\nid = "slack:ana"\nname = "Ana"\nrole = "manager"\n'
PEOPLE = f'{ANA}[[people]]\nid = "slack:bo"\nname = "Bo"\nrole = "approver"\n'


def a_file(folder: Path, text: str) -> Path:
    path = folder / "highroad.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    """The problems that people are told of, one a line, without the lines' dashes."""
    with pytest.raises(BadInput) as refused:
        load_company(a_file(folder, text))
    return [line.removeprefix("- ") for line in str(refused.value.hint).splitlines() if line.startswith("- ")]


def test_without_a_file_nothing_is_promised() -> None:
    assert load_company(None) == Company()


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert load_company(a_file(tmp_path, "")) == Company()


def test_the_example_loads_and_shows_every_key() -> None:
    company = load_company(EXAMPLE)

    refund = company.remedy("large_refund")
    assert refund is not None
    assert (refund.kind, refund.limit, refund.currency, refund.granted_by) == (RemedyKind.REFUND, Decimal(1000), "EUR", Role.MANAGER)
    assert [person.role for person in company.people] == [Role.MANAGER, Role.APPROVER, Role.MEMBER]
    assert set(company.named) == {*FIXED_ROUTE, "wants_boss"}
    assert (company.phone_lines[1].opens, company.phone_lines[1].days) == (time(10), (5,))
    assert set(RemedyKind) - {remedy.kind for remedy in company.remedies} == {RemedyKind.DISCOUNT}
    text = EXAMPLE.read_text(encoding="utf-8")
    left_out = {key for key in Company.__dataclass_fields__ if f"\n{key} = " not in text and f"[{key}]" not in text}
    assert left_out == {"plays_folder", "review_folder"}


def test_who_has_no_person_of_its_own_goes_to_the_one_for_otherwise(tmp_path: Path) -> None:
    company = load_company(a_file(tmp_path, PEOPLE + '[named]\nlegal = "slack:bo"\notherwise = "slack:ana"\n'))

    assert company.named == {**dict.fromkeys(FIXED_ROUTE, "slack:ana"), "legal": "slack:bo"}


def test_amounts_are_exact(tmp_path: Path) -> None:
    text = '[[remedies]]\nid = "a"\nkind = "refund"\ntitle = "A"\nlimit = 19.90\ncurrency = "EUR"\n'

    assert load_company(a_file(tmp_path, text)).remedies[0].limit == Decimal("19.90")


def test_clocks_that_are_not_given_keep_their_usual_time(tmp_path: Path) -> None:
    company = load_company(a_file(tmp_path, "[clocks]\ndue_minutes = { 1 = 600 }\n"))

    assert company.clocks == Clocks(due_minutes={1: 600, 2: 120, 3: 30, 4: 15})


def test_hours_may_be_written_with_or_without_quotes_and_days_are_in_order(tmp_path: Path) -> None:
    text = '[[phone_lines]]\nnumber = "116 123"\nopens = 09:30:00\ncloses = "17:00"\ndays = ["sun", "mon", "sun"]\n'

    line = load_company(a_file(tmp_path, text)).phone_lines[0]

    assert (line.opens, line.closes, line.days) == (time(9, 30), time(17), (0, 6))


def test_the_folder_of_plays_is_the_one_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plays").mkdir()
    monkeypatch.chdir("/")

    assert load_company(a_file(tmp_path, 'plays_folder = "plays"')).plays_folder == str(tmp_path / "plays")


def test_a_mark_before_the_text_does_no_harm(tmp_path: Path) -> None:
    assert load_company(a_file(tmp_path, '\ufeffname = "Nordlys"')).name == "Nordlys"


def test_five_mistakes_are_told_at_once_from_top_to_bottom(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        """\
nme = "Nordlys"
time_zone = "Europe/Olso"

[[remedies]]
id = "refund"
kind = "refund"
title = "Refund"

[[remedies]]
id = "voucher"
kind = "credit"
title = "Voucher"
limit = -20
currency = "EUR"
granted_by = "boss"

[named]
legal = "slack:nobody"
""",
    )

    assert told == [
        "nme: is not known; did you mean name? (line 1)",
        'time_zone: must be a time zone such as "Europe/Oslo"; found “Europe/Olso” (line 2)',
        "remedies[2].limit: must be a positive amount such as 50 or 19.90; found -20 (line 13)",
        'remedies[2].granted_by: must be "approver" or "manager"; found “boss” (line 15)',
        "named.legal: people has nobody with the id “slack:nobody” (line 18)",
    ]


REMEDY = '[[remedies]]\nid = "a"\nkind = "gesture"\ntitle = "A"\n'
LINE = '[[phone_lines]]\nnumber = "+47 22 00 00 00"\nopens = "09:00"\ncloses = "17:00"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('name = ""', "name: must be one line of text"),
        ('name = "two\\nlines"', "name: must be one line of text"),
        ("formal = 1", "formal: must be true or false; found 1"),
        ('voice = "you"', 'voice: must be "I" or "we"'),
        ('team_language = "fr"', "team_language: must be one of en, de, nb, lt, bn"),
        ('time_zone = "Europe"', "time_zone: must be a time zone"),
        ('languages = "en"', "languages: must be language codes"),
        ('languages = ["en", "no"]', "languages[2]: must be language codes"),
        ('languages = ["xx"]', "languages[1]: must be language codes"),
        ("retention_days = 0", "retention_days: must be a whole number of days, from 1 to 3650"),
        ("retention_days = 30.5", "retention_days: must be a whole number"),
        ('plays_folder = "nowhere"', "plays_folder: there is no folder"),
        ('colour = "red"', "colour: is not known; known are name, signature"),
        ("clocks = 3", "clocks: must be a table that begins with [clocks]"),
        ("remedies = 3", "remedies: must be tables that begin with [[remedies]]"),
        ("remedies = [3]", "remedies[1]: must be tables that begin with [[remedies]]"),
        ('[remedies]\nid = "a"', "remedies: must be tables that begin with [[remedies]]; found a table"),
        ('[[remedies]]\nid = "a"', "remedies[1].kind: is missing; it must be one of refund"),
        (REMEDY.replace("gesture", "hug"), "remedies[1].kind: must be one of refund"),
        (REMEDY.replace('"a"', '"A B"'), "remedies[1].id: must be a short name"),
        (REMEDY.replace('"a"', '"none"'), "remedies[1].id: “none” already has a meaning here"),
        (REMEDY.replace('"a"', f'"{NOT_SURE}"'), "remedies[1].id: “not_sure” already has a meaning here"),
        (REMEDY + REMEDY, "remedies[2].id: “a” is there twice"),
        (REMEDY + "limit = 5", "remedies[1].limit: needs a currency beside it"),
        (REMEDY + 'currency = "EUR"', "remedies[1].currency: needs a limit beside it"),
        (REMEDY + 'limit = 5\ncurrency = "EURO"', "remedies[1].currency: must be a currency in three capital letters"),
        (REMEDY + 'limit = 5\ncurrency = "eur"', "remedies[1].currency: must be a currency in three capital letters"),
        (REMEDY + 'limit = 5.001\ncurrency = "EUR"', "remedies[1].limit: must be a positive amount"),
        (REMEDY + 'limit = inf\ncurrency = "EUR"', "remedies[1].limit: must be a positive amount"),
        (REMEDY + 'limit = true\ncurrency = "EUR"', "remedies[1].limit: must be a positive amount"),
        (REMEDY + 'limit = "5"\ncurrency = "EUR"', "remedies[1].limit: must be a positive amount"),
        (REMEDY + 'granted_by = "member"', "remedies[1].granted_by: must be"),
        (REMEDY + "retention_days = 3", "remedies[1].retention_days: belongs to the top of the file"),
        (REMEDY + "titel = 3", "remedies[1].titel: is not known; did you mean title?"),
        (REMEDY + 'granted_by = "manager"\n' + ANA.replace("manager", "approver"), "remedies[1].granted_by: only a manager may grant this"),
        (PEOPLE + PEOPLE, "people[3].id: “slack:ana” is there twice"),
        (ANA.replace("manager", "member"), "people: nobody may approve"),
        (ANA.replace("manager", "chief") + ANA.replace("ana", "bo"), 'people[1].role: must be "member", "approver" or "manager"'),
        (ANA + '[named]\nlegl = "slack:ana"', "named.legl: is not known; did you mean legal?"),
        (ANA + '[named]\nweather = "slack:ana"', "named.weather: is not known; known are legal"),
        (ANA + "[named]\nlegal = 5", "named.legal: must be the ids of people"),
        ('[named]\nlegal = "slack:ana"', "named.legal: people has nobody"),
        (LINE.replace("+47 22 00 00 00", "call us"), "phone_lines[1].number: must be a phone number"),
        (LINE.replace('"09:00"', '"9"'), "phone_lines[1].opens: must be a time of day"),
        (LINE.replace('"09:00"', "9"), "phone_lines[1].opens: must be a time of day"),
        (LINE.replace('"09:00"', '"25:00"'), "phone_lines[1].opens: must be a time of day"),
        (LINE.replace("17:00", "08:00"), "phone_lines[1].closes: must be later than opens"),
        (LINE + 'days = ["monday"]', "phone_lines[1].days[1]: must be days out of mon"),
        (LINE + "days = []", "phone_lines[1].days: must be days out of mon"),
        ("[clocks]\ndue_minutes = { 5 = 3 }", "clocks.due_minutes.5: must be minutes by severity"),
        ("[clocks]\ndue_minutes = { 1 = 0 }", "clocks.due_minutes.1: must be minutes by severity"),
        ("[clocks]\ndue_minutes = { 4 = 500 }", "clocks.due_minutes: the graver a case, the sooner its answer"),
        ("[clocks]\npublic_due_minutes = true", "clocks.public_due_minutes: must be a whole number of minutes"),
        ("[clocks]\nfollow_up = 3", "clocks.follow_up: is not known; did you mean follow_up_days?"),
    ],
)
def test_a_mistake_is_named_with_its_path_and_what_to_put(text: str, problem: str, tmp_path: Path) -> None:
    told = problems(tmp_path, text)

    assert any(line.startswith(problem) for line in told), told


TABLES = {
    "": Company.__dataclass_fields__,
    "[[remedies]]": ("id", "kind", "title", "limit", "currency", "granted_by"),
    "[[people]]": ("id", "name", "role"),
    "[named]": ("legal", "otherwise"),
    "[[phone_lines]]": ("number", "opens", "closes", "days"),
    "[clocks]": ("due_minutes", "public_due_minutes", "follow_up_days"),
}


ODD = ["-1", "nan", "[[]]", "[{}]", "{ a = [1] }", "2026-01-05", "2026-01-05T10:00:00Z", '"\\u0000"', '""']


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [(table, key, value) for table, keys in TABLES.items() for key in keys for value in ODD if (key, value) != ("signature", '""')],
)
def test_no_key_takes_a_value_that_makes_no_sense_and_none_breaks_the_check(table: str, key: str, value: str, tmp_path: Path) -> None:
    told = problems(tmp_path, f"{table}\n{key} = {value}\n")

    name = table.strip("[]")
    assert any(line.startswith(f"{name}[1].{key}" if table.startswith("[[") else f"{name}.{key}".lstrip(".")) for line in told), told


def test_a_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load_company(tmp_path / "nowhere.toml")

    assert f"There is no company file {tmp_path}/nowhere.toml." in str(refused.value.hint)


@pytest.mark.parametrize("text", ["name = Nordlys", "[[remedies]\n", "a = " + "[" * 5000, "limit = 1e99999999999999999999"])
def test_what_is_not_toml_is_told_plainly(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load_company(a_file(tmp_path, text))

    assert "cannot be read as TOML" in str(refused.value.hint)


def test_a_folder_and_a_file_in_another_encoding_are_told_plainly(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes('name = "Größe"'.encode("latin-1"))

    for path, words in ((tmp_path, "I cannot read"), (latin, "is no text in UTF-8")):
        with pytest.raises(BadInput) as refused:
            load_company(path)
        assert words in str(refused.value.hint)


def test_rules_that_are_no_laws_can_be_softened_and_laws_cannot(tmp_path: Path) -> None:
    company = load_company(a_file(tmp_path, 'softened = ["canned"]'))

    [law] = problems(tmp_path, 'softened = ["invented_fact"]')
    [slip] = problems(tmp_path, 'softened = ["caned"]')

    assert company.softened == {"canned"}
    assert law.startswith("softened[1]: “invented_fact” protects what everybody must be able to rely on")
    assert slip.startswith("softened[1]: is not known; did you mean canned?")


def test_the_folder_of_the_review_is_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()

    assert load_company(a_file(tmp_path, 'review_folder = "ours"')).review_folder == str(tmp_path / "ours")
    assert problems(tmp_path, 'review_folder = "nowhere"')[0].startswith("review_folder: there is no folder")

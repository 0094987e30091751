"""The documents say what the code does."""

import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path
from typing import get_args

import pytest

from bot.company.shape import CompanyTable
from bot.domain.facts import KINDS, with_derived
from bot.domain.playbook import GUIDANCE
from bot.domain.stage import Stage
from bot.prompting.play import KEYS
from bot.prompting.playbook import load_playbook
from bot.settings import NAMES
from handlers.command.arguments import parser

ROOT = Path(__file__).parents[1]
PAGES = ("NOTICE", *(page.relative_to(ROOT).as_posix() for page in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])))
# Files that a reader makes, and folders that tools make.
YOURS = ("highroad.toml", "./highroad.toml", ".venv/")
WORDS = {
    *("complaint", "place", "case", "team", "reporter", "approver", "reading", "motive", "impact", "heat", "magnitude", "play", "plan"),
    *("medium", "question", "draft", "commitment", "remedy", "finding", "decision", "outcome", "register"),
    *("acknowledgement", "statement", "review request", "twin", "head", "signal", "fact", "stage", "fixed route", "alarm", "wish"),
    *("surface", "brief", "slot", "rule", "attack", "redaction"),
}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its kind."""
    found = re.search(rf"(?ms)^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text_of(page))
    assert found, f"{page} has no section {heading!r}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """The first column of the tables, without their heads."""
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")]
    heads = {place - 1 for place, cell in enumerate(rows) if cell == "---"}
    return [cell for place, cell in enumerate(rows) if cell != "---" and place not in heads]


def quoted(text: str) -> list[str]:
    """Everything between backticks, outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))


def commands() -> dict[str, ArgumentParser]:
    action = next(action for action in parser()._actions if isinstance(action, _SubParsersAction))
    return dict(action.choices)


def test_the_settings_table_names_every_setting() -> None:
    assert sorted(first_cells(section("README.md", "Settings"))) == sorted(f"`{name}`" for name in NAMES)


def test_the_table_of_commands_is_the_parsers() -> None:
    told = [cell.strip("`").split()[1] for cell in first_cells(section("README.md", "Commands"))]

    assert sorted(told) == sorted(commands())


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_that_is_told_of_exists(page: str) -> None:
    typed = [*quoted(text_of(page)), *text_of(page).split("\n```")[1::2]]
    lines = [line.removeprefix("highroad ") for block in typed for line in block.splitlines() if line.startswith("highroad ")]
    options = {name: set(command._option_string_actions) for name, command in commands().items()}

    for line in lines:
        name = line.split()[0]
        assert name in options, f"highroad {line}"
        assert set(re.findall(r"--[a-z]+", line)) <= options[name], f"highroad {line}"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_told_of_exists(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text_of(page)) if "://" not in link]
    bare = re.findall(r"(?m)(?:^| )((?:tests|prompts|docs|bot|handlers)/[\w/*.-]*\w/?)", text_of(page)) if page == "NOTICE" else []
    names = [name for name in (*quoted(text_of(page)), *bare) if is_path(name)]

    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []
    assert [name for name in names if not any(ROOT.glob(name.rstrip("/")))] == []


def is_path(name: str) -> bool:
    if not re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*/?", name) or name.startswith(YOURS):
        return False
    return "/" in name or name.endswith((".md", ".toml", ".lock", ".example", ".py", ".yaml"))


def test_every_process_of_the_procfile_is_a_command() -> None:
    processes = [line.partition(": ")[2].split() for line in text_of("Procfile").splitlines()]

    assert processes
    assert all(program == "highroad" and name in commands() for program, name in processes)


def test_each_word_is_explained_once() -> None:
    told = first_cells(section("README.md", "Words"))

    assert len(told) == len(set(told))
    assert set(told) == WORDS


def test_the_way_of_a_case_names_every_stage() -> None:
    told = set(re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)?\b", section("README.md", "The way of a case").split("```")[1]))

    assert told == {stage.__name__ for stage in get_args(Stage)}


def test_every_target_that_is_told_of_is_in_the_makefile() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", text_of("Makefile")))

    told = {name for page in PAGES for name in re.findall(r"(?m)(?:`|^)make ([a-z]+)", text_of(page))}

    assert {"run", "test", "train"} <= told <= targets


def test_every_package_has_its_reason() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]

    told = first_cells(section("docs/decisions.md", "What it depends on"))

    assert sorted(told) == sorted(f"`{re.split(r'[^a-z0-9-]', package)[0]}`" for package in wanted)


def test_every_decision_has_its_context_and_its_consequence() -> None:
    decisions = re.split(r"(?m)^## ", text_of("docs/decisions.md"))[1:-1]

    assert len(decisions) >= 10
    for decision in decisions:
        assert re.findall(r"(?m)^\*(\w+)\.\*", decision) == ["Context", "Decision", "Consequence"], decision


def test_every_key_of_a_play_is_explained() -> None:
    assert sorted(first_cells(section("docs/playbook.md", "The header"))) == sorted(f"`{key}`" for key in KEYS)


def test_every_fact_is_told_with_its_source_and_values() -> None:
    told = {}
    for row in [line.split("|")[1:-1] for line in section("docs/playbook.md", "The facts").splitlines() if line.startswith("| `")]:
        for name in re.findall(r"`(\w+)`", row[0]):
            told[name] = (row[1].strip(), row[2].strip().replace("`", ""))

    assert told == {
        kind.name: (str(kind.source), f"{kind.low} to {kind.high}" if kind.numeric else ", ".join(kind.values)) for kind in KINDS.values()
    }


def test_every_piece_of_guidance_is_explained() -> None:
    assert sorted(first_cells(section("docs/playbook.md", "The guidance"))) == sorted(GUIDANCE)


def test_the_play_in_the_documents_can_be_used_as_it_stands(tmp_path: Path) -> None:
    example = section("docs/playbook.md", "A play").split("```")[1].strip()
    (tmp_path / "wedding.md").write_text(example, encoding="utf-8")

    play = load_playbook(tmp_path).by_id["wedding-day"]

    facts = with_derived({"cause": "late", "heat": 8})
    assert play.applies(facts)
    assert play.guidance.count("GOOD:") == 1


def test_every_key_of_the_company_file_is_explained() -> None:
    told = [cell.strip("`") for cell in first_cells(text_of("docs/company-file.md"))]

    assert told == list(CompanyTable.model_fields)

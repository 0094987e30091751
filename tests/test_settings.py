"""Settings from the environment: right by default, checked as a whole."""

from pathlib import Path

import pytest

from bot.domain.errors import BadInput
from bot.settings import NAMES, Depth, Settings


def told(env: dict[str, str], *, here: Path = Path()) -> str:
    with pytest.raises(BadInput) as refused:
        Settings.from_env(env, here=here)
    return str(refused.value.hint)


def test_an_empty_environment_works_offline_with_a_file_of_its_own(tmp_path: Path) -> None:
    settings = Settings.from_env({}, here=tmp_path)

    assert settings.company_file is None
    assert settings.model is None
    assert settings.depth is Depth.SLOTS
    assert settings.model_seconds == 40.0
    assert settings.database_url == f"sqlite:///{settings.data_dir}/highroad.sqlite3"


def test_the_company_file_beside_us_is_taken_by_itself(tmp_path: Path) -> None:
    (tmp_path / "highroad.toml").touch()

    assert Settings.from_env({}, here=tmp_path).company_file == tmp_path / "highroad.toml"


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").touch()

    settings = Settings.from_env(
        {
            "HIGHROAD_COMPANY_FILE": "ours.toml",
            "DATABASE_URL": "postgresql://ana:secret@db/highroad",
            "HIGHROAD_DATA_DIR": "data",
            "OPENAI_API_KEY": "sk-secret",
            "OPENAI_BASE_URL": "http://localhost:11434/v1/",
            "HIGHROAD_MODEL": " small ",
            "HIGHROAD_DEPTH": "Free",
            "HIGHROAD_MODEL_SECONDS": "12.5",
            "HIGHROAD_LOG_LEVEL": "debug",
        },
        here=tmp_path,
    )

    assert settings == Settings(
        company_file=tmp_path / "ours.toml",
        database_url="postgresql://ana:secret@db/highroad",
        data_dir=tmp_path / "data",
        openai_api_key="sk-secret",
        openai_base_url="http://localhost:11434/v1",
        model="small",
        depth=Depth.FREE,
        model_seconds=12.5,
        log_level="DEBUG",
    )


def test_the_data_folder_also_holds_the_usual_database(tmp_path: Path) -> None:
    assert Settings.from_env({"HIGHROAD_DATA_DIR": str(tmp_path)}).database_url == f"sqlite:///{tmp_path}/highroad.sqlite3"


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    assert Settings.from_env(dict.fromkeys(NAMES, " "), here=tmp_path) == Settings.from_env({}, here=tmp_path)


def test_no_secret_is_shown() -> None:
    settings = Settings.from_env({"OPENAI_API_KEY": "sk-hush", "DATABASE_URL": "postgresql://ana:hush@db/highroad"})

    assert "hush" not in repr(settings) + str(settings)


def test_all_problems_are_named_in_one_message_without_secrets(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    hint = told(
        {
            "HIGHROAD_COMPANY_FILE": "nowhere.toml",
            "DATABASE_URL": "mysql://ana:hush@db/highroad",
            "HIGHROAD_DATA_DIR": "file",
            "OPENAI_BASE_URL": "localhost:11434",
            "HIGHROAD_DEPTH": "deep",
            "HIGHROAD_MODEL_SECONDS": "soon",
            "HIGHROAD_LOG_LEVEL": "loud",
            "HIGHROAD_MODLE": "small",
        },
        here=tmp_path,
    )

    named = [line.split(":")[0].removeprefix("- ") for line in hint.splitlines() if line.startswith("- ")]
    assert sorted(named) == sorted(
        [
            "HIGHROAD_COMPANY_FILE",
            "DATABASE_URL",
            "HIGHROAD_DATA_DIR",
            "OPENAI_BASE_URL",
            "HIGHROAD_DEPTH",
            "HIGHROAD_MODEL_SECONDS",
            "HIGHROAD_LOG_LEVEL",
            "HIGHROAD_MODLE",
        ]
    )
    assert "did you mean HIGHROAD_MODEL?" in hint
    assert "hush" not in hint


def test_a_model_needs_a_key_or_a_server_of_ones_own() -> None:
    assert "OPENAI_API_KEY: is not set" in told({"HIGHROAD_MODEL": "large"})
    assert Settings.from_env({"HIGHROAD_MODEL": "large", "OPENAI_API_KEY": "sk-1"}).model == "large"
    assert Settings.from_env({"HIGHROAD_MODEL": "small", "OPENAI_BASE_URL": "http://[::1]:8000/v1"}).openai_api_key == ""


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "601", "forty", "1e9"])
def test_a_budget_is_a_number_of_seconds_within_reason(seconds: str) -> None:
    assert "HIGHROAD_MODEL_SECONDS: must be a number of seconds" in told({"HIGHROAD_MODEL_SECONDS": seconds})


@pytest.mark.parametrize("address", ["ftp://host/v1", "http://", "http://host:port/v1", "http://host:0x", "https://[::1", "host"])
def test_an_address_is_one_that_can_be_called(address: str) -> None:
    assert "OPENAI_BASE_URL: must be an address" in told({"OPENAI_BASE_URL": address})


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql:", "highroad.sqlite3", "oracle://x"])
def test_a_database_is_a_file_or_a_postgresql(url: str) -> None:
    assert "DATABASE_URL: must look like" in told({"DATABASE_URL": url})


def test_names_of_others_are_left_alone() -> None:
    assert Settings.from_env({"HIGHROAD_PAYROLL_SERVER": "x", "OPENAI_ORG_ID": "y", "PATH": "/bin"}).model is None


def test_the_example_names_every_setting_and_sets_none() -> None:
    lines = (Path(__file__).parent.parent / ".env.example").read_text().splitlines()

    named = {line.removeprefix("#").split("=")[0] for line in lines if "=" in line and line[1:2].isupper()}
    assert named == set(NAMES)
    assert [line for line in lines if line and not line.startswith("#")] == []


@pytest.mark.parametrize(("value", "wanted"), [("yes", True), ("No", False), ("", False)])
def test_the_second_look_is_off_unless_it_is_wanted(value: str, wanted: bool, tmp_path: Path) -> None:
    assert Settings.from_env({"HIGHROAD_SECOND_LOOK": value}, here=tmp_path).second_look is wanted


def test_a_second_look_is_yes_or_no() -> None:
    assert "HIGHROAD_SECOND_LOOK: must be yes or no" in told({"HIGHROAD_SECOND_LOOK": "maybe"})

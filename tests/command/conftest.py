"""The real program as a process of its own, as a person or a script would start it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Highroad = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def highroad(tmp_path: Path) -> Highroad:
    """Runs `highroad` with a data folder of its own and no other setting than the given ones."""

    def run(*arguments: str, text: str = "", env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "COVERAGE_PROCESS_START"}}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=text,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            cwd=tmp_path,
            env={**kept, "HIGHROAD_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})},
        )

    return run


def lines(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]

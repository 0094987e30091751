"""A desk over an empty database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk import Desk
from tests.stories.house import a_desk, a_store


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_store(tmp_path) as store:
        yield a_desk(store)

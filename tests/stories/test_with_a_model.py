"""The same talk with a language model beside it."""

from pathlib import Path

from bot.domain.ids import CaseId
from handlers.console.chat import CONSOLE
from tests.fakes.model import ScriptedModel
from tests.stories.house import a_desk, a_store, talk

GRINDER = "The grinder turned up three weeks late and in pieces. I want my money back, every cent. Derek"
REPLY = (
    "Dear Derek,\n\nThe grinder came three weeks late and in pieces, and that was our mistake. I am sorry for that. "
    "I am looking into it myself. Where may I write to you about it?\n\nAna Berg, Nordlys Coffee"
)


async def test_the_draft_is_shown_as_the_model_writes_it(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        screen = await talk(a_desk(store, model=ScriptedModel(REPLY, REPLY, REPLY)), GRINDER, "d")

    assert "".join(piece for piece in screen.worked if "…" not in piece).startswith(REPLY)
    assert "written by the language model scripted" in screen.after("d")


async def test_a_model_that_is_away_is_told_and_the_draft_comes_all_the_same(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        desk = a_desk(store, model=ScriptedModel())
        screen = await talk(desk, GRINDER, "d")
        case = await desk.show(CONSOLE, CaseId("case-1"))

    assert "The language model is away, so I wrote this myself." in screen.after("d")
    assert case.drafts[0].made_by == "offline"

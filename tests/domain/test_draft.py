"""Drafts and what the review says of them."""

import pytest

from bot.domain.draft import Draft, Level
from tests.domain.building import a_draft, a_finding

MILD = (a_finding("shouting", Level.WARN), a_finding("canned", Level.REPAIR))


@pytest.mark.parametrize(
    ("draft", "ready"), [(a_draft(1), True), (a_draft(1, *MILD), True), (a_draft(1, *MILD, a_finding("sorry_but")), False)]
)
def test_only_blocking_findings_keep_a_draft_from_being_ready(draft: Draft, ready: bool) -> None:
    assert draft.ready is draft.reviewed.ready is ready


def test_the_blocking_findings_are_told_from_the_others() -> None:
    draft = a_draft(1, *MILD, a_finding("sorry_but"))

    assert [finding.rule for finding in draft.reviewed.blocking] == ["sorry_but"]

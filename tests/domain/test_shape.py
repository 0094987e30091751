"""Scripts: whether the letters are those of the language."""

import pytest

from bot.domain.shape import other_script


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("We are sorry about the broken lamp.", "en", False),
        ("We are sorry about the broken lamp.", "bn", True),
        ("ভাঙা বাতির জন্য আমরা দুঃখিত।", "bn", False),
        ("ভাঙা বাতির জন্য আমরা দুঃখিত।", "de", True),
        ("壊れたランプについて本当に申し訳ありません", "ja", False),
        ("дякую", "en", False),
    ],
)
def test_a_text_in_letters_that_its_language_does_not_use_is_seen(text: str, language: str, other: bool) -> None:
    assert other_script(text, language) is other

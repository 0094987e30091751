"""Characters that nobody sees are taken out; those that a script needs stay."""

import pytest

from bot.intake import take_in


@pytest.mark.parametrize(
    "hidden",
    ["\0", "\u200b", "\u202e", "\u2066", "\u200f", "\u2060", "\U000e0041", "\ufe01", "\u3164", "\x07", "\x1b", "\ud800", "\U000e0101"],
)
def test_invisible_characters_are_removed_and_told(hidden: str) -> None:
    complaint = take_in(f"I want my mon{hidden}ey back{hidden}.")

    assert complaint.text == "I want my money back."
    assert any("Invisible" in warning for warning in complaint.warnings)


@pytest.mark.parametrize(
    "text", ["র‍্যাব আমার টাকা ফেরত দাও", "কাল‌কে আসেনি", "This 👩‍👩‍👧 and ❤️ and 👍🏽 and 1️⃣", "می‌خواهم پولم را پس بگیرم", "a\u00a0b\tc"]
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    complaint = take_in(text)

    assert complaint.text == text
    assert complaint.warnings == ()


def test_joiners_cannot_carry_a_hidden_message() -> None:
    assert take_in("র" + "\u200d\u200c" * 50 + "য় টাকা").text == "র\u200dয় টাকা"
    assert take_in("pass\u200dword").text == "password"


def test_a_byte_order_mark_and_soft_hyphens_are_no_cause_for_a_warning() -> None:
    complaint = take_in("\ufeffMein Wasser\u00adkocher ist undicht.")

    assert complaint.text == "Mein Wasserkocher ist undicht."
    assert complaint.warnings == ()

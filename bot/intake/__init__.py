"""What people hand in, raw mail or text, turned into a complaint in the customer's own words."""

from bot.intake.characters import check_text, decode_file
from bot.intake.files import read_file
from bot.intake.taking import MOST, take_in

__all__ = ["MOST", "check_text", "decode_file", "read_file", "take_in"]

"""What people hand in, raw mail or text, turned into a complaint in the customer's own words."""

from bot.intake.files import read_file
from bot.intake.taking import take_in

__all__ = ["read_file", "take_in"]

"""What a team can do with a complaint: the use cases, one face for every surface."""

from bot.desk.desk import Desk

__all__ = ["Desk"]

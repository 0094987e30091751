"""`highroad doctor`: looks at everything that highroad needs, and says what to do where something is missing."""

from bot.doctor.check import Check, Probe, Seen, State
from bot.doctor.examine import examine
from bot.doctor.probes import database

__all__ = ["Check", "Probe", "Seen", "State", "database", "examine"]

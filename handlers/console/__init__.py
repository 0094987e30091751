"""The terminal: a dialogue for a person at a keyboard, and a sample that plays by itself."""

from handlers.console.chat import chat
from handlers.console.play import play_sample

__all__ = ["chat", "play_sample"]

"""A language model as reader, writer and translator."""

from bot.writer.model_drafting import draft_with_model, translate_with_model
from bot.writer.model_reading import read_with_model

__all__ = ["draft_with_model", "read_with_model", "translate_with_model"]

"""Personal data out of a text before a language model sees it, and back into what it answers."""

from bot.intake.redacting.spans import Kind
from bot.intake.redacting.vault import Redacted, Vault, case_vault, redact

__all__ = ["Kind", "Redacted", "Vault", "case_vault", "redact"]

"""The company file: what the company may offer, who decides, by when; in TOML, checked as a whole."""

from bot.company.load import load_company

__all__ = ["load_company"]

"""The adapters, each against the real thing."""

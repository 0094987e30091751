"""Wording kept in files: parsed and checked at start-up, rendered with named inputs, known by fingerprint."""

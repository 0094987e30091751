"""Surfaces: events in, pure views out, no decision of their own."""

"""Intake: what people hand in becomes the customer's own words."""

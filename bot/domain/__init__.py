"""The rules of the work. Standard library only."""

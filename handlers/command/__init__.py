"""The command line: one message or many, in and out as text or in the stable form."""

"""The words, forwarded and answered in every shape, that the intake tests share."""

from pathlib import Path

DATA = Path(__file__).parent / "data"

WORDS = "My kettle leaked all over the kitchen floor and nobody answered me for a whole week. I want my money back."
REPLY = "Dear customer,\n\nThank you for your message. Your ticket is 4711.\n\nKind regards\nSupport"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def an_eml(body: str, *, headers: str = "Content-Type: text/plain; charset=utf-8", sender: str = "Jane Roe <jane@mail.example>") -> bytes:
    head = f"From: {sender}\nTo: help@shop.example\nSubject: kettle\nDate: Mon, 2 Mar 2026 09:14:00 +0200\nMIME-Version: 1.0\n{headers}\n\n"
    return f"{head}{body}".encode()

"""How much of what must not leave the house stays in: `python -m benchmarks.quality.redaction` from the top folder.

Counts the secrets of made-up messages in seven languages that are still readable after redaction, by kind and
language, and the redactions in messages that hold none; prints one table.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.intake.redacting import redact
from tests.fakes.secrets import LANGUAGES, Seeded, seeded

ROUNDS = 40
SEED = 20  # not the one that the tests use
MESSAGES = Path(__file__).with_name("messages.jsonl")


def missed(message: Seeded) -> Iterator[str]:
    """The kinds of the secrets that can still be read."""
    left = redact(message.text).text.casefold()
    return (kind for kind, value in message.secrets if value.casefold() in left)


def main() -> None:
    seen, left = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for language in LANGUAGES:
        for message in seeded(language, seed=SEED, rounds=ROUNDS):
            seen.update((kind, language) for kind, _ in message.secrets)
            left.update((kind, language) for kind in missed(message))
    print(f"{'found of seeded':16}" + "".join(f"{language:>9}" for language in LANGUAGES))
    for kind in sorted({kind for kind, _ in seen}):
        cells = (f"{seen[kind, language] - left[kind, language]}/{seen[kind, language]}" for language in LANGUAGES)
        print(f"{kind:16}" + "".join(f"{cell:>9}" for cell in cells))
    hidden, messages = Counter[str](), MESSAGES.read_text(encoding="utf-8").splitlines()
    for line in messages:
        hidden.update(map(str, redact(json.loads(line)["text"]).vault.counts().elements()))
    print(f"\nhidden in {len(messages)} messages without numbers of anybody: {dict(hidden)}")


if __name__ == "__main__":
    main()

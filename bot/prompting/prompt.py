"""Prompts for the language model: one file a task, inputs declared and checked, customer text fenced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template

from bot.prompting.files import Page, read_page, shipped

_KEYS = {"purpose", "inputs", "max_tokens", "temperature"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What the model is sent. `source` is `task@fingerprint`; `max_tokens` caps the answer; temperature 0-2."""

    source: str
    system: str
    user: str
    max_tokens: int
    temperature: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A task for the model. The part above the line `---` is the system's, the part below the user's."""

    task: str
    page: Page
    inputs: frozenset[str]

    @property
    def source(self) -> str:
        return f"{self.task}@{self.page.fingerprint}"

    def render(self, values: Mapping[str, str]) -> Rendered:
        """Fill in the declared inputs; text in a value is never expanded."""
        if set(values) != self.inputs:
            raise ValueError(f"{self.task} wants {sorted(self.inputs)}, got {sorted(values)}")
        system, _, user = self.page.body.partition("\n---\n")
        return Rendered(
            source=self.source,
            system=Template(system).substitute(values).strip(),
            user=Template(user).substitute(values).strip(),
            max_tokens=int(self.page.header.get("max_tokens", 600)),
            temperature=float(self.page.header.get("temperature", 0.3)),
        )


def parse_prompt(task: str, page: Page) -> Prompt:
    """Check a prompt file: known keys, declared inputs equal to the `$names` used."""
    unknown = set(page.header) - _KEYS
    if unknown:
        raise page.refuse(f"unknown key {sorted(unknown)[0]!r} in the header; known: {', '.join(sorted(_KEYS))}", sorted(unknown)[0])
    declared = frozenset(page.header.get("inputs", ()))
    used = frozenset(Template(page.body).get_identifiers())
    if not Template(page.body).is_valid():
        raise page.refuse("a $ stands alone: write $$ for a dollar sign", *re.findall(r"\$(?![\w{$])", page.body)[:1])
    for name in sorted(used - declared):
        raise page.refuse(f"${name} is used but not declared in inputs", f"${name}", f"${{{name}}}")
    for name in sorted(declared - used):
        raise page.refuse(f"{name!r} is declared in inputs but never used", "inputs")
    if "\n---\n" not in page.body:
        raise page.refuse("a line of --- must part the system's text from the user's")
    return Prompt(task=task, page=page, inputs=declared)


@cache
def prompt(task: str) -> Prompt:
    """The shipped prompt of that task (`prompts/tasks/<task>.md`)."""
    return parse_prompt(task, read_page(shipped("tasks", f"{task}.md"), path=f"prompts/tasks/{task}.md"))

"""Keeps `prompts/words/*.po` in step with the sentences in the code: `python -m bot.prompting.extract`."""

import re
import sys
from collections.abc import Iterator
from copy import deepcopy
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.prompting.catalogue import TRANSLATED, Catalogue
from bot.prompting.files import read_page, shipped

CODE = ("bot", "handlers")
PLAYBOOK = "prompts/playbook"
HEADER = r"""# The words of highroad in one language. Fill in every msgstr; keep the {names} as they are.
# A sentence marked "fuzzy" has changed in English: mend it, then take the mark off.
msgid ""
msgstr ""
"Language: %s\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def source_root() -> Path:
    """The folder that holds the packages."""
    return Path(str(shipped())).parent


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """Every sentence for people and the file it stands in: `say("...")` in the code, titles in the playbook."""
    for path in (path for folder in CODE for path in sorted((root / folder).rglob("*.py"))):
        for _, text, *_ in extract_from_file("python", path, keywords={"say": None}):
            if isinstance(text, str) and has_words(text):
                yield text, path.relative_to(root).as_posix()
    for path in sorted((root / PLAYBOOK).glob("*.md")):
        title = read_page(path).header.get("title")
        if isinstance(title, str):
            yield title, path.relative_to(root).as_posix()


def has_words(text: str) -> bool:
    """Whether anything but values and punctuation is left to translate."""
    return any(letter.isalpha() for letter in re.sub(r"\{[^{}]*\}", "", text))


def template(root: Path) -> Catalog:
    """All sentences, none of them translated."""
    catalog = Catalog()
    for text, path in sentences(root):
        catalog.add(text, locations=[(path, 1)])
    return catalog


def updated(old: Catalog, new: Catalog) -> Catalog:
    """The translations in step with the sentences; none is left without its sentence.

    A sentence that was only reworded keeps its translation, marked as fuzzy until somebody has looked.
    """
    # A copy: Babel puts the messages themselves into `old`, and one language's guess would stand in the next.
    old.update(deepcopy(new), no_fuzzy_matching=True, update_header_comment=False)
    gone = {str(text): message for text, message in old.obsolete.items() if message.string}
    for message in old:
        near = get_close_matches(str(message.id), gone, n=1, cutoff=0.75) if message.id and not message.string else []
        if near:
            message.string = gone.pop(near[0]).string
            message.previous_id = [near[0]]
            message.flags.add("fuzzy")
    old.obsolete.clear()
    return old


def update_file(path: Path, *, new: Catalog) -> bool:
    """Bring one language's file in step; tells whether it changed."""
    before = path.read_bytes() if path.exists() else b""
    old = read_po(BytesIO(before), locale=path.stem, abort_invalid=True)
    body = BytesIO()
    # Our own header: Babel's has dates that change without need.
    write_po(body, updated(old, new), width=120, omit_header=True, ignore_obsolete=True, include_previous=True, include_lineno=False)
    after = (HEADER % path.stem).encode() + body.getvalue()
    if after != before:
        path.write_bytes(after)
    return after != before


def main() -> int:
    """Update every language and say what is still to translate."""
    root = source_root()
    new = template(root)
    for code in TRANSLATED:
        path = root / "prompts" / "words" / f"{code}.po"
        changed = update_file(path, new=new)
        missing = Catalogue.load(code).missing
        sys.stdout.write(f"{code}: {len(new)} sentences, {len(missing)} to translate, {'updated' if changed else 'in step'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The words for the team: complete, in step with the code, and told without fail."""

import ast
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from bot.domain.phrase import Phrase, say
from bot.prompting.catalogue import LANGUAGES, TRANSLATED, Catalogue, read_catalogue
from bot.prompting.extract import has_words, sentences, source_root, template, update_file
from bot.prompting.files import BadWording

ROOT = source_root()


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def keys_of(code: str) -> set[str]:
    catalogue = Catalogue.load(code)
    return {*catalogue.texts, *catalogue.missing}


@pytest.fixture(scope="module")
def used() -> set[str]:
    return {text for text, _ in sentences(ROOT)}


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated(code: str, used: set[str]) -> None:
    missing = used - set(Catalogue.load(code).texts)

    assert not missing, f"{len(missing)} of {len(used)} (after `python -m bot.prompting.extract`): {sorted(missing)[:5]}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_catalogue_holds_a_sentence_that_nobody_says(code: str, used: set[str]) -> None:
    assert keys_of(code) - used == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_translation_names_the_same_values_as_its_sentence(code: str) -> None:
    translations = Catalogue.load(code).texts

    assert [text for text, told in translations.items() if names_in(text) != names_in(told)] == []


def test_every_sentence_in_the_code_is_literal_and_gets_the_values_that_it_names() -> None:
    wrong = []
    for path in (path for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py"))):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "say":
                text = call.args[0] if call.args else None
                given = {keyword.arg for keyword in call.keywords}
                if not isinstance(text, ast.Constant) or (None not in given and names_in(str(text.value)) != given):
                    wrong.append(f"{path}:{call.lineno}")

    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_knows_its_language(code: str) -> None:
    assert Catalogue.load(code).language == code


@pytest.mark.parametrize(
    ("asked", "given"), [("nb-NO", "nb"), ("no", "nb"), ("de_AT", "de"), ("LT", "lt"), ("fr", "en"), ("", "en"), ("../de", "en")]
)
def test_other_codes_lead_to_the_nearest_catalogue_or_to_english(asked: str, given: str) -> None:
    assert Catalogue.load(asked).language == given


def test_a_phrase_is_told_in_the_language_with_its_values_and_phrases_within() -> None:
    german = Catalogue("de", {"Draft {number} for {place}": "Für {place}: Entwurf {number}", "Mail": "E-Mail"})

    assert german.tell(say("Draft {number} for {place}", number=2, place=say("Mail"))) == "Für E-Mail: Entwurf 2"


def test_without_a_translation_a_phrase_is_told_in_english() -> None:
    assert Catalogue("de").tell(say("Draft {number}", number=2)) == "Draft 2"


@pytest.mark.parametrize("broken", ["Entwurf {nummer}", "Entwurf {", "Entwurf {}", "Entwurf {number.real.x}", "Entwurf {number:%Q}"])
def test_a_translation_that_does_not_fit_gives_way_to_english(broken: str) -> None:
    assert Catalogue("de", {"Draft {number}": broken}).tell(say("Draft {number}", number=2)) == "Draft 2"


def test_a_value_with_braces_arrives_unchanged() -> None:
    assert Catalogue("en").tell(say("You wrote {words}", words="{0} {secret}")) == "You wrote {0} {secret}"


def test_a_phrase_without_its_values_is_shown_as_it_stands() -> None:
    assert Catalogue("en").tell(Phrase("Draft {number}")) == "Draft {number}"


def test_sentences_are_found_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    card = 'x = say("Two "\n  "halves {of}", of=say("Within"))\ny = {"a": say("{only}", only=1)}\nz = say(text)\n'
    (tmp_path / "bot" / "card.py").write_text(card)
    (tmp_path / "handlers" / "console").mkdir(parents=True)
    (tmp_path / "handlers" / "console" / "view.py").write_text('button(say("Approve"))\n')
    (tmp_path / "prompts" / "playbook").mkdir(parents=True)
    (tmp_path / "prompts" / "playbook" / "calm.md").write_text('+++\ntitle = "Stay calm"\n+++\nBody\n')

    found = list(sentences(tmp_path))

    assert found == [
        ("Two halves {of}", "bot/card.py"),
        ("Within", "bot/card.py"),
        ("Approve", "handlers/console/view.py"),
        ("Stay calm", "prompts/playbook/calm.md"),
    ]


def test_a_text_of_values_and_marks_has_nothing_to_translate() -> None:
    assert not has_words("{above}\n- {below}: 3")
    assert has_words("{number} of 3")


def a_tree(folder: Path, *texts: str) -> Path:
    (folder / "bot").mkdir(exist_ok=True)
    (folder / "bot" / "words.py").write_text("".join(f"say({text!r})\n" for text in texts))
    return folder


def test_an_update_keeps_translations_and_drops_what_nobody_says_any_more(tmp_path: Path) -> None:
    po = tmp_path / "de.po"
    update_file(po, new=template(a_tree(tmp_path, "Approve this draft", "Mail")))
    po.write_text(po.read_text().replace('"Mail"\nmsgstr ""', '"Mail"\nmsgstr "E-Mail"'))

    update_file(po, new=template(a_tree(tmp_path, "Mail", "Something new")))

    after = {str(message.id): message.string for message in read_po(BytesIO(po.read_bytes())) if message.id}
    assert after == {"Mail": "E-Mail", "Something new": ""}
    assert "Approve" not in po.read_text()


def test_a_reworded_sentence_keeps_its_translation_until_somebody_has_looked(tmp_path: Path) -> None:
    po = tmp_path / "de.po"
    update_file(po, new=template(a_tree(tmp_path, "Please approve this draft.")))
    po.write_text(po.read_text().replace('draft."\nmsgstr ""', 'draft."\nmsgstr "Bitte freigeben."'))

    update_file(po, new=template(a_tree(tmp_path, "Please approve that draft.")))

    message = next(message for message in read_po(BytesIO(po.read_bytes())) if message.id)
    assert (message.id, message.string, message.fuzzy) == ("Please approve that draft.", "Bitte freigeben.", True)


def test_the_guess_for_one_language_does_not_stand_in_another(tmp_path: Path) -> None:
    german, lithuanian = tmp_path / "de.po", tmp_path / "lt.po"
    for po in (german, lithuanian):
        update_file(po, new=template(a_tree(tmp_path, "Please approve this draft.")))
    german.write_text(german.read_text().replace('draft."\nmsgstr ""', 'draft."\nmsgstr "Bitte freigeben."'))

    reworded = template(a_tree(tmp_path, "Please approve that draft."))
    for po in (german, lithuanian):
        update_file(po, new=reworded)

    assert "Bitte freigeben." in german.read_text()
    assert "Bitte freigeben." not in lithuanian.read_text()


def test_an_update_without_news_changes_nothing(tmp_path: Path) -> None:
    new = template(a_tree(tmp_path, "Approve", "With {names} and “marks”\nover lines"))

    assert update_file(tmp_path / "lt.po", new=new)
    assert not update_file(tmp_path / "lt.po", new=new)


def test_the_command_brings_all_languages_in_step_and_says_what_is_missing(tmp_path: Path) -> None:
    for package in ("bot", "handlers", "prompts"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "bot" / "news.py").write_text('say("Nobody has ever said this.")\n')

    told = subprocess.run([sys.executable, "-m", "bot.prompting.extract"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert [line.split(":")[0] for line in told.splitlines()] == list(TRANSLATED)
    assert all("Nobody has ever said this." in (tmp_path / "prompts" / "words" / f"{code}.po").read_text() for code in TRANSLATED)


@pytest.mark.parametrize("content", [b'msgid "Mail\n', b'msgid "Mail"\nmsgstr "\xff"\n', None])
def test_a_catalogue_that_cannot_be_read_is_named(content: bytes | None, tmp_path: Path) -> None:
    po = tmp_path / "lt.po"
    if content is not None:
        po.write_bytes(content)

    with pytest.raises(BadWording, match=r"prompts/words/lt\.po"):
        read_catalogue("lt", po)

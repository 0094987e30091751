import json

import pytest
import regex

from bot.domain.plain import plain
from bot.prompting.files import shipped
from bot.prompting.matching import Compiled, folded, found, guarded, lowered, runs_of
from bot.prompting.needles import needles
from bot.prompting.patterns import EVERY, patterns_of

LANGUAGES = ("en", "de", "nb", "lt", "bn")


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        (r"\byou (?:should|could) have\b", {"you should have", "you could have"}),
        (r"\byou (?:really )?should\b", {"you should", "you really should"}),
        (r"\bapologi[sz]e\b", {"apologise", "apologize"}),
        (r"\bcalm\w*|\bplease[^.]{0,20}relax", {"calm", "please"}),
        (r"\bwhatever(?:ed)+ it", {"whatever"}),
        (r"(?<=never )blame(?! us)", {"blame"}),
        (r"colou?r(?P<name>ed)?", {"colored", "coloured", "color", "colour"}),
        (r"(?:gone){2,} \(again\)", {" (again)"}),
        (r"\{draft\}\n", {"{draft}\n"}),
    ],
)
def test_what_every_match_holds_is_read_from_the_pattern(pattern: str, held: set[str]) -> None:
    assert needles(pattern) == held


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+ly|should",  # one alternative does without
        r"(?:should)?",
        r"(?:should)*",
        r"(?:should){0,3}",
        r"\d{2,}\s[A-Za-z]+",
        r"if|so",  # too short to tell
        r"(?!should)\p{Lu}+",
        r"(?i:should)",  # not understood
        r"(should)\1",
        r"\x73hould",
        r"[[:alpha:]]should",
        r"(?:should){e<=1}",
        r"(?:should",
        r"should\p{L",
    ],
)
def test_where_nothing_is_sure_nothing_is_asked_for(pattern: str) -> None:
    assert needles(pattern) == frozenset()


@pytest.mark.parametrize("text", ["Straße", "STRASSE, STRAẞE", "ſtraße", "İSTANBUL", "Kelvin"])
def test_a_sieve_takes_capitals_for_small_letters_as_its_pattern_does(text: str) -> None:
    one = regex.compile("straße|istanbul|kelvin(?-i:)", regex.IGNORECASE)

    spans = found(Compiled((), (guarded(one),)), text)

    assert guarded(one).needles
    assert spans == [match.span() for match in one.finditer(text)] != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sieve_holds_back_a_match(language: str) -> None:
    rows = [json.loads(line) for line in shipped("examples", "faults_check.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [plain(row["text"]).text for row in rows if row["language"] == language]
    both = (patterns_of(EVERY), patterns_of(language))
    parts = [part for one in both for fault in one.faults.values() for part in (fault.always, fault.letters, fault.exceptions) if part]
    parts += [part for one in both for part in one.lists.values()]
    passed = held = 0

    for text in texts[:80]:
        for form, sifted, patterns in (
            (lowered(text), lowered(text), [one for part in parts for one in part.low]),
            (text, folded(text), [one for part in parts for one in part.cased]),
        ):
            for one in patterns:
                may = one.may_match(sifted, runs_of(sifted))
                assert may or not one.pattern.search(form), (one.pattern.pattern, text)
                passed, held = passed + may, held + (not may)

    assert held > 2 * passed  # and it is worth it

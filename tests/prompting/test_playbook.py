"""The playbook's files: what is shipped, what a company may add, and what is refused at start-up."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bot.domain.company import Role
from bot.domain.facts import with_derived
from bot.domain.playbook import GUIDANCE, Kind, Medium, Play, Range
from bot.domain.rules import RULES
from bot.prompting.files import BadWording, read_page
from bot.prompting.playbook import load_playbook

PLAY = """\
+++
id = "night-shift"
title = "After midnight"
sources = ["A7"]
priority = 7
{more}
+++
Answer as if it were noon.
GOOD: I have your message here.
BAD: We open at nine. (because nobody is there)
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str, name: str = "night.md") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def a_play(more: str = "", **changed: str) -> str:
    text = PLAY.format(more=more)
    for key, value in changed.items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    return text


PLAYS = Path(__file__).parents[2] / "prompts" / "playbook"


def shipped_play(name: str) -> str:
    return (PLAYS / f"{name}.md").read_text(encoding="utf-8")


def refusal(folder: Path | None, *, base: Path | None = None) -> str:
    with pytest.raises(BadWording) as caught:
        load_playbook(folder, base=base)
    assert str(caught.value.hint)
    return str(caught.value)


def test_the_shipped_playbook_carries_every_id_of_the_guidance() -> None:
    playbook = load_playbook()

    carried = {source for play in playbook.plays for source in play.sources}

    assert carried == set(GUIDANCE)


def test_every_rule_of_the_review_is_insisted_on_by_a_play() -> None:
    playbook = load_playbook()

    insisted = {check for play in playbook.plays for check in play.checks}

    assert insisted == set(RULES)


@pytest.mark.parametrize("play", load_playbook().plays, ids=lambda play: play.id)
def test_each_shipped_play_guides_briefly_with_good_and_bad_lines(play: Play) -> None:
    page = read_page(Path(__file__).parents[2] / play.path, path=play.path)

    good = [line for line in page.body.splitlines() if line.startswith("GOOD: ")]
    bad = [line for line in page.body.splitlines() if line.startswith("BAD: ")]

    assert Path(play.path).stem == play.id
    assert 60 <= len(page.body.split()) <= 160
    assert good
    assert bad
    assert all(re.search(r" \(because .+\)$", line) for line in bad)
    assert not any("!" in line for line in good)


def test_a_company_play_is_added_and_read_key_by_key(write: Write) -> None:
    folder = write(
        a_play(
            'medium = "call"\npurpose = "holding"\napprover = "member"\ndue_minutes = 20\noffers = ["credit", "gesture"]\n'
            'uses = ["contact"]\nchecks = ["canned"]\n'
            '[[when]]\ncause = ["late", "rude"]\nheat = { at_least = 3 }\n[[when]]\nseverity = { at_most = 2 }'
        )
    )

    playbook = load_playbook(folder)

    play = playbook.by_id["night-shift"]
    assert (play.title, play.sources, play.priority) == ("After midnight", ("A7",), 7)
    assert (play.medium, play.purpose, play.approver, play.due_minutes) == (Medium.CALL, Kind.HOLDING, Role.MEMBER, 20)
    assert ([str(kind) for kind in play.offers], play.uses, play.checks) == (["credit", "gesture"], ("contact",), ("canned",))
    assert play.when == ({"cause": frozenset({"late", "rude"}), "heat": Range(at_least=3)}, {"severity": Range(at_most=2)})
    assert play.guidance.startswith("Answer as if it were noon.")
    assert play.path == f"{folder}/night.md"
    assert len(playbook.plays) == len(load_playbook().plays) + 1


def test_what_a_play_leaves_out_has_calm_defaults(write: Write) -> None:
    playbook = load_playbook(write(a_play()))

    play = playbook.by_id["night-shift"]

    assert (play.medium, play.purpose, play.approver, play.due_minutes) == (Medium.REPLY, None, Role.APPROVER, None)
    assert play.applies(with_derived({}))


def test_a_company_play_takes_the_place_of_the_shipped_one_with_its_id(write: Write) -> None:
    folder = write(a_play(id='"register-and-prevent"', sources='["B4"]'))

    playbook = load_playbook(folder)

    assert playbook.by_id["register-and-prevent"].title == "After midnight"
    assert len(playbook.plays) == len(load_playbook().plays)


def test_an_own_play_may_keep_the_priority_of_the_one_whose_place_it_takes(write: Write) -> None:
    folder = write(shipped_play("fixed-route").replace("A person first", "Ring Dana first"))

    playbook = load_playbook(folder)

    assert playbook.plays[0].title == "Ring Dana first"


def test_the_fingerprint_changes_with_any_word_and_only_then(write: Write) -> None:
    shipped = load_playbook().fingerprint

    first = load_playbook(write(a_play())).fingerprint
    again = load_playbook(write(a_play())).fingerprint
    reworded = load_playbook(write(a_play().replace("noon", "dawn"))).fingerprint

    assert re.fullmatch("[0-9a-f]{12}", shipped)
    assert first == again
    assert len({shipped, first, reworded}) == 3


def test_files_that_are_no_plays_are_left_alone(write: Write) -> None:
    folder = write("not a play", "notes.txt")

    assert load_playbook(folder).fingerprint == load_playbook().fingerprint


FIXED = 'medium "person" is the fixed route'
SUSPICION = "suspicion needs evidence"
REFUSED = {
    "unknown key": (a_play('medum = "call"'), 6, "unknown key 'medum'"),
    "missing key": (a_play().replace('title = "After midnight"\n', ""), 1, "the header has no 'title'"),
    "id": (a_play(id='"Night Shift"'), 2, "id must be made of small letters"),
    "id of another type": (a_play(id="3"), 2, "id must be made of small letters"),
    "empty title": (a_play(title='" "'), 3, "title must be a line of words"),
    "source": (a_play(sources='["A7", "A15"]'), 4, "unknown guidance id 'A15'"),
    "no source": (a_play(sources="[]"), 4, "sources must be a list in [brackets] with something in it"),
    "source without brackets": (a_play(sources='"A7"'), 4, "sources must be a list in [brackets]"),
    "a list in a list": (a_play(sources='[["A7"]]'), 4, "unknown guidance id ['A7']"),
    "priority in words": (a_play(priority='"high"'), 5, "priority must be a whole number from 0 up"),
    "priority yes": (a_play(priority="true"), 5, "priority must be a whole number from 0 up"),
    "negative priority": (a_play(priority="-1"), 5, "priority must be a whole number from 0 up"),
    "medium": (a_play('medium = "fax"'), 6, "unknown medium 'fax'; known: reply, pair, call, person"),
    "medium as a list": (a_play('medium = ["call"]'), 6, "unknown medium ['call']"),
    "purpose": (a_play('purpose = "poem"'), 6, "unknown purpose 'poem'"),
    "purpose that the medium decides": (a_play('purpose = "public"'), 6, "unknown purpose 'public'"),
    "approver": (a_play('approver = "king"'), 6, "unknown approver 'king'; known: member, approver, manager"),
    "due at once": (a_play("due_minutes = 0"), 6, "due_minutes must be a whole number from 1 up"),
    "remedy kind": (a_play('offers = ["pony"]'), 6, "unknown kind of remedy 'pony'"),
    "used fact": (a_play('uses = ["mood"]'), 6, "unknown fact 'mood'"),
    "check": (a_play('checks = [\n"canned",\n"rhymes",\n]'), 8, "unknown check 'rhymes'"),
    "fact": (a_play('[[when]]\nheat = { at_least = 1 }\n[[when]]\nmood = ["bad"]'), 9, "unknown fact 'mood'"),
    "value": (a_play('[[when]]\nmotive = ["refund"]\n[[when]]\nmotive = ["revenge"]'), 9, "motive cannot be 'revenge'"),
    "value in its line": (a_play('[[when]]\ncause = [\n"late",\n"weather",\n]'), 9, "cause cannot be 'weather'"),
    "value of another type": (a_play("[[when]]\ncause = [3]"), 7, "cause cannot be 3"),
    "range on words": (a_play("[[when]]\nmotive = { at_least = 2 }"), 7, "motive is not a number"),
    "range in its own table": (a_play("[[when]]\n[when.motive]\nat_least = 2"), 7, "motive is not a number"),
    "no value": (a_play("[[when]]\nmotive = []"), 7, "motive is not a number"),
    "list on a number": (a_play('[[when]]\nheat = ["hot"]'), 7, "heat is a number: write { at_least = 0 }, at_most, or both, within 0-10"),
    "unknown end": (a_play("[[when]]\nheat = { over = 5 }"), 7, "heat is a number"),
    "no end": (a_play("[[when]]\nheat = {}"), 7, "heat is a number"),
    "end out of reach": (a_play("[[when]]\nheat = { at_least = 11 }"), 7, "heat is a number"),
    "end in words": (a_play('[[when]]\nheat = { at_least = "5" }'), 7, "heat is a number"),
    "ends crossed": (a_play("[[when]]\nheat = { at_least = 5, at_most = 4 }"), 7, "heat is a number"),
    "empty when": (a_play("[[when]]\nheat = { at_least = 5 }\n[[when]]"), 8, "this [[when]] has no conditions"),
    "single brackets": (a_play('[when]\nmotive = ["refund"]'), 6, "conditions stand under a line of [[when]]"),
    "when as a word": (a_play('when = "always"'), 6, "conditions stand under a line of [[when]]"),
    "when as a list of words": (a_play('when = ["always"]'), 6, "conditions stand under a line of [[when]]"),
    "no guidance": (a_play().partition("Answer")[0], 7, "there is no guidance under the header"),
    "no header": ("Answer as if it were noon.", 1, "the file must begin with a header"),
    "header left open": ('+++\nid = "night-shift"\n', 2, "the header is not closed"),
    "person without the fixed route": (a_play('medium = "person"\n[[when]]\nheat = { at_least = 9 }'), 6, FIXED),
    "person always": (a_play('medium = "person"'), 6, FIXED),
    "person off the fixed route": (a_play('medium = "person"\n[[when]]\nfixed_route = ["yes", "no"]'), 6, FIXED),
    "priority taken": (a_play(priority="490"), 5, "the priority 490 is taken by 'say-sorry-once' in prompts/playbook/say-sorry-once.md"),
    "parting always": (a_play('purpose = "parting"\napprover = "manager"'), 6, "a parting needs evidence"),
    "parting without evidence": (
        a_play('purpose = "parting"\napprover = "manager"\n[[when]]\ntried = ["yes"]\n[[when]]\nheat = { at_least = 9 }'),
        10,
        'a parting needs evidence: add history = ["repeated"] or founded = ["no"] or tried = ["yes"]',
    ),
    "parting on half evidence": (
        a_play('purpose = "parting"\napprover = "manager"\n[[when]]\nhistory = ["repeated", "not_checked"]'),
        8,
        "a parting needs evidence",
    ),
    "parting without a manager": (a_play('purpose = "parting"\n[[when]]\ntried = ["yes"]'), 6, "a parting is decided by a manager"),
    "suspicion alone": (a_play('[[when]]\nmotive = ["something_for_nothing"]'), 7, SUSPICION),
    "suspicion among others": (a_play('[[when]]\nheat = { at_least = 5 }\nmotive = ["apology", "ulterior"]'), 8, SUSPICION),
    "half of good faith": (a_play('[[when]]\nmotive = ["ulterior"]\nhistory = ["clean"]'), 7, SUSPICION),
    "good faith only by a manager": (
        a_play('approver = "manager"\n[[when]]\nmotive = ["ulterior"]\nhistory = ["clean"]\nfounded = ["yes"]'),
        8,
        SUSPICION,
    ),
    "good faith with a purpose": (
        a_play('purpose = "holding"\n[[when]]\nmotive = ["ulterior"]\nhistory = ["clean"]\nfounded = ["yes"]'),
        8,
        SUSPICION,
    ),
}


@pytest.mark.parametrize(("text", "line", "problem"), REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_play_is_refused_with_its_file_and_line(write: Write, text: str, line: int, problem: str) -> None:
    folder = write(text)

    said = refusal(folder)

    assert said.startswith(f"{folder}/night.md:{line}: {problem}")
    assert "more problem" not in said


@pytest.mark.parametrize("evidence", ['history = ["repeated"]', 'founded = ["no"]', 'tried = ["yes"]'])
def test_suspicion_with_evidence_and_parting_with_it_are_accepted(write: Write, evidence: str) -> None:
    folder = write(a_play(f'purpose = "parting"\napprover = "manager"\n[[when]]\nmotive = ["ulterior"]\n{evidence}'))

    assert load_playbook(folder).by_id["night-shift"].purpose is Kind.PARTING


def test_open_good_faith_is_no_suspicion(write: Write) -> None:
    folder = write(a_play('[[when]]\nmotive = ["ulterior"]\nhistory = ["clean", "not_checked"]\nfounded = ["not_checked"]'))

    assert "night-shift" in load_playbook(folder).by_id


def test_a_header_that_is_not_toml_is_refused(write: Write) -> None:
    folder = write(a_play("uses = contact"))

    assert refusal(folder).startswith(f"{folder}/night.md:")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "night.md").write_bytes(a_play().encode("utf-16"))

    assert refusal(tmp_path) == f"{tmp_path}/night.md:1: the file is not UTF-8 text"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") == f"{tmp_path}/gone:1: there is no such folder of plays"


def test_two_files_with_one_id_are_refused(write: Write) -> None:
    write(a_play(), "day.md")
    folder = write(a_play(priority="8"))

    assert refusal(folder) == f"{folder}/night.md:2: the id 'night-shift' is taken by {folder}/day.md"


def test_of_several_problems_the_first_is_told_and_the_others_counted(write: Write) -> None:
    write(a_play('medium = "fax"\nuses = ["mood"]', priority='"high"'), "day.md")
    folder = write(a_play('approver = "king"'))

    said = refusal(folder)

    assert said == f"{folder}/day.md:5: priority must be a whole number from 0 up (and 3 more problems)"


def test_a_second_problem_is_counted_in_the_singular(write: Write) -> None:
    folder = write(a_play('medium = "fax"\nuses = ["mood"]'))

    assert refusal(folder).endswith("(and one more problem)")


def test_an_own_play_that_drops_an_id_of_the_guidance_is_refused(write: Write) -> None:
    folder = write(a_play(id='"register-and-prevent"'))

    said = refusal(folder)

    assert said == f"{folder}/night.md:4: no play carries the guidance B4, since this file took the place of 'register-and-prevent'"


@pytest.mark.parametrize(
    "weaker",
    [
        ('medium = "person"\n', ""),
        ('fixed_route = ["yes"]\n', 'fixed_route = ["yes"]\nreach = ["private"]\n'),
    ],
    ids=["to a reply", "to private messages"],
)
def test_no_company_folder_switches_the_fixed_route_off(write: Write, weaker: tuple[str, str]) -> None:
    folder = write(shipped_play("fixed-route").replace(*weaker), "fixed-route.md")

    said = refusal(folder)

    assert said.startswith(f"{folder}/fixed-route.md:")
    assert "no play hands every case of the fixed route to a person, since this file took the place of 'fixed-route'" in said


def test_a_playbook_in_which_no_play_always_applies_is_refused(tmp_path: Path) -> None:
    for play in load_playbook().plays:
        if not play.when:
            text = shipped_play(play.id).replace("\n+++\n", '\n[[when]]\nis_complaint = ["yes"]\n+++\n', 1)
            (tmp_path / f"{play.id}.md").write_text(text, encoding="utf-8")

    said = refusal(tmp_path)

    assert "no play always applies, since this file took the place of" in said


@pytest.mark.parametrize(
    ("gone", "problem"),
    [
        ("register-and-prevent", "no play carries the guidance B4"),
        ("fixed-route", "no play hands every case of the fixed route to a person"),
    ],
)
def test_a_shipped_play_that_went_missing_is_noticed(tmp_path: Path, gone: str, problem: str) -> None:
    base = tmp_path / "plays"
    copytree(PLAYS, base)
    (base / f"{gone}.md").unlink()

    assert refusal(None, base=base) == f"{base}:1: {problem}"

"""The stable form, out of the real program."""

import json
from pathlib import Path

import pytest

from handlers.command.batch import language_of
from tests.command.conftest import Highroad, lines

KETTLE = "My kettle leaked and nobody answered for a week. I want my money back."


def test_read_tells_the_language_the_facts_with_their_evidence_and_the_complaint(highroad: Highroad) -> None:
    result = highroad("read", "-", "--json", text=KETTLE)

    form = json.loads(result.stdout)
    assert result.returncode == 0
    assert form["language"]["code"] == "en"
    assert form["facts"]["motive"]["value"] == "refund"
    assert form["facts"]["motive"]["evidence"] in KETTLE
    assert form["facts"]["threats"]["value"] == []
    assert form["complaint"]["text"] == KETTLE
    assert form["complaint"]["is_complaint"] is True


def test_draft_tells_the_plan_and_a_draft_that_is_ready(highroad: Highroad) -> None:
    result = highroad("draft", "-", "--json", "--answer", "responsibility=full", "--answer", "by_when=today", text=KETTLE)

    form = json.loads(result.stdout)
    (draft,) = form["drafts"]
    assert result.returncode == 0, result.stderr
    assert form["plan"]["medium"] == "reply"
    assert form["plan"]["why"]
    assert draft["ready"]
    assert draft["language"] == "en"
    assert all(commitment["allowed"] for commitment in draft["commitments"])
    assert form["calls"] == 0
    assert not {"responsibility", "by_when"} & {question["fact"] for question in form["questions"]}


def test_a_public_complaint_gets_a_short_public_reply_and_a_private_message(highroad: Highroad) -> None:
    form = json.loads(highroad("draft", "-", "--json", "--place", "review", text=KETTLE).stdout)

    assert form["plan"]["medium"] == "pair"
    assert [draft["kind"] for draft in form["drafts"]] == ["public", "private"]
    assert len(form["drafts"][0]["text"].split()) <= 62


def test_a_call_comes_with_its_offer_and_its_script(highroad: Highroad) -> None:
    form = json.loads(highroad("draft", "-", "--json", "--place", "mail", "--answer", "wants_boss=yes", text=KETTLE).stdout)

    assert form["plan"]["medium"] == "call"
    assert "call_offer" in [draft["kind"] for draft in form["drafts"]]
    assert len(form["call_script"]) > 200


def test_the_fixed_route_writes_no_draft_and_still_works(highroad: Highroad) -> None:
    result = highroad("draft", "-", "--json", text="The heater caught fire and my son was burned. We spent the night in hospital.")

    form = json.loads(result.stdout)
    assert result.returncode == 0
    assert form["plan"]["medium"] == "person"
    assert form["drafts"] == []
    assert form["facts"]["harm"]["value"]


def test_what_is_no_complaint_is_not_answered_before_somebody_says_go_on(highroad: Highroad) -> None:
    thanks = "Hi team, thank you so much for the lovely flowers, they arrived on time and my mother was delighted. Have a nice weekend!"

    first = highroad("draft", "-", "--json", text=thanks)
    second = highroad("draft", "-", "--json", "--answer", "is_complaint=yes", text=thanks)

    form = json.loads(first.stdout)
    assert first.returncode == 3
    assert form["complaint"]["is_complaint"] is False
    assert [question["fact"] for question in form["questions"]] == ["is_complaint"]
    assert json.loads(second.stdout)["drafts"]


def test_review_holds_blame_against_a_text_and_says_where(highroad: Highroad) -> None:
    text = "I am sorry, but you failed to read the manual."

    form = json.loads(highroad("review", "-", "--lang", "en", "--json", text=text).stdout)

    rules = {finding["rule"]: finding for finding in form["findings"]}
    assert form["ready"] is False
    assert {"sorry_but", "blame_customer"} <= set(rules)
    for finding in rules.values():
        assert text[finding["start"] : finding["end"]] == finding["words"]


def test_a_promise_is_allowed_only_by_a_confirmed_fact(highroad: Highroad) -> None:
    text = "We will refund you 40 EUR today."

    bare = json.loads(highroad("review", "-", "--lang", "en", "--sentence", "--json", text=text).stdout)
    allowed = json.loads(
        highroad("review", "-", "--lang", "en", "--sentence", "--json", "--allowed", "refund of 40 EUR today", text=text).stdout
    )

    assert bare["ready"] is False
    assert allowed["ready"] is True
    assert all(commitment["allowed"] for commitment in allowed["commitments"])


def test_a_batch_answers_every_line_in_order_and_a_bad_one_does_not_stop_it(highroad: Highroad) -> None:
    rows = [
        json.dumps({"id": 1, "text": KETTLE, "place": "mail"}),
        "{not json",
        json.dumps({"id": 3}),
        json.dumps({"id": 4, "text": "   "}),
        json.dumps({"id": 5, "text": "Die Lieferung kam nie an. Ich will mein Geld zurück.", "answers": {"responsibility": "full"}}),
    ]

    result = highroad("draft", "--batch", "-", text="\n".join(rows))

    first, second, third, fourth, fifth = lines(result)
    assert result.returncode == 0
    assert first["id"] == 1
    assert first["drafts"]
    assert "error" in second
    assert third == {"id": 3, "error": third["error"]}
    assert fourth["id"] == 4
    assert "error" in fourth
    assert fifth["language"]["code"] == "de"


def test_a_batch_file_is_cut_at_line_ends_only(highroad: Highroad, tmp_path: Path) -> None:
    rows = [json.dumps({"id": number, "text": f"{KETTLE}\u2028And it was\x85a present."}, ensure_ascii=False) for number in (1, 2)]
    (tmp_path / "rows.jsonl").write_text("\r\n".join(rows), encoding="utf-8", newline="")

    read = lines(highroad("read", "--batch", "rows.jsonl"))

    assert [(row["id"], row["facts"]["motive"]["value"]) for row in read] == [(1, "refund"), (2, "refund")]


def test_half_a_letter_does_not_stop_a_batch(highroad: Highroad) -> None:
    rows = [{"id": "\ud800", "text": KETTLE}, {"id": 2, "text": KETTLE, "place": "\udfff"}, {"id": 3, "text": KETTLE}]

    result = highroad("read", "--batch", "-", text="\n".join(map(json.dumps, rows)))

    assert result.returncode == 0, result.stderr
    assert [row["id"] for row in lines(result)] == ["\ud800", 2, 3]


def test_a_screen_that_cannot_show_every_letter_still_gets_the_form(highroad: Highroad) -> None:
    text = "Die Kanne ist kaputt. Ich möchte mein “Geld” zurück."

    result = highroad("read", "-", "--json", text=text, env={"PYTHONIOENCODING": "utf-8"})
    poor = highroad("read", "-", "--json", text=text, env={"PYTHONIOENCODING": "ascii"})

    assert "möchte" in result.stdout
    assert poor.returncode == 0, poor.stderr
    assert "“Geld”" in json.loads(poor.stdout)["complaint"]["text"]


@pytest.mark.parametrize("code", ["EN", "en-GB", "en_US"])
def test_a_language_code_may_be_written_in_other_ways(highroad: Highroad, code: str) -> None:
    text = "We are so sorry, but the fault is yours."

    single = json.loads(highroad("review", "-", "--lang", code, "--json", text=text).stdout)
    (row,) = lines(highroad("review", "--batch", "-", text=json.dumps({"id": 1, "text": text, "lang": code})))

    assert single["ready"] is row["ready"] is False
    assert json.loads(highroad("read", "-", "--json", "--lang", code, text=KETTLE).stdout)["language"]["code"] == "en"


def test_norwegian_by_its_other_codes_is_answered_in_bokmaal() -> None:
    assert [language_of(code) for code in ("no", "nn-NO", "NB", "lt")] == ["nb", "nb", "nb", "lt"]


def test_a_case_can_be_listed_shown_and_explained_afterwards(highroad: Highroad) -> None:
    case = json.loads(highroad("draft", "-", "--json", text=KETTLE).stdout)["case"]

    assert case in highroad("cases").stdout
    assert "kettle" in highroad("show", case).stdout
    assert "A12" in highroad("why", case).stdout


def test_one_play_can_be_read(highroad: Highroad) -> None:
    listed = highroad("playbook")
    shown = highroad("playbook", "show", "say-sorry-once")

    assert "say-sorry-once" in listed.stdout
    assert "GOOD" in shown.stdout
    assert highroad("playbook", "show", "nothing").returncode == 2


def test_without_a_keyboard_a_sample_is_played_to_its_approved_text(highroad: Highroad) -> None:
    result = highroad()

    assert result.returncode == 0
    assert "Approved by" in result.stdout


def test_the_doctor_finds_everything_in_order_with_nothing_set(highroad: Highroad, tmp_path: Path) -> None:
    result = highroad("doctor")

    assert result.returncode == 0
    assert str(tmp_path) in result.stdout.replace("\n", "")

"""Whose words are whose, by the build of the lines and in any language."""

import json

import pytest

from bot.domain.complaint import Place
from bot.intake import take_in
from tests.intake.texts import DATA, REPLY, WORDS, an_eml, quoted

CASES = json.loads((DATA / "quoted.json").read_text("utf-8"))

HEADERS = {
    "en": ("From", "Sent", "To", "Subject", "Monday, March 2, 2026 9:14 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Montag, 2. März 2026 09:14"),
    "nb": ("Fra", "Sendt", "Til", "Emne", "mandag 2. mars 2026 09:14"),
    "lt": ("Nuo", "Išsiųsta", "Kam", "Tema", "2026 m. kovo 2 d., pirmadienis 09:14"),
    "bn": ("প্রেরক", "পাঠানো হয়েছে", "প্রতি", "বিষয়", "২ মার্চ, ২০২৬ ৯:১৪"),
    "fr": ("De ", "Envoyé ", "À ", "Objet ", "lundi 2 mars 2026 09:14"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年3月2日 9:14"),
}


def headers(language: str, *, sender: str = "Jane Roe <jane@mail.example>", to: str = "Shop <help@shop.example>") -> str:
    who, when, whom, what, moment = HEADERS[language]
    return f"{who}: {sender}\n{when}: {moment}\n{whom}: {to}\n{what}: RE: kettle"


@pytest.mark.parametrize("case", CASES, ids=[f"{case['lang']}-{case['kind']}" for case in CASES])
def test_of_an_answered_mail_the_words_above_are_the_customers(case: dict[str, str]) -> None:
    complaint = take_in(case["raw"])

    assert complaint.text == case["want"]
    assert complaint.place is Place.MAIL
    assert any("SECRETQUOTE" in part for part in complaint.cut)


@pytest.mark.parametrize("language", HEADERS)
def test_an_answer_above_a_divider_and_headers_is_the_customers(language: str) -> None:
    block = headers(language, sender="Shop <help@shop.example>", to="jane@mail.example")

    for divider in ("-----Ursprüngliche Nachricht-----\n", "________________________________\n", ""):
        assert take_in(f"{WORDS}\n\n{divider}{block}\n\n{REPLY}").text == WORDS


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize(
    "divider",
    ["---------- Forwarded message ---------\n", "-------- Weitergeleitete Nachricht --------\n", "________________________________\n", ""],
)
@pytest.mark.parametrize("note", ["fyi, please handle\n\n", "Gal gali pažiūrėti?\n\nJonas\n\n", ""])
def test_of_a_forwarded_mail_the_forwarded_words_are_the_customers(language: str, divider: str, note: str) -> None:
    complaint = take_in(f"{note}{divider}{headers(language)}\n\n{WORDS}")

    assert complaint.text == WORDS
    assert (complaint.sender, complaint.address, complaint.subject) == ("Jane Roe", "jane@mail.example", "RE: kettle")
    assert note.strip() in "\n".join(complaint.cut)
    assert any("forwarded" in warning for warning in complaint.warnings) == bool(note)


@pytest.mark.parametrize("intro", ["Begin forwarded message:", "Anfang der weitergeleiteten Nachricht:", "ফরওয়ার্ড করা বার্তা:"])
def test_headers_below_a_line_with_a_colon_are_a_forwarded_mail(intro: str) -> None:
    block = f"{headers('de')}\n\n{WORDS}"

    assert take_in(f"Can you take this?\n\n{intro}\n\n{block}").text == WORDS
    assert take_in(f"Can you take this?\n\n{intro}\n\n{quoted(block)}").text == WORDS


def test_a_mail_forwarded_within_a_forwarded_mail_is_found() -> None:
    inner = f"please look\n\n---------- Forwarded message ---------\n{headers('en')}\n\n{WORDS}"
    outer = headers("en", sender="Bob <bob@shop.example>", to="Ann <ann@shop.example>")

    complaint = take_in(f"take this?\n\n---------- Forwarded message ---------\n{outer}\n\n{inner}")

    assert (complaint.text, complaint.address) == (WORDS, "jane@mail.example")


def test_of_a_forwarded_answer_only_the_customers_part_is_taken() -> None:
    answer = f"{WORDS}\n\nOn Sun, Mar 1, 2026 at 9:14 AM Shop <help@shop.example> wrote:\n\n{quoted(REPLY)}"

    complaint = take_in(f"fyi\n\n---------- Forwarded message ---------\n{headers('en')}\n\n{answer}")

    assert complaint.text == WORDS
    assert "4711" not in complaint.text


def test_a_short_furious_answer_to_the_company_is_the_customers() -> None:
    block = headers("en", sender="Shop <help@shop.example>", to="jane@mail.example")

    assert take_in(f"Still broken!!\n\n{block}\n\n{REPLY * 4}").text == "Still broken!!"


def test_a_mail_that_is_only_a_quote_is_the_message() -> None:
    complaint = take_in(f"2026-03-02, pr, 09:14 Jane Roe <jane@mail.example> rašė:\n{quoted(WORDS)}")

    assert (complaint.text, complaint.address) == (WORDS, "jane@mail.example")


def test_words_below_and_between_quotes_are_the_customers() -> None:
    said = "On Mon, Mar 2, 2026 at 9:14 AM Shop <help@shop.example> wrote:"

    assert take_in(f"{said}\n{quoted(REPLY)}\n\n{WORDS}").text == WORDS
    assert take_in(f"{said}\n> What happened?\n{WORDS}\n> What else?\nNothing.").text == f"{WORDS}\n\nNothing."


def test_the_line_above_a_quote_may_be_wrapped() -> None:
    complaint = take_in(
        f"{WORDS}\n\nOn Mon, Mar 2, 2026 at 9:14 AM Shop Support of the whole house <\nhelp@shop.example> wrote:\n\n{quoted(REPLY)}"
    )

    assert complaint.text == WORDS


def test_an_older_mail_without_marks_is_cut_at_the_line_that_only_mail_programs_write() -> None:
    assert take_in(f"{WORDS}\n\n2026年3月2日(月) 9:14 Shop <help@shop.example>:\n\n{REPLY}").text == WORDS


def test_a_message_that_a_colleague_quoted_by_hand_is_the_customers() -> None:
    assert take_in(f"fyi\n\n{quoted(WORDS)}\n>\n> Jane").text == f"{WORDS}\n\nJane"
    assert take_in(f"> {WORDS}\ncan you draft?").text == WORDS


@pytest.mark.parametrize(
    "text",
    [
        f"Order: 4711\nDate: 2 March 2026\nProduct: kettle\n\n{WORDS}",
        f"Name: Jane\nEmail: jane@mail.example\nOrder: 4711\n\n{WORDS}",
        f"{WORDS}\n\nFlight: LH123\nDate: 2.3.2026 09:14\nSeat: 14A\nName: Jane Roe\n\nPlease reply.",
        "On 2 March 2026 I wrote to help@shop.example:\nPlease refund me.\nYou did not answer.",
        "I waited\n> 3 weeks\nfor this kettle.",
        "Two things:\nfirst: it leaks\nsecond: nobody answers",
        "--- UPDATE ---\nStill nothing.",
    ],
)
def test_forms_lists_and_dividers_of_the_customer_stay(text: str) -> None:
    assert take_in(text).text == text
    assert take_in(text).cut == ()


def test_what_follows_a_line_of_two_dashes_is_cut() -> None:
    complaint = take_in(f"{WORDS}\n\n-- \nJane Roe\n12 Mill Lane")

    assert complaint.text == WORDS
    assert complaint.cut == ("-- \nJane Roe\n12 Mill Lane",)


def test_a_signature_above_an_older_mail_is_cut_too() -> None:
    complaint = take_in(f"{WORDS}\n-- \nJane\n\nOn Mon, Mar 2, 2026 at 9:14 AM Shop <help@shop.example> wrote:\n\n{quoted(REPLY)}")

    assert complaint.text == WORDS


def test_the_outer_mail_tells_an_answer_from_a_note() -> None:
    anna, jane = "Anna Berg <anna@shop.example>", "Jane Roe <jane@mail.example>"
    quote = f"{headers('en', sender=anna, to=jane)}\n\n{REPLY * 3}"
    block = f"{headers('en', sender=jane, to=anna)}\n\n{WORDS}"

    assert take_in(an_eml(f"It still leaks.\n\n{quote}")).text == "It still leaks."
    assert take_in(an_eml(f"One more for us, she has written twice already.\n\n{block}", sender=anna)).text == WORDS


def test_when_the_company_wrote_last_the_quoted_customer_is_taken() -> None:
    raw = an_eml(
        f"{REPLY}\n\nOn Mon, Mar 2, 2026 at 9:14 AM Jane Roe <jane@mail.example> wrote:\n\n{quoted(WORDS)}",
        sender="Shop <help@shop.example>",
    )

    assert take_in(raw).text == WORDS

"""What is hidden from a language model, what stays, and that all of it comes back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.redacting import Kind, redact
from tests.fakes.secrets import LANGUAGES, Seeded, seeded

SEEDED = [message for language in LANGUAGES for message in seeded(language, seed=3, rounds=2)]


@pytest.mark.parametrize("message", SEEDED, ids=[f"{message.language}-{number}" for number, message in enumerate(SEEDED)])
def test_nothing_personal_of_a_letter_can_be_read_and_all_of_it_comes_back(message: Seeded) -> None:
    hidden = redact(message.text)

    assert [secret for secret in message.secrets if secret[1].casefold() in hidden.text.casefold()] == []
    assert hidden.restore(hidden.text) == message.text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MAIL, "Write to jo.reed+shop@example.co.uk please"),
        (Kind.MAIL, "Write to jo (at) example (dot) org please"),
        (Kind.PHONE, "I can be reached on +47 922 34 567 all day"),
        (Kind.PHONE, "Ring 555-0142 after six, my phone 555-0142"),
        (Kind.CARD, "charged to 5555 5555 5555 4444 twice"),
        (Kind.IBAN, "back to DE89 3704 0044 0532 0130 00 and soon"),
        (Kind.IBAN, "back to NO93 8601 1117 947 and soon"),
        (Kind.ID, "my number is 536-90-4399"),
        (Kind.ID, "my number is AB 12 34 56 C"),
        (Kind.ID, "my number is ABCPD1234E"),
        (Kind.ID, "NIE X1234567L here"),
        (Kind.ID, "passport no. 53311"),
        (Kind.REF, "my order 48213 is late"),
        (Kind.REF, "your ref: #77120"),
        (Kind.REF, "Aktenzeichen 12-4471"),
        (Kind.REF, "konto 1234.56.78903"),
    ],
)
def test_each_kind_is_known_by_its_own_token(kind: Kind, text: str) -> None:
    hidden = redact(text)

    assert set(hidden.vault.counts()) == {kind}
    assert f"[{kind}-1]" in hidden.text


@pytest.mark.parametrize(
    "text",
    [
        "My iPhone 15 and the WH-1000XM4 both died on 12.03.2025 at 14:30.",
        "I paid EUR 1,299.50, then 20 000 000 kr, then $1,250,000 and 500 টাকা.",
        "You are open 9-17 and 08:00-16:30, so you say.",
        "I was a customer from 2019-2023, since 2 May 2018.",
        "On flight LH 1234 from Oslo to Dhaka we waited 3 hours for 2 beers.",
        "Rechnung 450 Euro, dann 1.299,00 €, am 24.12. um 18 Uhr, Zimmer 12.",
        "Order 3 pizzas, get 2. An order from 2024 never came, and 1080p is not 4K.",
        "Užsakiau 3 prekes už 89,90 Eur 2025-03-12, gavau 2.",
        "Bestilte 4 stoler for 12 000 kroner, fikk 3 etter 10 dager.",
        "Pagué 1.250,00 € el 12/03/2025 a las 14:30.",
        "১২.০৩.২০২৫ তারিখে ৮৯০ টাকা দিয়ে ২টি কিনেছি।",
        "Dear Customer Service, never again. Thank you for nothing.",
        "Hello team, this is unacceptable. I am Furious.",
        "Sehr geehrte Damen und Herren, das Ding ist kaputt. Viele Grüße",
    ],
)
def test_what_is_needed_to_answer_stays(text: str) -> None:
    assert redact(text).text == text


def test_the_same_value_has_the_same_token_and_another_one_another() -> None:
    hidden = redact("a@mail.example wrote, b@mail.example too, then a@mail.example again")

    assert hidden.text == "[MAIL-1] wrote, [MAIL-2] too, then [MAIL-1] again"


def test_a_name_is_hidden_wherever_it_stands_once_the_letter_tells_it() -> None:
    hidden = redact("Mano vardas Jonas Petrauskas. Jonui nieko negrąžinote. JONAS laukia.")

    assert not re.search("jon|petrausk", hidden.text, re.IGNORECASE)


def test_the_senders_name_is_hidden_though_the_letter_does_not_announce_it() -> None:
    hidden = redact("You told Harriet to wait, and Oakley's parcel is gone.", names=["Harriet Oakley"])

    assert hidden.text == "You told [NAME-1] to wait, and [NAME-2]'s parcel is gone."


def test_a_name_that_is_a_word_counts_with_a_capital_only() -> None:
    hidden = redact("Will you help? I will wait.", names=["Will Young"])

    assert hidden.text == "[NAME-1] you help? I will wait."


@pytest.mark.parametrize(
    ("bent", "straight"),
    [
        ("Dear [NAME-1],", "Dear Ada,"),
        ("Dear [Name-1],", "Dear Ada,"),
        ("Dear [NAME_1],", "Dear Ada,"),
        ("Dear NAME-1,", "Dear Ada,"),
        ("Dear [ name 1 ],", "Dear Ada,"),
        ("Dear {NAME-1},", "Dear Ada,"),
        (r"Dear \[NAME-1\],", "Dear Ada,"),
        ("[NAME-1]s Mühle", "Adas Mühle"),
        ("প্রিয় [NAME-১],", "প্রিয় Ada,"),
        ("your parcel ([NAME-1])", "your parcel (Ada)"),
        ("Dear [NAME-2],", "Dear [NAME-2],"),
        ("my name 1 is", "my name 1 is"),
    ],
)
def test_a_token_that_a_model_bent_is_put_back_and_a_made_up_one_is_not(bent: str, straight: str) -> None:
    hidden = redact("Ada", names=["Ada"])

    assert hidden.restore(bent) == straight


def test_half_a_number_at_the_place_where_a_long_text_was_cut_is_hidden_too() -> None:
    hidden = redact("My card is 5555 5555 5555 4444.")

    assert not re.search("5555|4444", hidden.vault.hide("My card is 5555 5555\n[...]\n5555 4444."))


def test_a_vault_shows_nothing_of_what_it_holds() -> None:
    hidden = redact("Write to jo@mail.example")

    assert "jo@mail" not in f"{hidden!r}{hidden.vault!r}"


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    *(
                        " ",
                        "\n",
                        "[",
                        "]",
                        "NAME-1",
                        "[NAME-1]",
                        "[ref 2]",
                        "order 48213",
                        "+47 922 34 567",
                        "a@b.example",
                        "\\",
                        "{ID-1}",
                        "NAME-0NAME-1",
                    ),
                    *("Regards\nAda", "my name is Jo Reed", "5555555555554444", "আমার নাম রহিম", "Dear Ms Olsen,", "DE89370400440532013000"),
                ]
            ),
        ),
        max_size=12,
    ).map("".join)
)
def test_whatever_is_hidden_comes_back_letter_by_letter(text: str) -> None:
    hidden = redact(text)

    assert hidden.restore(hidden.text) == text

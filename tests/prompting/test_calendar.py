"""Dates and amounts in words, in every language that the review knows."""

import pytest

from bot.domain.plain import plain
from bot.prompting.calendar import dates_in
from bot.prompting.promises import promises_of


def keys(text: str, language: str) -> set[str]:
    return {key for _, found in dates_in(plain(text).text, language) for key in found}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("on 3 December", "en"),
        ("by December 3rd, 2026", "en"),
        ("the 3rd of December", "en"),
        ("2026-12-03", "en"),
        ("am 3. Dezember", "de"),
        ("am 3.12.", "de"),
        ("bis 03.12.2026", "de"),
        ("innen 3. desember", "nb"),
        ("gruodžio 3 d.", "lt"),
        ("gruodžio 3-ąją arba 2026-12-03", "lt"),
        ("৩ ডিসেম্বর", "bn"),
        ("৩রা ডিসেম্বরের মধ্যে", "bn"),
        ("el 3 de diciembre", "es"),
        ("le 3 décembre", "fr"),
    ],
)
def test_a_date_is_the_same_however_it_is_written(text: str, language: str) -> None:
    assert "date:12-03" in keys(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("you may 3 times", "en"),
        ("3.12 euros", "en"),
        ("version 3.12.4", "en"),
        ("open 24/7", "en"),
        ("am 31.2.", "de"),
        ("আমাদের জানুন", "bn"),
        ("3 paukščiai", "lt"),
        ("what is this", "xx"),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str, language: str) -> None:
    assert keys(text, language) == set()


def test_america_turns_a_date_round_so_both_are_heard() -> None:
    assert keys("12/03/2026", "en") == {"date:12-03", "date:03-12"}


def test_a_month_alone_counts_behind_its_preposition() -> None:
    assert keys("since May", "en") == {"month:05"}


@pytest.mark.parametrize(
    ("text", "language", "amount", "currency"),
    [
        ("two hundred and fifty euros", "en", 250, "EUR"),
        ("a hundred bucks", "en", 100, "USD"),
        ("forty-five pounds", "en", 45, "GBP"),
        ("fünfundzwanzig Euro", "de", 25, "EUR"),
        ("zweihundertfünfzig Euro", "de", 250, "EUR"),
        ("to hundre og femti kroner", "nb", 250, "NOK"),
        ("dvidešimt penkis eurus", "lt", 25, "EUR"),
        ("পঞ্চাশ টাকা", "bn", 50, "BDT"),
        ("এক হাজার পাঁচশ টাকা", "bn", 1500, "BDT"),
        ("ciento veinte euros", "es", 120, "EUR"),
        ("quatre-vingt-dix euros", "fr", 90, "EUR"),
        ("fifteen percent", "en", 15, "%"),
        ("1.234,50 €", "de", 1234.5, "EUR"),
    ],
)
def test_an_amount_is_found_in_words_as_in_digits(text: str, language: str, amount: float, currency: str) -> None:
    [money] = promises_of(language).money(plain(text).text)

    assert (float(money.amount), money.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "language", "who", "when", "amount"),
    [
        ("Our manager Ana will call you on 3 December.", "en", "Our manager Ana", "3 December", None),
        ("Unsere Kollegin Ana Berg ruft Sie am 3.12. an.", "de", "Unsere Kollegin Ana Berg", "3.12.", None),
        ("Mūsų vadovė Ona paskambins jums gruodžio 3 d.", "lt", "Mūsų vadovė Ona", "gruodžio 3 d.", None),
        ("আমাদের ম্যানেজার আনা আপনাকে ৩ ডিসেম্বর ফোন করবেন।", "bn", "আমাদের ম্যানেজার আনা", "3 ডিসেম্বর", None),
        ("Nuestra gerente Ana le llamará el 3 de diciembre", "es", "Nuestra gerente Ana", "3 de diciembre", None),
        ("Notre directrice Ana vous rappellera le 3 décembre", "fr", "Notre directrice Ana", "3 décembre", None),
        ("আমরা আপনাকে পঞ্চাশ টাকা ফেরত দেব।", "bn", "", "", 50),
        ("Vi betaler deg femti kroner.", "nb", "", "", 50),
    ],
)
def test_a_promise_tells_who_when_and_how_much(text: str, language: str, who: str, when: str, amount: int | None) -> None:
    [promise] = promises_of(language).find(plain(text))

    assert (promise.who, promise.dated) == (who, when)
    assert [int(money.amount) for money in promise.money] == ([amount] if amount else [])
    assert promise.binding


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You should have had your money by Friday, and you have not.", "en"),
        ("I will write to you again as soon as I know more.", "en"),
        ("You ask for two free nights.", "en"),
        ("We cannot promise you a refund.", "en"),
        ("The refund of 40 euros left our bank on Monday.", "en"),
        ("Sie verlangen fünfzig Euro zurück.", "de"),
        ("Bis Freitag sollten Sie Ihren Pass haben, und Sie haben ihn nicht.", "de"),
        ("Du ba om full refusjon.", "nb"),
        ("Jūs reikalavote grąžinti pinigus.", "lt"),
        ("আপনি টাকা ফেরত চেয়েছেন।", "bn"),
        ("El encargado le prometió un café gratis.", "es"),
        ("Vous avez demandé un remboursement.", "fr"),
    ],
)
def test_what_was_wished_done_or_left_open_is_no_promise(text: str, language: str) -> None:
    assert not [promise for promise in promises_of(language).find(plain(text)) if promise.binding]


@pytest.mark.parametrize(
    "text",
    ["Two nights free and breakfast for life, I promise.", "Consider the fee gone.", "Whatever you want, you get it.", "I guarantee it."],
)
def test_what_binds_without_saying_so_is_a_promise(text: str) -> None:
    assert [promise for promise in promises_of("en").find(plain(text)) if promise.binding]

"""Promises against remedies and confirmed facts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.amounts import Money, money, number
from bot.domain.commitments import Allowance, Promise, commitments
from bot.domain.company import Company, Remedy, RemedyKind, Role
from bot.domain.draft import PromiseKind
from bot.domain.ids import RemedyId

REFUND = Remedy(id=RemedyId("refund"), kind=RemedyKind.REFUND, title="Refund", limit=Decimal(50), currency="EUR")
COFFEE = Remedy(id=RemedyId("coffee"), kind=RemedyKind.GESTURE, title="A bag of coffee")
COMPANY = Company(remedies=(REFUND, COFFEE))


def euros(amount: str, currency: str = "EUR") -> Money:
    return Money(amount=Decimal(amount), currency=currency, start=0, end=1)


def a_promise(kind: PromiseKind = PromiseKind.REFUND, *amounts: Money, when: frozenset[str] = frozenset()) -> Promise:
    return Promise(kind=kind, text="We refund it", start=10, end=22, money=amounts, when=when)


def allowed(promise: Promise, *allowances: Allowance, company: Company = COMPANY, claimed: tuple[Money, ...] = ()) -> bool:
    return commitments([promise], company=company, allowed=allowances, claimed=claimed)[0].allowed


def test_a_refund_within_the_limit_stands_on_its_remedy() -> None:
    [made] = commitments([a_promise(PromiseKind.REFUND, euros("50"))], company=COMPANY)

    assert (made.remedy, made.allowed, made.amount, made.currency) == ("refund", True, Decimal(50), "EUR")
    assert (made.text, made.start, made.end) == ("We refund it", 10, 22)


@pytest.mark.parametrize("amount", [euros("50.01"), euros("20", "USD")])
def test_a_refund_above_the_limit_or_in_other_money_stands_on_nothing(amount: Money) -> None:
    [made] = commitments([a_promise(PromiseKind.REFUND, amount)], company=COMPANY)

    assert (made.remedy, made.allowed) == (None, False)


def test_a_refund_without_an_amount_goes_as_far_as_the_complaint_does() -> None:
    assert allowed(a_promise())
    assert allowed(a_promise(), claimed=(euros("49.90"),))
    assert allowed(a_promise(), claimed=(euros("900", "USD"),))
    assert not allowed(a_promise(), claimed=(euros("600"),))


def test_a_remedy_without_a_limit_covers_any_amount() -> None:
    company = Company(remedies=(replace(REFUND, limit=None, currency=None),))

    assert allowed(a_promise(PromiseKind.REFUND, euros("9000")), company=company)


@pytest.mark.parametrize(
    ("kind", "covered"),
    [
        (PromiseKind.GESTURE, True),
        (PromiseKind.CREDIT, True),
        (PromiseKind.DISCOUNT, True),
        (PromiseKind.PAYMENT, True),
        (PromiseKind.REPLACEMENT, False),
        (PromiseKind.REPAIR, False),
        (PromiseKind.NEVER_AGAIN, False),
        (PromiseKind.LIABILITY, False),
    ],
)
def test_each_kind_of_promise_needs_a_remedy_of_its_kind(kind: PromiseKind, covered: bool) -> None:
    assert allowed(a_promise(kind)) is covered


def test_a_confirmed_fact_allows_the_same_thing_and_the_same_amount() -> None:
    fact = Allowance(kinds=frozenset({PromiseKind.REFUND}), money=(euros("80"),))

    assert allowed(a_promise(PromiseKind.REFUND, euros("80.00")), fact)
    assert not allowed(a_promise(PromiseKind.REFUND, euros("90")), fact)
    assert not allowed(a_promise(PromiseKind.REPAIR), fact)


def test_a_bare_payment_is_allowed_by_its_amount() -> None:
    fact = Allowance(money=(euros("80"),))

    assert allowed(a_promise(PromiseKind.PAYMENT, euros("80")), fact, company=Company())
    assert not allowed(a_promise(PromiseKind.PAYMENT, euros("81")), fact, company=Company())
    assert not allowed(a_promise(PromiseKind.PAYMENT), fact, company=Company())


def test_what_was_allowed_word_for_word_is_allowed_whatever_it_is() -> None:
    promise = a_promise(PromiseKind.LIABILITY)

    assert allowed(promise, Allowance(spans=((10, 22),)))
    assert allowed(promise, Allowance(spans=((0, 5), (8, 30))))
    assert not allowed(promise, Allowance(spans=((12, 22),)))


def test_a_date_is_allowed_only_when_the_same_date_was_confirmed() -> None:
    promise = a_promise(PromiseKind.DATE, when=frozenset({"tomorrow"}))

    assert allowed(promise, Allowance(when=frozenset({"tomorrow", "today"})))
    assert not allowed(promise, Allowance(when=frozenset({"today"})))
    assert not allowed(promise)


def test_a_call_without_a_date_binds_to_nothing_but_a_dated_one_does() -> None:
    assert allowed(a_promise(PromiseKind.CALL_BACK))
    assert not allowed(a_promise(PromiseKind.CALL_BACK, when=frozenset({"today"})))
    assert allowed(a_promise(PromiseKind.CALL_BACK, when=frozenset({"today"})), Allowance(when=frozenset({"today"})))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("1'234.50", "1234.50"),
        ("1,23,456.50", "123456.50"),
        ("1.500", "1500"),
        ("49,9", "49.9"),
        ("49.90", "49.90"),
        ("১২৩", "123"),
        ("1.2.3", "123"),
    ],
)
def test_numbers_are_read_as_each_country_writes_them(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


def test_what_is_no_number_is_none() -> None:
    assert number("") is None
    assert number("abc") is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("We refund €1.234,56.", "1234.56", "EUR"),
        ("We refund EUR 49.90.", "49.90", "EUR"),
        ("We refund $50, today.", "50", "USD"),
        ("We refund £20.50", "20.50", "GBP"),
        ("Vi refunderer 1 299 kroner.", "1299", "NOK"),
        ("Vi gir deg kr 500,- tilbake.", "500", "NOK"),
        ("Grąžinsime 20 Lt.", "20", "LTL"),
        ("আমরা ৫০০ টাকা দেব।", "500", "BDT"),
        ("৳৫০০ ফেরত", "500", "BDT"),
        ("20 % off", "20", "%"),
        ("15 percent", "15", "%"),
    ],
)
def test_amounts_are_found_with_their_currency(text: str, amount: str, currency: str) -> None:
    [found] = money(text)

    assert (found.amount, found.currency) == (Decimal(amount), currency)
    assert any(char.isdigit() for char in text[found.start : found.end])


@pytest.mark.parametrize("text", ["3 krypton", "order 1234", "a 5 o'clock call", "room 12"])
def test_a_number_without_a_currency_is_no_amount(text: str) -> None:
    assert not list(money(text))


def test_of_several_remedies_the_one_that_the_lowest_role_may_grant_stands_behind_a_promise() -> None:
    large = replace(REFUND, id=RemedyId("large"), limit=Decimal(500), granted_by=Role.MANAGER)
    company = Company(remedies=(large, REFUND))

    [small] = commitments([a_promise(PromiseKind.REFUND, euros("40"))], company=company)
    [more] = commitments([a_promise(PromiseKind.REFUND, euros("400"))], company=company)

    assert (small.remedy, small.granted_by) == ("refund", Role.APPROVER)
    assert (more.remedy, more.granted_by) == ("large", Role.MANAGER)


def test_a_commitment_says_its_kind_its_day_and_its_person() -> None:
    promise = replace(a_promise(PromiseKind.CALL_BACK, when=frozenset({"date:12-03"})), dated="3 December", who="our manager Ana")

    [made] = commitments([promise], company=COMPANY)

    assert (made.kind, made.when, made.who, made.granted_by) == (PromiseKind.CALL_BACK, "3 December", "our manager Ana", None)


def test_what_promises_anything_is_covered_by_no_remedy() -> None:
    assert not allowed(a_promise(PromiseKind.ANYTHING))

"""The company's facts: who is who, and what may be offered."""

from bot.domain.company import Company, Remedy, RemedyKind, Role
from bot.domain.ids import PersonId, RemedyId
from tests.domain.building import ANA, COMPANY, MIA

CREDIT = Remedy(id=RemedyId("credit"), kind=RemedyKind.CREDIT, title="Credit")
REFUND = Remedy(id=RemedyId("refund"), kind=RemedyKind.REFUND, title="Refund")


def test_colleagues_are_known_by_their_id_and_shown_by_their_name() -> None:
    person = COMPANY.person(MIA)

    assert person is not None
    assert (person.name, person.role) == ("Mia", Role.MANAGER)
    assert COMPANY.name_of(ANA) == "Ana"


def test_a_stranger_is_shown_by_their_id() -> None:
    assert COMPANY.person(PersonId("slack:eve")) is None
    assert COMPANY.name_of(PersonId("slack:eve")) == "slack:eve"


def test_a_remedy_is_found_by_its_id() -> None:
    company = Company(remedies=(CREDIT, REFUND))

    assert company.remedy("refund") is REFUND
    assert company.remedy("a pony") is None


def test_a_company_that_says_nothing_promises_nothing() -> None:
    bare = Company()

    assert (bare.remedies, bare.people, bare.phone_lines, dict(bare.named), bare.languages) == ((), (), (), {}, ())


def test_a_higher_role_includes_the_lower_ones() -> None:
    assert Role.MEMBER < Role.APPROVER < Role.MANAGER
    assert CREDIT.granted_by is Role.APPROVER

"""Who may decide, and what a text may still hold when it is approved."""

from dataclasses import replace

import pytest

from bot.domain.approval import check_person, check_texts, role_needed, role_of
from bot.domain.company import Company, Role
from bot.domain.draft import Commitment, Level, Reviewed
from bot.domain.errors import NeedsReason, NotAllowed
from bot.domain.ids import PersonId
from tests.domain.building import ANA, BO, COMPANY, MIA, a_draft, a_finding

NOBODY = Company()
STRANGER = PersonId("slack:eve")


def check(
    person: PersonId, *, needs: Role = Role.APPROVER, reporter: PersonId = ANA, high_impact: bool = False, company: Company = COMPANY
) -> None:
    check_person(person, needs=needs, reporter=reporter, high_impact=high_impact, company=company)


def test_roles_come_from_the_company_file_and_strangers_have_none() -> None:
    roles = [role_of(person, COMPANY) for person in (ANA, BO, MIA, STRANGER)]

    assert roles == [Role.MEMBER, Role.APPROVER, Role.MANAGER, Role.MEMBER]


def test_where_the_company_file_names_nobody_whoever_sits_there_is_trusted() -> None:
    assert role_of(STRANGER, NOBODY) is Role.MANAGER
    check(STRANGER, needs=Role.MANAGER, company=NOBODY)
    check(ANA, company=NOBODY)


@pytest.mark.parametrize(
    ("person", "needs"),
    [(ANA, Role.MEMBER), (STRANGER, Role.MEMBER), (BO, Role.APPROVER), (MIA, Role.APPROVER), (MIA, Role.MANAGER)],
)
def test_whoever_has_the_role_or_a_higher_one_may_approve(person: PersonId, needs: Role) -> None:
    check(person, needs=needs)


@pytest.mark.parametrize(
    ("person", "needs", "log", "names"),
    [
        (ANA, Role.APPROVER, "slack:ana is below APPROVER", "Bo, Mia"),
        (STRANGER, Role.APPROVER, "slack:eve is below APPROVER", "Bo, Mia"),
        (BO, Role.MANAGER, "slack:bo is below MANAGER", "Mia"),
    ],
)
def test_too_low_a_role_is_refused_with_the_names_of_those_who_may(person: PersonId, needs: Role, log: str, names: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        check(person, needs=needs)

    assert str(refused.value) == log
    assert str(refused.value.hint) == f"This one needs another pair of eyes: {names}."


def test_nobody_approves_their_own_high_impact_case_whatever_their_role() -> None:
    with pytest.raises(NotAllowed) as refused:
        check(MIA, reporter=MIA, high_impact=True)

    assert str(refused.value) == "slack:mia reported this high-impact case"
    assert str(refused.value.hint) == "This one weighs much, so somebody else than you should approve it: Bo."


def test_an_ordinary_case_of_one_s_own_may_be_approved_and_another_s_weighty_one_too() -> None:
    check(BO, reporter=BO)
    check(MIA, reporter=BO, high_impact=True)


def test_the_names_of_those_who_may_leave_out_whoever_reported_a_weighty_case() -> None:
    with pytest.raises(NotAllowed) as weighty:
        check(ANA, reporter=BO, high_impact=True)
    with pytest.raises(NotAllowed) as ordinary:
        check(ANA, reporter=BO)

    assert str(weighty.value.hint) == "This one needs another pair of eyes: Mia."
    assert str(ordinary.value.hint) == "This one needs another pair of eyes: Bo, Mia."


def test_when_nobody_else_may_the_hint_says_where_to_name_somebody() -> None:
    alone = replace(COMPANY, people=COMPANY.people[2:])

    for company in (alone, NOBODY):
        with pytest.raises(NotAllowed) as refused:
            check(MIA, reporter=MIA, high_impact=True, company=company)
        assert str(refused.value.hint).endswith("approve it: highroad.toml → people.")


def test_a_text_without_blocking_findings_overrules_nothing() -> None:
    mild = a_draft(2, a_finding("canned", Level.REPAIR), a_finding("shouting", Level.WARN, firm=True))

    assert check_texts((a_draft(1), mild), reason="") == ()
    assert check_texts((), reason="") == ()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_blocking_findings_take_a_reason(reason: str) -> None:
    with pytest.raises(NeedsReason) as refused:
        check_texts((a_draft(1, a_finding("sorry_but")), a_draft(2, a_finding("deletion"))), reason=reason)

    assert refused.value.rules == ("sorry_but", "deletion")


def test_with_a_reason_the_overruled_rules_are_named_each_once() -> None:
    drafts = (
        a_draft(1, a_finding("sorry_but"), a_finding("canned", Level.REPAIR), a_finding("deletion")),
        a_draft(2, a_finding("sorry_but")),
    )

    assert check_texts(drafts, reason="he asked for it") == ("sorry_but", "deletion")


def test_what_protects_a_law_cannot_be_overruled_by_any_reason() -> None:
    draft = a_draft(
        1, a_finding("sorry_but", words="but"), a_finding("leaking", words="As an AI", firm=True), a_finding("injection", firm=True)
    )

    with pytest.raises(NotAllowed) as refused:
        check_texts((a_draft(2), draft), reason="I insist")

    assert str(refused.value) == "firm findings: leaking, injection"
    assert str(refused.value.hint) == "This text cannot go out as it stands: “As an AI”. Please edit it."


def test_a_firm_finding_about_the_whole_text_is_shown_by_its_rule() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_texts((a_draft(1, a_finding("injection", firm=True)),), reason="I insist")

    assert "“injection”" in str(refused.value.hint)


def test_what_only_a_manager_may_grant_needs_a_manager_s_approval() -> None:
    promise = Commitment(text="400 euros back", start=0, end=14, allowed=True, granted_by=Role.MANAGER)
    dear = replace(a_draft(1), reviewed=Reviewed(commitments=(promise, replace(promise, granted_by=None))))

    needs = role_needed((a_draft(2), dear), least=Role.APPROVER)

    assert needs is Role.MANAGER
    assert role_needed((a_draft(2),), least=Role.APPROVER) is Role.APPROVER
    assert role_needed((), least=Role.MEMBER) is Role.MEMBER
    with pytest.raises(NotAllowed, match="below MANAGER") as refused:
        check(BO, needs=needs)
    assert str(refused.value.hint) == "This one needs another pair of eyes: Mia."

"""Who may decide what. Approval is a policy on a signed-in person, never on words in a text."""

from collections.abc import Iterable

from bot.domain.company import Company, Person, Role
from bot.domain.draft import Draft
from bot.domain.errors import NeedsReason, NotAllowed
from bot.domain.ids import PersonId
from bot.domain.phrase import say


def role_of(person: PersonId, company: Company) -> Role:
    """A colleague's role; a company file that names nobody trusts whoever sits at the keyboard."""
    if not company.people:
        return Role.MANAGER
    known = company.person(person)
    return known.role if known else Role.MEMBER


def approvers(needs: Role, company: Company, *, but: PersonId | None) -> tuple[Person, ...]:
    """The colleagues who may approve; `but` may not, who reported a high-impact case."""
    return tuple(person for person in company.people if person.role >= needs and person.id != but)


def role_needed(drafts: Iterable[Draft], *, least: Role) -> Role:
    """The role that may approve these drafts: the plan's, or the one that may grant all that they promise."""
    return max([least, *(draft.reviewed.needs for draft in drafts)])


def check_person(person: PersonId, *, needs: Role, reporter: PersonId, high_impact: bool, company: Company) -> None:
    """Refuse who may not approve: too low a role, or their own high-impact draft.

    Raises:
        NotAllowed: the hint names those who may.
    """
    if role_of(person, company) < needs:
        raise NotAllowed(
            f"{person} is below {needs.name}",
            hint=say(
                "This one needs another pair of eyes: {names}.",
                names=_who(needs, company, but=reporter if high_impact else None),
            ),
        )
    if high_impact and person == reporter:
        raise NotAllowed(
            f"{person} reported this high-impact case",
            hint=say(
                "This one weighs much, so somebody else than you should approve it: {names}.",
                names=_who(needs, company, but=reporter),
            ),
        )


def check_texts(drafts: tuple[Draft, ...], *, reason: str) -> tuple[str, ...]:
    """The rules that this approval overrules.

    Raises:
        NotAllowed: a finding protects a law and cannot be overruled.
        NeedsReason: blocking findings stand and no reason was given.
    """
    blocking = [finding for draft in drafts for finding in draft.reviewed.blocking]
    firm = [finding for finding in blocking if finding.firm]
    if firm:
        raise NotAllowed(
            f"firm findings: {', '.join(finding.rule for finding in firm)}",
            hint=say("This text cannot go out as it stands: “{words}”. Please edit it.", words=firm[0].words or firm[0].rule),
        )
    rules = tuple(dict.fromkeys(finding.rule for finding in blocking))
    if rules and not reason.strip():
        raise NeedsReason(rules)
    return rules


def _who(needs: Role, company: Company, *, but: PersonId | None) -> str:
    return ", ".join(person.name for person in approvers(needs, company, but=but)) or "highroad.toml → people"

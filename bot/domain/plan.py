"""What code decides from the facts: the plays, the medium, who must approve, by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.company import Company, Role
from bot.domain.facts import Facts, Value, with_derived
from bot.domain.ids import PlayId
from bot.domain.playbook import Kind, Medium, Play, Playbook

BESIDE = (Kind.STATEMENT, Kind.REVIEW_REQUEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a play is in the plan: the facts that called for it and the guidance it stands on."""

    play: PlayId
    title: str
    sources: tuple[str, ...]
    because: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The way to answer one complaint.

    `lead` is the play that gives the answer its purpose. `wording` are the facts that change the
    words of the answer; `offer` among them is the remedy that it came to. `due_minutes` counts from
    when the complaint was taken in.
    """

    medium: Medium
    lead: PlayId
    plays: tuple[PlayId, ...]
    kinds: tuple[Kind, ...]
    approver: Role
    due_minutes: int
    offer: str | None
    wording: Mapping[str, Value]
    reasons: tuple[Reason, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the guidance it stands on, each once, in the order of the plays."""
        return tuple(dict.fromkeys(source for reason in self.reasons for source in reason.sources))

    def same_answer(self, other: "Plan") -> bool:
        """Whether both plans lead to the same words by the same hand."""
        return (self.medium, self.lead, self.kinds, self.approver, self.offer, self.wording) == (
            other.medium,
            other.lead,
            other.kinds,
            other.approver,
            other.offer,
            other.wording,
        )


def plan(facts: Facts, playbook: Playbook, company: Company) -> Plan:
    """Decide how to answer. Pure: the same facts, playbook and company give the same plan.

    The fixed route goes to a person whatever the playbook says.
    """
    full = with_derived(facts)
    plays = playbook.applying(full)
    medium = Medium.PERSON if full["fixed_route"] == "yes" else max(play.medium for play in plays)
    offer = _offer(full, plays, company) if medium is not Medium.PERSON else None
    granted_by = remedy.granted_by if offer and (remedy := company.remedy(offer)) else Role.APPROVER
    return Plan(
        medium=medium,
        lead=plays[0].id,
        plays=tuple(play.id for play in plays),
        kinds=_kinds(medium, plays),
        approver=max(granted_by, *(play.approver for play in plays)),
        due_minutes=_due(full, plays, company),
        offer=offer,
        wording={name: (offer or "none") if name == "offer" else full[name] for play in plays for name in play.uses},
        reasons=tuple(
            Reason(play=play.id, title=play.title, sources=play.sources, because={name: full[name] for name in play.because(full)})
            for play in plays
        ),
    )


def _kinds(medium: Medium, plays: Sequence[Play]) -> tuple[Kind, ...]:
    """One draft answers the customer; what speaks to others or comes afterwards stands beside it."""
    purposes = tuple(dict.fromkeys(play.purpose for play in plays if play.purpose))
    purpose = next((kind for kind in purposes if kind not in BESIDE), None)
    beside = tuple(kind for kind in purposes if kind in BESIDE)
    if medium is Medium.PERSON:
        return ()
    if medium is Medium.CALL:
        return (Kind.CALL_OFFER, Kind.CALL_SCRIPT)
    if medium is Medium.PAIR:
        return (Kind.PUBLIC, purpose or Kind.PRIVATE, *beside)
    return (purpose or Kind.REPLY, *beside)


def _offer(facts: Facts, plays: Sequence[Play], company: Company) -> str | None:
    """The remedy that the team chose, or else the first allowed one that the plays call for."""
    chosen = str(facts["offer"])
    if chosen != "as_asked":
        remedy = company.remedy(chosen)
        return remedy.id if remedy else None
    wanted = [kind for play in plays for kind in play.offers]
    return next((remedy.id for kind in wanted for remedy in company.remedies if remedy.kind is kind), None)


def _due(facts: Facts, plays: Sequence[Play], company: Company) -> int:
    limits = [company.clocks.due_minutes[int(facts["severity"])]]
    if facts["reach"] == "public":
        limits.append(company.clocks.public_due_minutes)
    limits.extend(play.due_minutes for play in plays if play.due_minutes is not None)
    return min(limits)


def as_call(plan: Plan) -> Plan:
    """The same plan by phone; the fixed route stays with its person."""
    if plan.medium is Medium.PERSON:
        return plan
    return replace(plan, medium=Medium.CALL, kinds=_kinds(Medium.CALL, ()))

"""The stable form of `--json`: cases and reviews as plain dictionaries. Other programs build on it; only add to it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.case import Case
from bot.domain.clock import due_at
from bot.domain.complaint import Complaint
from bot.domain.draft import Commitment, Draft, Reviewed
from bot.domain.facts import HARM, KINDS, SIGNALS, THREATS, Source, with_derived
from bot.domain.phrase import Phrase
from bot.domain.plan import Plan
from bot.domain.playbook import Kind
from bot.domain.questions import Question
from bot.domain.reading import Fact, Reading
from bot.intake.attacks import ATTACK
from bot.intake.redacting import Kind as Hidden

Form = dict[str, Any]


def reading_form(complaint: Complaint, reading: Reading, notes: Sequence[Phrase] = ()) -> Form:
    """What `highroad read` tells."""
    return {
        "language": {"code": reading.language.code, "confidence": round(reading.language.confidence, 3)},
        "facts": facts_form(reading),
        "complaint": complaint_form(complaint, reading),
        "notes": [str(note) for note in notes],
    }


def case_form(case: Case, *, questions: Sequence[Question], calls: int) -> Form:
    """What `highroad draft` tells; `questions` are those still open when it wrote, `calls` the model calls that were made."""
    script = next((draft.text for draft in case.current if draft.kind is Kind.CALL_SCRIPT), None)
    return {
        "case": case.id,
        **reading_form(case.complaint, case.reading),
        "questions": [question_form(question) for question in questions],
        "plan": plan_form(case.plan, case) if case.plan else None,
        "drafts": [draft_form(draft) for draft in case.current],
        "call_script": script,
        "calls": calls,
        "stage": case.stage.stage,
        "notes": [str(note) for note in case.notes],
    }


def complaint_form(complaint: Complaint, reading: Reading) -> Form:
    return {
        "text": complaint.text,
        "from": complaint.sender or complaint.address,
        "subject": complaint.subject,
        "place": str(reading.facts["place"].value),
        "at": complaint.at.isoformat() if complaint.at else None,
        "cut": list(complaint.cut),
        "warnings": list(complaint.warnings),
        "attachments": list(complaint.attachments),
        "is_complaint": reading.facts["is_complaint"].value == "yes",
        "attack": str(ATTACK) in complaint.warnings,
    }


def facts_form(reading: Reading) -> Form:
    """Each fact of the message, the signals gathered under `threats` and `harm`, and what follows from them."""
    facts = {
        name: fact_form(fact)
        for name, fact in reading.facts.items()
        if name not in SIGNALS and (KINDS[name].source is Source.MESSAGE or fact.by_person)
    }
    derived = with_derived(reading.values())
    for name in ("severity", "reach", "magnitude"):
        facts[name] = {"value": derived[name], "confidence": 1.0, "evidence": ""}
    return {
        **facts,
        "threats": _gathered(reading.facts, THREATS),
        "harm": _gathered(reading.facts, HARM),
        **{name: fact_form(reading.facts[name]) for name in ("churn", "wants_boss") if name in reading.facts},
    }


def fact_form(fact: Fact) -> Form:
    form: Form = {"value": fact.value, "confidence": round(fact.confidence, 3), "evidence": fact.evidence}
    return {**form, "like": list(fact.like)} if fact.like else form


def _gathered(facts: Mapping[str, Fact], names: tuple[str, ...]) -> Form:
    raised = {name: facts[name] for name in names if name in facts and facts[name].value == "yes"}
    if not raised:
        sure = min((facts[name].confidence for name in names if name in facts), default=1.0)
        return {"value": [], "confidence": round(sure, 3), "evidence": ""}
    strongest = max(raised.values(), key=lambda fact: fact.confidence)
    return {
        "value": list(raised),
        "confidence": round(strongest.confidence, 3),
        "evidence": strongest.evidence,
        "each": {name: fact_form(fact) for name, fact in raised.items()},
    }


def question_form(question: Question) -> Form:
    return {
        "fact": question.fact,
        "text": str(question.text),
        "options": [{"value": option.value, "label": str(option.label)} for option in question.options],
        "worth": round(question.worth, 3),
    }


def plan_form(plan: Plan, case: Case) -> Form:
    return {
        "medium": str(plan.medium),
        "plays": list(plan.plays),
        "sources": list(plan.sources),
        "approver": plan.approver.name.lower(),
        "due": due_at(case.opened_at, plan.due_minutes).isoformat(),
        "why": [
            {"play": reason.play, "title": reason.title, "sources": list(reason.sources), "because": dict(reason.because)}
            for reason in plan.reasons
        ],
    }


def draft_form(draft: Draft) -> Form:
    return {
        "kind": str(draft.kind),
        "number": draft.number,
        "text": draft.text,
        "language": draft.language,
        "twin": draft.twin,
        **review_form(draft.reviewed),
        "made_by": draft.made_by,
        "prompt": draft.prompt,
        "model": draft.model,
    }


def review_form(reviewed: Reviewed) -> Form:
    """What `highroad review` tells."""
    return {
        "ready": reviewed.ready,
        "findings": [
            {
                "rule": finding.rule,
                "level": str(finding.level),
                "words": finding.words,
                "start": finding.start,
                "end": finding.end,
                "why": str(finding.why),
                "play": finding.play,
                "probability": finding.probability,
                "like": list(finding.like),
            }
            for finding in reviewed.findings
        ],
        "commitments": [commitment_form(commitment) for commitment in reviewed.commitments],
        "by_transfer": reviewed.by_transfer,
    }


def commitment_form(commitment: Commitment) -> Form:
    return {
        "text": commitment.text,
        "remedy": commitment.remedy,
        "allowed": commitment.allowed,
        "kind": str(commitment.kind) if commitment.kind else None,
        "amount": str(commitment.amount) if commitment.amount is not None else None,
        "currency": commitment.currency,
        "when": commitment.when,
        "who": commitment.who,
        "granted_by": commitment.granted_by.name.lower() if commitment.granted_by is not None else None,
    }


def redacted_form(complaint: Complaint, replaced: Mapping[Hidden, int]) -> Form:
    """What `highroad redact` tells: the message with tokens in it, and how many different values of each kind they stand for."""
    return {
        "subject": complaint.subject,
        "text": complaint.text,
        "replaced": {kind.lower(): replaced.get(kind, 0) for kind in Hidden},
    }


def error_form(hint: Phrase, *, row_id: object = None) -> Form:
    return {"id": row_id, "error": str(hint)}


def written(form: Form, *, encoding: str, indent: int | None = None) -> str:
    """The form as JSON; where `encoding` or a stray half of a letter stands in the way, with escapes."""
    plain = json.dumps(form, ensure_ascii=False, indent=indent)
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(form, indent=indent)
    return plain

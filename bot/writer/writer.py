"""One face for reading and writing: with a model where there is one, by itself where there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from time import monotonic

from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.draft import Commitment, Draft, PromiseKind, Reviewed
from bot.domain.errors import ModelUnavailable
from bot.domain.facts import KINDS
from bot.domain.phrase import Phrase, say
from bot.domain.plan import Plan
from bot.domain.playbook import Kind, Playbook
from bot.domain.reading import Reading
from bot.domain.review import ANSWERS
from bot.domain.sameness import NOTHING_SENT, RULE, Before, finding_about
from bot.ports import Embedder, LanguageModel
from bot.writer.brief import Brief, Written
from bot.writer.guarded import Guarded
from bot.writer.mending import weight
from bot.writer.model_drafting import draft_with_model, translate_with_model
from bot.writer.model_reading import read_with_model
from bot.writer.offline import compose
from bot.writer.reading import OfflineReader
from bot.writer.redacting import redacting
from bot.writer.remedy import granted
from bot.writer.reviewer import Reviewer
from bot.writer.second_look import second_look

MOST_CALLS = 4
WORDINGS = 6  # that are reviewed
CHOICE = 10  # that are composed, where something was sent before
A_GUESS = 0.5
# What a colleague reads aloud or sends without a case of its own is ours in every language that we have.
OURS = {Kind.CALL_SCRIPT, Kind.STATEMENT, Kind.ACKNOWLEDGEMENT, Kind.HOLDING, Kind.FOLLOW_UP, Kind.REVIEW_REQUEST}
WITHOUT_MODEL = say("Without a language model I can make a draft warmer, shorter, firmer or offer a call; other wishes I cannot follow.")
IN_ENGLISH = say(
    "Without a language model I write English, German, Norwegian, Lithuanian and Bengali only. "
    "This text is in English: please have it translated before it goes out."
)
DID_NOT_PASS = say("What the language model wrote did not pass the review, so I wrote this myself.")

OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUse:
    """A model and how it is used: `depth` free or slots, `seconds` for all calls of one step; `second_look` lets it judge a draft."""

    model: LanguageModel
    depth: str
    seconds: float
    second_look: bool = False


class Writer:
    """Reads complaints and writes drafts, each reviewed; without a model, or when it is away, offline."""

    def __init__(
        self,
        *,
        reader: OfflineReader,
        reviewer: Reviewer,
        playbook: Playbook,
        company: Company,
        use: ModelUse | None,
        embedder: Embedder | None = None,
    ) -> None:
        """Without an `embedder` what was sent before is compared by its words only."""
        self._reader = reader
        self._reviewer = reviewer
        self._playbook = playbook
        self._company = company
        self._embedder = embedder
        self._all = replace(use, model=Guarded(use.model)) if use else None

    async def read(self, complaint: Complaint, *, language: str | None = None) -> tuple[Reading, tuple[Phrase, ...]]:
        """The reading, and what colleagues should know about how it came to be."""
        offline = self._reader.read(complaint, language=language)
        use = self._use(complaint)
        if use is None:
            return offline, ()
        try:
            return await read_with_model(use.model, complaint, offline, seconds=use.seconds / 2), ()
        except ModelUnavailable as error:
            return offline, (error.hint,)

    async def drafts(
        self,
        case: Case,
        plan: Plan,
        *,
        kinds: Sequence[Kind],
        instruction: str,
        before: Before = NOTHING_SENT,
        on_text: OnText | None = None,
    ) -> "Drafts":
        """One draft of each kind, unlike what was sent `before`. Once the model went away, the rest is written offline."""
        use, calls = self._use(case.complaint), MOST_CALLS - 1
        ends = monotonic() + (use.seconds if use else 0)
        calls -= bool(use and use.second_look)
        made: list[Draft] = []
        language = self.language(case.reading)
        notes: list[Phrase] = []
        for place, kind in enumerate(kinds):
            brief = self.brief(case, plan, kind=kind, instruction=instruction, number=case.next_number + place, before=before)
            wordings = _least_alike(brief)
            brief = replace(brief, variation=wordings[0])
            ours = self._draft(case, brief, self._offline(case, brief, wordings))
            if use is None or _ours(brief):
                made.append(ours)
                continue
            left = max(1, calls - (len(kinds) - place - 1))
            try:
                written = await self._with_model(use, case, brief, seconds=ends - monotonic(), calls=left, on_text=on_text)
            except ModelUnavailable as error:
                use = None
                notes.append(error.hint)
                made.append(ours)
                continue
            calls -= left
            theirs = self._draft(case, brief, written)
            if not theirs.ready and ours.ready and ours.language == theirs.language:
                notes.append(DID_NOT_PASS)
            made.append(theirs if theirs.ready or not ours.ready or ours.language != theirs.language else ours)
        if use and use.second_look and calls >= 0:
            made = await self._looked_at(use, case, made, seconds=ends - monotonic())
        if any(draft.made_by == "offline" and draft.language != language for draft in made):
            notes.append(IN_ENGLISH)
        if instruction and any(draft.made_by == "offline" for draft in made):
            notes.append(WITHOUT_MODEL)
        return Drafts(drafts=tuple(made), notes=tuple(notes))

    def brief(self, case: Case, plan: Plan, *, kind: Kind, instruction: str, number: int, before: Before = NOTHING_SENT) -> Brief:
        variation = int.from_bytes(sha256(f"{case.id}:{number}".encode()).digest()[:6], "big")
        return Brief(
            kind=kind,
            language=self.language(case.reading),
            complaint=case.complaint,
            reading=case.reading,
            plan=plan,
            company=self._company,
            number=number,
            variation=variation,
            instruction=instruction,
            before=before,
        )

    def language(self, reading: Reading) -> str:
        """The language to answer in: the customer's as far as it can be told (when in doubt, the team was asked), else the team's."""
        return reading.language.code if reading.language.confidence >= A_GUESS else self._company.team_language

    def review(self, case: Case, text: str, *, kind: Kind, allowed: Sequence[str] = (), before: Before = NOTHING_SENT) -> Reviewed:
        """The review of a text for this case, also against what was sent `before`; the same for our drafts and a person's edit."""
        plan = case.plan
        plays = {check: play for play in (plan.plays if plan else ()) for check in self._playbook.by_id[play].checks}
        reviewed = self._reviewer.review(
            text,
            kind=kind,
            language=self.language(case.reading),
            complaint=case.complaint,
            company=self._company,
            allowed=(*allowed, *confirmed(case.reading)),
            plays=plays,
        )
        same = before.same(text, kind=kind, near=self._embedder.nearest if self._embedder else None)
        if same is None:
            return reviewed
        about = finding_about(same, play=plays.get(RULE, ""), softened=RULE in self._company.softened)
        return replace(reviewed, findings=(about, *reviewed.findings))

    async def twin(self, draft: Draft, complaint: Complaint) -> Draft:
        """The draft with what it says in the team's language, when a model can tell."""
        use = self._use(complaint)
        if use is None or draft.twin or draft.language == self._company.team_language:
            return draft
        try:
            twin = await translate_with_model(use.model, draft.text, language=self._company.team_language, seconds=use.seconds / 2)
        except ModelUnavailable:
            return draft
        return replace(draft, twin=twin)

    def _use(self, complaint: Complaint) -> ModelUse | None:
        """The model, where there is one, behind the gate of this complaint's case: there is no other way to it."""
        return replace(self._all, model=redacting(self._all.model, complaint)) if self._all else None

    async def _looked_at(self, use: ModelUse, case: Case, made: list[Draft], *, seconds: float) -> list[Draft]:
        """The drafts, the first answer among them judged once more; when no judgement comes, as they are."""
        place = next((place for place, draft in enumerate(made) if draft.kind in ANSWERS), None)
        if place is None or seconds <= 0:
            return made
        draft = made[place]
        try:
            reviewed = await second_look(use.model, case.complaint, draft.text, draft.reviewed, seconds=seconds)
        except ModelUnavailable:
            return made
        return [*made[:place], replace(draft, reviewed=reviewed), *made[place + 1 :]]

    async def _with_model(self, use: ModelUse, case: Case, brief: Brief, *, seconds: float, calls: int, on_text: OnText | None) -> Written:
        return await draft_with_model(
            use.model,
            brief,
            depth=use.depth,
            seconds=seconds,
            review=lambda text: self.review(case, text, kind=brief.kind, before=brief.before),
            compose=compose,
            guidance=[self._playbook.by_id[play] for play in brief.plan.plays],
            on_text=on_text,
            most_calls=calls,
        )

    def _offline(self, case: Case, brief: Brief, wordings: Sequence[int]) -> Written:
        """The wording that the review likes best among a few; the first flawless one."""
        best: tuple[tuple[int, int], Written] | None = None
        for again, variation in enumerate(wordings[:WORDINGS]):
            # What is wrong with every wording may be the words that were quoted.
            written = compose(replace(brief, variation=variation, quoting=again < WORDINGS // 2))
            found = weight(self.review(case, written.text, kind=brief.kind, allowed=written.allowed, before=brief.before))
            if best is None or found < best[0]:
                best = found, written
            if found == (0, 0):
                break
        assert best is not None  # noqa: S101 - there is at least one wording
        return best[1]

    def _draft(self, case: Case, brief: Brief, written: Written) -> Draft:
        reviewed = self.review(case, written.text, kind=brief.kind, allowed=written.allowed, before=brief.before)
        return Draft(
            number=brief.number,
            kind=brief.kind,
            text=written.text,
            language=written.language,
            twin=written.twin,
            reviewed=replace(reviewed, commitments=_with_ours(reviewed.commitments, written, brief)),
            made_by=written.made_by,
            prompt=written.prompt,
            model=written.model,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What was written, and what people should know about it."""

    drafts: tuple[Draft, ...]
    notes: tuple[Phrase, ...] = ()


def confirmed(reading: Reading) -> tuple[str, ...]:
    """What colleagues confirmed, in words: a draft may promise it."""
    told = ((KINDS[name], fact.value) for name, fact in reading.facts.items() if fact.by_person)
    return tuple(str(kind.values[str(value)]) for kind, value in told if str(value) in kind.values)


def _least_alike(brief: Brief) -> list[int]:
    """Variations of our own wording, those first that share least with what was sent before; in their order where nothing was."""
    tries = [brief.variation + again for again in range(CHOICE)]
    if not brief.before.holds(brief.kind):
        return tries
    return sorted(tries, key=lambda one: brief.before.share(compose(replace(brief, variation=one)).text, kind=brief.kind))


def _with_ours(found: tuple[Commitment, ...], written: Written, brief: Brief) -> tuple[Commitment, ...]:
    """All promises in a text in their order: those that the review saw, and those that we set in knowingly."""
    ours = []
    for text in written.allowed:
        start = written.text.find(text)
        end = start + len(text)
        if start >= 0 and not any(one.start < end and start < one.end for one in found):
            remedy = granted(brief)
            ours.append(
                Commitment(
                    text=text,
                    start=start,
                    end=end,
                    remedy=remedy.id if remedy else None,
                    allowed=True,
                    kind=PromiseKind(remedy.kind) if remedy else None,
                    granted_by=remedy.granted_by if remedy else None,
                )
            )
    return tuple(sorted((*found, *ours), key=lambda one: one.start))


def _ours(brief: Brief) -> bool:
    return brief.kind in OURS and compose(brief).language == brief.language

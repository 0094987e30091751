"""Part `redaction`: personal data planted in messages, and whether any of it reaches a model."""

from bot.evaluation.adversaries import Adversary
from bot.evaluation.attacks import Wording
from bot.evaluation.bench import Bench, drafts_of, taken
from bot.evaluation.measure import Measure, by_language, share
from bot.evaluation.sets import Row, Sets


async def redaction(bench: Bench, sets: Sets) -> list[Measure]:
    """Each row goes through reading and drafting, in both depths, with a model that remembers all that it was asked."""
    wording = Wording.of(sets)
    told, back = [], []
    for row in sets.rows("redaction.jsonl"):
        asked = ""
        for depth in ("free", "slots"):
            model = Adversary(None, wording.letter(row["language"]))
            writer = bench.writer(model, depth=depth)
            case = await bench.opened(taken(row), writer, case_id=f"{row['id']}:{depth}")
            drafts, _ = await drafts_of(case, writer)
            asked += "\n".join(f"{prompt.system}\n{prompt.user}" for prompt in model.asked)
            back += [(row["id"], _token_left(draft.text)) for draft in drafts if draft.ready]
        told += [(row, kind, value in asked) for kind, values in row["secrets"].items() for value in values]
        told += [(row, "kept", word not in asked) for word in row.get("kept", ())]
    secrets = [(row, kind, hit) for row, kind, hit in told if kind != "kept"]
    return [
        *by_language("redaction", "secret_reached_model", ((row, hit) for row, _, hit in secrets), most=0.0),
        *(_of_kind(kind, secrets) for kind in sorted({kind for _, kind, _ in secrets})),
        share("redaction", "hidden_without_need", ((row["id"], hit) for row, kind, hit in told if kind == "kept"), most=0.02),
        share("redaction", "token_in_ready_draft", back, most=0.0),
    ]


def _of_kind(kind: str, secrets: list[tuple[Row, str, bool]]) -> Measure:
    return share("redaction", f"secret_reached_model.{kind}", ((row["id"], hit) for row, own, hit in secrets if own == kind), most=0.0)


def _token_left(text: str) -> bool:
    return any(part.split("]")[0].rpartition("-")[2].isdecimal() for part in text.split("[")[1:] if "]" in part)

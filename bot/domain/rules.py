"""What the review looks for: each rule with its weight and the reason that people read."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.draft import Level
from bot.domain.phrase import Phrase, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of fault.

    `lawful` rules protect a law of the product: no company file softens them. `firm` ones among them
    nobody can overrule either, whatever the reason.
    """

    id: str
    level: Level
    why: Phrase
    lawful: bool = False
    firm: bool = False


def _rule(rule_id: str, level: Level, why: Phrase, *, lawful: bool = False, firm: bool = False) -> Rule:
    return Rule(id=rule_id, level=level, why=why, lawful=lawful or firm, firm=firm)


_BLOCK, _REPAIR, _WARN = Level.BLOCK, Level.REPAIR, Level.WARN

_ALL = (
    # What is said: found by patterns per language, and by heads.
    _rule("blame_customer", _BLOCK, say("It puts the fault on the customer.")),
    _rule("should_have", _BLOCK, say("It tells the customer what they should have done.")),
    _rule("as_i_said", _REPAIR, say("It reminds the customer that they did not listen.")),
    _rule("sorry_but", _BLOCK, say("The apology is taken back: only what follows the “but” is heard.")),
    _rule("feelings_apology", _BLOCK, say("It is sorry for the feeling or for a mere possibility, not for what happened.")),
    _rule("canned", _REPAIR, say("A formula that everybody sends; it reads as not having been heard.")),
    _rule("policy_talk", _REPAIR, say("Talk of policy says that the rule matters more than the person.")),
    _rule("calm_down", _BLOCK, say("It tells the customer how to feel.")),
    _rule("passing_fault", _REPAIR, say("It passes the fault on; nobody owns the case.")),
    _rule("minimising", _REPAIR, say("It makes the harm smaller than the customer said.")),
    _rule("ordering", _WARN, say("It gives orders to somebody who was harmed; ask or offer instead.")),
    _rule("leaking", _BLOCK, say("Words from inside the house, or of a machine about itself."), firm=True),
    _rule("begging", _REPAIR, say("It asks the harmed person for a favour.")),
    _rule("accusing_question", _REPAIR, say("A question that accuses; ask for the fact, not for the reason.")),
    _rule("nobody_did_it", _REPAIR, say("The mistake has no owner; say who did what.")),
    _rule("lecturing", _BLOCK, say("It lectures somebody who was harmed.")),
    _rule("sending_away", _REPAIR, say("It sends the customer away or speaks of the company as of somebody else.")),
    _rule("deletion", _BLOCK, say("A complaint is never asked to disappear; answer it where it stands.")),
    _rule("assuming", _BLOCK, say("It says what the customer did or meant, and nobody knows that.")),
    _rule("doubting", _BLOCK, say("It doubts the customer's word; good faith comes first.")),
    _rule("threatening", _BLOCK, say("It threatens, or answers in kind.")),
    # What is promised and claimed.
    _rule("unmatched_commitment", _BLOCK, say("A promise that nothing in the company file and no confirmed fact allows."), lawful=True),
    _rule("invented_fact", _BLOCK, say("A number, date, link or address that nobody gave."), lawful=True),
    _rule("invented_signature", _BLOCK, say("A name that nobody gave stands under it."), lawful=True),
    # How it is built.
    _rule("placeholder", _BLOCK, say("Something was left to fill in."), firm=True),
    _rule("wrapper", _BLOCK, say("There is packaging around the text.")),
    _rule("injection", _BLOCK, say("It does what a hidden instruction in the message asked for."), firm=True),
    _rule("wrong_language", _BLOCK, say("It is not in the customer's language."), lawful=True),
    _rule("address_mix", _REPAIR, say("It addresses the customer in two ways, formal and familiar.")),
    _rule("unfinished", _BLOCK, say("It stops in the middle.")),
    _rule("repetition", _BLOCK, say("It goes round in circles.")),
    _rule("too_long", _REPAIR, say("It is longer than a harmed person will read here.")),
    _rule("too_short", _REPAIR, say("It is too short to be an answer.")),
    _rule("exclaiming", _REPAIR, say("Exclamation marks and emoji do not calm.")),
    _rule("shouting", _WARN, say("Words in capitals read as shouting.")),
    _rule("markup", _REPAIR, say("Lists and markup do not belong into a letter.")),
    _rule("same_as_before", _REPAIR, say("It is nearly what another customer got from you lately.")),
    _rule("copies_customer", _REPAIR, say("It repeats long runs of the customer's words.")),
    _rule("apology_twice", _REPAIR, say("One apology is enough; more of them weigh less.")),
    # What must be there.
    _rule("no_harm_named", _REPAIR, say("It names nothing of what happened to this customer.")),
    _rule("no_ownership", _REPAIR, say("Nobody takes it into their hands.")),
    _rule("no_next_step", _REPAIR, say("It asks nothing and offers no next step.")),
    # What a model's second look misses: a taste, so it warns and holds nothing back.
    _rule("cold", _WARN, say("A second look misses what the customer felt or what it cost them.")),
    _rule("vague", _WARN, say("A second look misses what exactly happened, or one specific question or step.")),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ALL}

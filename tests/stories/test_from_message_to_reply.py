"""Whole conversations in the terminal, over the real desk, store, playbook and offline writer."""

from pathlib import Path

from bot.desk import Desk
from bot.domain.decision import Ending, Verb
from bot.domain.ids import CaseId
from bot.domain.playbook import Kind
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered
from bot.prompting.files import shipped
from handlers.console.chat import CONSOLE
from tests.stories.house import ANA, JONAS, a_desk, a_store, talk

GERMAN = "1"
FIRST = CaseId("case-1")


def text_of(sample: str) -> str:
    return shipped("samples", sample).read_text(encoding="utf-8")


async def test_a_german_mail_is_read_asked_about_written_and_approved(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "It was our mistake", "today", "We are on it", "approve")

    read, drafted, approved = screen.after(GERMAN), screen.after("We are on it"), screen.after("approve")
    assert "Motive: A fix or an exchange (sure, " in read
    assert "“Ich möchte, dass Sie die Maschine gegen eine neue umtauschen.”" in read
    assert "Language: German" in read
    assert "Was it our mistake?" in read
    assert "Noted. Our part in it: It was our mistake" in screen.after("It was our mistake")
    assert "Draft 1: Reply" in drafted
    assert "The same in English, for you" in drafted
    assert "I find nothing to hold against it." in drafted
    assert "Ana Berg, Jonas Petrauskas (an approver)" in drafted
    case = await desk.show(CONSOLE, FIRST)
    assert isinstance(case.stage, Approved)
    assert case.drafts[0].text in approved
    assert "Approved by Ana Berg, Wed 18 Nov 2026, 10:00" in approved
    assert screen.worked == ["I am reading …", "I am writing …"]


async def test_several_answers_fit_in_one_line(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "2 6 11")

    case = await desk.show(CONSOLE, FIRST)
    told = {name: fact.value for name, fact in case.reading.facts.items() if fact.by_person}
    assert len(told) == 3
    assert "Draft 1: Reply" in screen.after("2 6 11")


async def test_an_answer_keeps_its_number_when_others_are_answered(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "2", "quit")

    asked, again = screen.after(GERMAN), screen.after("2")
    later = next(line for line in asked.splitlines() if "Tomorrow" in line)
    assert later in again.splitlines()


async def test_not_sure_and_draft_now_need_no_answers(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "n", "d")

    assert "Noted. Our part in it: Not sure" in screen.after("n")
    assert "Draft 1: Reply" in screen.after("d")
    assert (await desk.show(CONSOLE, FIRST)).unsure == ("responsibility",)


async def test_words_that_match_no_option_are_kindly_refused(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "They missed a birthday.")

    assert "I cannot match that with an answer." in screen.after("They missed a birthday.")
    assert isinstance((await desk.show(CONSOLE, FIRST)).stage, Asking)


async def test_a_public_post_is_answered_by_a_pair_and_both_halves_need_a_yes(desk: Desk) -> None:
    screen = await talk(desk, "4", "d", "approve 1", "a")

    assert "Draft 1: Public reply" in screen.after("d")
    assert "Draft 2: Private message" in screen.after("d")
    assert "Draft 1: Public reply, already approved" in screen.after("approve 1")
    case = await desk.show(CONSOLE, FIRST)
    assert isinstance(case.stage, Approved)
    assert [decision.drafts for decision in case.decisions] == [(1,), (2,)]
    assert all(draft.text in screen.after("a") for draft in case.drafts)


async def test_a_message_that_is_no_complaint_is_put_away_when_the_team_says_so(desk: Desk) -> None:
    thanks = "Tausend Dank für die schnelle Lieferung der Bohnen, alles ist wunderbar und der Kaffee schmeckt uns sehr."

    screen = await talk(desk, thanks, "no")

    assert "This does not read like a complaint to me. Shall I go on anyway?" in screen.after(thanks)
    assert "How it ended: It was no complaint" in screen.after("no")
    case = await desk.show(CONSOLE, FIRST)
    assert isinstance(case.stage, Closed)
    assert case.drafts == ()


async def test_a_message_that_only_looks_harmless_is_answered_when_the_team_wants_it(desk: Desk) -> None:
    thanks = "Tausend Dank für die schnelle Lieferung der Bohnen, alles ist wunderbar und der Kaffee schmeckt uns sehr."

    await talk(desk, thanks, "yes", "d")

    assert isinstance((await desk.show(CONSOLE, FIRST)).stage, AwaitingApproval)


async def test_an_injury_goes_to_its_person_and_gets_no_draft(desk: Desk) -> None:
    screen = await talk(desk, "6", "draft", "holding", "call")

    card = " ".join(screen.after("6").split())
    assert "This one goes to a person first" in card
    assert "Ana Berg has it." in card
    assert "“My solicitor will be writing to you this week" in card
    assert "call for help before anything else" in card
    assert "whom you told, and when" in card
    case = await desk.show(CONSOLE, FIRST)
    assert case.drafts == ()
    assert case.stage.stage == "with_person"


async def test_the_second_to_approve_is_told_who_decided_and_when(desk: Desk) -> None:
    await talk(desk, GERMAN, "d", "approve")

    second = await talk(desk, "open case-1", "approve", person=JONAS)

    assert "Ana Berg decided this on Wed 18 Nov 2026, 10:00." in second.after("approve")
    assert [decision.by for decision in (await desk.show(CONSOLE, FIRST)).decisions] == [ANA]


async def test_a_draft_that_was_replaced_meanwhile_is_not_approved_unread(desk: Desk) -> None:
    await talk(desk, GERMAN, "d", "shorter")

    screen = await talk(desk, "open case-1", "approve 1")

    assert "The draft to decide on is number 2. Please read that one first." in screen.after("approve 1")
    assert "Draft 2: Reply" in screen.after("approve 1")
    assert isinstance((await desk.show(CONSOLE, FIRST)).stage, AwaitingApproval)


async def test_a_colleague_who_may_not_approve_is_told_who_may(desk: Desk) -> None:
    await talk(desk, GERMAN, "d")

    screen = await talk(desk, "open case-1", "approve", person=desk.company.people[2].id)

    assert "Ana Berg, Jonas Petrauskas" in screen.after("approve")
    assert isinstance((await desk.show(CONSOLE, FIRST)).stage, AwaitingApproval)


async def test_an_edit_with_blame_in_it_takes_a_reason(desk: Desk) -> None:
    own = "Sehr geehrte Frau Krause,\n\ndas ist Ihre eigene Schuld. Ich melde mich wieder.\n\nAna Berg, Nordlys Coffee"

    screen = await talk(desk, GERMAN, "d", "edit", own, "approve", "", "approve", "She asked for plain words.", "yes")

    assert "in the words of Ana Berg" in screen.after(own)
    assert "Stops it: “Ihre eigene Schuld”" in " ".join(screen.after(own).split())
    assert "Everything stays as it was." in screen.after("")
    assert "In spite of the review, because: She asked for plain words." in screen.after("yes")
    case = await desk.show(CONSOLE, FIRST)
    assert case.current[0].text == own
    assert case.decisions[-1].reason == "She asked for plain words."
    assert "blame_customer" in case.decisions[-1].overruled


async def test_an_edit_that_changes_nothing_changes_nothing(desk: Desk) -> None:
    await talk(desk, GERMAN, "d")
    text = (await desk.show(CONSOLE, FIRST)).drafts[0].text

    screen = await talk(desk, "open case-1", "e", f"{text}\n")

    assert "Everything stays as it was." in screen.after(f"{text}\n")
    assert (await desk.show(CONSOLE, FIRST)).decisions == ()


async def test_a_draft_is_sent_back_with_words(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "d", "back 1 warmer, please", "back", "2", "shorter")

    assert "Draft 2: Reply" in screen.after("back 1 warmer, please")
    assert "Draft 3: Reply" in screen.after("2")
    assert "Draft 4: Reply" in screen.after("shorter")
    case = await desk.show(CONSOLE, FIRST)
    assert [decision.reason for decision in case.decisions] == ["warmer, please", "shorter", "shorter"]


async def test_a_call_takes_the_place_of_the_letter(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "d", "call")

    assert "Offer of a call" in screen.after("call")
    assert "Call script, for you" in screen.after("call")
    case = await desk.show(CONSOLE, FIRST)
    assert [draft.kind for draft in case.current] == [Kind.CALL_OFFER, Kind.CALL_SCRIPT]


async def test_a_case_is_sent_followed_up_and_closed_with_how_it_ended(desk: Desk) -> None:
    sent = (GERMAN, "d", "approve", "copied", "follow-up", "approve", "copied")

    screen = await talk(desk, *sent, "close", "resolved", "She has a new one.", "Test the pumps.")

    assert "Ana Berg sent it" in screen.after("copied")
    assert ": Follow-up" in screen.after("follow-up")
    closed = screen.after("Test the pumps.")
    assert "How it ended: Resolved" in closed
    assert "What would prevent the next one: Test the pumps." in closed
    case = await desk.show(CONSOLE, FIRST)
    assert isinstance(case.stage, Closed)
    assert case.stage.outcome.ending is Ending.RESOLVED
    assert case.stage.outcome.cause == "defective"


async def test_a_holding_note_can_go_out_before_the_reply(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "holding", "approve", "copied", "draft")

    assert ": Holding note" in screen.after("holding")
    assert ": Reply" in screen.after("draft")


async def test_a_reading_can_be_corrected_and_the_plan_follows(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "d", "fact motive=apology", "fact", "Cause", "rude")

    assert "Motive: An apology (a colleague said so)" in screen.after("fact motive=apology")
    case = await desk.show(CONSOLE, FIRST)
    assert case.reading.values()["motive"] == "apology"


async def test_an_unknown_fact_or_value_is_refused_with_what_is_known(desk: Desk) -> None:
    screen = await talk(desk, GERMAN, "fact weather=rain", "fact motive=revenge")

    assert "I know no fact called weather." in screen.after("fact weather=rain")
    assert "motive can be one of: unknown, refund" in screen.after("fact motive=revenge")


async def test_why_names_the_advice_and_what_called_for_it(desk: Desk) -> None:
    why = (await talk(desk, GERMAN, "why")).after("why")

    assert "They want it to work: exchange it or repair it (A13; grant-the-fix)" in why
    assert "Motive: A fix or an exchange" in why


async def test_after_a_kill_the_case_goes_on_where_it_stood(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        await talk(a_desk(store), GERMAN, "It was our mistake")

    async with a_store(tmp_path) as store:
        desk = a_desk(store)
        screen = await talk(desk, "cases", "open 1", "today", "d", "approve")

        case = await desk.show(CONSOLE, FIRST)

    assert "case-1" in screen.after("cases")
    assert "Sabine Krause" in screen.after("cases")
    assert "Was it our mistake?" not in screen.after("open 1")
    assert isinstance(case.stage, Approved)


async def test_a_case_that_was_being_written_is_written_when_it_is_opened(desk: Desk) -> None:
    await talk(desk, GERMAN)
    await desk.store.save((await desk.show(CONSOLE, FIRST)).drafting())

    screen = await talk(desk, "open case")

    assert "Draft 1: Reply" in screen.after("open case")


async def test_a_message_of_many_lines_is_a_case(desk: Desk) -> None:
    text = text_of("english-rant.txt")

    await talk(desk, text, "d")

    case = await desk.show(CONSOLE, FIRST)
    assert "back, every cent of it" in case.complaint.text
    assert case.reading.values()["motive"] == "refund"


async def test_a_case_stays_with_the_next_person_who_opens_it(desk: Desk) -> None:
    await talk(desk, GERMAN, "d")

    screen = await talk(desk, "open case-1", "approve", "copied", person=JONAS)

    opened = screen.after("open case-1")
    assert opened.index("Sabine Krause") < opened.index("Motive: A fix or an exchange") < opened.index("Draft 1: Reply")
    case = await desk.show(CONSOLE, FIRST)
    assert isinstance(case.stage, Delivered)
    assert case.stage.by == JONAS
    assert [decision.verb for decision in case.decisions] == [Verb.APPROVE]

"""The language of the answer: asked first when it is only a guess."""

from bot.domain.company import Company
from bot.domain.facts import FIXED_ROUTE
from bot.domain.ids import PlayId
from bot.domain.playbook import Play, Playbook
from bot.domain.questions import MOST, Question, questions
from bot.domain.reading import Fact, Language, Reading

PLAYBOOK = Playbook((Play(id=PlayId("always"), title="Always", sources=("A1",), priority=1, uses=("action", "by_when", "responsibility")),))
TEAM = Company(team_language="nb", languages=("de", "nb", "ja"))


def a_reading(code: str, confidence: float, **facts: str) -> Reading:
    return Reading(
        language=Language(code=code, confidence=confidence),
        facts={name: Fact(value=value, confidence=0.9) for name, value in facts.items()},
    )


def asked(reading: Reading, company: Company = TEAM) -> list[str]:
    return [question.fact for question in questions(reading, PLAYBOOK, company)]


def the_question(reading: Reading, company: Company = TEAM) -> Question:
    return next(question for question in questions(reading, PLAYBOOK, company) if question.fact == "language")


def test_a_guessed_language_is_asked_before_all_else_and_once() -> None:
    found = asked(a_reading("lt", 0.94))

    assert found[0] == "language"
    assert found.count("language") == 1
    assert len(found) == MOST
    assert the_question(a_reading("lt", 0.94)).worth == 1.0


def test_a_language_that_is_sure_is_not_asked() -> None:
    assert "language" not in asked(a_reading("lt", 0.95))


def test_offered_are_the_guess_the_team_s_and_the_company_s_languages_and_english_each_once() -> None:
    question = the_question(a_reading("lt", 0.5))

    assert [option.value for option in question.options] == ["lt", "nb", "de", "en"]
    assert [str(option.label) for option in question.options] == ["Lithuanian", "Norwegian", "German", "English"]
    assert str(question.text) == "In which language did the customer write?"


def test_a_guess_that_nobody_can_name_is_not_offered() -> None:
    assert [option.value for option in the_question(a_reading("xx", 0.2), Company(team_language="de")).options] == ["de", "en"]


def test_a_colleague_s_word_settles_the_language() -> None:
    told = a_reading("lt", 0.3).told("language", "de")

    assert (told.language, dict(told.facts)) == (Language(code="de", confidence=1.0), {})
    assert told.settled("language")
    assert "language" not in asked(told)


def test_on_the_fixed_route_no_language_is_asked() -> None:
    for signal in FIXED_ROUTE:
        assert asked(a_reading("lt", 0.3, **{signal: "yes"})) == []


def test_what_is_no_complaint_is_asked_only_that() -> None:
    assert asked(a_reading("lt", 0.3, is_complaint="no")) == ["is_complaint"]

"""Messages to try it with."""

from dataclasses import dataclass

from bot.domain.complaint import Complaint, Place
from bot.domain.phrase import Phrase, say
from bot.intake import take_in
from bot.prompting.files import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A message in `prompts/samples`; `place` where the text itself does not show it."""

    file: str
    title: Phrase
    place: Place | None = None

    def complaint(self) -> Complaint:
        return take_in(shipped("samples", self.file).read_bytes(), place=self.place, name=self.file)


SAMPLES = (
    Sample(file="german-mail.eml", title=say("a mail in German: a coffee machine that fails again")),
    Sample(file="english-rant.txt", title=say("a furious message in English: money back")),
    Sample(file="lithuanian-review.txt", title=say("a review in Lithuanian with one star")),
    Sample(file="bengali-post.txt", title=say("a post in Bengali")),
    Sample(file="norwegian-message.txt", title=say("a private message in Norwegian"), place=Place.PRIVATE_MESSAGE),
    Sample(file="english-injury.txt", title=say("a mail in English: somebody was hurt, a lawyer is named"), place=Place.MAIL),
)

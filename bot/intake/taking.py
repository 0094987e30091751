"""From what was handed in to the complaint."""

from bot.domain.complaint import Complaint, Place
from bot.domain.phrase import say
from bot.intake.attacks import ATTACK, looks_like_attack
from bot.intake.characters import INVISIBLE_REMOVED, UNREADABLE_LETTERS, check_letters, check_text, decode_file, has_letters, visible
from bot.intake.files import check_size
from bot.intake.headers import Headers
from bot.intake.html import looks_like_html, read_html
from bot.intake.mail import Mail, looks_like_mail, read_mail
from bot.intake.marks import is_post, poster, stars
from bot.intake.quoting import FORWARD_TAKEN, Own, own_words

MOST = 20_000  # characters of a complaint
MOST_READ = 100_000  # characters that are searched for the customer's part
_LONGEST_CUT, _MOST_CUTS = 2_000, 50

TOO_LONG = say("The message is longer than 20,000 characters; I read only its beginning.")
HIDDEN_TEXT = say("The mail hid text that its readers do not see; I left it out.")


def take_in(raw: bytes | str, *, place: Place | None = None, name: str | None = None) -> Complaint:
    """Read a mail file, HTML, a pasted mail, a review, a post or plain words.

    `name` is the file's, where there is one; `place` is what a person said and overrules every sign.
    Raises BadInput for what is empty, no text, without a letter, or too large.
    """
    check_size(raw)
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace")
    suffix = (name or "").lower().rpartition(".")[2]
    if suffix == "eml" or looks_like_mail(data):
        return _from_mail(read_mail(data), place=place)
    text = decode_file(raw) if isinstance(raw, bytes) else raw
    hidden: tuple[str, ...] = ()
    if suffix in {"html", "htm"} or looks_like_html(text):
        page = read_html(text)
        text, hidden = page.text, page.hidden
    return _complaint(text, outer=None, place=place, hidden=hidden)


def _from_mail(mail: Mail, *, place: Place | None) -> Complaint:
    """The complaint in a mail, or in the mail that it carries whole: then the outer one is but a cover."""
    cover, hidden, attachments = [], list(mail.hidden), list(mail.attachments)
    while mail.inner and has_letters(mail.inner.text):
        cover += [mail.text] if mail.text.strip() else []
        mail = mail.inner
        hidden += mail.hidden
        attachments += mail.attachments
    attached = tuple(dict.fromkeys(attachments))
    return _complaint(mail.text, outer=mail.headers, place=place, hidden=tuple(hidden), cover=tuple(cover), attachments=attached)


def _complaint(
    text: str,
    *,
    outer: Headers | None,
    place: Place | None,
    hidden: tuple[str, ...] = (),
    cover: tuple[str, ...] = (),
    attachments: tuple[str, ...] = (),
) -> Complaint:
    check_text(text)
    seen, cleaned = visible(text)
    check_letters(seen)
    beyond = seen[MOST_READ:].strip()
    own = own_words(seen[:MOST_READ], outer=outer)
    check_letters(own.text)
    words, rest = _capped(own.text.strip("\n"))
    headers = own.headers or Headers()
    rating = stars(words)
    cut = _cuts(*cover, *own.cut, rest, beyond, *hidden)
    subject = headers.subject or (outer.subject if outer else None)
    warnings = [
        *([str(ATTACK)] if looks_like_attack(text[:MOST_READ], subject or "", *cut) else []),
        *([str(FORWARD_TAKEN)] if cover else []),
        *own.notes,
        *([str(INVISIBLE_REMOVED)] if cleaned else []),
        *([str(HIDDEN_TEXT)] if hidden else []),
        *([str(UNREADABLE_LETTERS)] if "\ufffd" in words else []),
        *([str(TOO_LONG)] if rest or beyond else []),
    ]
    return Complaint(
        text=words,
        sender=headers.name or poster(words),
        address=headers.address,
        subject=subject,
        place=place or _place(words, own=own, rating=rating),
        at=headers.at,
        stars=rating,
        attachments=attachments,
        cut=cut,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _place(words: str, *, own: Own, rating: int | None) -> Place | None:
    if own.is_mail:
        return Place.MAIL
    if rating is not None:
        return Place.REVIEW
    return Place.SOCIAL if is_post(words) else None


def _capped(text: str) -> tuple[str, str]:
    """The first 20,000 characters, to a whole word where there is one, and the rest."""
    if len(text) <= MOST:
        return text, ""
    end = next((at for at in range(MOST, MOST - 200, -1) if text[at].isspace()), MOST)
    return text[:end].rstrip(), text[end:].strip()


def _cuts(*texts: str) -> tuple[str, ...]:
    """What was cut, part by part, the long ones shortened."""
    seen = [text for text in (visible(text)[0].strip() for text in texts) if text]
    return tuple(text if len(text) <= _LONGEST_CUT else f"{text[:_LONGEST_CUT]}…" for text in seen[:_MOST_CUTS])

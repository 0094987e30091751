"""An .eml file: its headers, the text that a person would read, and the names of what is attached."""

import email
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import collapse_rfc2231_value
from typing import cast

from bot.domain.errors import BadInput
from bot.domain.phrase import say
from bot.intake.characters import decode, has_letters, visible
from bot.intake.dates import read_date
from bot.intake.headers import Headers, addresses, person_name
from bot.intake.html import looks_like_html, read_html

_NO_TEXT = say("There is no text in this mail, at most attachments, which I do not open. Please paste the customer's words.")
_BROKEN = say("I cannot read this mail file. Please paste the customer's words instead.")
# What the standard library's parser raises by mistake on hostile mail.
_SLIPS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)

_LONGEST_HEADER = 4_000  # characters; the parser's time explodes on longer ones
_MOST_ATTACHMENTS = 50
_TECHNICAL = re.compile(
    rb"^(?:received|mime-version|message-id|return-path|delivered-to|content-type|content-transfer-encoding|x-[\w-]{1,60}):|=\?[\w-]{2,30}\?[bq]\?",
    re.I | re.M,
)
_COMMON = re.compile(rb"^(?:from|to|subject|date|sender|reply-to|cc):", re.I | re.M)
_HEADER_LINE = re.compile(rb"(?:From |[!-9;-~]{1,80}:|[ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What was found in a mail; `inner` is the mail that it carries whole, `hidden` what its HTML hid."""

    headers: Headers
    text: str = ""
    attachments: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    inner: "Mail | None" = None


def looks_like_mail(raw: bytes) -> bool:
    """Whether the bytes begin with the headers of a mail as programs keep it (pasted ones lack the technical lines)."""
    head = raw.lstrip()[:20_000].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    first = head.split(b"\n", 1)[0]
    return bool(_HEADER_LINE.match(first) and _TECHNICAL.search(head) and _COMMON.search(head))


def read_mail(raw: bytes) -> Mail:
    """Read an .eml file, however broken; raises BadInput when there is no text in it."""
    try:
        mail = _read(email.message_from_bytes(raw.lstrip(), policy=_Bounded()))
    except _SLIPS as error:
        raise BadInput(f"mail: {error!r}", hint=_BROKEN) from error
    deepest: Mail | None = mail
    while deepest and not has_letters(visible(deepest.text)[0]):
        deepest = deepest.inner
    if deepest is None:
        raise BadInput("mail without text", hint=_NO_TEXT)
    return mail


class _Bounded(Compat32):
    """The forgiving policy, with headers cut to a length that the parser can stand."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:_LONGEST_HEADER]


def _read(message: "Message[str, str]") -> Mail:
    found = _Found()
    found.look(message)
    return Mail(
        headers=_headers(message),
        text=found.text(),
        attachments=tuple(dict.fromkeys(found.attachments))[:_MOST_ATTACHMENTS],
        hidden=tuple(found.hidden),
        inner=found.inner,
    )


class _Found:
    """Collects from the parts of a mail."""

    def __init__(self) -> None:
        self.attachments: list[str] = []
        self.hidden: list[str] = []
        self.inner: Mail | None = None
        self._plain: list[str] = []
        self._html: list[str] = []

    def look(self, part: "Message[str, str]") -> None:
        kind = part.get_content_type()
        children = cast("list[Message[str, str]]", part.get_payload()) if part.is_multipart() else []
        group = part.get_content_maintype()
        name = _file_name(part)
        if kind == "message/rfc822" and children:
            self.inner = self.inner or _read(children[0])
        elif part.is_multipart():
            for child in children:
                self.look(child)
        elif name or part.get_content_disposition() == "attachment" or group not in {"text", "multipart"}:
            self.attachments.append(name or kind)
        elif kind == "text/html":
            self._html.append(_content(part))
        elif kind == "text/plain" or group == "multipart":
            # A multipart that has no parts was cut off or mislabelled; what there is may still be words.
            content = _content(part)
            (self._html if looks_like_html(content) else self._plain).append(content)

    def text(self) -> str:
        """The plain text where there is any, else what the HTML shows."""
        plain = "\n\n".join(text.strip("\n") for text in self._plain if text.strip())
        if has_letters(plain):
            return plain
        pages = [read_html(markup) for markup in self._html[:20]]
        self.hidden += [text for page in pages for text in page.hidden]
        return "\n\n".join(page.text for page in pages if page.text.strip())


def _content(part: "Message[str, str]") -> str:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower().replace(" ", "-") == "quoted-printable":
        part.replace_header("Content-Transfer-Encoding", "quoted-printable")
    payload = part.get_payload(decode=True)
    text = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    flowed = str(part.get_param("format", "") or "").lower() == "flowed"
    return _unflowed(text, delete_space=str(part.get_param("delsp", "") or "").lower() == "yes") if flowed else text


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Join the lines that the sending program broke (RFC 3676); quoted ones stay as they are."""
    pieces: list[str] = []
    joining = True
    for line in text.replace("\r\n", "\n").split("\n"):
        fixed = line.startswith(">") or line == "-- "
        soft = line.endswith(" ") and not fixed
        pieces.append("" if joining and not fixed else "\n")
        pieces.append((line[:-1] if soft and delete_space else line).removeprefix("" if fixed else " "))
        joining = soft
    return "".join(pieces)


def _headers(message: "Message[str, str]") -> Headers:
    fields = {name.lower(): value for name, value in reversed(list(_raw(message)))}
    sender = _line(_decoded(fields.get("from", "")))
    return Headers(
        name=person_name(sender),
        address=next(iter(addresses(sender)), None),
        recipients=tuple(addresses(f"{fields.get('to', '')}, {fields.get('cc', '')}")),
        subject=_line(_decoded(fields.get("subject", ""))) or None,
        at=read_date(fields["date"]) if "date" in fields else None,
    )


def _raw(message: "Message[str, str]") -> Iterable[tuple[str, str]]:
    for name, value in message.raw_items():
        yield name, decode(str(value).encode("utf-8", "surrogateescape")).replace("\r", "").replace("\n", " ")


def _decoded(value: str) -> str:
    """A header's words with their =?charset?...?= parts decoded."""
    try:
        runs = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(run if isinstance(run, str) else decode(run, charset or "latin-1") for run, charset in runs)


def _line(value: str) -> str:
    return " ".join(visible(value)[0].split())


def _file_name(part: "Message[str, str]") -> str:
    """The attachment's name without its folders; "" where it has none."""
    named = part.get_param("filename", header="content-disposition") or part.get_param("name")
    if not named and part.get_content_maintype() != "text":
        named = part.get("content-location")
    name = _decoded(collapse_rfc2231_value(named) if isinstance(named, tuple) else str(named or ""))
    return _line(name).replace("\\", "/").rpartition("/")[2][:200]

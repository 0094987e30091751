"""Mail files: every charset, every shape, never a traceback."""

import base64
import quopri
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.complaint import Place
from bot.domain.errors import BadInput
from bot.intake import take_in
from tests.intake.texts import DATA, WORDS, an_eml

MAILS = sorted((DATA / "mails").glob("*.eml"))
WITHOUT_TEXT = {
    "error_emails__empty_in_reply_to",
    "error_emails__missing_body",
    "error_emails__must_supply_encoding",
    "mime_emails__raw_email_with_binary_encoded",
}


@pytest.mark.parametrize("path", MAILS, ids=[path.stem for path in MAILS])
def test_a_mail_of_the_collection_gives_words_or_a_kind_refusal(path: Path) -> None:
    raw = path.read_bytes()

    for name in (None, "mail.eml"):
        try:
            complaint = take_in(raw, name=name)
        except BadInput as refusal:
            found = str(refusal.hint)
        else:
            found = complaint.text
            assert complaint.place is Place.MAIL
            assert complaint.address or complaint.subject
        assert ("no text in this mail" in found) == (path.stem in WITHOUT_TEXT)


def test_a_mail_keeps_who_wrote_when_and_about_what() -> None:
    complaint = take_in(an_eml(WORDS))

    assert (complaint.text, complaint.sender, complaint.address, complaint.subject) == (WORDS, "Jane Roe", "jane@mail.example", "kettle")
    assert complaint.place is Place.MAIL
    assert complaint.at == datetime(2026, 3, 2, 7, 14, tzinfo=UTC)


@pytest.mark.parametrize("charset", ["x-unknown", "utf-9", "hex", "zlib", "punycode", "idna", "undefined", '"\0"', "=?", "unicode-escape"])
def test_an_unknown_charset_is_read_all_the_same(charset: str) -> None:
    assert (
        take_in(an_eml("Ich will mein Geld zurück.", headers=f"Content-Type: text/plain; charset={charset}")).text
        == "Ich will mein Geld zurück."
    )


@pytest.mark.parametrize(
    ("charset", "text"),
    [("shift_jis", "払い戻してください"), ("koi8-r", "Верните деньги"), ("iso-8859-4", "Noriu grąžinti"), ("utf-16", "Geld zurück")],
)
def test_a_known_charset_is_followed(charset: str, text: str) -> None:
    body = base64.b64encode(text.encode(charset)).decode()

    assert take_in(an_eml(body, headers=f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64")).text == text


def test_utf_8_under_a_wrong_label_is_recognised() -> None:
    assert (
        take_in(an_eml("Jeg vil ha pengene på nytt", headers="Content-Type: text/plain; charset=iso-8859-1")).text
        == "Jeg vil ha pengene på nytt"
    )


def test_quoted_printable_is_decoded() -> None:
    body = quopri.encodestring("Ich will mein Geld zurück, und zwar sofort und ohne noch einmal acht Wochen zu warten.".encode()).decode()

    complaint = take_in(an_eml(body, headers="Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"))

    assert complaint.text == "Ich will mein Geld zurück, und zwar sofort und ohne noch einmal acht Wochen zu warten."


def test_encoded_names_and_subjects_are_decoded() -> None:
    raw = an_eml(WORDS, sender="=?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <joerg@mail.example>").replace(
        b"Subject: kettle", b"Subject: =?iso-8859-1?q?Wasserkocher_f=FCr?= =?x?b?!?="
    )

    complaint = take_in(raw)

    assert complaint.sender == "Müller, Jörg"
    assert complaint.subject is not None
    assert complaint.subject.startswith("Wasserkocher für")


def test_lines_that_the_sending_program_broke_are_joined() -> None:
    complaint = take_in(
        an_eml("My kettle leaked \nand nobody answered.\nJane\n-- \nsignature", headers="Content-Type: text/plain; format=flowed")
    )

    assert complaint.text == "My kettle leaked and nobody answered.\nJane"


def test_a_mail_with_both_forms_is_read_from_its_plain_text() -> None:
    parts = f"--b\nContent-Type: text/plain\n\n{WORDS}\n--b\nContent-Type: text/html\n\n<p>{WORDS}</p><p hidden>secret</p>\n--b--"

    complaint = take_in(an_eml(parts, headers="Content-Type: multipart/alternative; boundary=b"))

    assert (complaint.text, complaint.cut) == (WORDS, ())


def test_attachments_are_named_and_never_opened() -> None:
    parts = (
        f"--b\nContent-Type: text/plain\n\n{WORDS}\n"
        "--b\nContent-Type: text/plain; name=note.txt\nContent-Disposition: attachment; filename=note.txt\n\nSECRET\n"
        "--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename*=utf-8''K%C3%BCche.jpg\n\nSECRET\n"
        '--b\nContent-Type: application/pdf; name="../../etc/bill.pdf"\n\nSECRET\n'
        "--b\nContent-Type: image/png\n\nSECRET\n--b--"
    )

    complaint = take_in(an_eml(parts, headers="Content-Type: multipart/mixed; boundary=b"))

    assert complaint.text == WORDS
    assert complaint.attachments == ("note.txt", "Küche.jpg", "bill.pdf", "image/png")
    assert "SECRET" not in repr(complaint)


def test_a_mail_without_any_text_is_refused_with_what_to_do() -> None:
    parts = "--b\nContent-Type: image/png; name=a.png\n\nabc\n--b--"

    for raw in (an_eml(""), an_eml(" \n\n"), an_eml(parts, headers="Content-Type: multipart/mixed; boundary=b"), an_eml("😡")):
        with pytest.raises(BadInput) as refused:
            take_in(raw)
        assert "paste the customer's words" in str(refused.value.hint)


def test_a_mail_attached_whole_to_a_cover_note_is_the_message() -> None:
    inner = an_eml(WORDS).decode()
    cover = f"--b\nContent-Type: text/plain\n\nfyi, please handle\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--"

    complaint = take_in(an_eml(cover, headers="Content-Type: multipart/mixed; boundary=b", sender="Bob <bob@shop.example>"))

    assert (complaint.text, complaint.sender) == (WORDS, "Jane Roe")
    assert complaint.cut == ("fyi, please handle",)
    assert any("forwarded" in warning for warning in complaint.warnings)


def test_a_mail_file_without_headers_is_read_as_words() -> None:
    assert take_in(WORDS, name="complaint.EML").text == WORDS


def test_a_mail_handed_in_as_text_is_recognised_by_its_build() -> None:
    assert (
        take_in(an_eml("Ich will mein Geld zurück.", headers="Content-Type: text/plain; charset=iso-8859-1").decode()).text
        == "Ich will mein Geld zurück."
    )


@pytest.mark.parametrize("date", ["Foo", "Mon, 99 Mar 2026 99:99:99 +0200", "", "2 Mar 99999 09:14 +0000"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert take_in(an_eml(WORDS).replace(b"Mon, 2 Mar 2026 09:14:00 +0200", date.encode())).at is None


@pytest.mark.parametrize("kind", ["Content-Type: multipart/mixed; boundary=b{0}\n\n--b{0}\n", "Content-Type: message/rfc822\n\n"])
def test_mails_nested_without_end_are_refused(kind: str) -> None:
    raw = "From: a@b.example\nMIME-Version: 1.0\n" + "".join(kind.format(level) for level in range(5_000)) + "\n\nwords"

    with pytest.raises(BadInput):
        take_in(raw)


@pytest.mark.parametrize(
    "header",
    [
        "Subject: " + "=?a?q?" * 200_000,
        "From: " + "a," * 400_000,
        'Content-Type: text/plain; x="' + ";" * 900_000,
        "X-A: b\n" * 150_000 + "X-B: c",
    ],
)
def test_headers_built_to_hurt_do_not(header: str) -> None:
    assert take_in(f"To: a@b.example\nMIME-Version: 1.0\n{header}\n\n{WORDS}").text == WORDS

"""From what was handed in to a complaint: refusals, caps, places."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.complaint import Place
from bot.domain.errors import BadInput
from bot.intake import read_file, take_in
from tests.intake.texts import DATA, WORDS


def refused(raw: bytes | str, *, name: str | None = None) -> str:
    with pytest.raises(BadInput) as error:
        take_in(raw, name=name)
    return str(error.value.hint)


def outcome(raw: bytes | str, *, name: str | None) -> str:
    """The words, or the hint of the refusal; anything else is raised."""
    try:
        return take_in(raw, name=name).text.strip()
    except BadInput as refusal:
        return str(refusal.hint)


@pytest.mark.parametrize("raw", ["", " \n\t\r\n ", b"", b"\n\n", "\u200b\u200e\ufeff", "\u00a0"])
def test_nothing_to_read_is_refused_kindly(raw: bytes | str) -> None:
    assert "nothing in it to read" in refused(raw)


@pytest.mark.parametrize("raw", ["😡😡😡", "👩‍👩‍👧 ‼️", "★☆☆☆☆", "!!! ???", "1/5", "12345", "ℹ️", "😡".encode()])
def test_a_text_of_only_emoji_or_signs_is_refused_kindly(raw: bytes | str) -> None:
    assert "signs but no words" in refused(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"%PDF-1.7 some readable words that stand at the beginning of the file",
        b"PK\x03\x04" + b"word/document.xml" * 10,
        b"\xd0\xcf\x11\xe0" + b"an old mail file" * 10,
        bytes(range(32)) * 20,
        "\x01\x02\x03 abc",
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do_instead(raw: bytes | str) -> None:
    assert "cannot read that as text" in refused(raw)


def test_a_picture_under_the_name_of_a_mail_is_refused() -> None:
    refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, name="complaint.eml")


def test_what_is_larger_than_25_mb_is_refused() -> None:
    assert "25 MB" in refused(b"a" * (25 * 1024 * 1024 + 1))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_file(tmp_path / "gone.eml")

    assert "gone.eml" in str(error.value.hint)
    assert "no file" in str(error.value.hint)


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_file(tmp_path)

    assert "is a folder" in str(error.value.hint)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(BadInput):
        read_file(Path("a\0b"))
    with pytest.raises(BadInput):
        read_file(Path("a" * 5_000))


def test_a_device_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        read_file(Path("/dev/zero"))

    assert "not a file with text" in str(error.value.hint)


def test_a_file_over_25_mb_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(25 * 1024 * 1024 + 1)

    with pytest.raises(BadInput) as error:
        read_file(large)

    assert "25 MB" in str(error.value.hint)


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(b"\xff\x00words")

    assert read_file(tmp_path / "note.txt") == b"\xff\x00words"


def test_plain_words_stay_exactly_as_they_are_and_have_no_place() -> None:
    text = "  I waited 3 weeks!!\n\n\tWHERE is it?  \nJane"

    complaint = take_in(text)

    assert complaint.text == text
    assert (complaint.place, complaint.sender, complaint.cut, complaint.warnings) == (None, None, (), ())


def test_line_ends_of_every_kind_become_one_kind() -> None:
    assert take_in("one\r\ntwo\rthree\u2028four").text == "one\ntwo\nthree\nfour"


def test_two_hundred_letters_come_out_unchanged() -> None:
    letters = [json.loads(line)["text"] for line in (DATA / "letters.jsonl").read_text("utf-8").splitlines()]

    changed = [text[:80] for text in letters if take_in(text).text != text[:20_000].strip("\n") or take_in(text).place]

    assert len(letters) == 200
    assert changed == []


def test_a_text_of_one_megabyte_is_capped_and_says_so() -> None:
    text = "The kettle leaks and nobody answers. " * 28_000

    complaint = take_in(text)

    assert 19_000 < len(complaint.text) <= 20_000
    assert text.startswith(complaint.text)
    assert complaint.text.endswith((".", "kettle", "leaks", "and", "nobody", "The"))
    assert any("20,000" in warning for warning in complaint.warnings)
    assert text[len(complaint.text) :].strip().startswith(complaint.cut[0][:200])
    assert all(len(part) <= 2_001 for part in complaint.cut)


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "word ", "x\n", "\n", ">", "> x\n", ">>>>>> x\n", "a: b\n", "a: b:\n", "-", "---- a ----\n", "a@", "a@b.c ", "@a", "#a"),
        *("On 2 Mar 2026 9:14 <a@b.cd> wrote:\n", "From: Jane <a@b.cd>\nDate: 2 Mar 2026 09:14\n\n", "x\u200d", "1. ", "১", "★ x\n"),
        *("<b>", "<a ", "<!--", "</a ", '<a x="', "<?", "<![CDATA[ >", "<blockquote>y", "<style>.a{", "&a", "<td>x"),
    ],
)
def test_a_megabyte_built_to_hurt_takes_no_longer_than_its_length(piece: str) -> None:
    markup = "<p>words " if piece[0] in "<&" else "words "
    started = perf_counter()

    complaint = take_in(markup + piece * (1_000_000 // len(piece)))

    assert complaint.text.strip()
    assert perf_counter() - started < 30  # a pattern that explodes takes minutes to hours


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_text_files_of_every_unicode_encoding_are_read(charset: str) -> None:
    assert (
        take_in("Mein Paket ist weg, ich will mein Geld zurück.".encode(charset)).text == "Mein Paket ist weg, ich will mein Geld zurück."
    )


def test_a_text_file_of_an_old_windows_is_read() -> None:
    assert take_in("Ich will mein Geld zurück – für „alles“.".encode("cp1252")).text == "Ich will mein Geld zurück – für „alles“."


def test_a_few_broken_bytes_are_shown_and_told() -> None:
    complaint = take_in("আমার কেটলি ফুটো, কেউ উত্তর দেয়নি।".encode() + b"\xe0\xa6")

    assert complaint.text.startswith("আমার কেটলি ফুটো")
    assert any("could not be read" in warning for warning in complaint.warnings)


@pytest.mark.parametrize(
    ("text", "given_stars"),
    [
        ("★☆☆☆☆ Never again", 1),
        ("★★★★★\nLovely", 5),
        ("⭐⭐\nToo slow", 2),
        ("⭐ Terrible", 1),
        ("1/5\nBroken on arrival", 1),
        ("Rating: 2/5 - slow", 2),
        ("1 star. The kettle leaked.", 1),
        ("2 von 5 Sternen\nUndicht", 2),
        ("1 out of 5 stars: nobody answers", 1),
        ("1 av 5 stjerner\nLekker", 1),
        ("1 iš 5 žvaigždučių\nTeka", 1),
        ("৫ এর মধ্যে ১ তারা\nখুব খারাপ", 1),
        ("১ স্টার। খুব খারাপ", 1),
        ("1 étoile sur 5 : nul", 1),
        ("0 stars! Shame", 0),
    ],
)
def test_stars_make_a_review(text: str, given_stars: int) -> None:
    complaint = take_in(text)

    assert (complaint.stars, complaint.place, complaint.text) == (given_stars, Place.REVIEW, text)


@pytest.mark.parametrize(
    "text",
    [
        "We booked a 4 star hotel and the room was dirty.",
        "1/5/2026 it broke for the first time",
        "1/5 of my order was broken",
        "You were a ⭐ last year, and now this?",
        "2 of 5 parcels arrived.",
        "I paid 3/50 for it",
    ],
)
def test_numbers_and_ornaments_are_no_stars(text: str) -> None:
    assert (take_in(text).stars, take_in(text).place) == (None, None)


@pytest.mark.parametrize(
    "text", ["@shop where is my parcel", "@anna_k: parcel gone again @shop", "Never again #fail", "Well done @shop, really"]
)
def test_handles_and_hashtags_make_a_post(text: str) -> None:
    complaint = take_in(text)

    assert (complaint.place, complaint.text) == (Place.SOCIAL, text)


def test_the_handle_at_the_head_of_a_post_is_its_writer_when_it_calls_another() -> None:
    assert take_in("@anna_k: parcel gone again @shop").sender == "@anna_k"
    assert take_in("@shop: where is my parcel").sender is None


def test_addresses_and_order_numbers_make_no_post() -> None:
    assert take_in("Write to me at jane@mail.example about order #4711 and #A12.").place is None


def test_the_place_that_a_person_names_overrules_every_sign() -> None:
    assert take_in("1 star. Leaks.", place=Place.COMPLAINT_SITE).place is Place.COMPLAINT_SITE
    assert take_in("From: Jane <jane@mail.example>\nSubject: kettle\n\nLeaks.", place=Place.IN_PERSON).place is Place.IN_PERSON


def test_a_pasted_mail_keeps_who_wrote_when_and_about_what() -> None:
    complaint = take_in(f"From: Jane Roe <Jane@mail.example>\nDate: Mon, 2 Mar 2026 09:14:00 +0200\nSubject: The kettle\n\n{WORDS}")

    assert complaint.text == WORDS
    assert (complaint.sender, complaint.address, complaint.subject, complaint.place) == (
        "Jane Roe",
        "jane@mail.example",
        "The kettle",
        Place.MAIL,
    )
    assert complaint.at == datetime(2026, 3, 2, 9, 14, tzinfo=timezone(timedelta(hours=2)))
    assert complaint.cut[0].startswith("From: Jane Roe")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400), st.text(st.characters(), max_size=60)))
def test_whatever_is_handed_in_gives_words_or_a_refusal(raw: bytes | str) -> None:
    for name in (None, "mail.eml", "page.html"):
        assert outcome(raw, name=name)


_FRAGMENTS = st.sampled_from(
    [
        *(
            "From: Jane <a@b.example>",
            "Von: x",
            "Date: Mon, 2 Mar 2026 09:14",
            "Date: Mon, 99 Foo 0000 99:99:99 +9999",
            "> quoted",
            ">",
            "-- ",
            "wrote:",
        ),
        *(
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=b",
            "Content-Type: text/plain; charset=\0x",
            "Content-Type: text/html",
            "--b",
            "--b--",
        ),
        *(
            "Content-Type: message/rfc822",
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: x-uuencode",
            "begin 644 a",
            "=?utf-8?b?!!!?=",
        ),
        *(
            "Content-Disposition: attachment; filename*0*=utf-9'x'%ff; filename*=1",
            "Subject: =?x?q?=ff?=",
            "Content-Type: text/plain; charset*=a'b",
            "",
            "",
            "--- a ---",
        ),
        *(
            "<p>",
            "<div hidden>",
            "</",
            "<!--",
            "words",
            "\udcff",
            "★☆",
            "On 2 Mar 2026 9:14 <a@b.example> wrote:",
            "Content-Type: text/plain; format=flowed",
            "\x85",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_FRAGMENTS, max_size=14).map("\n".join))
def test_mails_in_pieces_give_words_or_a_refusal(raw: str) -> None:
    for handed in (raw, raw.encode("utf-8", "surrogateescape")):
        for name in (None, "mail.eml"):
            assert outcome(handed, name=name)

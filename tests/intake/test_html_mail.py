"""HTML is read as people see it; what was hidden from them goes apart."""

import pytest

from bot.intake import take_in
from tests.intake.texts import REPLY, WORDS, an_eml


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>T</title></head><body>{body}</body></html>"


def test_html_becomes_lines_and_paragraphs() -> None:
    body = "<p>My kettle\n  leaked.<br>Nobody answered &amp; 5 &lt; 6.</p><div>One</div><ul><li>a</li><li>b</li></ul><pre>x\n  y</pre>"

    assert take_in(page(body)).text == "My kettle leaked.\nNobody answered & 5 < 6.\n\nOne\n- a\n- b\n\nx\n  y"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">SECRET</div>',
        '<div style="DISPLAY : NONE !important">SECRET</div>',
        '<span style="visibility: hidden">SECRET</span>',
        '<span style="font-size:0">SECRET</span>',
        '<span style="font-size: 0px; color: red">SE<b>CRET</b></span>',
        '<span style="font-size:1px">SECRET</span>',
        '<p style="opacity:0">SECRET</p>',
        '<p style="max-height:0;overflow:hidden">SECRET</p>',
        '<p style="position:absolute;left:-9999px">SECRET</p>',
        "<p hidden>SECRET</p>",
        '<p aria-hidden="true">SECRET</p>',
        '<span style="color:#FFFFFF">SECRET</span>',
        '<font color="white">SECRET</font>',
        '<style>.x, #y {color:red; display:none}</style><p class="a x">SECRET</p>',
    ],
)
def test_hidden_words_are_left_out_and_told(hidden: str) -> None:
    complaint = take_in(page(f"<p>{WORDS}</p>{hidden}"))

    assert complaint.text == WORDS
    assert "SECRET" in "".join(complaint.cut)
    assert any("hid text" in warning for warning in complaint.warnings)


@pytest.mark.parametrize(
    "unread",
    [
        "<!-- SECRET -->",
        "<script>SECRET</script>",
        "<style>.SECRET{}</style>",
        "<template>SECRET</template>",
        "<?SECRET?>",
        "<![CDATA[SECRET]]>",
    ],
)
def test_comments_and_scripts_are_no_words(unread: str) -> None:
    complaint = take_in(page(f"<p>{WORDS}</p>{unread}"))

    assert complaint.text == WORDS
    assert complaint.warnings == ()


@pytest.mark.parametrize(
    "shown",
    [
        '<div style="font-size:0"><span style="font-size:14px">SHOWN</span></div>',
        '<table><tr><td bgcolor="black"><font color="white">SHOWN</font></td></tr></table>',
        '<div style="background:#000;color:#fff">SHOWN</div>',
        '<p style="font-size:1em">SHOWN</p>',
        '<p style="font-size:0.9em;opacity:0.8">SHOWN</p>',
        "<style>@media print { .x {display:none} }</style><p class=x>SHOWN</p>",
        '<p aria-hidden="false">SHOWN</p>',
    ],
)
def test_words_that_people_see_stay(shown: str) -> None:
    complaint = take_in(page(f"<p>{WORDS}</p>{shown}"))

    assert complaint.text.endswith("SHOWN")
    assert complaint.warnings == ()


def test_a_mail_of_html_only_is_read_and_its_quotes_are_cut() -> None:
    said = "On Mon, Mar 2, 2026 at 9:14 AM Shop &lt;help@shop.example&gt; wrote:"
    html = page(
        f"<div>{WORDS}</div><br><div class=gmail_quote><div>{said}<br></div><blockquote>{REPLY.replace(chr(10), '<br>')}</blockquote></div>"
    )

    complaint = take_in(an_eml(html, headers="Content-Type: text/html; charset=utf-8"))

    assert complaint.text == WORDS
    assert "4711" in complaint.cut[0]


def test_a_forwarded_mail_in_html_is_found() -> None:
    fields = {
        "From": "Jane Roe &lt;jane@mail.example&gt;",
        "Sent": "Monday, March 2, 2026 9:14 AM",
        "To": "help@shop.example",
        "Subject": "kettle",
    }
    block = "<br>".join(f"<b>{key}:</b> {value}" for key, value in fields.items())
    html = page(f"<p>fyi, please handle</p><hr><div>{block}</div><p>{WORDS}</p>")

    complaint = take_in(html)

    assert (complaint.text, complaint.address) == (WORDS, "jane@mail.example")


def test_a_signature_in_html_is_cut() -> None:
    assert take_in(page(f"<div>{WORDS}</div><div>-- <br>Jane Roe</div>")).text == WORDS


def test_a_picture_within_the_markup_is_no_text() -> None:
    complaint = take_in(page(f'<p>{WORDS}</p><img src="data:image/png;base64,{"A" * 2_000_000}"><p>Jane</p>'))

    assert complaint.text == f"{WORDS}\n\nJane"


def test_broken_markup_keeps_the_words() -> None:
    assert take_in("<p>I paid < 5 and got <b>nothing</p></i><a href='x>y'>back</a> <").text == "I paid < 5 and got nothing\n\nback <"


def test_depth_without_end_does_not_break_it() -> None:
    assert take_in("<div>" * 50_000 + WORDS).text == WORDS

"""The plain words of an HTML mail stand as they are read on screen."""

import pytest

from crm.mail.pages import plain_of


@pytest.mark.parametrize(
    ("page", "plain"),
    [
        ("<p>Beste Eva,</p><p>Een\n vraag.</p>", "Beste Eva,\n\nEen vraag."),
        ("Hoi<br>Eva<div>Groet</div>Bas", "Hoi\nEva\nGroet\nBas"),
        (
            "<table><tr><th>Bedrijf<th>Vraag<tr><td>Kwast<td>Wie <b>wil</b><br>verf?</table>",
            "Bedrijf\tVraag\nKwast\tWie wil verf?",
        ),
        ("<table><tr><td><table><tr><td>Hoi<p>Dag</table><tr><td>Voet</table>", "Hoi\n\nDag\n\nVoet"),
        ("<ol><li>Een<ul><li>nul</ul><li>Twee</ol>", "1. Een\n\n  - nul\n\n2. Twee"),
        ('<a href="mailto:jan@zee.example?subject=x">Jan</a>', "Jan (jan@zee.example)"),
        ('<a href="mailto:jan@zee.example">jan@zee.example</a>', "jan@zee.example"),
        ("<blockquote>oud</blockquote>", "> oud"),
        ("<style>p{}</style><script>x</script>a&nbsp;&amp;b", "a &b"),
        ("</td></tr></table></li></ol>los<td>x", "los x"),
    ],
)
def test_a_mail_reads_as_it_shows(page: str, plain: str) -> None:
    assert plain_of(page).strip() == plain


@pytest.mark.parametrize("tag", ["table><tr><td", "ul><li", "a href=mailto:", "style", "b"])
def test_marks_that_never_end_are_read(tag: str) -> None:
    assert isinstance(plain_of(f"<{tag}>" * 5_000 + "tekst"), str)

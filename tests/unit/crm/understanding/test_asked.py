"""What somebody asked for when we spoke: that is the message which lies ready."""

import pytest

from crm.understanding.asked import asked_for
from crm.words import MessageStep


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("gebeld, wil voorbeelden zien, volgende week terugbellen", MessageStep.INFORMATION),
        ("vraagt om meer info", MessageStep.INFORMATION),
        ("benieuwd hoe het werkt", MessageStep.INFORMATION),
        ("ik stuur donderdag de voorbeelden", MessageStep.INFORMATION),
        ("called, would like to see some examples first", MessageStep.INFORMATION),
        ("wil een voorstel op papier", MessageStep.AGREEMENT),
        ("send me the proposal", MessageStep.AGREEMENT),
        ("zal het doorsturen naar collega's", MessageStep.FORWARD),
        ("happy to forward it to the team", MessageStep.FORWARD),
        ("zij stuurt voorbeelden van haar studenten", None),
        ("wil geen informatie meer", None),
        ("gaat voorbeelden verzamelen", None),
        ("gebeld, geen gehoor", None),
        ("komt dinsdag langs", None),
    ],
)
def test_what_was_asked_for(text: str, step: MessageStep | None) -> None:
    assert asked_for(text) is step

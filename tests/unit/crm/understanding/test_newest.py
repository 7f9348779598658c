"""What was written now stands above the mail that was answered, whichever program quotes it."""

import pytest

from crm.understanding.newest import newest_of

OURS = "Hallo!\n\nZouden jouw studenten een kaasboer willen helpen? Afmelden kan ook.\n\nGroet, Eva"

HEADS = [
    "Op 16 okt. 2026, om 11:02 heeft Eva Verbeek <eva@sprint.example> het volgende geschreven:",
    "Op vr 16 okt. 2026 om 11:02 schreef Eva Verbeek <eva@sprint.example>:",
    "Op 16-10-2026 om 11:02 schreef Eva Verbeek:",
    "On Fri, 16 Oct 2026 at 11:02, Eva Verbeek <eva@sprint.example> wrote:",
    "On 16 Oct 2026, at 11:02, Eva Verbeek\n<eva@sprint.example> wrote:",
    "Am 16.10.2026 um 11:02 schrieb Eva Verbeek <eva@sprint.example>:",
    "Am 16.10.2026 um 11:02 hat Eva Verbeek <eva@sprint.example> folgendes geschrieben:",
    "Le ven. 16 oct. 2026 à 11:02, Eva Verbeek <eva@sprint.example> a écrit :",
    "Il giorno ven 16 ott 2026 Eva Verbeek <eva@sprint.example> ha scritto:",
    "________________________________\nVan: Eva Verbeek <eva@sprint.example>\nVerzonden: vrijdag 16 oktober 2026 11:02",
    "Von: Eva Verbeek <eva@sprint.example>\nGesendet: Freitag, 16. Oktober 2026 11:02\nBetreff: Kaas",
    "De : Eva Verbeek <eva@sprint.example>\nEnvoyé : vendredi 16 octobre 2026 11:02\nObjet : fromage",
    "-----Oorspronkelijk bericht-----\nVan: Eva Verbeek",
    "-----Ursprüngliche Nachricht-----\nVon: Eva Verbeek",
    "> Hallo!",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_mail_that_was_answered_is_left_out(head: str) -> None:
    newest = newest_of(f"Nee, dank je.\n\n{head}\n\n{OURS}")
    assert (newest.text, newest.quoted) == ("Nee, dank je.", True)


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb het volgende geschreven: een opdracht over kaas.",
        "Wie schreef dit eigenlijk?",
        "Van mij mag het: stuur maar.",
        "De planning: week 12.",
    ],
)
def test_a_text_that_speaks_of_writing_quotes_nothing(text: str) -> None:
    assert not newest_of(f"Dag Eva,\n\n{text}\nTot dan!").quoted

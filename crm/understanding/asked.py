"""What somebody asked for, by the words in which a contact was logged: `data/understanding/asked.toml`."""

from crm.understanding.phrases import phrases, vocabulary
from crm.words import MessageStep

FILE = "asked"


def asked_for(text: str) -> MessageStep | None:
    """The message that somebody asked for; None where the words say nothing of one."""
    for name in vocabulary(FILE):
        if phrases(FILE, name, "words").search(text) and not phrases(FILE, name, "not").search(text):
            return MessageStep(name)
    return None

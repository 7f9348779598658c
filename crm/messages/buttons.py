"""A message whose text holds `mailto:` addresses as a page as well: each answer a button rather than an address."""

import re
from html import escape

_ANSWER = re.compile(r"(.{1,60}): (mailto:\S+)")
_STYLE = "display:inline-block;padding:6px 14px;margin:4px 8px 4px 0;border:1px solid #555;border-radius:4px"


def has_buttons(body: str) -> bool:
    """Whether a line of the text is an answer that only has to be sent."""
    return any(_ANSWER.fullmatch(line.strip()) for line in body.split("\n"))


def as_page(body: str) -> str:
    """The text as HTML: paragraphs as they stand, answers below one another as buttons beside one another."""
    paragraphs = []
    for block in re.split(r"\n{2,}", body.strip("\n")):
        lines = block.split("\n")
        words = [escape(line) for line in lines if not _ANSWER.fullmatch(line.strip())]
        buttons = [_button(found) for line in lines if (found := _ANSWER.fullmatch(line.strip()))]
        parts = [part for part in ("<br>\n".join(words), "\n".join(buttons)) if part]
        paragraphs.append("<p>" + "<br>\n".join(parts) + "</p>")
    return (
        '<!DOCTYPE html>\n<html><body style="font-family:sans-serif">\n' + "\n".join(paragraphs) + "\n</body></html>\n"
    )


def _button(found: "re.Match[str]") -> str:
    return f'<a style="{_STYLE}" href="{escape(found[2], quote=True)}">{escape(found[1])}</a>'

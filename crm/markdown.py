"""Text from outside inside a Markdown page: its signs are characters, never mark-up, a link or HTML."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
_BEGINS_A_LINE = re.compile(r"^(\d+)([.)])|^([-=+#])")


def plain(text: str) -> str:
    """`text` (cleaned) as it stands in Markdown: every sign that means something escaped."""
    escaped = _SIGNS.sub(r"\\\1", text)
    return _BEGINS_A_LINE.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)

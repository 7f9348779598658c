"""Empty screens teach: what a place is for, and the key that fills it, where its list would stand."""

import re
from collections.abc import Sequence

from textual.widget import Widget

from tui.actions import key_of
from tui.showing import Line
from tui.widgets.line import Block


def keyed(sentence: str) -> Line:
    """A sentence in which actions stand by name ("{schools} goes to …"), as a line with the keys they have now.

    A whole sentence, so that each language puts the keys where it has them. Raises KeyError for no action.
    """
    parts = re.split(r"\{(\w+)\}", sentence)
    return [(key_of(part), "key") if number % 2 else (part, "") for number, part in enumerate(parts) if part]


class Empty(Block):
    """Stands in for a list that has nothing to show."""

    DEFAULT_CSS = "Empty { display: none; height: 1fr; padding: 1 2; }"

    def teach(self, lines: Sequence[Line], instead_of: Widget) -> None:
        """Shows these lines instead of the list; without any the list again.

        The list shrinks and is not hidden: it keeps the keys, which would else go to a field.
        """
        self.display = bool(lines)
        self.tell(lines)
        size = 0 if lines else "1fr"
        instead_of.styles.width = size
        instead_of.styles.height = size

"""What would become of these answers? Each code with what is answered to it, before anything is written."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from crm.language import _
from tui.screens.taking_in import Preview, TakingIn
from tui.screens.taking_in_lines import Fated, Item
from tui.showing import Line, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.imports.importing import Imported, Ready


class AnswersTakingIn(TakingIn):
    """A table of answers, or a reply that was pasted."""

    KEYS: ClassVar[tuple[str, ...]] = ("yes", "undo", "back", "help")

    def __init__(self, path: Path | None, text: str = "") -> None:
        super().__init__(path or Path(_("pasted text")))
        self._text = text

    def _look(self) -> None:
        def read(_session: "Session") -> Preview:
            return Preview(self._taken(dry_run=True).plan, whole=True)

        self.ask(read, self._take, group="preview", trouble=self._cannot)

    def _taken(self, **how: Any) -> "Imported":  # noqa: ANN401 - as the imports take them
        from crm.imports.answers import import_answers, open_answers, take_reply

        engine = self.werkplaats.store.engine()
        how |= {"by": self.werkplaats.user, "clock": self.werkplaats.clock, "progress": self._progress}
        if self._text:
            return take_reply(engine, self._path.name, self._text.split("\n"), **how)
        return import_answers(engine, open_answers(self._path), **how)

    def _told(self, item: Fated) -> list[Line]:
        """The whole answer, and the case it is of."""
        row = item.row
        told: list[Line] = [[(shown(row.name, 120), "strong")], [(shown(row.shows, 220), "")]]
        if row.reason:
            told.append([("! ", "late"), (shown(row.reason, 200), "late")])
        return told

    def _columns(self, _preview: Preview) -> Iterable[Item]:
        return ()

    def _carry_out(self, _preview: Preview, _ready: "Ready | None") -> "Imported":
        return self._taken()


def holds_answers(path: Path) -> bool:
    """Whether a file is a table with the codes of cases. Raises FileError where it cannot be read."""
    from crm.imports.answer_columns import AnswerField, recognised
    from crm.imports.files import open_book

    if path.suffix.lower() == ".eml":
        return False
    book = open_book(path, recognised)
    held = {recognised(name) for sheet in book.sheets for name in sheet.header}
    return {AnswerField.CODE, AnswerField.ANSWER} <= held

"""Search over everything: every keystroke asks the database, typing errors are forgiven."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.case_words import Asked
from crm.language import _
from crm.words import EntityKind
from tui.showing import Line, fit, shown
from tui.widgets.picker import Choice, Picker
from tui.wording import found_word

if TYPE_CHECKING:
    from crm.views.search import Hit

MOST = 50
"""Hits shown: who wants the fifty-first types another letter."""


def searching(go_to: Callable[[EntityKind, int], None], to_case: Callable[[int | None], None]) -> Picker:
    """The overlay; `go_to` gets the kind and id of what is picked, `to_case` the case of what a business asked."""

    def look(picker: Picker, typed: str) -> None:
        from crm.views.search import search

        if not typed:
            picker.offer([], _("A name, a course, a code, an e-mail address: a few letters will do."))
            return

        def show(hits: Sequence["Hit"]) -> None:
            choices = [_choice(hit, go_to, to_case) for hit in hits]
            picker.offer(choices, "" if choices else _("Nothing found. Fewer letters may find more."))

        picker.ask(lambda session: search(session, typed, limit=MOST), show, group="search")

    return Picker(_("Search everything"), _("name, course, code, address"), look)


def _choice(hit: "Hit", go_to: Callable[[EntityKind, int], None], to_case: Callable[[int | None], None]) -> Choice:
    word = found_word(hit.kind)
    asked = isinstance(hit.kind, Asked)
    kind, goes_to = (hit.kind, hit.id) if isinstance(hit.kind, EntityKind) else (EntityKind.PERSON, hit.person or 0)

    def draw(width: int) -> Line:
        name = max(24, (width - 12) // 2)
        return [
            (fit(word, 11), "dim"),
            (fit(hit.name, name), "strong"),
            (" ", ""),
            (fit(hit.where, width - 12 - name), "dim"),
        ]

    return Choice(
        words=hit.name,
        draw=draw,
        pick=partial(to_case, hit.case) if asked else partial(go_to, kind, goes_to),
        more=shown(hit.where),
    )

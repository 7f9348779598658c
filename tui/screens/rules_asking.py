"""What was learnt of a site, to look at and to take back; and what the site proposes itself, to keep."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from tui.screens.place import Place
from tui.showing import fit, shown
from tui.widgets.picker import Choice, Picker, offer_narrowed
from tui.wording import says_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.rules import RuleLine


def ask_rules(place: Place, source_id: int, name: str) -> None:
    """Lists the rules of a source; picking one takes it back."""

    def look(picker: Picker, typed: str) -> None:
        def read(session: "Session") -> "list[RuleLine]":
            from crm.views.rules import rules

            return rules(session, source_id)

        def show(found: "Sequence[RuleLine]") -> None:
            choices = [*_proposed(place, source_id, found), *(_choice(place, rule) for rule in found)]
            nothing = _("Nothing was learnt of this site yet: ‹O› shows a page as text, space says what a piece is.")
            offer_narrowed(picker, choices, typed, nothing)

        picker.ask(read, show, group="rules")

    title = _("Learnt of {name}: enter takes a rule back").format(name=shown(name, 40))
    place.app.push_screen(Picker(title, _("type to find one"), look))


def _proposed(place: Place, source_id: int, found: "Sequence[RuleLine]") -> list[Choice]:
    count = sum(rule.state == "proposed" for rule in found)
    if not count:
        return []
    said = ngettext("Keep the {n} proposed rule", "Keep the {n} proposed rules", count).format(n=count)

    def deed(work: "Work") -> int:
        from crm.services import site_rules

        return site_rules.accept(work, source_id)

    def pick() -> None:
        place.act(
            deed, lambda kept: _read_again(place, ngettext("{n} rule kept.", "{n} rules kept.", kept).format(n=kept))
        )

    return [Choice(words=said, draw=lambda _width: [(said, "key")], pick=pick)]


def _choice(place: Place, rule: "RuleLine") -> Choice:
    what, where = says_word(rule.says), shown(rule.where, 60)
    state = f"{_('proposed')} " if rule.state == "proposed" else ""
    return Choice(
        words=f"{what} {where}",
        more=_("{pages} · from {words} · {by}").format(
            pages=rule.pages, words="; ".join(shown(mark, 40) for mark in rule.marks[:2]), by=rule.by
        ),
        draw=lambda width: [
            (fit(f"{rule.id}", 5, right=True), "dim"),
            ("  ", ""),
            (fit(f"{state}{what}", 30), "strong"),
            (fit(where, max(width - 37, 1)), ""),
        ],
        pick=partial(_take_back, place, rule.id, f"{what}: {where}"),
    )


def _take_back(place: Place, rule_id: int, words: str) -> None:
    def deed(work: "Work") -> None:
        from crm.services import site_rules

        site_rules.remove(work, rule_id, words)

    place.act(deed, lambda _none: _read_again(place, _("Rule {id} is taken back.").format(id=rule_id)))


def _read_again(place: Place, said: str) -> None:
    """Lets the pages be read by the rules as they are now."""
    place.werkplaats.say(_("{said} The pages are being read again …").format(said=said))
    place.werkplaats.follow_rules(said, _("The map follows. ‹u› takes it back."))

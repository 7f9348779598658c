"""What becomes of a crawl that was held because it found far too little."""

from functools import partial
from typing import TYPE_CHECKING

from crm.language import _, ngettext
from tui.screens.place import Place
from tui.showing import shown
from tui.widgets.picker import Choice, Picker, offer_narrowed
from tui.wording import says_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.views.rules import RuleLine


def ask_held(place: Place, run_id: int, source_id: int, why: str) -> None:
    """Offers to accept the run, with or without the rules that it proposes, or to discard it."""

    def look(picker: Picker, typed: str) -> None:
        def read(session: "Session") -> "list[RuleLine]":
            from crm.views.rules import rules

            return [rule for rule in rules(session, source_id) if rule.state == "proposed"]

        def show(found: "list[RuleLine]") -> None:
            offer_narrowed(picker, _choices(place, run_id, found, why), typed)

        picker.ask(read, show, group="held")

    place.app.push_screen(Picker(_("A crawl found far too little"), shown(why, 70), look))


def _choices(place: Place, run_id: int, proposed: "list[RuleLine]", why: str) -> list[Choice]:
    choices = []
    if proposed:
        said = ngettext(
            "Accept it, with {n} rule that was learnt", "Accept it, with the {n} rules that were learnt", len(proposed)
        ).format(n=len(proposed))
        learnt = "; ".join(f"{says_word(rule.says)}: {shown(rule.where, 40)}" for rule in proposed)
        choices.append(_choice(said, learnt, partial(_decide, place, run_id, accept=True, with_rules=True)))
    without = _("Accept it without the rules") if proposed else _("Accept it: the map loses what was not found")
    choices.append(_choice(without, why, partial(_decide, place, run_id, accept=True, with_rules=False)))
    discard = _("Discard it: the map stays as it is")
    choices.append(_choice(discard, why, partial(_decide, place, run_id, accept=False, with_rules=False)))
    return choices


def _choice(said: str, more: str, pick: "partial[None]") -> Choice:
    return Choice(words=said, more=more, draw=lambda _width: [(said, "strong")], pick=pick)


def _decide(place: Place, run_id: int, *, accept: bool, with_rules: bool) -> None:
    store = place.werkplaats.store
    place.werkplaats.say(_("Working it into the map …"))

    def deed(_session: object) -> None:
        from crawler import held

        if accept:
            held.accept(store.engine(), run_id, store.clock, with_rules=with_rules)
        else:
            held.discard(store.engine(), run_id, store.clock)

    def done(_none: None) -> None:
        place.werkplaats.say(_("The crawl was accepted.") if accept else _("The crawl was discarded; the map stayed."))
        place.werkplaats.data_changed()

    place.ask(deed, done, group="held")

"""Rules of sites: kept, taken back, and what becomes of those that are proposed. Each is an action to be undone."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from crm.errors import NotFoundError
from crm.language import _, ngettext
from crm.tables import SiteRule
from crm.unit_of_work import Work
from crm.words import RuleState


def of_source(session: Session, source_id: int, state: RuleState | None = RuleState.KEPT) -> list[SiteRule]:
    """The rules of a source, oldest first; `state` None: those that are proposed too."""
    chosen = select(SiteRule).where(SiteRule.source_id == source_id)
    if state is not None:
        chosen = chosen.where(SiteRule.state == state)
    return list(session.exec(chosen.order_by(col(SiteRule.id))))


def find(session: Session, rule_id: int) -> SiteRule:
    """The rule with that number. Raises NotFoundError."""
    rule = session.get(SiteRule, rule_id)
    if rule is None:
        raise NotFoundError(_("There is no rule {id}: `werkplaats rule list` shows them.").format(id=rule_id))
    return rule


def keep(work: Work, source_id: int, says: str, rule: dict[str, Any], words: str) -> SiteRule:
    """Keeps a rule that somebody showed; `words` say it in the journal."""
    row = SiteRule(source_id=source_id, state=RuleState.KEPT, says=says, rule=rule, at=work.clock.now(), by=work.by)
    work.session.add(row)
    work.session.flush()
    work.say(_("Rule {id} learnt: {words}").format(id=row.id, words=words))
    return row


def propose(work: Work, source_id: int, run_id: int | None, rules: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Writes down what a site itself taught, for somebody to accept; what was proposed before it goes."""
    _drop(work.session, of_source(work.session, source_id, RuleState.PROPOSED))
    now = work.clock.now()
    work.session.add_all(
        SiteRule(source_id=source_id, state=RuleState.PROPOSED, says=says, rule=rule, run_id=run_id, at=now, by=work.by)
        for says, rule in rules
    )
    work.session.flush()


def accept(work: Work, source_id: int) -> int:
    """Keeps all rules that are proposed for a source; how many."""
    proposed = of_source(work.session, source_id, RuleState.PROPOSED)
    for row in proposed:
        row.state = RuleState.KEPT
        work.session.add(row)
    work.session.flush()
    if proposed:
        work.say(ngettext("{n} proposed rule kept", "{n} proposed rules kept", len(proposed)).format(n=len(proposed)))
    return len(proposed)


def discard(work: Work, source_id: int) -> int:
    """Throws away what is proposed for a source; how many."""
    proposed = of_source(work.session, source_id, RuleState.PROPOSED)
    _drop(work.session, proposed)
    if proposed:
        work.say(
            ngettext("{n} proposed rule discarded", "{n} proposed rules discarded", len(proposed)).format(
                n=len(proposed)
            )
        )
    return len(proposed)


def remove(work: Work, rule_id: int, words: str) -> SiteRule:
    """Takes a rule back. Raises NotFoundError."""
    row = find(work.session, rule_id)
    work.session.delete(row)
    work.session.flush()
    work.say(_("Rule {id} taken back: {words}").format(id=rule_id, words=words))
    return row


def _drop(session: Session, rows: Sequence[SiteRule]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()

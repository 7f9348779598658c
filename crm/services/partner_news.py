"""The message to a partner of what became of its questions: written, made, and sent by who says so."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from functools import cache
from typing import Any

from sqlmodel import col, select

from crm.case_words import CaseState
from crm.errors import MissingFactsError, NotFoundError, RefusedError
from crm.language import _, current_language
from crm.messages.facts import Office
from crm.messages.mail_file import new_message_id, plain_mail
from crm.messages.phrases import day_said
from crm.messages.rendering import missing_said, tidied
from crm.resources import data_path
from crm.services.leads import past_day
from crm.tables import Digest, Partner
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.partner_news import CaseNews, PartnerNews


@dataclass(frozen=True, slots=True)
class Letter:
    """The message as it would go. `to` None: no address of anybody there is known."""

    to_name: str
    to: str | None
    subject: str
    body: str


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads(data_path("offers/partner.toml").read_text(encoding="utf-8"))


def letter(news: PartnerNews, office: Office) -> Letter:
    """What to write to a partner, in the current language. Raises MissingFactsError without a signature."""
    if not office.signature:
        raise MissingFactsError(missing_said(("signature",)), ("signature",))
    words, language = _told()[current_language()], current_language()
    fresh = [one for one in news.cases if one.new]
    rest = [one for one in news.cases if not one.new]
    lines = [words["greeting"].format(name=news.to_name), "", words["opening"] if news.cases else words["nothing"], ""]
    if fresh:
        if news.told_on is not None:
            lines += [words["since"].format(day=day_said(news.told_on, news.on, language))]
        lines += [*_lines(fresh, words["states"], news.on), ""]
    if rest:
        lines += [words["still"], *_lines(rest, words["states"], news.on), ""]
    lines += [words["closing"], "", *(office.signature or "").replace("\\n", "\n").split("\n")]
    subject = words["subject"].format(n=len(news.cases), name=news.name)
    return Letter(news.to_name, news.to_email, clean(subject, 150), tidied("\n".join(lines)))


def _lines(cases: Iterable[CaseNews], states: Mapping[str, str], today: date) -> Iterator[str]:
    for one in cases:
        number = f" ({one.their_number})" if one.their_number else ""
        yield f"- {one.company}{number}, “{one.title}”: {_became(one, states, today)}"


def _became(one: CaseNews, states: Mapping[str, str], today: date) -> str:
    language = current_language()
    known = {
        "since": day_said(one.since, today, language),
        "course": clean(one.course or "", 100),
        "school": clean(one.school or "", 100),
        "starts": day_said(one.starts, today, language) if one.starts is not None else "",
        "result": clean(one.result or "", 300),
        "why": clean(one.why or "", 300) or "–",
    }
    said = states["offered_soon" if one.state is CaseState.OFFERED and not one.asked else one.state.value]
    plain = states.get(f"{one.state.value}_plain")
    lacks = any(f"{{{name}}}" in said and not value for name, value in known.items())
    return (plain if plain is not None and lacks else said).format(**known)


def mail(made: Letter, office: Office) -> bytes:
    """The message as an unsent mail. Raises RefusedError where nobody there has an address."""
    if made.to is None:
        raise RefusedError(
            _("No e-mail address of anybody at {name} is known: `werkplaats partner contact` keeps one.").format(
                name=made.to_name
            )
        )
    to, message_id = Address(made.to_name, addr_spec=made.to), new_message_id(office.email)
    return plain_mail(to, made.subject, made.body, message_id, office=office.name, office_email=office.email)


def was_made(work: Work, partner_id: int) -> Digest:
    """A message to a partner was made; one that was made before and never sent gives way."""
    digest = _unsent(work, partner_id) or Digest(partner_id=partner_id, on=work.clock.today(), by=work.by)
    digest.on, digest.by = work.clock.today(), work.by
    work.session.add(digest)
    work.session.flush()
    work.say(_("Message to {name} made: what became of its questions").format(name=_find(work, partner_id).name))
    return digest


def was_sent(work: Work, partner_id: int, *, on: date | None = None) -> Partner:
    """A partner was told on that day (default today) what became of its questions.

    Raises UsageError for a day that is still to come.
    """
    day, partner = past_day(work, on), _find(work, partner_id)
    digest = _unsent(work, partner_id) or Digest(partner_id=partner_id, on=day, by=work.by)
    digest.sent_on = day
    work.session.add(digest)
    partner.told_on = max(partner.told_on or day, day)
    work.session.flush()
    work.say(_("{name} was told what became of its questions").format(name=partner.name))
    return partner


def _unsent(work: Work, partner_id: int) -> Digest | None:
    return work.session.exec(
        select(Digest).where(Digest.partner_id == partner_id, col(Digest.sent_on).is_(None))
    ).first()


def _find(work: Work, partner_id: int) -> Partner:
    found = work.session.get(Partner, partner_id)
    if found is None:
        raise NotFoundError(_("There is no partner {name}. Known are: {names}.").format(name=partner_id, names="–"))
    return found

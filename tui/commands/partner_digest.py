"""`digest --partner`: what became of each question a partner sent, as a mail that you send."""

from pathlib import Path
from shlex import quote
from typing import Any

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation


def partner_digest(run: Invocation, partner: str, to: Path | None, *, sent: bool, on: str | None) -> None:
    """Shows the message, writes it to `to`, or keeps that it was sent."""
    from crm.messages.facts import office_of
    from crm.services import partner_news
    from crm.views.partner_news import partner_news as read_news
    from tui.commands.values import day

    told = day(on, "--on")
    with run.reading() as session:
        news = read_news(session, partner, run.clock.today())
    office = office_of(run.settings)
    document: dict[str, Any] = news.json()
    if sent:
        with run.working() as work:
            partner_news.was_sent(work, news.partner_id, on=told)
        run.answer(
            {"action": work.entry_id, **document},
            lambda: output.say(_("Kept: {name} was told.").format(name=news.name)),
        )
        return
    letter = partner_news.letter(news, office)
    document |= {"to": letter.to, "subject": letter.subject, "body": letter.body}
    if to is None:
        run.answer(document, lambda: output.say(f"{_('Subject')}: {letter.subject}\n\n{letter.body}"))
        return
    from crm.exports.whole_file import whole_file

    content = partner_news.mail(letter, office)
    with run.working() as work:
        partner_news.was_made(work, news.partner_id)
        with whole_file(to) as file:
            file.write(content)
    document |= {"action": work.entry_id, "file": str(to)}
    run.answer(document, lambda: output.say(_("Written: {files}").format(files=to)))
    hint = _("Open it, send it, and say so with `werkplaats digest --partner {name} --sent`.")
    output.tell(hint.format(name=quote(news.name)))

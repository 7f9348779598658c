"""The command `sprint evaluate`: what business, teacher and team said of it, and the messages that ask them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation
from tui.commands.sprint_text import DAY, NUMBER, answer_with

if TYPE_CHECKING:
    from crm.case_words import Party
    from crm.messages.sprint_asking import Asking


def evaluate(
    run: Invocation,
    number: Annotated[int, NUMBER],
    party: Annotated[str | None, typer.Option(help=_("Who answered: company, teacher or team."))] = None,
    question: Annotated[str | None, typer.Option(help=_("To which question, by its key."))] = None,
    mark: Annotated[int | None, typer.Option(help=_("Their mark, 1 to 10."))] = None,
    words: Annotated[str | None, typer.Option(help=_("Their words."))] = None,
    may_quote: Annotated[bool, typer.Option("--may-quote", help=_("The words may be shown to others."))] = False,  # noqa: FBT002 - a flag
    on: Annotated[str | None, typer.Option(metavar=DAY, help=_("The day; default today."))] = None,
    ask: Annotated[str | None, typer.Option(metavar="PARTY", help=_("Make the message that asks them."))] = None,
    file: Annotated[Path | None, typer.Option("--output", metavar="F.eml", help=_("With --ask: as a mail."))] = None,
) -> None:
    """Keep what business, teacher or team answered afterwards; without options show what is asked and was answered."""
    from crm.case_words import Party
    from crm.errors import UsageError
    from crm.services import evaluations
    from tui.commands.values import day, word

    but = {Party.OFFICE}
    if ask is not None:
        _ask(run, number, word(Party, ask, "--ask", but=but), file)
        return
    if party is None:
        if question or mark is not None or words or may_quote or file is not None:
            raise UsageError(_("Whose answer is it? Say it with --party company, teacher or team."))
        _show_asked(run, number)
        return
    if question is None:
        known = ", ".join(one.key for one in evaluations.questions_to(word(Party, party, "--party", but=but)))
        raise UsageError(_("To which question? Say it with --question: {known}.").format(known=known))
    who = word(Party, party, "--party", but=but)
    given = evaluations.Answer(mark, words, may_quote)
    with run.working() as work:
        evaluations.keep(work, number, who, question, given, on=day(on, "--on"))
    answer_with(run, number, work.entry_id)


def _show_asked(run: Invocation, number: int) -> None:
    from crm.services.evaluations import questions
    from crm.spoken import spoken_party
    from crm.views.sprints import one_sprint

    with run.reading() as session:
        line = one_sprint(session, number)
    said = {(one.party, one.question): one for one in line.answers}
    document: list[dict[str, Any]] = []
    for one in questions():
        answer = said.get((one.party, one.key))
        document.append(
            {
                "party": one.party.value,
                "question": one.key,
                "asks": one.said,
                "mark": answer.mark if answer else None,
                "words": answer.words if answer else None,
                "may_quote": answer.may_quote if answer else False,
            }
        )
    columns = (_("Who"), _("Question"), "", _("Mark"), _("Words"))
    rows = [
        (spoken_party(one.party), one.key, one.said, found["mark"], found["words"])
        for one, found in zip(questions(), document, strict=True)
    ]
    run.answer(document, lambda: output.table(columns, rows))


def _ask(run: Invocation, number: int, party: "Party", file: Path | None) -> None:
    from crm.exports.whole_file import whole_file
    from crm.messages.facts import office_of
    from crm.messages.mail_file import new_message_id
    from crm.messages.sprint_asking import asking, unsent_mail
    from crm.views.sprints import one_sprint

    office = office_of(run.settings)
    with run.reading() as session:
        made = asking(session, one_sprint(session, number), party, office=office, clock=run.clock)
    document = made.json()
    if file is not None:
        content = unsent_mail(made, new_message_id(office.email), office=office.name, office_email=office.email)
        with whole_file(file) as opened:
            opened.write(content)
        document |= {"file": str(file)}
    run.answer(document, lambda: _print(made, file))


def _print(made: "Asking", file: Path | None) -> None:
    if file is not None:
        output.say(_("Written: {files}").format(files=file))
        return
    output.say(_("To: {name}").format(name=f"{made.name} <{made.email}>" if made.email else made.name))
    output.say(_("Subject: {subject}").format(subject=made.subject))
    output.say("")
    output.say(made.body)

"""A message as somebody sits down to write it: the draft, what is still to be told, and where they were."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlmodel import Session

from crm.clock import Clock
from crm.errors import MissingFactsError, RefusedError
from crm.messages.drafting import Drafted, drafted_to, lead_or_new
from crm.messages.facts import Office, manner_of
from crm.messages.proposing import step_for
from crm.messages.sending import typed_key, waiting
from crm.messages.templates import Template, template_named, templates
from crm.tables import Draft, Lead, Person
from crm.views.lead import held_roles
from crm.words import Formality


@dataclass(frozen=True, slots=True)
class Choices:
    """What the writer chose instead of what is proposed; None: as proposed. `facts` are what they told."""

    template: str | None = None
    form: Formality | None = None
    language: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that was handed over, of which nobody has said yet whether it was sent."""

    id: int
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """The draft; or, where facts are missing, which (`missing`) and the sentence that says so; or why there is none.

    `typed`: the draft holds what this writer typed earlier. `others` are the templates in the language of the message.
    """

    name: str
    draft: Drafted | None
    others: tuple[str, ...]
    at: str
    """The template that was tried."""
    title: str
    """What that template is called."""
    language: str
    """Its language."""
    missing: tuple[str, ...] = ()
    why: str = ""
    waiting: Waiting | None = None
    typed: bool = False


def prepare(
    session: Session, person_id: int, choices: Choices, *, office: Office, by: str, clock: Clock, typed: bool = True
) -> Prepared:
    """What is on the table when somebody writes to a person. `typed` False: what they typed earlier is left aside.

    Raises NotFoundError for an unknown person, TemplateError.
    """
    lead, person = lead_or_new(session, person_id, by=by, clock=clock)
    kept = _kept(session, person_id, by) if typed else {}
    template = _template(session, lead, person, choices, kept, clock)
    others = tuple(one.name for one in templates() if one.language == template.language)
    prepared = partial(
        Prepared, person.name, others=others, at=template.name, title=template.title, language=template.language
    )
    held = waiting(session, lead.id) if lead.id is not None else None
    if held is not None and held.id is not None:
        return prepared(None, waiting=Waiting(held.id, held.subject, held.body or ""))
    form = choices.form or (Formality(kept["form"]) if kept.get("form") else None)
    facts = {**kept.get("facts", {}), **choices.facts}
    try:
        draft = drafted_to(
            session,
            lead,
            person,
            template.name,
            office=office,
            clock=clock,
            facts=facts,
            form=form,
            language=template.language,
        )
    except MissingFactsError as error:
        return prepared(None, missing=error.facts, why=str(error))
    except RefusedError as error:
        return prepared(None, why=str(error))
    was_typed = kept.get("template") == template.name and "body" in kept
    if was_typed:
        draft = draft.edited(kept["subject"], kept["body"])
    return prepared(draft, typed=was_typed)


def _kept(session: Session, person_id: int, by: str) -> dict[str, Any]:
    """What this writer typed to the person and has not handed over."""
    held = session.get(Draft, (by, typed_key(person_id)))
    return {} if held is None else dict(json.loads(held.text))


def _template(
    session: Session, lead: Lead, person: Person, choices: Choices, kept: Mapping[str, Any], clock: Clock
) -> Template:
    """The template that was chosen, else the one being typed in, else the one that is proposed."""
    _form, own = manner_of(session, person, held_roles(session, lead.person_id, clock.today()))
    language = choices.language or own
    name = choices.template or kept.get("template") or step_for(session, lead, clock).value
    known = {one.name for one in templates()}
    if name not in known and choices.template is None:
        name = step_for(session, lead, clock).value
    found = template_named(name, language)
    if choices.language is not None and found.language != choices.language:
        return template_named(found.step.value, choices.language)
    return found

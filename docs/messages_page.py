"""The page of docs that says how templates of messages are written, with the fields that the program knows."""

from crm.messages.fields import FACTS, fact_word
from crm.messages.notice import PARTS
from crm.messages.templates import templates
from crm.words import MessageStep

FIELDS = {
    "name": "The person's name.",
    "greeting": "How the message begins: *Beste Zoë*, *Geachte Z. van 't Hek*. Never sir or madam.",
    "formal": "True for who is called *u*.",
    "attached": "True where a file goes along.",
    "notice": "What GDPR art. 14 asks at first contact; empty once it was sent.",
    "courses": "A list: all courses they give, those the office is after first.",
    "role": "Their role at the school.",
    "period": "When the course is given.",
    "results": "What the office reached so far: the setting `office_results`.",
    "examples": "A list: what students of other teachers worked on, at most two, without names.",
    "own_examples": "A list: what their own students work on.",
    "teachers": "The teachers below them who may be named.",
    "teacher_count": "How many teachers below them are informed or further.",
    "done_so_far": "What was done so far, told by who goes higher up.",
    "samples": "A list: sample cases that go with a proposal.",
    "cases": (
        "A list: the cases that are ready for them, each with `title`, `company`, `sector`, `place`, `question`, "
        "`has`, `wants`, `wanted`, `effort`, `why`, `code`, and as mails that only have to be sent `yes`, `no`, "
        "`later`, with their words `yes_word`, `no_word`, `later_word`."
    ),
}
"""What stands in the fields that nobody is asked for."""


def messages_page() -> str:
    """`messages.md`: templates, their fields, and how to write one's own."""
    names = {step: [one.name for one in templates() if one.step == step and not one.own] for step in MessageStep}
    lines = [
        "# Messages and their templates",
        "",
        "Made from the program itself by `python docs/make.py`.",
        "",
        "`m` on a person writes the message that is due; `werkplaats draft LEAD_ID` makes it by command. Nothing is",
        "sent by itself: you send it in your own mail program and say so. A first message carries what GDPR art. 14",
        f"asks ({', '.join(PARTS)}); a template of a first message that",
        "leaves a part out is refused. What is not known is asked.",
        "",
        "| Step | Templates |",
        "|---|---|",
        *(f"| `{step}` | {', '.join(f'`{name}`' for name in names[step])} |" for step in MessageStep),
        "",
        "## Your own templates",
        "",
        "Text files in `templates` in the folder of the settings (`werkplaats template list` says where). One called",
        "`reminder-nl.txt` replaces our `reminder-nl`; any other name adds one. Files that go along stand in",
        "`attachments` beside them. Words below `== je ==` are for who is called *je*, those below `== u ==` for who",
        "is called *u*; without these lines the words serve both.",
        "",
        "    Step: information",
        "    Language: nl",
        "    Title: Open dag",
        "    Subject: Kom je kijken bij {{ course }}?",
        "    Attachment: programma.pdf?",
        "",
        "    {{ greeting }},",
        "",
        "    Op onze open dag laten studenten zien wat ze maakten.",
        "    {% if examples %}",
        "    Bijvoorbeeld: {{ examples[0] }}",
        "    {% endif %}",
        "",
        "    {{ signature }}",
        "",
        "A field that is shown must be known, and is asked for where it is not; one inside `{% if … %}` may be left",
        "out. A field that does not exist is an error that names the file, the line and the field. With `?` behind it,",
        "an attachment goes along only where it is there.",
        "",
        "| Field | |",
        "|---|---|",
        *(f"| `{name}` | {FIELDS.get(name) or f'{fact_word(name)}.'} |" for name in FACTS),
        "",
    ]
    return "\n".join(lines)

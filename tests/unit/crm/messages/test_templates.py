"""Templates: each of ours renders whole, with all facts and with the fewest; a wrong one names file, line, field."""

from pathlib import Path
from typing import Any

import pytest

from crm.errors import MissingFactsError, NotFoundError, TemplateError
from crm.language import language
from crm.messages.fields import FACTS
from crm.messages.rendering import LONGEST_SUBJECT, fill, needs
from crm.messages.templates import Template, own_folder, template_named, templates
from crm.words import Formality, MessageStep

FULL: dict[str, Any] = {
    "name": "Zoë van 't Hek",
    "first_name": "Zoë",
    "greeting": "Beste Zoë",
    "course": "Datavisualisatie",
    "courses": ["Datavisualisatie", "Databases"],
    "programme": "HBO-ICT",
    "school": "Hogeschool aan Zee",
    "office": "Bureau Zeewind",
    "office_email": "bureau@zeewind.example",
    "office_address": "Kade 1, Zeestad",
    "signature": "Eva de Boer\nBureau Zeewind",
    "results": "Sinds 2019 hielpen studenten 43 bedrijven verder.",
    "via": "Joost Smit",
    "written_on": "12 november",
    "occasion": "ons gesprek van 12 november",
    "examples": ["Een dashboard voor een bakker.", "Een planbord."],
    "own_examples": ["Kaarten van fietsroutes."],
    "teachers": "Joost Smit en P. Bakker",
    "teacher_count": 3,
    "assignment": "een dashboard",
    "number": "twee",
    "planning": "week 6 tot 12",
    "process": "het bedrijf vertelt, het team kiest",
    "supervision": "de docent beoordeelt",
    "samples": ["Bakkerij Korenmolen: welke broden blijven over?"],
    "cases": [
        {
            "title": "Broden die overblijven",
            "code": "4KT-9RM",
            "company": "Bakkerij Korenmolen",
            "sector": "bakkerij",
            "place": "Zeestad",
            "question": "Welke broden blijven over?",
            "wants": "een dashboard",
            "has": "kassagegevens",
            "wanted": "voor de zomer",
            "why": "beide gaan over cijfers",
            "course": "Datavisualisatie",
            "yes_word": "ja",
            "yes": "mailto:b@zeewind.example?subject=ja",
            "no_word": "nee",
            "no": "mailto:b@zeewind.example?subject=nee",
            "later_word": "later in blok 3",
            "later": "mailto:b@zeewind.example?subject=later",
        }
    ],
    "business": "Bakkerij Korenmolen",
    "questions": ["Wat leverde het op?", "Wat kan beter?"],
    "attached": True,
    "notice": "Over je gegevens",
}

EVERY = [pytest.param(one, form, id=f"{one.name}-{form}") for one in templates() for form in Formality]


def own(name: str, text: str) -> Path:
    """A template of the user's own."""
    folder = own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_step_has_a_template_in_both_languages() -> None:
    assert {(one.step, one.language) for one in templates()} == {
        (step, tongue) for step in MessageStep for tongue in ("nl", "en")
    }


@pytest.mark.parametrize(("template", "form"), EVERY)
def test_with_all_facts_nothing_is_left_open(template: Template, form: Formality) -> None:
    filled = fill(template, form, {**FULL, "formal": form is Formality.FORMAL})
    assert filled.body.startswith("Beste Zoë,\n\n")
    assert "Eva de Boer\nBureau Zeewind" in filled.body
    for piece in (filled.subject, filled.body):
        assert not any(mark in piece for mark in ("{", "}", "None", "[", "  ", " ,", " .", "\n\n\n"))
    assert len(filled.subject) <= 90
    assert len(filled.body) < 2_500, "short and to the point"


@pytest.mark.parametrize(("template", "form"), EVERY)
def test_with_the_fewest_facts_it_still_reads_whole(template: Template, form: Formality) -> None:
    facts = {name: FULL[name] for name in needs(template, form) if name in FULL}
    filled = fill(template, form, {**facts, "greeting": "Beste Zoë"})
    for piece in (filled.subject, filled.body):
        assert not any(mark in piece for mark in ("{", "}", "None", "[", "  ", " ,", " .", "\n\n\n", ":\n\n\n"))
    assert not filled.subject.endswith((" ", ",", ":"))


@pytest.mark.parametrize("template", [one for one in templates() if one.language == "nl"], ids=lambda one: one.name)
def test_who_is_called_u_is_never_called_je(template: Template) -> None:
    filled = fill(template, Formality.FORMAL, {**FULL, "formal": True, "notice": ""})
    own_words = filled.body.partition("\n- - -\n")[0]
    words = {word.strip('.,:;?!"').lower() for word in f"{filled.subject} {own_words}".split()}
    assert not words & {"je", "jij", "jou", "jouw", "jullie"}
    informal = fill(template, Formality.INFORMAL, {**FULL, "formal": False, "notice": ""})
    assert not {word.strip('.,:;?!"') for word in informal.body.split()} & {"u", "uw", "U", "Uw"}


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.name)
def test_a_missing_fact_is_named_and_never_left_as_a_hole(template: Template) -> None:
    asked = [name for name in needs(template) if FACTS[name].asked]
    for name in asked:
        with pytest.raises(MissingFactsError) as raised:
            fill(template, Formality.INFORMAL, {**FULL, name: ""})
        assert raised.value.facts == (name,)
        assert name in str(raised.value)
        assert raised.value.exit_code == 2


def test_a_fact_is_never_read_as_a_template_nor_as_a_header() -> None:
    hostile = "{{ 7 * 7 }}\r\nBcc: all@haz.example\x1b[31m\u202e"
    filled = fill(template_named("first-cold-nl", "nl"), Formality.INFORMAL, {**FULL, "course": hostile})
    assert "{{ 7 * 7 }}" in filled.body
    assert "49" not in filled.body
    assert "\n" not in filled.subject
    assert "\r" not in filled.body
    assert "\x1b" not in filled.body


def test_a_huge_fact_is_bounded() -> None:
    filled = fill(template_named("first-cold-nl", "nl"), Formality.INFORMAL, {**FULL, "course": "x" * 1_000_000})
    assert len(filled.subject) <= LONGEST_SUBJECT
    assert len(filled.body) < 10_000


def test_ones_own_template_replaces_ours_of_that_name_and_adds_others() -> None:
    own("thanks-nl", "Step: thanks\nLanguage: nl\nTitle: Dankje\nSubject: Dank\n\n{{ greeting }}, dank!")
    own("open-dag", "Step: information\nLanguage: nl\nTitle: Open dag\nSubject: Kom je?\n\n{{ greeting }}, tot dan.")
    assert fill(template_named("thanks", "nl"), Formality.FORMAL, FULL).body == "Beste Zoë, dank!"
    assert template_named("open-dag", "nl").own
    assert len([one for one in templates() if one.name == "thanks-nl"]) == 1


HEAD = "Step: thanks\nLanguage: nl\nTitle: T\nSubject: S\n\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (f"{HEAD}Dag,\n\nover {{{{ cuorse }}}}", 8, "no field cuorse. Did you mean course?"),
        (f"{HEAD}Dag {{% if course %}}", 6, "Unexpected end of template"),
        (f"{HEAD}Dag {{{{ course | nosuch }}}}", 6, "nosuch"),
        (f"{HEAD}Dag\n{{{{ examples[5].x.y }}}}", 7, "cannot be filled in"),
        (f"{HEAD}Dag\n{{{{ name.__class__.__mro__ }}}}", 7, "cannot be filled in"),
        ("Step: thnaks\nLanguage: nl\nTitle: T\nSubject: S\n\nDag", 1, "Step is one of"),
        ("Step: thanks\nLanguage: fr\nTitle: T\nSubject: S\n\nDag", 2, "Language is one of nl, en"),
        ("Step: thanks\nLanguage: nl\nTitle: T\n\nDag", 1, "Subject is missing"),
        ("Step: thanks\nSubjct: S\n\nDag", 2, "is none of"),
        ("Step: thanks\nLanguage: nl\nTitle: T\nSubject: S\n\n\n", 6, "there are no words"),
        (f"{HEAD}== jij ==\nDag", 6, "a part is for je or for u"),
        ("Step: thanks\nLanguage: nl\nTitle: T\nSubject: S\nAttachment: ../geheim\n\nDag", 5, "name of a file"),
    ],
)
def test_a_wrong_template_is_told_with_its_file_line_and_field(text: str, line: int, says: str) -> None:
    path = own("mis", text)
    with language("en"), pytest.raises(TemplateError) as raised:
        fill(template_named("mis", "nl"), Formality.INFORMAL, {**FULL, "examples": ["x"]})
    assert f"{path}, line {line}: " in str(raised.value)
    assert says in str(raised.value)


def test_a_template_that_is_no_text_is_told_with_its_file() -> None:
    path = own("mis", "")
    path.write_bytes(b"\xff\xfe\x00")
    with language("en"), pytest.raises(TemplateError, match=r"mis\.txt cannot be read"):
        templates()


def test_an_unknown_template_names_the_closest() -> None:
    with language("en"), pytest.raises(NotFoundError, match="Did you mean reminder"):
        template_named("remindr", "nl")

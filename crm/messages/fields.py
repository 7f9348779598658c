"""What a template may ask for: every field, its words on screen, and the setting that holds it where there is one."""

from dataclasses import dataclass

from crm.language import _


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of a template. `setting`: where the office keeps it once it has been told.

    `asked` False: it follows from the lead or is there or not, so nobody is asked for it.
    """

    name: str
    setting: str | None = None
    asked: bool = True


FACTS = {
    fact.name: fact
    for fact in (
        Fact("name", asked=False),
        Fact("first_name"),
        Fact("greeting", asked=False),
        Fact("formal", asked=False),
        Fact("attached", asked=False),
        Fact("notice", asked=False),
        Fact("course"),
        Fact("courses", asked=False),
        Fact("programme"),
        Fact("school"),
        Fact("role", asked=False),
        Fact("period", asked=False),
        Fact("office", "office_name"),
        Fact("office_email", "office_email"),
        Fact("office_address", "office_address"),
        Fact("signature", "signature"),
        Fact("results", "office_results", asked=False),
        Fact("via"),
        Fact("written_on"),
        Fact("occasion"),
        Fact("examples", asked=False),
        Fact("own_examples", asked=False),
        Fact("teachers", asked=False),
        Fact("teacher_count", asked=False),
        Fact("done_so_far", asked=False),
        Fact("assignment"),
        Fact("number"),
        Fact("planning"),
        Fact("process"),
        Fact("supervision"),
        Fact("samples", asked=False),
        Fact("cases", asked=False),
        Fact("business"),
        Fact("questions", asked=False),
        Fact("quotes", asked=False),
        Fact("found_where"),
    )
}
"""Every field of a template, by name."""


def fact_word(name: str) -> str:
    """What a field is, as it is asked for; the name itself for one that is never asked."""
    words = {
        "first_name": _("First name"),
        "course": _("Course"),
        "programme": _("Programme"),
        "school": _("School"),
        "office": _("Name of the office"),
        "office_email": _("E-mail address of the office"),
        "office_address": _("Postal address of the office"),
        "signature": _("What stands under a message"),
        "via": _("Through whom"),
        "written_on": _("When you wrote before"),
        "occasion": _("Thanks for what"),
        "assignment": _("Sort of assignment"),
        "number": _("How many a school year"),
        "planning": _("Planning"),
        "process": _("How it goes"),
        "supervision": _("Supervision"),
        "business": _("The business of the sprint"),
        "found_where": _("Where they were found"),
    }
    return words.get(name, name)


def fact_hint(name: str) -> str:
    """An example of what to type for a field; "" where the word says enough."""
    hints = {
        "signature": _("Eva de Boer, Bureau Zeewind, 020 555 01 99; \\n begins a new line"),
        "via": _("the name of somebody they know, who is fine with it"),
        "written_on": _("12 November"),
        "occasion": _("our talk of Tuesday"),
        "assignment": _("a dashboard on a business's own data"),
        "number": _("two"),
        "planning": _("start in week 6, ready in week 12"),
        "process": _("we find the business, you choose, they start with a talk"),
        "supervision": _("you mark, we keep contact with the business"),
        "found_where": _("a page, a list, somebody who named them"),
    }
    return hints.get(name, "")

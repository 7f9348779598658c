"""What a message still needs to be told, asked in a small form; what is the office's own is kept as a setting."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from crm.language import _
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from textual.widget import Widget


def ask_facts(asker: "Widget", name: str, missing: Sequence[str], told: Callable[[dict[str, str]], None]) -> None:
    """Asks for the facts `missing` of a message to somebody; `told` gets those that are not settings."""
    from crm.messages.fields import FACTS, fact_hint, fact_word
    from crm.settings import write_setting

    def submit(form: Form, values: Values) -> None:
        given = {fact: value for fact, value in values.items() if value}
        for fact in missing:
            setting = FACTS[fact].setting
            if setting is not None and fact in given:
                write_setting(setting, given.pop(fact))
        form.dismiss()
        told(given)

    fields = [Field(fact, fact_word(fact), hint=fact_hint(fact)) for fact in missing]
    asker.app.push_screen(Form(_("Still to be told: {who}").format(who=name), fields, submit))

"""What Schools asks for: a school's address, and once whom a school can reach about the crawler."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from crm.errors import UsageError
from crm.language import _
from crm.words import Level
from tui.crawls import DEMO_SERVER
from tui.screens.place import Place
from tui.widgets.form import Field, FieldError, Form, Values

if TYPE_CHECKING:
    from crm.unit_of_work import Work


class Added(Protocol):
    """What hears that a school was added, and whether to crawl it at once."""

    def __call__(self, source_id: int, *, crawl: bool) -> None:
        """Hears it."""
        ...


def ask_school(place: Place, added: Added) -> None:
    """Asks for an address; whatever is wrong with it is said in the form."""
    levels = [("", _("not sure")), *((level.value, level.value) for level in Level)]
    fields = [
        Field("url", _("Address"), hint="www.hogeschool.example"),
        Field("level", _("Level"), options=levels),
        Field("crawl", _("Crawl now"), options=[("yes", _("yes")), ("no", _("no"))]),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import sources

        if not values["url"]:
            raise FieldError("url", _("Type the address of the school's website."))

        _keep_to_the_demo(values)

        def deed(work: "Work") -> tuple[int, str]:
            source = sources.add(work, values["url"], level=Level(values["level"]) if values["level"] else None)
            assert source.id is not None
            return source.id, source.name

        def done(source: tuple[int, str]) -> None:
            place.werkplaats.say(_("{name} added. ‹u› takes it back.").format(name=source[1]))
            added(source[0], crawl=values["crawl"] == "yes")

        form.carry_out(deed, done)

    place.app.push_screen(Form(_("Add a school"), fields, submit))


def _keep_to_the_demo(values: Values) -> None:
    """In the demo nothing leaves the computer: says so, rather than that a real school did not answer."""
    if not os.environ.get(DEMO_SERVER) or values["crawl"] != "yes" or "." not in values["url"]:
        return
    from crawler.demo.editions import schools

    if not any(host in values["url"] for school in schools() for host in school.hosts):
        raise UsageError(
            _("The demo reads its own schools only. A real one: leave with ctrl+q, then `werkplaats source add`.")
        )


def known_contact() -> str | None:
    """The address in the crawler's user agent, from the settings; the demo's schools are this computer's own.

    Raises SettingsError. Belongs in a worker: it reads files.
    """
    if os.environ.get(DEMO_SERVER):
        return "demo@werkplaats.example"
    from crm.settings import read_settings

    return read_settings().crawl_contact


def ask_contact(place: Place, then: Callable[[str | None], None]) -> None:
    """Asks at which address schools can reach the office about the crawler, keeps it, and goes on."""
    fields = [Field("contact", _("E-mail"), hint=_("may stay empty; then they cannot see whom to reach"))]

    def submit(form: Form, values: Values) -> None:
        if values["contact"]:
            from crm.settings import write_setting

            write_setting("contact", values["contact"])
        form.dismiss()
        then(values["contact"] or None)

    title = _("At which address can schools reach you about the crawler? Asked once.")
    place.app.push_screen(Form(title, fields, submit))

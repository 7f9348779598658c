"""The columns of a contact list for people: headings and cells, in the language of the user."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from crm.exports.line import Lines
from crm.language import _
from crm.services.funnel import stage_name
from crm.spoken import spoken_basis, spoken_role
from crm.words import Basis, Formality, Recipients, RoleKind, Stage

_OF_SCHOOL = (Recipients.PEOPLE, Recipients.TEACHERS)


def headings(recipients: Recipients = Recipients.PEOPLE) -> list[str]:
    """The headings, in order."""
    return [
        _("Name"),
        _("Titles"),
        _("First name"),
        _("Prefix"),
        _("Surname"),
        _("E-mail"),
        _("School") if recipients in _OF_SCHOOL else _("Organisation"),
        _("Roles"),
        _("Courses"),
        _("Stage"),
        _("Basis"),
        _("Address found on"),
        _("Seen on"),
        _("Longer ago than 180 days"),
        _("Salutation"),
        _("Language"),
        _("Form of address"),
        _("In a list"),
        _("Phone"),
    ]


class Cells:
    """Makes the cells of people, one for each heading; the words that many share are asked for once."""

    def __init__(self, recipients: Recipients = Recipients.PEOPLE) -> None:
        """Words are in the language that is current now."""
        self.stages = {stage.value: stage_name(stage) for stage in Stage}
        self.bases = {basis.value: spoken_basis(basis) for basis in Basis}
        self.forms = {Formality.INFORMAL.value: _("je"), Formality.FORMAL.value: _("u")}
        self.old = {True: _("yes"), False: ""}
        self.at_school = recipients in _OF_SCHOOL
        self.roles = lru_cache(maxsize=1_000)(_spoken)

    def of(self, people: Lines) -> Iterator[Sequence[str]]:
        """The cells of each, in the order of the headings."""
        return zip(
            people.name,
            people.titles,
            people.given,
            people.prefix,
            people.surname,
            people.email,
            people.organisation,
            map(self.roles, people.roles) if self.at_school else people.position,
            map(", ".join, people.courses),
            map(self.stages.__getitem__, people.stage),
            map(self.bases.__getitem__, people.basis),
            people.page,
            people.checked_on,
            map(self.old.__getitem__, people.old),
            people.salutation,
            people.language,
            map(self.forms.__getitem__, people.form),
            people.sort,
            people.phone,
            strict=True,
        )


def _spoken(roles: tuple[str, ...]) -> str:
    return ", ".join(spoken_role(RoleKind(kind)) for kind in roles)

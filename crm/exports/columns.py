"""The columns of a contact list for people: headings and cells, in the language of the user."""

from functools import lru_cache

from crm.exports.line import ExportLine
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
    """Makes the cells of one person, one for each heading; the words that many share are asked for once."""

    def __init__(self, recipients: Recipients = Recipients.PEOPLE) -> None:
        """Words are in the language that is current now."""
        self.stages = {stage.value: stage_name(stage) for stage in Stage}
        self.bases = {basis.value: spoken_basis(basis) for basis in Basis}
        self.forms = {Formality.INFORMAL.value: _("je"), Formality.FORMAL.value: _("u")}
        self.old = {True: _("yes"), False: ""}
        self.at_school = recipients in _OF_SCHOOL
        self.roles = lru_cache(maxsize=1_000)(_spoken)

    def of(self, line: ExportLine) -> list[str]:
        """The cells of `line`, in the order of the headings."""
        return [
            line.name,
            line.titles,
            line.given,
            line.prefix,
            line.surname,
            line.email,
            line.organisation,
            self.roles(line.roles) if self.at_school else line.position,
            ", ".join(line.courses),
            self.stages[line.stage],
            self.bases[line.basis],
            line.page,
            line.checked_on,
            self.old[line.old],
            line.salutation,
            line.language,
            self.forms[line.form],
            line.sort,
            line.phone,
        ]


def _spoken(roles: tuple[str, ...]) -> str:
    return ", ".join(spoken_role(RoleKind(kind)) for kind in roles)

"""The columns of a contact list for people: headings and cells, in the language of the user."""

from crm.exports.contacts import ExportLine
from crm.language import _
from crm.services.basis import basis_name
from crm.services.funnel import stage_name
from crm.spoken import spoken_role


def headings() -> list[str]:
    """The headings, in order."""
    return [
        _("Name"),
        _("Titles"),
        _("First name"),
        _("Prefix"),
        _("Surname"),
        _("E-mail"),
        _("School"),
        _("Roles"),
        _("Courses"),
        _("Stage"),
        _("Basis"),
        _("Address found on"),
        _("Seen on"),
    ]


def cells(line: ExportLine) -> list[str]:
    """The cells of one person, one for each heading."""
    return [
        line.name,
        line.titles,
        line.given,
        line.prefix,
        line.surname,
        line.email,
        line.school,
        ", ".join(spoken_role(kind) for kind in line.roles),
        ", ".join(line.courses),
        stage_name(line.stage),
        basis_name(line.basis),
        line.page,
        line.seen_on.isoformat() if line.seen_on is not None else "",
    ]

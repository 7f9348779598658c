"""The invented rows as the matcher takes them."""

from benchmarks.identity.people import Row
from crm.identity.bearer import bearer
from crm.identity.bearers import Bearer


def bearer_of(number: int, row: Row) -> Bearer:
    """The row as the bearer `number`."""
    return bearer(
        number,
        row.name,
        schools=(row.school,),
        units=(row.unit,),
        roles=(row.role,),
        emails=(row.email,),
        phones=(row.phone,),
        profiles=(row.profile,),
    )

"""Of what a role is, where no course's lines say so: its object, a heading above, or the page itself.

"opleidingsmanager HBO-ICT" says it; "opleidingsmanager" on the page of a programme is of that programme, and on a
faculty's page of the faculty. A board is of the school.
"""

import re
from functools import lru_cache

from crawler.extraction.blocks import Line, Page
from crawler.extraction.findings import FoundProgramme, FoundRole, PageKind
from crawler.extraction.programme_names import bare_name
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.units import read_programme, read_unit
from crawler.extraction.units import is_unit, short_name, unit_name
from crm.text import fold

OF_PROGRAMME = frozenset({"programme_coordinator", "programme_director", "internship_coordinator"})
"""Kinds of roles that are of a programme unless something else is said."""

LONGEST_HEADING = 80
"""Characters of a heading that may say of what those below it are."""

_TAIL = re.compile(
    r"\s+(?:en|and|und|&|voor|in|met|van|of|for|tot|rond|over|om)\s[^,;:|•()\[\]/.]{2,60}(?=$|[,;:|•()\[\]/.])"
)


class Belonging:
    """What the roles of one page are of."""

    def __init__(self, page: Page, kind: PageKind, programmes: list[FoundProgramme], unit: str | None) -> None:
        """`unit`: the part of the school that the page is about."""
        self._page = page
        self._kind = kind
        own = [programme.name for programme in programmes] if kind == PageKind.PROGRAMME else []
        self.programme = own[0] if own else None
        self.unit = unit
        self.research = self.unit is not None and read_unit(self.unit) == "research"

    def settle(self, role: FoundRole, line: Line, *, own_unit: str | None, chair: bool = False) -> None:
        """Says of what `role`, read in or above `line`, is. `own_unit` is the unit that the person's entry names.

        `chair`: they hold one, and teach in a research group too.
        """
        if role.kind == "board":
            role.of, role.name = "institution", None
        elif role.name:
            self._of_object(role, line.text)
        elif role.kind in OF_PROGRAMME:
            self._take(role, self._above(line), ("programme", self.programme), ("unit", own_unit), ("unit", self.unit))
        elif role.kind == "dean":
            above = self._above(line)
            self._take(role, above if above[0] == "unit" else None, ("unit", self.unit), ("unit", own_unit))
        elif role.of != "institution":
            if role.kind == "teacher" and self.research and not chair:
                role.kind = "staff"
            self._take(role, ("unit", own_unit), self._above(line), ("programme", self.programme), ("unit", self.unit))

    @staticmethod
    def _take(role: FoundRole, *places: tuple[str, str | None] | None) -> None:
        for place in places:
            if place is not None and place[1]:
                role.of, role.name = place[0], place[1]
                return

    def _above(self, line: Line) -> tuple[str, str | None]:
        """The unit or programme that a heading above `line`, but the page's own, names."""
        for heading in self._page.under(line):
            if len(heading.text) > LONGEST_HEADING or not heading.level:
                continue
            unit = unit_name(heading.text)
            if unit is not None and unit != self.unit:
                return "unit", unit
            reading = read_programme(heading.text)
            if unit is None and reading is not None and reading.score >= 0.4 and heading.level > 1:
                name, _degree = bare_name(heading.text)
                if name != heading.text and fold(name) != fold(self.programme or ""):
                    return "programme", name
        return "unit", None

    def _of_object(self, role: FoundRole, text: str) -> None:
        name = role.name or ""
        unit = unit_name(name) or _unit_in_role(text, role.text or "", name)
        if unit is not None:
            role.of, role.name = "unit", unit
        elif self.unit is not None and fold(name) == short_name(self.unit) and role.kind != "teacher":
            role.of, role.name = "unit", self.unit
        elif role.of == "programme":
            role.name, _degree = bare_name(name)
        elif role.of == "course":
            role.name = _with_tail(text, name)


@lru_cache(maxsize=4_096)
def _unit_in_role(text: str, words: str, name: str) -> str | None:
    """The unit whose word is part of the role's: "Dean of the *Faculty of Science*"."""
    if read_unit(words) is None:
        return None
    match = re.search(rf"{re.escape(words)}\s+(?:\S+\s+){{0,2}}?{re.escape(name)}", text)
    return unit_name(match.group()) if match else None


@lru_cache(maxsize=4_096)
def _with_tail(text: str, name: str) -> str:
    """The object with the small words behind it that belong to its name: "Beeld *en studio*".

    What follows must end the phrase and hold no other role.
    """
    at = text.find(name)
    match = _TAIL.match(text, at + len(name)) if at >= 0 else None
    if match is None or match.group().count(" ") > 5 or read_roles(match.group()) or is_unit(match.group()):
        return name
    return " ".join(f"{name}{match.group()}".split())

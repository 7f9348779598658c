"""Who is who: one matcher for crawl, imports and what is typed by hand.

A `Bearer` is one person as one place has them. Make it of texts with `bearer(id, name, schools=…, units=…, roles=…,
emails=…, phones=…, profiles=…)`, or take everybody of the database with `people.bearers(connection)`.

`pairs(bearers, threshold=…, apart=…)` gives every two that may be one person, surest first: `Pair(a, b, score, certain,
pattern)`. `score` is a probability; `reasons.reasons(pair.pattern, …)` says it in words. `people.apart(connection)` has
those of whom somebody said that they are two.

`certain` pairs are one person without asking: one profile address; one e-mail address, when nobody else's name was
ever seen on it, and names that can be one; one call name and surname at one school with no second bearer there. Each of
these must also be all but impossible by accident (`certainty.LEAST`). `groups(found)` puts certain pairs together:
id → the id that stands for its group.

An import reads its rows as bearers numbered -1, -2, … and asks
`groups(certain_pairs([*people.bearers(connection), *rows], apart=…))`: a row whose group stands under a positive id is
that person; rows whose group has negative ids only are one new person; a row in no group is a new person.

`people.matches(connection, bearer)` finds whoever one bearer may be in the database, in milliseconds and without
reading everybody.
"""

from crm.identity.bearer import bearer
from crm.identity.bearers import Bearer
from crm.identity.groups import groups
from crm.identity.matches import Match
from crm.identity.pairs import THRESHOLD, Pair, certain_pairs, pairs

__all__ = ["THRESHOLD", "Bearer", "Match", "Pair", "bearer", "certain_pairs", "groups", "pairs"]

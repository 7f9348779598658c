"""Which role a person means by a word they type: "docent", "opleidingsmanager HBO-ICT", "dean"."""

import tomllib
from functools import cache

from crm.resources import data_path
from crm.text import fold
from crm.words import RoleKind


@cache
def _words() -> dict[str, RoleKind]:
    """Folded word → kind, of the vocabulary the crawler reads with; what is no contact is left out."""
    with data_path("vocabulary/roles.toml").open("rb") as file:
        roles = tomllib.load(file)["role"]
    known = {fold(kind.value): kind for kind in RoleKind}
    for role in roles:
        if role["kind"] in set(RoleKind):
            for word in role["words"]:
                known.setdefault(fold(word), RoleKind(role["kind"]))
    return known


def role_kind(text: str) -> RoleKind | None:
    """The kind of role that `text` says, by the longest known word in it; None when it says none."""
    words = fold(text).split()
    known = _words()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            kind = known.get(" ".join(words[start : start + length]))
            if kind is not None:
                return kind
    return None

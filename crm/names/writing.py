"""A person's name in its parts, and how it is written: in a sentence, in an address, in a sorted list."""

from dataclasses import dataclass

from crm.names.vocabulary import folded

_APOSTROPHE = "'"
_STAYS_SMALL = ("'t", "'s")


def joined(words: list[str]) -> str:
    """`words` with spaces between, save behind a particle that ends in an apostrophe ("l'Herminez")."""
    return "".join(word if word.endswith("'") else f"{word} " for word in words).strip()


@dataclass(frozen=True, slots=True)
class PersonName:
    """One person's name. `titles` are lower case in the order written; no gender is kept or inferred.

    `initials` have points and no spaces ("J.M."), `prefix` is the tussenvoegsel in lower case as it was written, and
    `surname` the base it is sorted on.
    """

    titles: tuple[str, ...] = ()
    initials: str = ""
    call_name: str = ""
    prefix: str = ""
    surname: str = ""
    suffixes: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """Prefix and surname as they stand after a first name: "van der Berg"."""
        if not self.prefix or not self.surname:
            return self.prefix or self.surname
        return f"{self.prefix}{'' if self.prefix.endswith(_APOSTROPHE) else ' '}{self.surname}"

    @property
    def formal(self) -> str:
        """The name as it stands alone or after "mevrouw": "Van der Berg", "'t Lam"."""
        base = self.base or self.call_name
        if not self.prefix or base.startswith(_STAYS_SMALL):
            return base
        return base[0].upper() + base[1:]

    @property
    def natural(self) -> str:
        """The name without titles as a page shows it: "Laura de Boer", "J.M. van der Berg", "Van der Linde"."""
        given = self.call_name or self.initials
        return f"{given} {self.base}".strip() if given else self.formal

    @property
    def full(self) -> str:
        """Titles, name and suffixes: "prof. dr. J.M. van der Berg MSc"."""
        return " ".join([*self.titles, self.natural, *self.suffixes])

    @property
    def sort(self) -> str:
        """The name as a sorted list gives it: "Berg, J.M. van der"."""
        if not self.surname:
            return self.call_name or self.initials
        after = " ".join(word for word in (self.initials or self.call_name, self.prefix) if word)
        return f"{self.surname}, {after}" if after else self.surname

    @property
    def sort_key(self) -> str:
        """Folded text to order by: surname, then given name or initials, then prefix."""
        given = self.call_name or self.initials
        prefix = folded(self.prefix) if self.prefix else ""
        return f"{folded(self.surname or self.call_name)}\x1f{folded(given)}\x1f{prefix}"

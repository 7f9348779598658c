"""What invented contacts are put together from: common names, and words of schools."""

import random
from collections.abc import Sequence
from itertools import accumulate

from crm.names.vocabulary import vocabulary
from crm.resources import data_path

PREFIXES = ("", "", "", "", "", "", "van", "van", "de", "van der", "van den", "van de", "ter", "in 't", "el")
INITIALS = "ABCEFGHJKLMPRSTW"
ROLES = (
    "docent",
    "docent",
    "docent",
    "hogeschooldocent",
    "coördinator",
    "opleidingsmanager",
    "teamleider",
    "onderzoeker",
    "lector",
    "studieloopbaanbegeleider",
    "stagecoördinator",
    "projectleider",
    "hogeschoolhoofddocent",
    "onderwijskundige",
    "instructeur",
    "directeur",
    "programmamanager",
    "senior docent",
)
OTHER_WORDS = {
    "docent": ("leraar", "lecturer", "teacher", "vakdocent"),
    "hogeschooldocent": ("docent", "lecturer"),
    "hogeschoolhoofddocent": ("hoofddocent", "senior lecturer"),
    "senior docent": ("docent", "senior lecturer"),
    "coördinator": ("coordinator", "opleidingscoördinator"),
    "opleidingsmanager": ("manager", "onderwijsmanager", "programme manager"),
    "teamleider": ("team leader", "teammanager"),
    "onderzoeker": ("researcher", "docent-onderzoeker"),
    "lector": ("professor", "lector hbo"),
    "studieloopbaanbegeleider": ("slb'er", "studiebegeleider"),
    "stagecoördinator": ("stagebegeleider", "internship coordinator", "coördinator stage"),
    "projectleider": ("project leader", "projectmanager"),
    "onderwijskundige": ("educational advisor", "adviseur onderwijs"),
    "instructeur": ("praktijkinstructeur", "instructor"),
    "directeur": ("director", "dean"),
    "programmamanager": ("programme manager", "manager"),
}
"""How else a role is said."""
SUBJECTS = (
    "ICT",
    "Economie",
    "Zorg",
    "Techniek",
    "Media",
    "Onderwijs",
    "Recht",
    "Logistiek",
    "Bouw",
    "Communicatie",
    "Sport",
    "Kunst",
    "Marketing",
    "Finance",
    "Toerisme",
    "Biologie",
    "Scheikunde",
    "Wiskunde",
    "Psychologie",
    "Bestuurskunde",
    "Design",
    "Journalistiek",
    "Verpleegkunde",
    "Mens en Maatschappij",
)
UNITS = ("Faculteit {}", "Academie {}", "{}", "Domein {}", "Instituut voor {}", "Team {}")
PLACES = (
    "Zeestad",
    "Veldhoven",
    "Rietdam",
    "Duinwijk",
    "Lage Landen",
    "Noorderveen",
    "Maasoever",
    "Ijsselrijk",
    "Heuvelland",
    "Polderstad",
    "Westergo",
    "Zuidervaart",
    "Grachtenburg",
    "Bosrand",
    "Havenkwartier",
    "Kanaalstreek",
    "Lindehoeve",
    "Molenwaard",
    "Ruiterdal",
    "Sluisdorp",
    "Torenberg",
    "Waterland-Oost",
)
PRIVATE = ("gmail.com", "hotmail.com", "outlook.com", "ziggo.nl", "kpnmail.nl", "xs4all.nl", "live.nl")
FUNCTIONS = ("info", "ict", "secretariaat", "stagebureau", "onderwijsbureau", "contact")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def zipf(count: int, skew: float) -> list[float]:
    """Cumulative weights by Zipf's law, for `random.choices`."""
    return list(accumulate(1 / (rank + 3) ** skew for rank in range(count)))


def pool(draw: random.Random, words: Sequence[str], count: int) -> list[str]:
    """So many of the words, drawn."""
    return draw.sample(list(words), min(count, len(words)))


def given_names() -> list[str]:
    """First names that are common enough."""
    text = data_path("vocabulary/names/given.txt").read_text(encoding="utf-8")
    known = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    nicknames = [word for word in vocabulary().nicknames if word.isalpha()]
    usable = [word for word in known if word.isalpha() and 3 <= len(word) <= 11]
    return sorted({*nicknames, *usable[:2_500]})


def surnames() -> list[str]:
    """Surnames of one word."""
    return sorted(word for word in vocabulary().surnames if word.isalpha() and 3 <= len(word) <= 14)


def groups() -> dict[str, str]:
    """Call name → the formal name of its group."""
    text = data_path("vocabulary/names/nicknames.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {word: line[0] for line in lines for word in line[1:]}

"""A field that names somebody, several people or nobody, as the keys in which answers are given."""

from typing import Any

from crm.names import PersonName, parse_people


def name_answer(raw: str) -> dict[str, Any]:
    """The parts of the one name in `raw`; where it names several people or nobody, `people` with each of them."""
    people = [_parts(name) for name in parse_people(raw)]
    return people[0] if len(people) == 1 else {"people": people}


def _parts(name: PersonName) -> dict[str, Any]:
    return {
        "titles": list(name.titles),
        "initials": name.initials,
        "call_name": name.call_name,
        "prefix": name.prefix,
        "surname": name.surname,
        "suffixes": list(name.suffixes),
        "sort": name.sort,
        "formal": name.formal,
    }

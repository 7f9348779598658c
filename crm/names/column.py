"""A cell of a column that holds names: what its words alone leave open, the column decides."""

from crm.names.tokens import bare, is_name_word, is_particle, tidy
from crm.names.vocabulary import is_never, may_be_surname, vocabulary
from crm.names.writing import PersonName, joined

MOST_WORDS = 4


def in_column_of_names(raw: str) -> PersonName | None:
    """First name, particles and surname of a cell that `parse` leaves open, since its words may be something else.

    "Ries Wintering" might be a course, on a page; in a column of names it is nobody's course. None where the first word
    is never a name, says that nobody is named, or says what somebody is.
    """
    words = tidy(raw).split()
    if not 2 <= len(words) <= MOST_WORDS or not all(is_particle(word) for word in words[1:-1]):
        return None
    first, last = words[0], words[-1]
    if not (is_name_word(first) and is_name_word(last)) or is_particle(first) or first.isupper():
        return None
    known, key = vocabulary(), bare(first)
    if is_never(first) or not may_be_surname(last) or key in known.nobody or key in known.nobody_beginnings:
        return None
    return PersonName(call_name=first, prefix=joined([word.lower() for word in words[1:-1]]), surname=last)

"""A name written with its surname first and a comma: "Berg, J.M. van der"."""

from dataclasses import replace

from crm.names.asides import use_nickname
from crm.names.reading import Reading, split_prefix
from crm.names.tokens import bare, is_dotted_initials, is_name_word, is_particle, normal_case
from crm.names.vocabulary import folded, is_given, is_surname, vocabulary


def inverted(surname: Reading, given: Reading) -> Reading:
    """One reading of a surname and what followed its comma ("Berg", "J.M. van der")."""
    merged = replace(given, titles=surname.titles + given.titles, suffixes=surname.suffixes + given.suffixes)
    words = given.given if given.is_given_part else [*given.given, *given.surname]
    merged.given = [word for word in words if not is_dotted_initials(word)]
    merged.initials = [*given.initials, *(word for word in words if is_dotted_initials(word))]
    merged.nickname = given.nickname or surname.nickname
    core = surname.core
    merged.prefix, merged.surname = [], core
    if core:
        split_prefix(core, merged)
    merged.prefix = [*given.prefix, *merged.prefix]
    use_nickname(merged)
    return merged


def is_inversion(first: Reading, second: Reading) -> bool:
    """Whether `first` is the surname and `second` the rest of one person, written "Berg, J.M. van der".

    Two with a title each are two people: "Prof. dr. Mol, dr. Vos"; so is a word that is no first name behind one.
    """
    if second.is_given_part or first.initials or _has_own_title(first, second):
        return second.is_given_part and not first.initials and not (first.titles and second.titles)
    if _ends_in_particles(first):
        return not second.is_empty and not second.initials and all(is_given(word) for word in second.core)
    words = second.core
    all_given = bool(words) and not second.initials and all(is_given(word) or is_particle(word) for word in words)
    if first.is_single or (first.prefix and not first.given) or not first.given:
        if second.is_single:
            return not first.doubtful and not _are_two_people(first, second)
        return all_given and len(words) <= 4 and not first.addressed
    if first.surname and folded(first.surname[0]) in vocabulary().joining:
        return all_given
    begins_surname = folded(first.given[0]) in vocabulary().surname_starts
    return all_given and (begins_surname or not is_given(first.given[0])) and not any(is_particle(w) for w in words)


def _has_own_title(first: Reading, second: Reading) -> bool:
    """Whether somebody with a title stands before another with one, or before a word that is no first name."""
    return bool(first.titles) and (bool(second.titles) or (second.is_single and not is_given(second.core[0])))


def _ends_in_particles(reading: Reading) -> bool:
    """Whether the words end in a prefix of two or more, as a surname before its comma does ("Berg van den, Mark")."""
    return not reading.surname and len(reading.prefix) > 1 and len(reading.given) == 1


def _are_two_people(first: Reading, second: Reading) -> bool:
    """Whether two single words with a comma between are two people ("Anouk, Sjors", "Jansen, Bakker")."""
    one, two = first.core[-1], second.core[0]
    if is_surname(two) and not is_given(two):
        return True
    return first.is_single and is_given(one) and not is_surname(one) and is_given(two)


def with_particles(commas: list[str]) -> list[str]:
    """`commas` with a part of particles alone put behind the initials beside it ("Berg, van den, J.M.")."""
    kept: list[str] = []
    waiting = ""
    for part in commas:
        words = part.split()
        if kept and words and all(word.islower() and is_particle(word) for word in words):
            if waiting or not is_dotted_initials(kept[-1].split()[-1] if kept[-1].split() else ""):
                waiting = part.strip()
            else:
                kept[-1] = f"{kept[-1]} {part.strip()}"
            continue
        kept.append(f"{part} {waiting}" if waiting else part)
        waiting = ""
    return [*kept, waiting] if waiting else kept


def surname_before(text: str, after: list[str]) -> Reading | None:
    """A surname that by itself reads as no name, where initials behind its comma say it is one ("ten Have, B.").

    Without particles before it ("Beer, P. de") nothing but initials and particles may follow.
    """
    words = text.split()
    shouted = text.isupper()
    if (
        not words
        or not after
        or bare(words[-1]) in vocabulary().roles
        or not all(is_particle(word) and (shouted or word.islower()) for word in words[:-1])
    ):
        return None
    behind = after[0].split()
    if not is_name_word(words[-1]) or not behind or not is_dotted_initials(behind[0]):
        return None
    if len(words) == 1 and not all(is_dotted_initials(word) or is_particle(word) for word in behind):
        return None
    reading = Reading()
    split_prefix(words, reading)
    if shouted:
        reading.surname = [normal_case(word) for word in reading.surname]
    return reading

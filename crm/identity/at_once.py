"""Many twos side by side at once: what `comparing.compare` says of each, from columns of numbers.

Each field's levels are found where they follow from equal numbers, or from how two texts begin and how many slips they
are apart; what needs another look at the values is asked of the same functions as `compare` asks, once of every two
values that differ.
"""

from collections.abc import Callable

import numpy as np
from rapidfuzz.distance import Prefix
from rapidfuzz.process import cpdist

from crm.identity.addresses import Addresses
from crm.identity.bearers import Bearer
from crm.identity.codes import Codes, Flags, Floats, Ints, distinct, of_each_two, turns
from crm.identity.columns import Columns, Sets
from crm.identity.comparing import SHARED, email_level, is_slip, phone_level, profile_level, roles_level, words_level
from crm.identity.frequencies import (
    BY_CALL_NAME,
    BY_LETTER,
    FEWEST,
    MAGNITUDES,
    MORE_INITIALS,
    SAME_SURNAME,
    Frequencies,
    Shares,
)
from crm.identity.levels import AGAINST, Email, Given, Phone, Same, School, Surname
from crm.identity.name_levels import HALF_FROM, KIN_FROM, TYPO_FROM, initials_level, most_slips, name_levels, worse
from crm.identity.slips import slips

WordsLevel = Callable[[frozenset[str], frozenset[str], frozenset[str]], Same]

CHUNK = 200_000
"""Twos that are compared at one time: some 60 MiB."""

_BASE = 32
"""More than any field of a pattern has levels."""

_FIELDS = 11

_WORSE = np.array([[worse(surname, given) for given in sorted(Given)] for surname in sorted(Surname)], dtype=np.int64)
_SAME_SURNAME, _BY_CALL_NAME, _BY_LETTER, _SHARED, _AGAINST = (
    np.array(sorted(levels), dtype=np.int64) for levels in (SAME_SURNAME, BY_CALL_NAME, BY_LETTER, SHARED, AGAINST)
)


class Comparer:
    """Compares bearers of `columns` with one another."""

    def __init__(self, columns: Columns, frequencies: Frequencies, addresses: Addresses) -> None:
        """Counts out how often each word was counted."""
        self._columns, self._forms, self._people = columns, columns.forms, columns.people
        self._frequencies, self._addresses = frequencies, addresses
        self._surnames = columns.counted(frequencies.surnames)
        self._calls = columns.counted(frequencies.calls)
        self._letters = columns.counted(frequencies.letters)
        self._shared = Codes[frozenset[str]]()  # sets of schools that two share
        self._shared.of(columns.schools.values)

    def compared(self, ones: Ints, others: Ints) -> tuple[Ints, Ints]:
        """The pattern of every two: at each place a number, and the patterns by number, each a row of levels."""
        parts = [self._coded(ones[at : at + CHUNK], others[at : at + CHUNK]) for at in range(0, len(ones), CHUNK)]
        codes = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
        each, which = np.unique(codes, return_inverse=True)
        return which, np.stack(
            [each // _BASE**place % _BASE - _BASE // 2 for place in reversed(range(_FIELDS))], axis=1
        )

    def _coded(self, ones: Ints, others: Ints) -> Ints:
        mine, theirs, surname, given = self._names(ones, others)
        school, shared = self._schools(ones, others)
        columns, frequencies = self._columns, self._frequencies
        units, unit_rarity = self._words(columns.units, frequencies.units, words_level, ones, others, shared)
        roles, role_rarity = self._words(columns.roles, frequencies.roles, roles_level, ones, others, shared)
        expected = self._namesakes(mine, theirs, surname, given, shared)
        numbered = (school == School.SAME) & (columns.is_numbered[ones] | columns.is_numbered[others])
        expected[numbered] = np.maximum(expected[numbered], 1.0)
        with np.errstate(divide="ignore"):
            powers = np.rint(2 * np.log10(expected))
        magnitude = np.clip(powers, *MAGNITUDES).astype(np.int64)
        email, phone = self._emails(ones, others, mine, theirs), self._phones(ones, others)
        said = (surname, given, school, email, phone, units, roles, self._profiles(ones, others))
        code = np.zeros(len(ones), dtype=np.int64)
        for level in (*said, magnitude, unit_rarity, role_rarity):
            code = code * _BASE + (level + _BASE // 2)
        return code

    def _names(self, ones: Ints, others: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """The forms of both names that agree best, and how well their surnames and first names do."""
        forms = self._forms
        many = forms.counts[others]
        two, turn = turns(forms.counts[ones] * many)
        mine = forms.starts[ones][two] + turn // many[two]
        theirs = forms.starts[others][two] + turn % many[two]
        surname, given = self._name_levels(mine, theirs)
        if len(two) > len(ones):
            rank = (_WORSE[surname, given] * _BASE + surname) * _BASE + given
            order = np.lexsort((turn, rank, two))
            best = order[np.flatnonzero(np.diff(two[order], prepend=-1))]
            mine, theirs, surname, given = mine[best], theirs[best], surname[best], given[best]
        return mine, theirs, surname, given

    def _name_levels(self, mine: Ints, theirs: Ints) -> tuple[Ints, Ints]:
        forms = self._forms
        surname = self._surname_levels(mine, theirs)
        given = self._given_levels(mine, theirs)
        crossed = (forms.call[mine] == forms.surname[theirs]) | (forms.call[theirs] == forms.surname[mine])
        for place in np.flatnonzero((surname == Surname.OTHER) & crossed).tolist():
            surname[place], given[place] = name_levels(forms.all[mine[place]], forms.all[theirs[place]])
        return surname, given

    def _given_levels(self, mine: Ints, theirs: Ints) -> Ints:
        """How well the first names agree: two that differ do so whatever the initials are."""
        forms = self._forms
        called = (forms.call[mine] > 0) & (forms.call[theirs] > 0) & (forms.call[mine] != forms.call[theirs])
        levels = np.zeros(len(mine), dtype=np.int64)
        ones, others, which = distinct(forms.calls[mine[called]], forms.calls[theirs[called]])
        levels[called] = self._call_levels(ones, others)[which]
        levels[~called] = self._initials_levels(mine[~called], theirs[~called])
        return levels

    def _initials_levels(self, mine: Ints, theirs: Ints) -> Ints:
        """How well first names agree where the call names are the same, or where one or either is not known."""
        forms = self._forms
        a, b = forms.initials[mine], forms.initials[theirs]
        one, other, both = forms.call[mine] > 0, forms.call[theirs] > 0, (a > 0) & (b > 0)
        levels = np.full(len(mine), int(Given.MISSING), dtype=np.int64)
        ones, others, which = distinct(a[both], b[both])
        levels[both] = self._agreeing(ones, others)[which]
        levels[(one != other) & (levels == Given.INITIAL)] = int(Given.CALL_AND_INITIAL)
        against = both & one & other & np.isin(levels, _AGAINST)
        levels[one & other] = int(Given.SAME)
        levels[against] = int(Given.OTHER_INITIALS)
        for named, short in ((mine, theirs), (theirs, mine)):
            lacking = (forms.call[short] == 0) & (forms.initials[named] == 0)
            place = np.flatnonzero((forms.call[named] > 0) & lacking & (forms.initials[short] > 0))
            at, letter = forms.letter_lists.spread(forms.letters[named[place]])
            fits = np.isin(np.arange(len(place)), at[letter == forms.initial[short[place]][at]])
            levels[place] = np.where(fits, int(Given.CALL_AND_INITIAL), int(Given.OTHER))
        return levels

    def _agreeing(self, ones: Ints, others: Ints) -> Ints:
        """How well initials agree, of both of which some are known."""
        known = self._forms.all_initials
        mine, theirs = ([known[n] for n in numbers.tolist()] for numbers in (ones, others))
        first, second = list(map("".join, mine)), list(map("".join, theirs))
        shorter = np.array([min(len(x), len(y)) for x, y in zip(mine, theirs, strict=True)], dtype=np.int64)
        begun = cpdist(first, second, scorer=Prefix.similarity, dtype=np.int64)
        levels = np.where(begun > 0, int(Given.OTHER_SAME_LETTER), int(Given.OTHER))
        levels[begun >= shorter] = np.where(shorter > 1, int(Given.INITIALS), int(Given.INITIAL))[begun >= shorter]
        longer = [len(x) + len(y) > len(m) + len(n) for x, y, m, n in zip(first, second, mine, theirs, strict=True)]
        for place in np.flatnonzero(longer).tolist():
            levels[place] = initials_level(mine[place], theirs[place])  # "Th." is one initial
        return levels

    def _call_levels(self, ones: Ints, others: Ints) -> Ints:
        """How well call names agree that are not the same; the first words of none are."""
        forms = self._forms
        mine, theirs = ([forms.called[n] for n in numbers.tolist()] for numbers in (ones, others))
        first, second = [call for call, _ in mine], [call for call, _ in theirs]
        whole, other = [calls for _, calls in mine], [calls for _, calls in theirs]
        shorter = np.array([min(len(x), len(y)) for x, y in zip(whole, other, strict=True)], dtype=np.int64)
        begun = cpdist(whole, other, scorer=Prefix.similarity, dtype=np.int64)
        nicknames = forms.nicknames[ones], forms.nicknames[others]
        kin = of_each_two(*nicknames, lambda x, y: not forms.groups[x].isdisjoint(forms.groups[y])) > 0
        letter = np.array([x[0] == y[0] for x, y in zip(first, second, strict=True)], dtype=bool)
        levels = np.where(letter, int(Given.OTHER_SAME_LETTER), int(Given.OTHER))
        levels[(shorter >= TYPO_FROM) & (slips(first, second, 1) <= 1)] = int(Given.TYPO)
        levels[kin | ((shorter >= KIN_FROM) & (begun == shorter))] = int(Given.KIN)
        return levels

    def _surname_levels(self, mine: Ints, theirs: Ints) -> Ints:
        forms = self._forms
        levels = np.full(len(mine), int(Surname.SAME), dtype=np.int64)
        same = forms.surname[mine] == forms.surname[theirs]
        behind = np.flatnonzero(same & (forms.prefix[mine] != forms.prefix[theirs]))
        a, b = mine[behind], theirs[behind]
        levels[behind] = of_each_two(forms.prefix[a], forms.prefix[b], forms.prefix_levels)
        differ = np.flatnonzero(~same & (forms.joined[mine] != forms.joined[theirs]))
        ones, others, which = distinct(forms.surname[mine[differ]], forms.surname[theirs[differ]])
        spelt = self._columns.spelt
        shorter = np.minimum(spelt.lengths[ones], spelt.lengths[others])
        most = np.array([most_slips(length) for length in range(int(shorter.max(initial=0)) + 1)])[shorter]
        apart = spelt.slips(ones, others, int(most.max(initial=0)))
        levels[differ] = np.where(apart <= most, int(Surname.TYPO), int(Surname.OTHER))[which]
        levels[differ[forms.printed[mine[differ]] == forms.printed[theirs[differ]]]] = int(Surname.TYPO)
        double = differ[~(forms.is_whole[mine[differ]] & forms.is_whole[theirs[differ]])]
        levels[double[self._halves(forms.parts[mine[double]], forms.parts[theirs[double]])]] = int(Surname.HALF)
        return levels

    def _halves(self, ones: Ints, others: Ints) -> Ints:
        """The places of the two of which the surnames, or halves of them, are the same or a slip apart."""
        two, mine, theirs = self._forms.part_lists.beside(ones, others)
        alike = mine == theirs
        spelt = self._columns.spelt
        near = np.flatnonzero(~alike & (np.minimum(spelt.lengths[mine], spelt.lengths[theirs]) >= HALF_FROM))
        alike[near] = spelt.are_near(mine[near], theirs[near])
        halves: Ints = two[alike]
        return halves

    def _schools(self, ones: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Whether two are at one school, and the number of the schools that they share."""
        schools, values = self._columns.schools, self._columns.schools.values
        a, b = schools.numbers[ones], schools.numbers[others]
        shared = np.where(a == b, a, 0)
        mixed = np.flatnonzero((a != b) & (a > 0) & (b > 0) & ~(schools.is_single[a] & schools.is_single[b]))
        shared[mixed] = of_each_two(a[mixed], b[mixed], lambda x, y: self._shared.number(values[x] & values[y]))
        missing = (a == 0) | (b == 0)
        levels = np.where(shared > 0, int(School.SAME), np.where(missing, int(School.MISSING), int(School.OTHER)))
        return levels, shared

    def _namesakes(self, mine: Ints, theirs: Ints, surname: Ints, given: Ints, shared: Ints) -> Floats:
        """How many besides these two would agree as much by accident (`Frequencies.namesakes`)."""
        frequencies = self._frequencies
        places = [max((frequencies.places[school] for school in held), default=0) for held in self._shared.values()]
        places[0] = frequencies.bearers
        among = np.array(places, dtype=np.float64)[shared]
        return among * self._surname_share(mine, theirs, surname) * self._given_share(mine, theirs, given)

    def _surname_share(self, mine: Ints, theirs: Ints, level: Ints) -> Floats:
        forms, frequencies = self._forms, self._frequencies
        a, b = self._surnames[forms.surname[mine]], self._surnames[forms.surname[theirs]]
        most = np.where(np.isin(level, _SAME_SURNAME), a - 1, np.maximum(a, b))
        half = np.flatnonzero(level == Surname.HALF)
        two, word, other = forms.part_lists.beside(forms.parts[mine[half]], forms.parts[theirs[half]])
        shared = two[word == other]
        commonest = np.zeros(len(half), dtype=np.int64)
        np.maximum.at(commonest, shared, self._surnames[word[word == other]])
        most[half] = np.where(np.isin(np.arange(len(half)), shared), commonest, 1)
        share: Floats = np.maximum(most, FEWEST) / max(frequencies.bearers, 1)
        share[level == Surname.OTHER] = 1.0
        return share

    def _given_share(self, mine: Ints, theirs: Ints, level: Ints) -> Floats:
        forms, frequencies = self._forms, self._frequencies
        named = np.maximum(self._calls[forms.call[mine]], self._calls[forms.call[theirs]]) - 1
        kin = np.flatnonzero(level == Given.KIN)
        kindred = of_each_two(
            forms.nicknames[forms.calls[mine[kin]]],
            forms.nicknames[forms.calls[theirs[kin]]],
            lambda x, y: frequencies.most_kin(forms.groups[x] & forms.groups[y]) - 1,
        )
        named[kin] = np.maximum(named[kin], kindred)
        initial = np.where(forms.initial[mine] > 0, forms.initial[mine], forms.initial[theirs])
        lettered = np.maximum(self._letters[initial], 1) / max(frequencies.with_letter, 1)
        share: Floats = np.ones(len(mine))
        share = np.where(
            np.isin(level, _BY_CALL_NAME), np.maximum(named, FEWEST) / max(frequencies.with_call, 1), share
        )
        share = np.where(np.isin(level, _BY_LETTER), lettered, share)
        share[level == Given.INITIALS] *= MORE_INITIALS
        return share

    def _words(
        self, sets: Sets, shares: Shares, level: WordsLevel, ones: Ints, others: Ints, shared: Ints
    ) -> tuple[Ints, Ints]:
        """How units or roles agree, and how rare it is what two share of them."""
        values, schools = sets.values, self._shared.values()
        levels = np.full(len(ones), int(Same.MISSING), dtype=np.int64)
        rarities = np.zeros(len(ones), dtype=np.int64)
        both = np.flatnonzero((sets.numbers[ones] > 0) & (sets.numbers[others] > 0))
        a, b, which = distinct(sets.numbers[ones[both]], sets.numbers[others[both]])
        twos = list(zip(a.tolist(), b.tolist(), strict=True))
        found = np.array([level(values[x], values[y], shares.common) for x, y in twos], dtype=np.int64)
        levels[both] = found[which]
        alike = np.flatnonzero(np.isin(levels[both], _SHARED))
        held = [values[x] & values[y] for x, y in twos]
        rarities[both[alike]] = of_each_two(
            which[alike], shared[both[alike]], lambda two, there: shares.rarity(held[two], schools[there])
        )
        return levels, rarities

    def _emails(self, ones: Ints, others: Ints, mine: Ints, theirs: Ints) -> Ints:
        emails, forms = self._columns.emails, self._forms
        a, b = emails.numbers[ones], emails.numbers[others]
        both = (a > 0) & (b > 0)
        single = emails.is_single[a] & emails.is_single[b]
        levels = np.full(len(ones), int(Email.MISSING), dtype=np.int64)
        bear = forms.bears[mine] & forms.bears[theirs]

        same = both & single & (a == b)
        levels[same] = np.where(bear[same], int(Email.OWN), int(Email.SAME))
        levels[same & (emails.is_shared[a] | emails.is_function[a])] = int(Email.SHARED)

        two = both & single & (a != b) & ~emails.is_function[a] & ~emails.is_function[b]
        at_one = emails.domain[a] == emails.domain[b]
        mailbox = emails.local[a] == emails.local[b]
        elsewhere = two & ~at_one & (emails.is_private[a] == emails.is_private[b])
        levels[elsewhere] = int(Email.ELSEWHERE)
        there = two & at_one & ~mailbox
        levels[there] = np.where(bear[there], int(Email.OTHER), int(Email.ELSEWHERE))
        close = np.flatnonzero(there)
        levels[close[self._is_close(a[close], b[close])]] = int(Email.CLOSE)
        levels[two & mailbox] = int(Email.MAILBOX)

        for place in np.flatnonzero(both & ~single).tolist():
            one, other = self._bearers(ones, others, place)
            levels[place] = email_level(one, other, forms.all[mine[place]], forms.all[theirs[place]], self._addresses)
        return levels

    def _is_close(self, a: Ints, b: Ints) -> Flags:
        """Whether two addresses at one domain are a slip or a point apart."""
        emails = self._columns.emails
        close: Flags = emails.bare[a] == emails.bare[b]
        near = np.flatnonzero(~close & emails.spelt.are_near(emails.local[a], emails.local[b]))
        close[near] = [
            is_slip(emails.locals[x], emails.locals[y])
            for x, y in zip(emails.local[a[near]].tolist(), emails.local[b[near]].tolist(), strict=True)
        ]
        return close

    def _phones(self, ones: Ints, others: Ints) -> Ints:
        phones, switchboards, mobile = self._columns.phones, self._columns.is_switchboard, self._columns.is_mobile
        a, b = phones.numbers[ones], phones.numbers[others]
        both = (a > 0) & (b > 0)
        single = phones.is_single[a] & phones.is_single[b]
        levels = np.full(len(ones), int(Phone.MISSING), dtype=np.int64)
        same = both & single & (a == b)
        levels[same] = np.where(mobile[a[same]], int(Phone.SAME), int(Phone.LINE))
        levels[same & switchboards[a]] = int(Phone.SHARED)
        differ = np.flatnonzero(both & single & (a != b))
        near = self._columns.figures.are_near(a[differ], b[differ])
        other = np.where(mobile[a[differ]] == mobile[b[differ]], int(Phone.OTHER), int(Phone.OTHER_KIND))
        levels[differ] = np.where(near, int(Phone.CLOSE), other)
        return self._asked(levels, both & ~single, ones, others, lambda x, y: phone_level(x, y, self._addresses))

    def _profiles(self, ones: Ints, others: Ints) -> Ints:
        profiles = self._columns.profiles
        a, b = profiles.numbers[ones], profiles.numbers[others]
        both = (a > 0) & (b > 0)
        single = profiles.is_single[a] & profiles.is_single[b]
        network = self._columns.is_network
        levels = np.full(len(ones), int(Same.MISSING), dtype=np.int64)
        levels[both & single & network[a] & network[b]] = int(Same.OTHER)
        levels[both & single & (a == b)] = int(Same.SAME)
        return self._asked(levels, both & ~single, ones, others, profile_level)

    def _asked(
        self, levels: Ints, where: Flags, ones: Ints, others: Ints, level: Callable[[Bearer, Bearer], int]
    ) -> Ints:
        """The levels, those of bearers with several addresses or numbers asked one by one."""
        for place in np.flatnonzero(where).tolist():
            levels[place] = level(*self._bearers(ones, others, place))
        return levels

    def _bearers(self, ones: Ints, others: Ints, place: int) -> tuple[Bearer, Bearer]:
        return self._people[ones[place]].bearer, self._people[others[place]].bearer

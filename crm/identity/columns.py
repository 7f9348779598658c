"""Bearers in columns of numbers: equal numbers are equal values, so that two columns are compared at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

import numpy as np

from crm.identity.addresses import Addresses
from crm.identity.bearer import is_mobile
from crm.identity.bearers import NOTHING
from crm.identity.codes import Codes, Flags, Ints, Lists
from crm.identity.comparing import NETWORK, bare
from crm.identity.mailboxes import is_few_peoples, is_function, is_provider, own_mailbox, split
from crm.identity.name_levels import prefix_level
from crm.identity.slips import Texts
from crm.identity.subjects import Subject, bears_name
from crm.identity.traits import NameTraits, nicknames_of
from crm.names.misread import printed

Set = frozenset[str]
_Family = tuple[str, str, Set]
"""Surname, tussenvoegsel, and the parts of the surname."""
_First = tuple[str, str, tuple[str, ...], Set]
"""Call name, the whole of it, initials, and the letters that the first name may begin with."""

_FAMILY: Callable[[NameTraits], _Family] = attrgetter("surname", "prefix", "parts")
_FIRST: Callable[[NameTraits], _First] = attrgetter("call", "calls", "initials", "letters")


class Forms:
    """The forms of all names, one below the other: those of a bearer follow each other."""

    def __init__(self, people: Sequence[Subject], words: Codes[str]) -> None:
        """Takes them apart."""
        self.all = forms = [form for person in people for form in person.forms]
        self.counts: Ints = np.array([len(person.forms) for person in people], dtype=np.int64)
        self.starts: Ints = np.cumsum(self.counts) - self.counts
        self.of: Ints = np.repeat(np.arange(len(people)), self.counts)
        """Whose each is."""
        self._take_families(forms, words)
        self._take_firsts(forms, words)
        self.bears: Flags = np.array([person.is_in_address for person in people], dtype=bool)[self.of]
        """Whether the only address, where it is their own, bears this form of the name."""
        for place in np.flatnonzero(self.counts > 1).tolist():
            emails, start = people[place].bearer.emails, int(self.starts[place])
            if len(emails) == 1 and not is_function(email := next(iter(emails))):
                for at in range(start + 1, start + int(self.counts[place])):
                    self.bears[at] = bears_name(email, forms[at])

    def _take_families(self, forms: Sequence[NameTraits], words: Codes[str]) -> None:
        """The columns of surnames and what stands before them."""
        codes, prefixes, parts = Codes[_Family](), Codes[str](), Codes[Set]()
        which, families = codes.of(map(_FAMILY, forms)), codes.values()
        self.surname = words.of(surname for surname, _, _ in families)[which]
        self.prefix = prefixes.of(prefix for _, prefix, _ in families)[which]
        self.printed = Codes[str]().of(printed(surname) for surname, _, _ in families)[which]
        self.joined = Codes[str]().of(prefix + surname for surname, prefix, _ in families)[which]
        self.parts = parts.of(held for _, _, held in families)[which]
        self.is_whole: Flags = np.array([len(held) == 1 for _, _, held in families], dtype=bool)[which]
        """Whether the surname is no double one."""
        self.part_lists = Lists([tuple(each) for each in parts.values()], words)
        self._prefixes = prefixes.values()

    def _take_firsts(self, forms: Sequence[NameTraits], words: Codes[str]) -> None:
        """The columns of first names and initials."""
        codes, letters, initials = Codes[_First](), Codes[Set](), Codes[tuple[str, ...]]()
        which, firsts = codes.of(map(_FIRST, forms)), codes.values()
        initials.of(((),))
        self.call = words.of(call for call, _, _, _ in firsts)[which]
        called, nicknames = Codes[tuple[str, str]](), Codes[frozenset[int]]()
        self.calls = called.of((call, calls) for call, calls, _, _ in firsts)[which]
        self.called = called.values()
        """Of each number in `calls` the first word of the call name, and the whole of it."""
        self.nicknames = nicknames.of(nicknames_of(call) for call, _ in self.called)
        """Of each number in `calls` that of the groups of names it is in."""
        self.groups = nicknames.values()
        self.initial = words.of(held[0][0] if held else "" for _, _, held, _ in firsts)[which]
        self.initials = initials.of(held for _, _, held, _ in firsts)[which]
        """The number of all initials together, 0 for none."""
        self.all_initials = initials.values()
        self.letters = letters.of(held for _, _, _, held in firsts)[which]
        self.letter_lists = Lists([tuple(each) or ("",) for each in letters.values()], words)

    def prefix_levels(self, one: int, other: int) -> int:
        """How well two tussenvoegsels before one surname agree."""
        return prefix_level(self._prefixes[one], self._prefixes[other])


class Sets:
    """What each bearer has of one kind (schools, units, addresses): a number for each set, 0 for none."""

    def __init__(self, held: Iterable[Set]) -> None:
        """Numbers them."""
        self._codes = Codes[Set]()
        self._codes.of((NOTHING,))
        self.numbers = self._codes.of(held)
        self.values = self._codes.values()
        self.is_single: Flags = np.array([len(each) == 1 for each in self.values], dtype=bool)

    def each(self, said: Callable[[str], bool]) -> Flags:
        """Of every set of one what `said` says of that; False of the others."""
        return np.array([said(each) if each else False for each in self.only], dtype=bool)

    @cached_property
    def only(self) -> list[str]:
        """What is in every set of one; "" for the others."""
        return [next(iter(each)) if len(each) == 1 else "" for each in self.values]

    @cached_property
    def lists(self) -> Lists[str]:
        """What is in each of the sets."""
        return Lists([tuple(each) for each in self.values], Codes[str]())

    @property
    def size(self) -> int:
        """How many different things there are in the sets."""
        return int(self.lists.members.max(initial=0)) + 1

    def apart(self) -> tuple[Ints, Ints]:
        """Whoever has something, beside each that they have: the number of the set of that alone."""
        held = self._several()
        single = np.flatnonzero(self.is_single[self.numbers])
        return (
            np.concatenate([single, np.array([place for place, _ in held], dtype=np.int64)]),
            np.concatenate([self.numbers[single], self._codes.of(frozenset((each,)) for _, each in held)]),
        )

    def _several(self) -> list[tuple[int, str]]:
        """Whoever has several things, beside each of them."""
        several = np.flatnonzero(~self.is_single[self.numbers] & (self.numbers > 0))
        return [(place, each) for place in several.tolist() for each in self.values[self.numbers[place]]]


class Emails(Sets):
    """Addresses, with what stands before and after the @ of an only one."""

    def __init__(self, held: Iterable[Set], addresses: Addresses) -> None:
        """Takes them apart."""
        super().__init__(held)
        self._locals, domains = Codes[str](), Codes[str]()
        halves = [split(address) for address in self.only]
        self.local = self._locals.of(local for local, _ in halves)
        self.domain = domains.of(domain for _, domain in halves)
        self.locals = self._locals.values()
        self.spelt = Texts(self.locals)
        self.bare = Codes[str]().of(map(bare, self.locals))[self.local]
        self.is_function = self.each(is_function)
        self.is_private: Flags = np.array(list(map(is_provider, domains.values())), dtype=bool)[self.domain]
        self.is_shared = self.each(addresses.shared.__contains__)

    def mailboxes(self) -> tuple[Ints, Ints]:
        """Whoever has an address of their own, beside what stands before its @ where few people have that."""
        few = np.array([is_few_peoples(local) for local in self.locals], dtype=bool)[self.local] & ~self.is_function
        single = np.flatnonzero(few[self.numbers] & self.is_single[self.numbers])
        held = [(place, local) for place, address in self._several() if (local := own_mailbox(address))]
        return (
            np.concatenate([single, np.array([place for place, _ in held], dtype=np.int64)]),
            np.concatenate([self.local[self.numbers[single]], self._locals.of(local for _, local in held)]),
        )


class Columns:
    """All that is compared of some bearers."""

    def __init__(self, people: Sequence[Subject], addresses: Addresses) -> None:
        """Takes the bearers apart."""
        self.people = people
        self.words = Codes[str]()
        """Surnames, their halves, call names and letters: these stand for one another."""
        self.words.of(("",))
        self.forms = Forms(people, self.words)
        bearers = [person.bearer for person in people]
        self.schools = Sets(map(attrgetter("schools"), bearers))
        self.units = Sets(map(attrgetter("units"), bearers))
        self.roles = Sets(map(attrgetter("roles"), bearers))
        self.emails = Emails(map(attrgetter("emails"), bearers), addresses)
        self.phones = Sets(map(attrgetter("phones"), bearers))
        self.is_switchboard = self.phones.each(addresses.switchboards.__contains__)
        self.is_mobile = self.phones.each(is_mobile)
        self.profiles = Sets(map(attrgetter("profiles"), bearers))
        self.is_network = self.profiles.each(lambda page: page.startswith(NETWORK))
        self.is_numbered: Flags = np.array([person.is_numbered for person in people], dtype=bool)

        self.first_letters = self.words.of([word[:1] for word in self.words.values()])
        """Of each word the letter it begins with."""
        self.spelt, self.figures = Texts(self.words.values()), Texts(self.phones.only)
        """The words, and the telephone number of whoever has one."""

    def counted(self, counts: Mapping[str, int]) -> Ints:
        """How often each of the words was counted."""
        return np.array([counts.get(word, 0) for word in self.words.values()], dtype=np.int64)

"""Invented contacts of Dutch schools, a part of them twice, with the noise and the traps of real address books.

Everything follows from the seed and the `World`: how common names are, how much each row says, how it is misspelt, and
how many twins, couples, namesakes, switchboards, shared mailboxes and inherited addresses there are. The names are
common Dutch ones put together at random; schools, addresses and numbers are invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.identity import words
from benchmarks.identity.slips import scanned, slipped
from benchmarks.identity.worlds import World
from crm.names.vocabulary import folded, vocabulary


@dataclass(slots=True)
class Row:
    """One contact as it stands in a file; `person` says who it truly is."""

    person: int
    first: str
    prefix: str
    last: str
    email: str = ""
    phone: str = ""
    school: str = ""
    unit: str = ""
    role: str = ""
    profile: str = ""
    trap: str = ""

    @property
    def name(self) -> str:
        """The whole name as one text."""
        return " ".join(part for part in (self.first, self.prefix, self.last) if part)


@dataclass(slots=True)
class _School:
    names: list[str]
    domain: str
    units: list[str]
    board: str
    pattern: int


@dataclass(slots=True)
class _Person:
    number: int
    formal: str
    call: str
    initials: str
    prefix: str
    surname: str
    married: str
    school: _School
    unit: str
    role: str
    email: str = ""
    private: str = ""
    phone: str = ""
    desk: str = ""
    """The other telephone: at the desk of who gave a mobile, the mobile of who gave the desk's."""
    profile: str = ""
    trap: str = ""


class Maker:
    """Makes the rows of one world."""

    def __init__(self, world: World) -> None:
        """Draws names, schools and their sizes."""
        self.world = world
        self.random = random.Random(world.seed)
        self.made = 0
        self.taken: dict[str, int] = {}
        self.groups = words.groups()
        self.firsts = words.pool(self.random, words.given_names(), world.first_names)
        self.lasts = words.pool(self.random, words.surnames(), world.surnames)
        self.first_weights = words.zipf(len(self.firsts), world.skew)
        self.last_weights = words.zipf(len(self.lasts), world.skew)
        self.schools = [self._school(number) for number in range(world.schools)]
        self.sizes = list(accumulate(1 / (1 + n) ** 0.6 for n in range(world.schools)))

    def rows(self) -> list[Row]:
        """All rows, shuffled."""
        world, people, rows = self.world, [], []
        firsts = round(world.rows * (1 - world.doubles))
        while len(people) < firsts:
            people += self._household()
        rows += [self._plain(person) for person in people]
        while len(rows) < world.rows:
            person = self.random.choice(people[:firsts])
            rows.append(self._double(person, rows[person.number]))
            if self.random.random() < world.thrice and len(rows) < world.rows:
                rows.append(self._double(person, rows[person.number]))
        self.random.shuffle(rows)
        return rows

    def _school(self, number: int) -> _School:
        draw, (more, at) = self.random, divmod(number, len(words.PLACES))
        place = f"{words.PLACES[at]} {words.SUBJECTS[more]}" if more else words.PLACES[at]
        kind, short, english = draw.choice(
            [
                ("Hogeschool", "H", "University of Applied Sciences"),
                ("Universiteit", "U", "University"),
                ("ROC", "ROC", "College"),
                ("Hogeschool van", "Hv", "University of Applied Sciences"),
            ]
        )
        letters = "".join(word[0] for word in place.split()).upper() + place.split()[0][1:3].upper()
        names = [f"{kind} {place}", f"{short}{letters}", f"{place} {english}"]
        if number % 3 == 0:
            names.append(f"{kind} {place} ({short}{letters})")
        domain = f"{short}{letters}{number}".lower() + ".example"
        subjects = draw.sample(words.SUBJECTS, self.world.units)
        units = [draw.choice(words.UNITS).format(subject) for subject in subjects]
        board = f"0{draw.randrange(10, 80)} {draw.randrange(200, 900)} {draw.randrange(1000, 9999)}"
        return _School(names, domain, units, board, draw.randrange(4))

    def _person(self) -> _Person:
        draw = self.random
        number = self.made
        self.made += 1
        call = draw.choices(self.firsts, cum_weights=self.first_weights)[0]
        formal = self.groups.get(call, call) if draw.random() < 0.6 else call
        initials = (
            formal[0].upper()
            + "."
            + "".join(f"{draw.choice(words.INITIALS)}." for _ in range(draw.choice((0, 0, 1, 1, 2))))
        )
        if self._happens(self.world.called_otherwise):
            initials = f"{draw.choice(words.INITIALS)}.{call[0].upper()}."
        surname = self._surname()
        married = self._surname() if draw.random() < 0.15 else ""
        school = draw.choices(self.schools, cum_weights=self.sizes)[0]
        person = _Person(
            number,
            formal.capitalize(),
            call.capitalize(),
            initials,
            draw.choice(words.PREFIXES),
            surname,
            married,
            school,
            draw.choice(school.units),
            self._role(),
        )
        self._address(person)
        return person

    def _surname(self) -> str:
        return self.random.choices(self.lasts, cum_weights=self.last_weights)[0].capitalize()

    def _happens(self, chance: float) -> bool:
        """Whether something of this chance happens; what never does leaves the other draws as they are."""
        return bool(chance) and self.random.random() < chance

    def _role(self) -> str:
        if not self.world.role_skew:
            return self.random.choice(words.ROLES)
        return self.random.choices(words.ROLES, cum_weights=words.zipf(len(words.ROLES), self.world.role_skew))[0]

    def _address(self, person: _Person) -> None:
        draw, world = self.random, self.world
        base, call = _base(person), folded(person.call).replace(" ", "")
        person.email = self._at(person, person.school)
        if draw.random() < world.shared_mailbox:
            where = draw.choice(("", "", "." + folded(person.unit).split()[-1]))
            person.email = f"{draw.choice(words.FUNCTIONS)}{where}@{person.school.domain}"
        style = draw.choice(
            (
                f"{call}.{base}",
                f"{call}{base}",
                f"{base}{call[0]}",
                f"{call}{draw.randrange(60, 99)}",
                f"{call[0]}{base}{draw.randrange(1, 99)}",
            )
        )
        person.private = f"{style}@{draw.choice(words.PRIVATE)}"
        person.phone = self._mobile() if draw.random() < 0.6 else self._line(person.school)
        if world.two_phones:
            person.desk = self._line(person.school) if person.phone.startswith("06") else self._mobile()
        if draw.random() < world.switchboard:
            person.phone = person.school.board
        slug = f"{call}-{base}-{draw.randrange(16**6):06x}"
        person.profile = f"https://www.linkedin.com/in/{slug}"

    def _at(self, person: _Person, school: _School) -> str:
        """The address that a school gives somebody: numbered where another has it."""
        base, call = _base(person), folded(person.call).replace(" ", "")
        local = (
            f"{person.initials[0].lower()}.{base}",
            f"{call}.{base}",
            f"{person.initials.lower()}{base}",
            f"{base[:4]}{call[:1]}",
        )[school.pattern]
        taken = self.taken.setdefault(f"{local}@{school.domain}", 0)
        self.taken[f"{local}@{school.domain}"] += 1
        return f"{local}{taken + 1 if taken else ''}@{school.domain}"

    def _mobile(self) -> str:
        return f"06 {self.random.randrange(10_000_000, 99_999_999)}"

    def _line(self, school: _School) -> str:
        return f"{school.board[:7]}{self.random.randrange(1000, 9999)}"

    def _household(self) -> Iterator[_Person]:
        """Mostly one person; at times twins, a couple, namesakes, or somebody with their successor."""
        draw, world = self.random, self.world
        person = self._person()
        yield person
        chance = draw.random()
        if chance < world.twins / 2:
            yield self._kin(person, "twin")
        elif chance < (world.twins + world.couples) / 2:
            yield self._kin(person, "couple")
        elif chance < (world.twins + world.couples + world.namesakes) / 2:
            other = self._person()
            person.trap = other.trap = "namesake"
            other.call, other.formal, other.initials = person.call, person.formal, person.initials
            other.prefix, other.surname = person.prefix, person.surname
            if draw.random() < 0.6:
                other.school = person.school
                other.unit = draw.choice(other.school.units)
            self._address(other)
            yield other
        elif chance < (world.twins + world.couples + world.namesakes + world.inherited) / 2:
            other = self._person()
            person.trap = other.trap = "successor"
            other.school, other.unit, other.role = person.school, person.unit, person.role
            person.email = other.email = self._of_function(person)
            other.phone = person.phone if draw.random() < 0.5 else other.phone
            yield other

    def _of_function(self, person: _Person) -> str:
        function = self.random.choice(("coordinator", "opleidingsmanager", "stages", "teamleider"))
        unit = folded(person.unit).split()[-1]
        return f"{function}.{unit}{self.random.randrange(99)}@{person.school.domain}"

    def _kin(self, person: _Person, trap: str) -> _Person:
        draw, world = self.random, self.world
        other = self._person()
        person.trap = other.trap = trap
        other.prefix, other.surname = person.prefix, person.surname
        while other.call == person.call:
            other.call = draw.choice(self.firsts).capitalize()
            other.formal, other.initials = other.call, f"{other.call[0]}.{other.initials[2:]}"
        if draw.random() < 0.3:  # the hard ones: one first letter
            alike = [name for name in self.firsts if name[0] == person.call[0].lower() and name != person.call.lower()]
            if alike:
                other.call = other.formal = draw.choice(alike).capitalize()
                other.initials = other.call[0] + "." + other.initials[2:]
        if trap == "twin" or draw.random() < 0.5:
            other.school = person.school
            other.unit = person.unit if draw.random() < 0.4 else draw.choice(other.school.units)
        self._address(other)
        other.phone = person.phone = self._mobile() if draw.random() < 0.9 else person.phone
        if self._happens(world.homes):
            other.phone = person.phone = self._line(person.school)
        if trap == "couple" and draw.random() < 0.4:
            family = folded(person.surname).replace(" ", "")
            other.private = person.private = f"fam.{family}{draw.randrange(99)}@{draw.choice(words.PRIVATE)}"
            other.email = person.email = person.private
        return other

    def _plain(self, person: _Person) -> Row:
        """A row as an orderly list has it."""
        draw, world = self.random, self.world
        first = person.call if draw.random() >= world.initials_only else person.initials
        last = f"{person.surname}-{person.married}" if person.married and draw.random() < 0.3 else person.surname
        return Row(
            person.number,
            first,
            person.prefix,
            last,
            email=self._if(world.has_email, person.email if draw.random() > 0.06 else person.private),
            phone=self._if(world.has_phone, self._written(person.phone)),
            school=self._if(
                world.has_school, person.school.names[0] if draw.random() < 0.7 else draw.choice(person.school.names)
            ),
            unit=self._if(world.has_unit, person.unit),
            role=self._if(world.has_role, person.role),
            profile=self._if(world.has_profile, person.profile),
            trap=person.trap,
        )

    def _if(self, chance: float, value: str) -> str:
        return value if self.random.random() < chance else ""

    def _written(self, phone: str) -> str:
        draw = self.random
        digits = phone.replace(" ", "")
        return draw.choice((phone, digits, f"+31 {digits[1:]}", f"{digits[:3]}-{digits[3:]}", f"0031{digits[1:]}"))

    def _double(self, person: _Person, first_row: Row) -> Row:
        """The same person once more, as somebody else wrote them down."""
        draw, world = self.random, self.world
        row = self._plain(person)
        self._rename(person, row)
        if row.school and draw.random() < world.as_other_school_name:
            row.school = draw.choice(person.school.names)
        if draw.random() < world.private_mail and row.email:
            row.email = person.private
        if draw.random() < world.other_phone and row.phone:
            row.phone = self._written(self._mobile())
        elif row.phone and self._happens(world.two_phones):
            row.phone = self._written(person.desk)
        if draw.random() < world.other_role and row.role:
            row.role = self._role()
        if draw.random() < world.other_unit and row.unit:
            row.unit = draw.choice(person.school.units)
        self._reword(row)
        if draw.random() < world.moved:
            self._moved(person, row)
        for name in ("email", "phone", "school", "unit", "role", "profile"):
            if draw.random() < world.drops * (0.3 if name == "school" else 1):
                setattr(row, name, "")
        if not (row.email or row.phone or row.school or row.profile):
            row.school = first_row.school or person.school.names[0]
        return row

    def _reword(self, row: Row) -> None:
        """Says role and unit in the words of another list."""
        if row.role and self._happens(self.world.role_words):
            row.role = self.random.choice(words.OTHER_WORDS.get(row.role, (row.role.upper(),)))
        if row.unit and self._happens(self.world.unit_words):
            row.unit = self.random.choice(words.UNITS).format(row.unit.split()[-1])

    def _rename(self, person: _Person, row: Row) -> None:
        """Writes the name as another would: initials, nickname, slips, a partner's name, the wrong way round."""
        draw, world = self.random, self.world
        chance = draw.random()
        if chance < world.as_initials:
            row.first = person.initials if draw.random() < 0.6 else person.initials[:2]
        elif chance < world.as_initials + world.as_nickname:
            row.first = person.formal if row.first == person.call else person.call
            kin = self._kin_names(person.call)
            if kin and draw.random() < 0.4:
                row.first = draw.choice(kin).capitalize()
        if draw.random() < world.typo:
            if draw.random() < 0.75 or len(row.first) < 4:
                row.last = slipped(row.last, draw)
            else:
                row.first = slipped(row.first, draw)
        if draw.random() < world.as_married:
            partner = self._surname()
            row.last = f"{partner}-{person.surname}" if draw.random() < 0.5 else f"{person.surname}-{partner}"
        elif self._happens(world.renamed):
            row.prefix, row.last = draw.choice(words.PREFIXES), self._surname()
        if self._happens(world.scanned):
            row.last = scanned(row.last, draw)
        if row.prefix and self._happens(world.attached):
            row.prefix, row.last = "", f"{row.prefix}{row.last}".replace(" ", "").capitalize()
        if draw.random() < 0.12:
            row.prefix = {"": "", "van der": "vd", "van den": "v.d.", "van de": "v.d."}.get(row.prefix, "")
        if draw.random() < world.as_swapped:
            row.first, row.last = " ".join(p for p in (row.prefix, row.last) if p), row.first
            row.prefix = ""

    def _moved(self, person: _Person, row: Row) -> None:
        """The same person at their next school: other address there, the private one and the mobile stay."""
        draw = self.random
        school = draw.choices(self.schools, cum_weights=self.sizes)[0]
        old = person.email
        row.school, row.unit = draw.choice(school.names), draw.choice(school.units)
        local = old.partition("@")[0]
        if row.email and row.email != person.private:
            row.email = f"{local}@{school.domain}" if draw.random() < 0.6 else person.private
            if self._happens(self.world.new_mail):
                row.email = self._at(person, school)
        if person.phone == person.school.board or draw.random() < 0.2:
            row.phone = ""

    def _kin_names(self, call: str) -> list[str]:
        groups = vocabulary().nicknames.get(folded(call), frozenset())
        return sorted(word for word, mine in vocabulary().nicknames.items() if mine & groups and word != folded(call))


def _base(person: _Person) -> str:
    """Tussenvoegsel and surname as addresses have them."""
    return folded(person.prefix + person.surname).replace(" ", "").replace("'", "")


def rows_of(world: World) -> list[Row]:
    """The rows of a world."""
    return Maker(world).rows()

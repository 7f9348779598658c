"""A tree reads what opens, and nothing else; what is open and where the cursor is outlive every reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.widgets.tree import Growth, Key, Path, read_paths, unfold


@dataclass(frozen=True)
class Thing:
    """A part of the tree of these tests: its number says where it stands (12 stands under 1)."""

    id: int
    has_children: bool = True

    @property
    def key(self) -> Key:
        return "thing", self.id


Load = Callable[[Key | None], Sequence[Thing]]


def of_tens(asked: list[Key | None], wide: int = 3, digits: int = 3) -> Load:
    """Under every thing of fewer than `digits` digits stand `wide` more; what was asked is kept in `asked`."""

    def load(key: Key | None) -> list[Thing]:
        asked.append(key)
        stem = 0 if key is None else key[1] * 10
        return [Thing(stem + number, stem + number < 10 ** (digits - 1)) for number in range(1, wide + 1)]

    return load


def path(*ids: int) -> Path:
    return tuple(("thing", one) for one in ids)


def ids(growth: Growth[Thing]) -> list[int]:
    return [branch.part.id for branch in growth.lines().values()]


def grown(paths: Sequence[Path], load: Load) -> Growth[Thing]:
    growth: Growth[Thing] = Growth(open=set(paths))
    growth.under = dict(read_paths(load, paths))
    return growth


def test_only_the_roots_are_read_before_anything_opens() -> None:
    asked: list[Key | None] = []
    assert ids(grown([], of_tens(asked))) == [1, 2, 3]
    assert asked == [None]


def test_what_stands_under_an_open_thing_stands_below_it() -> None:
    growth = grown([path(2), path(2, 21)], of_tens([]))
    assert ids(growth) == [1, 2, 21, 211, 212, 213, 22, 23, 3]
    assert [branch.depth for branch in growth.lines().values()] == [0, 0, 1, 2, 2, 2, 1, 1, 0]


def test_a_thing_that_closes_takes_with_it_what_stands_below_and_remembers_what_was_open() -> None:
    growth = grown([path(2), path(2, 21)], of_tens([]))
    growth.open.discard(path(2))
    assert ids(growth) == [1, 2, 3]
    growth.open.add(path(2))
    assert 211 in ids(growth)


def test_a_line_keeps_its_number_when_others_come_before_it() -> None:
    growth = grown([], of_tens([]))
    before = growth.number(path(3))
    growth.under = dict(read_paths(of_tens([]), [path(1)]))
    growth.open.add(path(1))
    assert list(growth.lines()).index(before) == 5
    assert growth.lines()[before].part.id == 3


def test_the_same_thing_in_two_places_is_two_lines() -> None:
    growth: Growth[Thing] = Growth(open={path(1), path(2)})
    growth.under = {(): [Thing(1), Thing(2)], path(1): [Thing(9)], path(2): [Thing(9)]}
    assert ids(growth) == [1, 9, 2, 9]
    assert len(set(growth.lines())) == 4


def test_what_is_no_longer_there_is_not_read() -> None:
    asked: list[Key | None] = []
    found = read_paths(of_tens(asked), [path(7), path(7, 71), path(1)])
    assert asked == [None, ("thing", 1)]
    assert set(found) == {(), path(1)}


def test_a_little_tree_unfolds_whole() -> None:
    found = unfold(of_tens([]), most=120)
    growth: Growth[Thing] = Growth(under=dict(found), open={one for one in found if one})
    assert len(ids(growth)) == 3 + 9 + 27


def test_a_great_tree_unfolds_no_further_than_a_few_screens() -> None:
    asked: list[Key | None] = []
    unfold(of_tens(asked, wide=9, digits=5), most=50)
    assert len(asked) <= 7


def test_a_thing_being_read_shows_that() -> None:
    growth = grown([], of_tens([]))
    growth.reading.add(path(2))
    stems = [branch.stem[0] for branch in growth.lines().values()]
    assert stems == ["▸ ", "… ", "▸ "]

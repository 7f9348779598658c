"""The most promising address goes first, where it may be asked."""

from crawler.frontier import Candidate, Frontier
from crawler.robots import Rules, rules_of

SCHOOL = "http://school.example"
GUIDE = "http://gids.school.example"


def opened(frontier: Frontier, *hosts: str) -> None:
    for host in hosts:
        frontier.host(host).rules = Rules()


def drained(frontier: Frontier) -> list[str]:
    """Every address in the order it comes, each answered at once."""
    order = []
    now = 0.0
    while (candidate := frontier.next(now)) is not None:
        order.append(candidate.url)
        frontier.host(candidate.url).pace.answered(now, 0.0, well=True)
        now += 10.0
    return order


def test_robots_txt_comes_before_anything_else_and_nothing_beside_it() -> None:
    frontier = Frontier(floor=0.0, at_once=16)
    for number in range(20):
        frontier.add(f"{SCHOOL}/{number}", 1.0, 1)
    first = frontier.next(0.0)
    assert first is not None
    assert first.url == f"{SCHOOL}/robots.txt"
    assert [frontier.next(0.0) for _ in range(16)] == [None] * 16
    opened(frontier, SCHOOL)
    frontier.host(SCHOOL).pace.answered(0.1, 0.1, well=True)
    assert frontier.next(0.1) is not None


def test_the_highest_score_comes_first_and_depth_costs() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    frontier.add(f"{SCHOOL}/a/news", 0.1, 1)
    frontier.add(f"{SCHOOL}/b/courses", 0.9, 2)
    frontier.add(f"{SCHOOL}/c/courses", 0.9, 1)
    assert drained(frontier) == [f"{SCHOOL}/c/courses", f"{SCHOOL}/b/courses", f"{SCHOOL}/a/news"]


def test_addresses_of_a_sort_that_yielded_come_sooner() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    frontier.add(f"{SCHOOL}/x/1", 0.5, 1)
    frontier.add(f"{SCHOOL}/y/1", 0.4, 1)
    for number in range(2, 8):
        frontier.host(SCHOOL).learn(f"{SCHOOL}/x/{number}", yielded=False)
        frontier.host(SCHOOL).learn(f"{SCHOOL}/y/{number}", yielded=True)
    assert drained(frontier) == [f"{SCHOOL}/y/1", f"{SCHOOL}/x/1"]


def test_while_one_host_must_wait_another_is_asked() -> None:
    frontier = Frontier(floor=5.0, at_once=1)
    opened(frontier, SCHOOL, GUIDE)
    for host in (SCHOOL, GUIDE):
        for number in range(2):
            frontier.add(f"{host}/{number}", 1.0, 1)
    asked = [frontier.next(0.0), frontier.next(0.0), frontier.next(0.0)]
    assert [c.url if c else None for c in asked] == [f"{SCHOOL}/0", f"{GUIDE}/0", None]


def test_it_knows_when_to_look_again() -> None:
    frontier = Frontier(floor=5.0, at_once=1)
    opened(frontier, SCHOOL)
    assert frontier.due() is None
    frontier.add(f"{SCHOOL}/1", 1.0, 1)
    frontier.add(f"{SCHOOL}/2", 1.0, 1)
    assert frontier.next(100.0) is not None
    frontier.host(SCHOOL).pace.answered(100.1, 0.1, well=True)
    assert frontier.due() == 105.0


def test_what_robots_txt_forbids_is_set_aside_without_being_asked() -> None:
    frontier = Frontier(floor=0.0, at_once=4)
    frontier.host(SCHOOL).rules = rules_of(200, b"User-agent: *\nDisallow: /intern")
    frontier.add(f"{SCHOOL}/intern/1", 9.0, 1)
    frontier.add(f"{SCHOOL}/open", 1.0, 1)
    assert drained(frontier) == [f"{SCHOOL}/open"]
    assert [c.url for c in frontier.forbidden] == [f"{SCHOOL}/intern/1"]


def test_an_address_that_is_asked_again_comes_after_its_likes() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    frontier.add(f"{SCHOOL}/1", 1.0, 1)
    frontier.add(f"{SCHOOL}/2", 1.0, 1)
    first = frontier.next(0.0)
    assert isinstance(first, Candidate)
    frontier.host(SCHOOL).pace.answered(0.0, 0.0, well=False)
    frontier.again(first)
    assert drained(frontier) == [f"{SCHOOL}/2", f"{SCHOOL}/1"]


def test_a_host_that_is_left_gives_back_what_waited() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL, GUIDE)
    frontier.add(f"{SCHOOL}/1", 1.0, 1)
    frontier.add(f"{GUIDE}/1", 0.5, 1)
    assert [c.url for c in frontier.host(SCHOOL).leave("down")] == [f"{SCHOOL}/1"]
    assert frontier.waiting == 1
    assert drained(frontier) == [f"{GUIDE}/1"]


def test_ten_thousand_addresses_are_weighed_quickly() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(10_000):
        frontier.add(f"{SCHOOL}/{chr(97 + number % 26)}{number % 700}x/{number}", (number * 7919 % 1000) / 1000, 1)
    order = drained(frontier)
    assert len(order) == len(set(order)) == 10_000

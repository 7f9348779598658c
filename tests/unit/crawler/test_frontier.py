"""The most promising address goes first, where it may be asked."""

import random

from crawler.frontier import Candidate, Frontier
from crawler.likes import BARREN
from crawler.robots import Rules, rules_of

SCHOOL = "http://school.example"
GUIDE = "http://gids.school.example"
NEWS_BOX, LIST = 7, 8


def opened(frontier: Frontier, *hosts: str) -> None:
    for host in hosts:
        frontier.host(host).rules = Rules()


def read(url: str, parent: str = "", place: int = 0) -> Candidate:
    """An address that was asked, without having waited."""
    return Candidate(0.0, 0, url, 2, known=False, parent=parent, place=place)


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
        frontier.learn(read(f"{SCHOOL}/x/{number}"), yielded=False)
        frontier.learn(read(f"{SCHOOL}/y/{number}"), yielded=True)
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


def test_links_of_a_page_whose_others_yielded_come_sooner_whatever_their_addresses_look_like() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(1, 6):
        frontier.add(f"{SCHOOL}/node/{number}", 0.5, 2, parent=f"{SCHOOL}/news")
        frontier.add(f"{SCHOOL}/node/{number}0", 0.4, 2, parent=f"{SCHOOL}/list")
    for number in range(6, 12):
        frontier.learn(read(f"{SCHOOL}/node/{number}", f"{SCHOOL}/news"), yielded=False)
        frontier.learn(read(f"{SCHOOL}/node/{number}0", f"{SCHOOL}/list"), yielded=True)
    assert drained(frontier)[:5] == [f"{SCHOOL}/node/{number}0" for number in range(1, 6)]


def test_links_at_a_place_that_led_to_something_come_before_those_at_one_that_led_nowhere() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(6):
        frontier.add(f"{SCHOOL}/node/{number}", 0.5, 2, parent=f"{SCHOOL}/node/home", place=NEWS_BOX)
        frontier.add(f"{SCHOOL}/node/{number}0", 0.4, 2, parent=f"{SCHOOL}/node/home", place=LIST)
    for number in range(6, 12):
        frontier.learn(read(f"{SCHOOL}/node/{number}", f"{SCHOOL}/node/a", NEWS_BOX), yielded=False)
        frontier.learn(read(f"{SCHOOL}/node/{number}0", f"{SCHOOL}/node/b", LIST), yielded=True)
    assert drained(frontier)[:6] == [f"{SCHOOL}/node/{number}0" for number in range(6)]


def test_the_whole_way_to_what_yields_is_thanked() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(6):
        for sort in ("degree", "story"):
            frontier.add(f"{SCHOOL}/node/{sort}{number}", 0.5, 1, parent=f"{SCHOOL}/node/{sort}")
    for _ in range(6):
        degree = frontier.next(0.0)
        assert degree is not None
        frontier.host(SCHOOL).pace.answered(0.0, 0.0, well=True)
        frontier.learn(degree, yielded=False)
        if "degree" in degree.url:
            frontier.add(f"{degree.url}/list", 9.0, 2, parent=degree.url)
            plan = frontier.next(0.0)
            assert plan is not None
            frontier.host(SCHOOL).pace.answered(0.0, 0.0, well=True)
            frontier.learn(plan, yielded=False)
            frontier.learn(read(f"{SCHOOL}/course", plan.url), yielded=True)
    rest = drained(frontier)
    assert all("degree" in url for url in rest[: sum("degree" in url for url in rest)])


def test_a_page_that_leads_to_what_yields_is_worth_as_much_as_one_that_yields() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(8):
        for hub in ("good", "bad"):
            frontier.add(f"{SCHOOL}/node/{hub}{number}", 0.5, 1, parent=f"{SCHOOL}/{hub}")
    for _ in range(8):
        candidate = frontier.next(0.0)
        assert candidate is not None
        frontier.host(SCHOOL).pace.answered(0.0, 0.0, well=True)
        frontier.learn(candidate, yielded=False)
        if "good" in candidate.url:
            frontier.learn(Candidate(0, 0, f"{SCHOOL}/x", 2, known=False, parent=candidate.url), yielded=True)
    rest = drained(frontier)
    assert all("good" in url for url in rest[: sum("good" in url for url in rest)])


def test_an_address_found_again_with_a_better_reason_is_asked_sooner_and_once() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    frontier.add(f"{SCHOOL}/x/1", 0.3, 2)
    frontier.add(f"{SCHOOL}/y/1", 0.6, 2)
    frontier.prefer(f"{SCHOOL}/x/1", 1.0, 2, parent="")
    assert frontier.waiting == 2
    assert drained(frontier) == [f"{SCHOOL}/x/1", f"{SCHOOL}/y/1"]
    frontier.prefer(f"{SCHOOL}/y/1", 1.0, 2, parent="")
    assert frontier.waiting == 0
    assert frontier.next(99.0) is None


def test_views_that_led_nowhere_are_left_and_ordinary_pages_are_not() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    for number in range(2 * BARREN):
        frontier.add(f"{SCHOOL}/agenda?datum={number}", 0.3, 1)
        frontier.add(f"{SCHOOL}/verhalen/{number}", 0.3, 1)
    asked = []
    while (candidate := frontier.next(0.0)) is not None:
        frontier.host(SCHOOL).pace.answered(0.0, 0.0, well=True)
        frontier.learn(candidate, yielded=False)
        asked.append(candidate.url)
    assert sum("agenda" in url for url in asked) == BARREN
    assert sum("verhalen" in url for url in asked) == 2 * BARREN
    assert len(frontier.barren) == BARREN
    assert frontier.is_barren(f"{SCHOOL}/agenda?datum=2030-01-01")
    assert not frontier.is_barren(f"{SCHOOL}/verhalen/900")


def test_a_frontier_that_is_closed_says_how_many_were_left_and_gives_none() -> None:
    frontier = Frontier(floor=0.0, at_once=16)
    for number in range(3):
        frontier.add(f"{SCHOOL}/{number}", 1.0, 1)
    opened(frontier, SCHOOL)
    assert frontier.next(0.0) is not None
    frontier.close()
    assert frontier.waiting == 2
    assert frontier.next(10.0) is None


def test_whatever_is_learnt_meanwhile_nothing_that_waits_is_lost() -> None:
    chance = random.Random(5)
    frontier = Frontier(floor=0.0, at_once=1)
    opened(frontier, SCHOOL)
    frontier.add(SCHOOL, 1.0, 0)
    urls = [f"{SCHOOL}/{chance.choice('abc')}/{number}" for number in range(400)]
    new, order, now = list(urls), [], 0.0
    while (candidate := frontier.next(now)) is not None:
        order.append(candidate.url)
        frontier.host(SCHOOL).pace.answered(now, 0.0, well=True)
        if chance.random() < 0.9:
            frontier.learn(candidate, yielded=chance.random() < 0.3)
        for _ in range(min(len(new), chance.randrange(1, 5))):
            parent = chance.choice(["", candidate.url, chance.choice(order)])
            place = chance.choice([0, NEWS_BOX, LIST]) if parent else 0
            frontier.add(new.pop(), chance.random(), 1, parent=parent, place=place)
            frontier.prefer(chance.choice(urls[len(new) :]), chance.random(), 1, parent=parent, place=place)
        now += 10.0
    assert frontier.waiting == 0
    assert sorted(order) == sorted([SCHOOL, *urls])

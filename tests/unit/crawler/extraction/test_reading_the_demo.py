"""The demo schools are read at least this well; what falls below was broken."""

import pytest

from benchmarks.extraction.demo import DemoScore, measure

FLOORS = {
    "kind": 0.90,
    "programme": 0.97,
    "course": 0.92,
    "name": 0.97,
    "role": 0.96,
    "of what": 0.93,
    "e-mail": 0.99,
    "designated address": 0.99,
}


@pytest.fixture(scope="module", params=[1, 2])
def score(request: pytest.FixtureRequest) -> DemoScore:
    """The counts of one week of the demo schools."""
    return measure(request.param)


@pytest.mark.parametrize(("field", "floor"), FLOORS.items())
def test_the_demo_schools_are_read_well(score: DemoScore, field: str, floor: float) -> None:
    f1 = score.counts[field].f1
    assert f1 is not None
    assert f1 >= floor, "\n".join(
        fault for faults in score.faults.values() for fault in faults if fault.startswith(field)
    )

"""By which way there was contact where no word of a log line names it ("akkoord op schrift binnen"): signs, weighed.

A sign is a list of phrases (`data/understanding/signs.toml`), in what was done or in what is planned, or the shape of
the line. How much each says for which way stands, to be read, in `data/understanding/ways.toml`; beside them all words
of the line and their pieces are weighed (`crm/understanding/pieces.py`), which know what stands in no list. Both are
learned together from invented lines by `python -m benchmarks.ways`, which also shows how well that does on lines left
out.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crm.understanding.clauses import Clause
from crm.understanding.day_words import is_english
from crm.understanding.next_steps import plans
from crm.understanding.orders import is_order, planned_kind
from crm.understanding.phrases import any_of, phrases, vocabulary
from crm.understanding.pieces import way_scores
from crm.understanding.scenes import Scene
from crm.words import ActivityKind

WAYS = (ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.VISIT, ActivityKind.MESSAGE, ActivityKind.NOTE)
Weights = Mapping[str, Collection[float]]
"""For each sign how much it says for each of `WAYS`, in their order."""
Pieces = Callable[[str], Mapping[str, float]]
"""How much the words of a line and their pieces say for each way."""
ALWAYS = "always"
"""What every line has: how likely each way is at all."""
_FIRST = 0.5
"""How much more the sign that comes first counts."""
_SHORT, _LONG = 4, 12
"""Words up to which a line is short, and from which on it is long."""
_ONE_WORD = re.compile(r"\*?[^\W_]+(?:['’-]\w+)*\*?")
_WORD = re.compile(r"[\w'’-]+")
_PART = re.compile(r"\w+")
_SHAPES = {
    "opens with a quote": re.compile(r"\s*[\"“„]"),
    "quotes": re.compile(r".*[\"“„]"),
    "calls out": re.compile(r".*!"),
    "has a question mark": re.compile(r".*\?"),
    "opens with a name": re.compile(r"(?!(?:De|Het|Een|The)\s)[A-Z][a-z]+ [a-z]"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """The phrases of one sign: single words, which are looked up, and all others."""

    words: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    within: tuple[str, ...]
    others: re.Pattern[str]

    def holds(self, word: str) -> bool:
        """Whether a word in small letters is one of its words."""
        return (
            word in self.words
            or word.startswith(self.starts)
            or word.endswith(self.ends)
            or any(part in word for part in self.within)
        )


@dataclass(frozen=True, slots=True)
class Learned:
    """What labelled lines taught of the ways."""

    weights: Weights
    pieces: Pieces


def likeliest(scene: Scene, listed: Collection[ActivityKind], guess: ActivityKind, learned: Learned) -> ActivityKind:
    """The way for which the signs of a line and its words together say most.

    `listed`: the ways of which a word that is no proof stands in it. `guess`: the way where nothing else is known.
    """
    worded = learned.pieces(scene.text)
    scores = [worded.get(way.value, 0.0) for way in WAYS]
    for sign, much in signs_of(scene, listed, guess).items():
        for place, weight in enumerate(learned.weights.get(sign, ())):
            scores[place] += much * weight
    return WAYS[scores.index(max(scores))]


def learned_ways() -> Learned:
    """What labelled lines taught, as it is kept."""
    return Learned(vocabulary("ways")["weights"], way_scores)


def signs_of(scene: Scene, listed: Collection[ActivityKind], guess: ActivityKind) -> dict[str, float]:
    """The signs of a line by their names, each with how much it counts."""
    planned = [plans(scene, clause) for clause in scene.clauses]
    done, plan, first = _worded(scene, planned)
    found = dict.fromkeys(done, 1.0) | {f"plan {sign}": 1.0 for sign in plan}
    if first is not None:
        found[f"first {first}"] = _FIRST
    found |= dict.fromkeys(_shapes(scene, planned), 1.0)
    found |= {f"listed {way.value}": 1.0 for way in listed}
    if not listed:
        found[f"guess {guess.value}"] = 1.0
    together = vocabulary("signs")["pairs"]["together"]
    found |= {f"{one} + {other}": 1.0 for one, other in together if one in found and other in found}
    found[ALWAYS] = 1.0
    return found


def _worded(scene: Scene, planned: list[bool]) -> tuple[set[str], set[str], str | None]:
    """The signs with a phrase in what was done and in what is planned, and which comes first."""
    done: set[str] = set()
    plan: set[str] = set()
    found = list(_places(scene.text))
    for place, sign in found:
        clause = scene.clause_at(place)
        is_plan = clause is not None and planned[scene.clauses.index(clause)]
        (plan if is_plan else done).add(sign)
    return done, plan, min(found)[1] if found else None


def _places(text: str) -> Iterator[tuple[int, str]]:
    """Where a phrase of which sign begins."""
    spots = {(match.start(), match[0].lower()) for split in (_WORD, _PART) for match in split.finditer(text)}
    for name, sign in _signs().items():
        yield from ((place, name) for place, word in spots if sign.holds(word))
        yield from ((match.start(), name) for match in sign.others.finditer(text))


def _shapes(scene: Scene, planned: list[bool]) -> Iterator[str]:
    """What the form of a line is."""
    text, first = scene.text, scene.clauses[0]
    yield from (name for name, shape in _SHAPES.items() if shape.match(text))
    yield from _opening(text)
    words = len(text.split())
    if words <= _SHORT:
        yield "short"
    if words >= _LONG:
        yield "long"
    if scene.days:
        yield "names a day"
    if scene.days_in(first):
        yield "names a day first"
    if scene.times:
        yield "names a time"
    if is_english(text):
        yield "english"
    if phrases("logging", "action", "in_writing").search(text):
        yield "in writing"
    if phrases("logging", "says", "words").search(text):
        yield "says"
    yield from _plans(scene, first, planned)


def _opening(text: str) -> Iterator[str]:
    """What a line opens with: a verb of a person who is not named, them, or us."""
    if phrases("signs", "opens", "verb").match(text):
        yield "opens with a verb"
    if phrases("signs", "opens", "they").match(text):
        yield "opens with them"
    if phrases("signs", "opens", "we").match(text):
        yield "opens with us"


def _plans(scene: Scene, first: Clause, planned: list[bool]) -> Iterator[str]:
    """What a line says of plans: whether it has any, is nothing else, and by which way."""
    if not any(planned):
        yield "no plan"
    if planned[0]:
        yield "plan first"
        if is_order(scene, first):
            yield "order first"
    if all(planned):
        yield "all plan"
    ways = {planned_kind(clause) for clause, is_plan in zip(scene.clauses, planned, strict=True) if is_plan}
    yield from (f"next {way.value if way is not None else 'unsaid'}" for way in ways)


@cache
def _signs() -> Mapping[str, Sign]:
    return {name: _sign(lines) for name, lines in vocabulary("signs")["signs"].items()}


def _sign(lines: list[str]) -> Sign:
    single = [line.lower() for line in lines if _ONE_WORD.fullmatch(line)]
    bare = [(line.strip("*"), line[0] == "*", line[-1] == "*") for line in single]
    return Sign(
        words=frozenset(word for word, open_left, open_right in bare if not (open_left or open_right)),
        starts=tuple(word for word, open_left, open_right in bare if open_right and not open_left),
        ends=tuple(word for word, open_left, open_right in bare if open_left and not open_right),
        within=tuple(word for word, open_left, open_right in bare if open_left and open_right),
        others=any_of(line for line in lines if not _ONE_WORD.fullmatch(line)),
    )

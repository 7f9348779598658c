"""Three sets of invented questions of businesses, each with its own courses, ranked and scored.

usage: python -m benchmarks.asked [SET…] [--words-only]

A set is a folder of `questions`: `cases.jsonl`, `courses.jsonl`, and `judgements.jsonl` with a grade for each pair that
was judged (3 exactly this work, 2 fits well, 1 with a stretch, 0 a look-alike; a pair that is not listed is 0). `one`
and `two` are there to learn from; `three` is scored at first sight and at the end of a piece of work, and not looked
into. Prints JSON: nDCG@10 (gain 2^grade - 1) of plain BM25 and of the matcher, and hit@10 on grades 2 and 3.
"""

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crm.matching.records import case_of, course_of, rankings
from crm.matching.texts import CaseText, CourseText
from crm.matching.words import words_of

SETS = Path(__file__).parent / "questions"
FIRST = 10
Grades = Mapping[str, Mapping[str, int]]


def records(of: str, name: str) -> list[dict[str, Any]]:
    """The records of a file of a set."""
    lines = (SETS / of / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def by_plain_words(courses: Sequence[CourseText], case: CaseText) -> list[str]:
    """The courses by BM25 (k1 1.2, b 0.75) of whole words: what everything else is held against."""
    bags = [Counter(words_of(f"{course.programme} {course.whole}")) for course in courses]
    sizes = [bag.total() for bag in bags]
    mean = sum(sizes) / len(sizes)
    has = Counter(word for bag in bags for word in bag)
    scores = []
    for bag, size in zip(bags, sizes, strict=True):
        found = [word for word in words_of(case.whole) if word in bag]
        rare = {word: math.log(1 + (len(bags) - has[word] + 0.5) / (has[word] + 0.5)) for word in found}
        scores.append(sum(rare[w] * bag[w] * 2.2 / (bag[w] + 1.2 * (0.25 + 0.75 * size / mean)) for w in found))
    order = sorted(range(len(courses)), key=lambda place: (-scores[place], str(courses[place].id)))
    return [str(courses[place].id) for place in order if scores[place] > 0]


def scored(ranked: Mapping[str, Sequence[str]], grades: Grades) -> dict[str, float]:
    """nDCG@10 and hit@10, the mean over the cases."""
    gains, hits = [], []
    for case, known in grades.items():
        found = [known.get(course, 0) for course in ranked.get(case, ())][:FIRST]
        gains.append(_gain(found) / _gain(sorted(known.values(), reverse=True)[:FIRST]))
        hits.append(any(grade >= 2 for grade in found))
    return {"ndcg@10": sum(gains) / len(gains), "hit@10": sum(hits) / len(hits)}


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def figures(of: str, *, words_only: bool = False) -> dict[str, Any]:
    """The scores of a set."""
    courses = [course_of(record) for record in records(of, "courses")]
    cases = [case_of(record) for record in records(of, "cases")]
    grades: dict[str, dict[str, int]] = {}
    for record in records(of, "judgements"):
        grades.setdefault(record["case"], {})[record["course"]] = record["grade"]
    ranked = {str(case.id): [str(id_) for id_ in ids] for case, ids in rankings(courses, cases, words_only=words_only)}
    plain = scored({str(case.id): by_plain_words(courses, case) for case in cases}, grades)
    found = scored(ranked, grades)
    return {"set": of, "bm25": plain, "match": found, "against_bm25": found["ndcg@10"] / plain["ndcg@10"]}


if __name__ == "__main__":
    asked = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for of in asked or sorted(folder.name for folder in SETS.iterdir()):
        print(json.dumps(figures(of, words_only="--words-only" in sys.argv)))

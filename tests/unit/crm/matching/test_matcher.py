"""A case finds the courses that fit, by words, by what both are about, and by meaning; and can say why."""

from collections.abc import Sequence

import numpy as np
import pytest

from crm.matching import CaseText, CourseText, Matcher
from crm.matching.concepts import about, concepts, concepts_in
from crm.matching.encoders import Vectors, installed
from crm.matching.records import case_of, course_of, rankings
from crm.matching.texts import without_repeated
from crm.matching.words import language_of

GUIDE = "Week 7 is er een gastcollege. The course is offered once a year."

COURSES = [
    CourseText("net", "Network Security", "en", f"Firewalls, intrusion detection and penetration testing. {GUIDE}"),
    CourseText("web", "Webontwikkeling", "nl", f"Studenten bouwen een webwinkel met HTML, CSS en JavaScript. {GUIDE}"),
    CourseText("zorg", "Zorg op afstand", "nl", f"Beeldbellen en meten bij mensen thuis. {GUIDE}"),
    CourseText("film", "Explainer Video", "en", f"Storyboards, filming and editing of short animations. {GUIDE}"),
    CourseText("wijn", "Wijnbouw", "nl", f"Druiven, bodem en oogst in koude streken. {GUIDE}", ("wijn proeven",)),
    CourseText("recht", "Arbeidsrecht", "nl", f"Contracten, ontslag en ziekte van werknemers. {GUIDE}"),
    CourseText("stat", "Applied Statistics", "en", f"Regression, sampling and experiments in R. {GUIDE}"),
    CourseText("bouw", "Constructieleer", "nl", f"Krachten in balken, vloeren en daken. {GUIDE}"),
    CourseText("geo", "Urban Geography", "en", f"Neighbourhoods, migration and maps of cities. {GUIDE}"),
    CourseText("kind", "Pedagogiek", "nl", f"Hoe jonge kinderen zich hechten en spelen. {GUIDE}"),
    CourseText("haven", "Port Logistics", "en", f"Containers, terminals and schedules of ships. {GUIDE}"),
]


def _best(case: CaseText, matcher: Matcher | None = None) -> int | str:
    found = (matcher or Matcher(COURSES)).rank(case, 1)[0]
    return COURSES[found.course].id


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("Iemand heeft onze mail gehackt en we zijn bang voor ransomware.", "net"),
        ("Ik wil mijn potten en pannen online verkopen.", "web"),
        ("Onze klanten snappen de montage niet; een filmpje zou helpen.", "film"),
        ("Wij telen druiven en willen weten wanneer de oogst rijp is.", "wijn"),
    ],
)
def test_lay_words_find_the_course_of_the_field_in_either_language(text: str, course: str) -> None:
    ranked = Matcher(COURSES).rank(CaseText("q", text, "nl"))
    assert course in [COURSES[fit.course].id for fit in ranked[:3]]


def test_a_fit_names_the_words_and_the_things_that_both_speak_of() -> None:
    fit = Matcher(COURSES).rank(CaseText("q", "Een webwinkel bouwen voor onze kaas", "nl"), 1)[0]
    assert fit.words == ("webwinkel", "bouwen")
    assert "webshop" in fit.about


@pytest.mark.parametrize("word", ["twee", "drie", "eerste", "paar", "maandag", "kort", "two", "third", "several"])
def test_a_number_or_a_day_is_no_reason_and_speaks_of_nothing(word: str) -> None:
    courses = [CourseText("a", "Druiven", "nl", f"Met {word} druiven werken."), *COURSES[:3]]
    best = Matcher(courses).rank(CaseText("case", f"Onze {word} druiven zijn rijp.", "nl"))[0]
    assert (best.course, best.words) == (0, ("druiven",))
    assert about(word) == ()


def test_what_a_guide_says_of_every_course_is_left_out() -> None:
    whole = without_repeated(COURSES)
    assert all("gastcollege" not in course.description for course in whole)
    assert all("offered once" not in course.description for course in whole)
    assert "penetration testing" in whole[0].description


def test_a_course_given_twice_keeps_its_own_sentences() -> None:
    twice = [CourseText(key, "Databases", "nl", "Van tabel naar zoekvraag.") for key in ("a", "b")]
    assert [course.description for course in without_repeated(twice)] == ["Van tabel naar zoekvraag."] * 2


def test_a_compound_speaks_of_what_its_parts_do() -> None:
    keys = {concepts().keys[number] for number in concepts_in("onze klantendashboards")}
    assert "dashboard" in keys


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "🙂" * 50, "a" * 5_000])
def test_a_case_without_a_word_ranks_all_courses_all_the_same(text: str) -> None:
    ranked = Matcher(COURSES).rank(CaseText("q", text, "nl"))
    assert sorted(fit.course for fit in ranked) == list(range(len(COURSES)))


def test_no_courses_no_fits() -> None:
    assert Matcher([]).rank(CaseText("q", "een webwinkel", "nl")) == []


class Topics:
    """An encoder that knows what two figures mean: the first for all of a language, the second for keeping safe."""

    name = "topics 1"
    reads: tuple[str, ...] = ("whole", "description")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Two figures a text."""
        safe = ("slot", "Firewalls", "Network")
        rows = [[5.0 if " de " in f" {text} " else 1.0, float(any(word in text for word in safe))] for text in texts]
        return np.array(rows, dtype=np.float32)


def test_meaning_brings_together_what_shares_no_word() -> None:
    case = CaseText("q", "Alles zat op slot", "nl")
    assert _best(case, Matcher(COURSES, [Topics()])) == "net"


def test_records_need_no_more_than_a_name_and_a_text() -> None:
    course = course_of({"id": 3, "name": "Data Visualisation", "learning_outcomes": ["make charts"]})
    assert (course.language, course.outcomes, course.description) == ("en", ("make charts",), "")
    case = case_of({"id": "k", "text": "Ik wil een overzicht van mijn omzet", "sector": None})
    assert (case.language, case.sector) == ("nl", "")
    assert list(rankings([course], [case], words_only=True)) == [(case, [3])]


def test_a_language_is_told_by_its_small_words() -> None:
    assert language_of("We willen dat het werkt") == "nl"
    assert language_of("We want it to work for the customers") == "en"


@pytest.mark.skipif(not installed(), reason="no sentence encoder is installed (extra `meaning`)")
def test_the_installed_encoders_bring_two_languages_together() -> None:
    for encoder in installed():
        one, same, other = encoder.encode(["een brood bakken", "baking a loaf of bread", "the law of contracts"])
        assert np.dot(one, same) / np.linalg.norm(same) > np.dot(one, other) / np.linalg.norm(other), encoder.name

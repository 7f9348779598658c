"""Whatever JSON a feed sends: it is read, or it is refused in words. Nothing else ever comes of it."""

import json
from contextlib import suppress
from datetime import date
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.door import Door
from crawler.feeds.references import join
from crawler.feeds.values import UnreadableFeedError, json_of, prose, text
from crawler.fetching import read_answer
from crawler.statements import ReadPage, school_said
from crm.words import Level, SourceKind

HOST = "https://api.zeewijk.example"
ADDRESSES = [
    *(
        f"{HOST}/v5/{name}?pageNumber=1&pageSize=100"
        for name in ("courses", "persons", "programs", "organizations", "courses/c/offerings", "programs/g/courses")
    ),
    f"{HOST}/student/osiris/student/cursussen/zoeken?collegejaar=2026-2027&from=0&size=100&taal=NL",
    f"{HOST}/student/osiris/owc/cursussen/7",
    f"{HOST}/wp-json/wp/v2/types",
    f"{HOST}/wp-json/wp/v2/medewerkers?page=1&per_page=100",
]
KEYS = st.sampled_from(
    ["items", "hits", "_source", "value", "language", "name", "courseId", "personId", "programId", "organizationId",
     "primaryCode", "code", "codeType", "studyLoad", "studyLoadUnit", "coordinators", "organization", "programs",
     "affiliations", "displayName", "surname", "givenName", "mail", "course", "academicSession", "startDate", "velden",
     "waarde", "omschrijving", "docent", "docenten", "cursus", "id_cursus", "collegejaar", "total", "title", "rendered",
     "link", "acf", "rest_base", "pageNumber", "totalPages", "hasNextPage"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(
    ["Jan Smit", "student", "employee", "ects", "nl", "\x1b[31m", "2026-09-01", "http://[", "1" * 400]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=30
)


@pytest.fixture(scope="module")
def door() -> Door:
    read = partial(read_answer, level=None)
    return Door(f"{HOST}/", kind=SourceKind.AUTO, level=Level.HBO, today=date(2026, 11, 23), read=read)


def read(door: Door, url: str, said: object) -> PageFindings | None:
    body = json.dumps(said).encode("utf-8", "surrogatepass")
    try:
        return door.read(Answer(url, 200, {"content-type": "application/json"}, body))
    except UnreadableFeedError:
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=st.lists(VALUES, max_size=3), url=st.sampled_from(ADDRESSES))
def test_any_json_is_read_or_refused_and_can_be_stored_and_told(door: Door, values: list[object], url: str) -> None:
    shapes = [values, {"items": values}, {"hits": {"hits": values, "total": values}}, values[0] if values else None]
    found = [page for shape in shapes if (page := read(door, url, shape)) is not None]
    stored = [PageFindings.from_json(json.loads(json.dumps(page.to_json()))) for page in found]
    told = school_said(
        (ReadPage(page, date(2026, 11, 23)) for page in join(stored)),
        domain="zeewijk.example", name="Zeewijk", url=f"{HOST}/", level=None, on=date(2026, 11, 23),
    )  # fmt: skip
    names = [person.name for person in told.people] + [course.name or "" for course in told.courses]
    assert all(name.isprintable() and len(name) <= 500 for name in names)


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(body: bytes) -> None:
    with suppress(UnreadableFeedError):
        assert json.dumps(json_of(body))


def test_text_is_made_clean_and_bounded_on_its_way_in() -> None:
    assert text("\x1b[31mJan\u202e Smit\x00") == "Jan Smit"
    assert len(text("x" * 10_000) or "") == 500
    assert text([{"language": "en", "value": "a"}, {"language": "nl", "value": " "}]) == "a"
    assert text({"nl": "ja", "en": "yes"}) == "ja"
    assert text(value=True) is None
    assert prose("<p>a &lt;b&gt;</p>") == "a <b>"
    assert text(2.5) == "2.5"

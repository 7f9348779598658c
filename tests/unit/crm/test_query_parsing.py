"""What may be typed in a search box, and what is said when it cannot be understood."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import QueryError
from crm.query.parsing import parse
from crm.query.terms import Age, Choice, Days, Numbers, Query, Term, Words


def _only(text: str) -> Term:
    (term,) = parse(text).terms
    return term


def test_nothing_asks_nothing() -> None:
    assert parse("  ").terms == ()


def test_free_words_each_have_to_be_found() -> None:
    assert parse("zoë hek").words == ("zoë", "hek")


def test_quotes_keep_words_together() -> None:
    assert parse('"van \'t hek" zoë').words == ("van 't hek", "zoë")
    assert _only('course:"data science"').values == (Words("data science"),)
    assert _only("vak:„data science”").values == (Words("data science"),)


def test_a_quote_that_is_still_open_runs_to_the_end() -> None:
    assert _only('course:"data sci').values == (Words("data sci"),)


@pytest.mark.parametrize(
    "typed", ["stage:informed", "fase:geinformeerd", "fase:geïnformeerd", "FASE:Geïnformeerd", "stage:inf", "stap:geïn"]
)
def test_dutch_and_english_accents_and_the_first_letters_will_do(typed: str) -> None:
    assert _only(typed) == Term("stage", (Choice("informed"),))


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("fase:'in kaart'", "stage", None),
        ('fase:"in kaart"', "stage", "mapped"),
        ("fase:in-kaart", "stage", "mapped"),
        ("stage:do_not_contact", "stage", "do_not_contact"),
        ("stage:benaderd", "stage", "approached"),
        ("niveau:hogeschool", "level", "hbo"),
        ("rol:docent", "role", "teacher"),
        ("rol:opleidingsmanager", "role", "programme_director"),
        ("eigenaar:mij", "owner", "me"),
        ("beoogd:nee", "target", "no"),
        ("grondslag:toestemming", "basis", "consent"),
        ("heeft:e-mail", "has", "email"),
        ("hierna:vandaag", "due", "today"),
        ('hierna:"te laat"', "due", "late"),
    ],
)
def test_closed_values_are_known_by_all_their_names(typed: str, field: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(QueryError):
            parse(typed)
    else:
        assert _only(typed) == Term(field, (Choice(value),))


def test_either_of_several() -> None:
    assert _only("stage:warm,informed").values == (Choice("warm"), Choice("informed"))
    assert _only('course:"data, big",web').values == (Words("data, big"), Words("web"))


def test_minus_excludes() -> None:
    assert _only("-stage:declined") == Term("stage", (Choice("declined"),), negated=True)
    assert _only("-zoë") == Term(None, (Words("zoë"),), negated=True)
    assert _only('-"van dijk"') == Term(None, (Words("van dijk"),), negated=True)


def test_times() -> None:
    assert _only("changed:30d").values == (Age(30),)
    assert _only("gewijzigd:2w").values == (Age(14),)
    assert _only("due:2026-12-01").values == (Days(date(2026, 12, 1), date(2026, 12, 1)),)
    assert _only("due:2026-12-01..").values == (Days(date(2026, 12, 1), None),)
    assert _only("changed:..2026-12-01").values == (Days(None, date(2026, 12, 1)),)


def test_ranges_of_numbers() -> None:
    assert _only("days:60..").values == (Numbers(60, None),)
    assert _only("dagen:..60").values == (Numbers(None, 60),)
    assert _only("days:7").values == (Numbers(7, 7),)


@pytest.mark.parametrize(
    ("typed", "closest"),
    [
        ("stge:warm", "stage"),
        ("shcool:hva", "school"),
        ("opleidng:ict", "opleiding"),
        ("stage:infromed", "informed"),
        ("level:hobo", "hbo"),
        ("due:tomorow", "morgen"),
    ],
)
def test_an_error_names_what_is_closest(typed: str, closest: str) -> None:
    with pytest.raises(QueryError, match=closest):
        parse(typed)


def test_a_field_without_a_value_says_which_there_are() -> None:
    with pytest.raises(QueryError, match="geïnformeerd"):
        parse("stage:")


def test_a_web_address_is_words() -> None:
    assert _only("https://haz.example/team").field is None


def test_a_query_is_bounded() -> None:
    assert len(parse("a" * 100_000).text) <= 1000


def test_asks_and_without_words() -> None:
    query = parse("zoë stage:warm -hek")
    assert query.asks("stage")
    assert not query.asks("target")
    assert query.without_words().words == ()
    assert query.without_words().asks("stage")


_FIELDS = st.sampled_from(
    ["stage", "fase", "school", "due", "changed", "days", "has", "owner", "target", "x", "vak", ""]
)
_TYPED = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.builds(lambda f, v, m: f"{m}{f}:{v}", _FIELDS, st.text(max_size=10), st.sampled_from(["", "-"])),
        st.builds(
            lambda f, v: f"{f}:{v}",
            _FIELDS,
            st.from_regex(r'[0-9]{0,5}(\.\.)?[0-9]{0,4}[dwmy]?|"[^"]{0,5}|[a-z]{1,3},[a-z]{0,3}', fullmatch=True),
        ),
    ),
    max_size=5,
).map(" ".join)


@given(_TYPED)
def test_whatever_is_typed_is_a_query_or_a_query_error(typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError:
        return
    assert isinstance(query, Query)
    assert all(term.values for term in query.terms)

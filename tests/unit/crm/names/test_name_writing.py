"""How a name is written: in a sentence, alone, in a sorted list."""

import pytest

from crm.names import PersonName, parse


def _read(raw: str) -> PersonName:
    name = parse(raw)
    assert name is not None
    return name


@pytest.mark.parametrize(
    ("raw", "natural", "formal", "sort"),
    [
        ("Berg, J.M. van der", "J.M. van der Berg", "Van der Berg", "Berg, J.M. van der"),
        ("Dr. L. (Laura) de Boer", "Laura de Boer", "De Boer", "Boer, L. de"),
        ("KEES 'T LAM", "Kees 't Lam", "'t Lam", "Lam, Kees 't"),
        ("F. l'Herminez", "F. l'Herminez", "L'Herminez", "Herminez, F. l'"),
        ("mevrouw Ten Wolde", "Ten Wolde", "Ten Wolde", "Wolde, ten"),
        ("IJSBREKER, TOON", "Toon IJsbreker", "IJsbreker", "IJsbreker, Toon"),
        ("Anouk", "Anouk", "Anouk", "Anouk"),
        ("Rachid El Khattabi", "Rachid El Khattabi", "El Khattabi", "El Khattabi, Rachid"),
    ],
)
def test_a_name_is_written_as_dutch_writes_it(raw: str, natural: str, formal: str, sort: str) -> None:
    name = _read(raw)
    assert (name.natural, name.formal, name.sort) == (natural, formal, sort)


def test_titles_and_suffixes_stand_round_the_full_name() -> None:
    assert _read("Prof.dr.ir. J.M. van der Berg M.Sc.").full == "prof. dr. ir. J.M. van der Berg MSc"


def test_people_are_ordered_by_base_surname_without_diacritics() -> None:
    names = [_read(raw) for raw in ("Z. Visser", "A. van der Berg", "Éva Ábel", "B. Berg", "J. de Boer")]
    assert [name.surname for name in sorted(names, key=lambda name: name.sort_key)] == [
        "Ábel",
        "Berg",
        "Berg",
        "Boer",
        "Visser",
    ]


def test_no_gender_is_kept() -> None:
    assert _read("mevr. A. Smit") == _read("dhr. A. Smit") == _read("A. Smit")

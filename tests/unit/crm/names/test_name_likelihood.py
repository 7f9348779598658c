"""Which short texts look like one person's name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.names import name_likelihood

NEVER = """Business Administration;Keuze Verpleegkunde;Contact Us;Open Dag;New
York;Data Science;Faculteit ICT;Hogeschool
Zee;Digital Marketing;Web Development; Lees Meer;Amsterdam Zuid;Max Planck Institute;Green Office;Smart
Industry;Team ICT;Circular Economy;Living Lab;Toegepaste Psychologie;International Business; Human Resource
Management;Minor Filosofie;Blok A;Werk en Recht;Kunst van het Leren;Den Haag;Den Bosch;Rotterdam;Open
Universiteit;Over Ons;Cookie Policy;Sluit Venster; Rijksuniversiteit Groningen;Visual Storytelling;Supply
Chain;Kritisch Denken;Lichamelijke Opvoeding;Werktuigbouwkunde;Microsoft Excel;Lean Six Sigma;Bachelor of
Science; Grand Hotel;Science Park;Building B;Summer School;Angewandte Informatik;Sciences Politiques;Mentions
Légales;Nederlandse Taal;Meld Je Aan;Onze Docenten;Jonge Kind; info@vechtoever.example;Kamer 3.12;5 EC;Vierde
Kwartaal;docent statistiek;zie Blackboard;HBO;ICT;Studiendekan;
Lehrbeauftragte;Wahlpflichtfach;Undergraduate Advising;Programmierung am Beispiel von C;Vincent Hogeschool;
Audiovisuelles Medienprojekt;Softwaretechnisches Praktikum;Querschnittsqualifikationen"""

SURELY = """Zoë van 't Hek;J.M. van der Berg;Yousra El Bouhali;Nguyen Thi Lan;Smit, J.;Berg, J.M. van der;Laura de
Boer;Dr. L. (Laura) de Boer;prof. dr. P. Kaag; Mevrouw Van der Berg;Sietske Wiarda;Murat Aksoy;Chinwe
Okonkwo-Bell;Jens Åkerlund;Agnieszka Zając;Tamás Szűcs;Meera Balasubramanian;IJSBREKER, TOON;VISSCHER Daan; R.
VAN DE PAS;Jip-Jan Roest;Tiago da Costa Nunes;
dr. ir. M. el Khatib;Dr. rer. nat. Tobias Ahlers;apl. Prof. Dr. Imke Rautenfeld;Drs. Annelies Roosendaal;
Prof. Dr. Matinka Berhorst;
Hugo d'Aumerie;Niamh O'Driscoll;Ruben Tjon Sie Fat;P. Blok;dr.
M. Berg;Teun Engels;Sem de Wit;Tim Winter;Eva Zomer"""


@pytest.mark.parametrize("text", [" ".join(text.split()) for text in NEVER.split(";")])
def test_course_words_places_and_labels_are_no_names(text: str) -> None:
    assert name_likelihood(text) < 0.35


@pytest.mark.parametrize("text", [" ".join(text.split()) for text in SURELY.split(";")])
def test_names_of_every_origin_look_like_names(text: str) -> None:
    assert name_likelihood(text) >= 0.7


@pytest.mark.parametrize("text", ["BAKKER", "Jansen", "Anouk", "Terpstra"])
def test_a_lone_name_is_in_doubt(text: str) -> None:
    assert 0.3 <= name_likelihood(text) <= 0.5


@pytest.mark.parametrize("text", ["Anne Lagerware", "Karel Zwolle", "Mirjam Deventer"])
def test_a_first_name_before_a_place_or_the_end_of_a_course_word_may_be_a_name(text: str) -> None:
    assert 0.35 <= name_likelihood(text) < 0.7


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_the_likelihood_of_any_text_is_a_share(text: str) -> None:
    assert 0.0 <= name_likelihood(text) <= 1.0

"""Every sentence a person can see has its Dutch, one Dutch, with the same places to fill."""

import inspect
import re
import threading
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from crm.language import _, language, ngettext, read_catalogue
from crm.resources import data_path
from tests.unit.written import written
from tui.actions import ACTIONS, use_keys

PACKAGES = ("crm", "crawler", "tui")
CATALOGUES = sorted(data_path("locale/nl/LC_MESSAGES").glob("*.po"))
PLACE = re.compile(r"\{\w*\}")
KEY = re.compile("‹(.+?)›")
BARE_KEY = re.compile(
    r"(?<![\w'’{(./‹-])[b-zB-HJ-Z2-9] (?:takes|makes|adds|types|shows|logs|keeps|goes|plans|marks|says)\b"
)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_sentence_has_its_dutch(package: str) -> None:
    known: set[str] = set()
    for path in CATALOGUES:
        known |= set(read_catalogue(path))
    assert sorted(written(package).sentences - known) == []


def _texts() -> set[str]:
    """Every text in the code and in the data that is read as TOML."""
    found: set[str] = set().union(*(written(package).texts for package in PACKAGES))
    waiting: list[object] = [tomllib.loads(path.read_text("utf-8")) for path in data_path("").rglob("*.toml")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return found | {inspect.cleandoc(text) for text in found}


def test_no_translation_is_of_a_sentence_that_nobody_says() -> None:
    said = _texts()
    unsaid = {path.stem: sorted(set(read_catalogue(path)) - said) for path in CATALOGUES}
    assert {stem: messages for stem, messages in unsaid.items() if messages} == {}


def test_no_sentence_has_two_translations() -> None:
    translations: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for path in CATALOGUES:
        for message, forms in read_catalogue(path).items():
            translations[message].add(forms)
    assert {message: forms for message, forms in translations.items() if len(forms) > 1} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_fills_in_what_the_sentence_does(path: Path) -> None:
    for message, forms in read_catalogue(path).items():
        for form in forms:
            assert set(PLACE.findall(form)) <= set(PLACE.findall(message)), message


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_names_the_keys_that_the_sentence_does_and_each_is_one_of_an_action(path: Path) -> None:
    usual = {action.shows for action in ACTIONS}
    for message, forms in read_catalogue(path).items():
        keys = sorted(KEY.findall(message))
        assert set(keys) <= usual, message
        assert all(sorted(KEY.findall(form)) == keys for form in forms), message


@pytest.mark.parametrize("package", PACKAGES)
def test_a_sentence_marks_the_key_that_it_names_so_that_it_follows_the_users_own(package: str) -> None:
    assert [said for said in written(package).sentences if BARE_KEY.search(said)] == []


def test_a_sentence_names_the_users_own_key() -> None:
    try:
        with language("nl"):
            assert _("Kept. ‹u› takes it back.") == "Bewaard. u maakt ongedaan."
            use_keys({"undo": "ctrl+z"})
            assert _("Kept. ‹u› takes it back.") == "Bewaard. ctrl+z maakt ongedaan."
        with language("en"):
            assert _("Kept. ‹u› takes it back.") == "Kept. ctrl+z takes it back."
    finally:
        use_keys({})


def test_a_language_inside_a_block_is_that_of_its_own_thread_alone() -> None:
    with language("nl"):
        inside, said = threading.Barrier(2, timeout=5), []

        def other() -> None:
            with language("en"):
                inside.wait()
                inside.wait()

        beside = threading.Thread(target=other)
        beside.start()
        inside.wait()
        said.append(_("Kept. ‹u› takes it back."))
        inside.wait()
        beside.join()
    assert said == ["Bewaard. u maakt ongedaan."]


def test_one_and_many_are_told_apart(tmp_path: Path) -> None:
    with language("en"):
        assert [ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]
    (tmp_path / "x.po").write_text('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "een"\nmsgstr[1] ""\n"twee"\n', "utf-8")
    assert read_catalogue(tmp_path / "x.po") == {"a": ("een", "twee")}


def test_an_entry_of_every_form_is_read(tmp_path: Path) -> None:
    file = tmp_path / "words.po"
    file.write_text(
        'msgid ""\nmsgstr ""\n"Language: nl\\n"\n\n'
        'msgid "Case"\nmsgstr "Casus"\n\n\n'
        '# said of a lead\nmsgid "Stage"\nmsgstr "Fase"\n \n'
        'msgid "{n} row"\nmsgid_plural "{n} rows"\nmsgstr[0] "{n} rij"\nmsgstr[1] "{n} rijen"\n\n'
        'msgid "A \\"word\\""\nmsgstr "Een \\"woord\\""\n\n'
        'msgid ""\n"Two "\n"lines"\nmsgstr "Twee "\n"regels"\n\n'
        '#, fuzzy\nmsgid "Perhaps"\nmsgstr "Misschien"\n\n'
        'msgid "Not yet"\nmsgstr ""\n\n'
        'msgid "Last"\nmsgstr "Laatste"',
        encoding="utf-8",
    )
    assert read_catalogue(file) == {
        "Case": ("Casus",),
        "Stage": ("Fase",),
        "{n} row": ("{n} rij", "{n} rijen"),
        'A "word"': ('Een "woord"',),
        "Two lines": ("Twee regels",),
        "Last": ("Laatste",),
    }

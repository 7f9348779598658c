"""From marks to a rule: the way that varies least, and only where the recogniser accepts what stands there."""

import pytest

from crawler.extraction.reader import page_of, read_page
from crawler.feeds.profiles import read_profile
from crawler.learning.applying import apply_rules
from crawler.learning.facts import Fact, compared, facts_of
from crawler.learning.healing import heal
from crawler.learning.induction import learn
from crawler.learning.profile import profile_text
from crawler.learning.rules import Anchor, Mark, Rule, Says, Template, Where
from crawler.learning.spots import Spots
from crawler.learning.templates import address_holds, address_of, address_of_all
from crm.errors import RefusedError

SITE = "https://gids.school.example"
NAMES = ("Aagje Zuidema", "Bram Oosterhof", "Cato van Wijk", "Daan Ploeg")
DRAWINGS = {
    "two boxes": "<div class=rij><div>Kapitein</div><div class=kap>{name}</div></div>",
    "two cells": "<table><tr><td>Kapitein</td><td>{name}</td></tr><tr><td>Haven</td><td>Oost</td></tr></table>",
    "a line": "<p>Kapitein: {name}</p>",
    "bold": "<p><b>Kapitein</b> {name}</p>",
    "terms": "<dl><dt>Kapitein</dt><dd>{name}</dd></dl>",
}


def pages(drawing: str) -> dict[str, str]:
    return {
        f"{SITE}/aanbod/{n}": f"<h1>Vak {n}x</h1><p>Je werkt in de haven.</p>{drawing.format(name=name)}<p>Slot</p>"
        for n, name in enumerate(NAMES)
    }


def spots(site: dict[str, str]) -> dict[str, Spots]:
    return {url: Spots(found[0]) for url, body in site.items() if (found := page_of(body, url)) is not None}


def mark(site: dict[str, Spots], n: int, words: str, says: Says) -> Mark:
    url = f"{SITE}/aanbod/{n}"
    line = next(line for line in site[url].page.lines if words in line.text)
    return Mark(url, line.index, says, line.text)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_one_mark_finds_the_teacher_on_every_page_of_the_template(drawing: str) -> None:
    bodies = pages(DRAWINGS[drawing])
    site = spots(bodies)
    rule = learn([mark(site, 1, "Bram Oosterhof", Says.TEACHER)], site)
    assert rule.anchors == (Anchor(Where.LABEL, "kapitein"),)
    for (url, body), name in zip(bodies.items(), NAMES, strict=True):
        findings = read_page(body, url)
        assert apply_rules([rule], site[url].page, findings)
        assert [(p.name, [r.kind for r in p.roles]) for p in findings.people if p.roles] == [(name, ["teacher"])]
        assert findings.evidence[0].text.startswith("kapitein: ")


def test_without_a_label_the_class_word_leads() -> None:
    site = spots(pages("<p>Welkom op dit vak</p><span>.</span><h4 class=baas>{name}</h4>"))
    rule = learn([mark(site, 0, NAMES[0], Says.TEACHER), mark(site, 2, NAMES[2], Says.TEACHER)], site)
    assert rule.anchors[0].where in {Where.CLASS, Where.LABEL}
    assert all(len(own.at(rule.anchors[0])) == 1 for own in site.values())


def test_what_is_no_name_is_refused_with_a_sentence() -> None:
    site = spots(pages(DRAWINGS["a line"]))
    with pytest.raises(RefusedError, match="Je werkt"):
        learn([mark(site, 0, "Je werkt", Says.TEACHER)], site)


def test_a_rule_takes_nothing_that_its_field_does_not_recognise() -> None:
    site = spots(pages(DRAWINGS["two boxes"]))
    rule = learn([mark(site, 0, NAMES[0], Says.TEACHER)], site)
    url = f"{SITE}/aanbod/9"
    body = (
        f"<h1>Vak 9x</h1><p>Je werkt in de haven.</p>{DRAWINGS['two boxes'].format(name='nog niet bekend')}<p>Slot</p>"
    )
    found, findings = page_of(body, url), read_page(body, url)
    assert found is not None
    apply_rules([rule], found[0], findings)
    assert [person for person in findings.people if person.roles] == []


def test_words_that_are_nobody_hold_for_the_whole_site() -> None:
    body = "<h1>Databases</h1><p>Vakcode: ICT-DB-1</p><p>Docent: Hugo Sluis</p>"
    site = spots({f"{SITE}/aanbod/0": body})
    line = next(line for line in site[f"{SITE}/aanbod/0"].page.lines if "Hugo" in line.text)
    rule = learn([Mark(f"{SITE}/aanbod/0", line.index, Says.NOBODY, "Hugo Sluis", "Hugo Sluis")], site)
    url = f"{SITE}/elders/5"
    findings, found = read_page(body, url), page_of(body, url)
    assert [p.name for p in findings.people if p.roles] == ["Hugo Sluis"]
    assert found is not None
    apply_rules([rule], found[0], findings)
    assert [p.name for p in findings.people if p.roles] == []


def test_a_rule_is_data_that_comes_back_the_same() -> None:
    site = spots(pages(DRAWINGS["terms"]))
    rule = learn([mark(site, 0, NAMES[0], Says.TEACHER)], site)
    assert Rule.from_json(rule.to_json()) == rule


def test_rules_are_exported_as_a_profile_that_reads_the_same(tmp_path: object) -> None:
    from pathlib import Path

    site = spots(pages(DRAWINGS["terms"]))
    rule = learn([mark(site, 0, NAMES[0], Says.TEACHER)], site)
    file = Path(str(tmp_path)) / "werf.toml"
    file.write_text(profile_text("Werf", f"{SITE}/", [rule]), encoding="utf-8")
    (read,) = read_profile(file).rules
    assert (read.says, read.anchors, read.template) == (rule.says, rule.anchors, rule.template)


def test_addresses_of_a_template_vary_in_what_names_the_thing() -> None:
    assert address_of("https://a.example/gids/2026-2027/ICT-DB-1.html") == "a.example/gids/*/*"
    both = address_of_all(["https://a.example/nl/vak/x", "https://a.example/en/vak/y"])
    assert both == "a.example/*/vak/*"
    assert address_holds(both, "https://a.example/de/vak/z/")
    assert not address_holds(both, "https://a.example/de/mensen/z")
    assert address_holds("**", "https://b.example/anything/at/all?x=1")


def test_a_change_is_told_from_a_gain_and_a_loss() -> None:
    before = [Fact(Says.TEACHER, "DB-1", "Jan Smit"), Fact(Says.CREDITS, "DB-1", "5")]
    after = [Fact(Says.TEACHER, "DB-1", "Eva Vos"), Fact(Says.EMAIL, "Eva Vos", "e.vos@school.example")]
    told = {(d.says, d.old, d.new) for d in compared("u", before, after)}
    assert told == {
        (Says.TEACHER, "Jan Smit", "Eva Vos"),
        (Says.CREDITS, "5", None),
        (Says.EMAIL, None, "e.vos@school.example"),
    }


def test_what_is_known_heals_and_what_is_new_is_doubted() -> None:
    old = pages("<table><tr><th>Docent</th><td>{name}</td></tr><tr><th>Vakcode</th><td>KAP-12</td></tr></table>")
    known = {url: facts_of(read_page(body, url)) for url, body in old.items()}
    new = pages(DRAWINGS["two boxes"] + "<p>Vakcode: KAP-12</p>")
    stranger = f"{SITE}/aanbod/3"
    new[stranger] = new[stranger].replace("<p>Slot</p>", "<p>Contactpersoon: Eva Vermeer</p>")
    site = spots(new)
    read = {url: read_page(body, url) for url, body in new.items()}
    rules = heal([own.page for own in site.values()], read, known)
    assert {rule.says for rule in rules} == {Says.TEACHER, Says.UNSURE}
    for url, own in site.items():
        apply_rules(rules, own.page, read[url])
    taught = {p.name for findings in read.values() for p in findings.people for r in p.roles if r.kind == "teacher"}
    assert taught == set(NAMES)
    (eva,) = [p for p in read[stranger].people if p.name == "Eva Vermeer"]
    assert all(role.doubtful for role in eva.roles)


def test_a_teacher_who_was_replaced_is_no_change_of_template() -> None:
    bodies = pages("<table><tr><th>Docent</th><td>{name}</td></tr><tr><th>Vakcode</th><td>KAP-12</td></tr></table>")
    known = {url: facts_of(read_page(body, url)) for url, body in bodies.items()}
    bodies[f"{SITE}/aanbod/0"] = bodies[f"{SITE}/aanbod/0"].replace(NAMES[0], "Eva Vermeer")
    read = {url: read_page(body, url) for url, body in bodies.items()}
    assert heal([own.page for own in spots(bodies).values()], read, known) == []


def test_a_template_that_says_nothing_but_its_address_needs_the_same_make() -> None:
    rule = Rule(Says.TEACHER, (Anchor(Where.CLASS, "div.kap"),), Template("gids.school.example/*", frozenset({"00"})))
    body = "<h1>Contact</h1><div class=kap>Jan Smit</div>"
    found = page_of(body, f"{SITE}/contact")
    assert found is not None
    assert not apply_rules([rule], found[0], read_page(body, f"{SITE}/contact"))

"""The demo schools hang together, and their truth file is true."""

import base64
import codecs
import html
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from crawler.demo.editions import Edition, Page, load, missing, schools
from crm.resources import data_path

EDITIONS = {1: load(1), 2: load(2)}
TRUTH: dict[str, Any] = tomllib.loads(data_path("demo/truth.toml").read_text(encoding="utf-8"))
PAGES = [(number, page) for page in TRUTH["page"] for number in page["editions"]]
NAMED = [pytest.param(number, page, id=f"{number}-{page['url']}") for number, page in PAGES]
INVITING = [
    pytest.param(number, page, id=f"{number}-{page['url']}") for number, page in PAGES if "designated_address" in page
]


def at(edition: Edition, url: str) -> Page:
    parts = urlsplit(url)
    page = edition.page(str(parts.hostname), parts.path)
    assert page is not None, url
    return page


def source(page: Page) -> str:
    """The page as its author wrote it, whatever the server says of its encoding."""
    try:
        return page.body.decode("utf-8")
    except UnicodeDecodeError:
        return page.body.decode("cp1252")


def words(page: Page) -> str:
    """What a reader sees, on one line; scripts are kept, as JSON-LD is read too."""
    text = re.sub(r"<!--.*?-->", "", source(page), flags=re.DOTALL)
    text = re.sub(
        r"<[^>]*>", lambda tag: " " if re.match(r"</?(p|li|h\d|t[dhr]|br|d[dt])\b", tag[0], re.IGNORECASE) else "", text
    )
    return " ".join(html.unescape(text).replace("\u200b", "").split())


def addresses(page: Page) -> set[str]:
    """Every e-mail address on the page, taken out of whatever hides it."""
    text = source(page)
    found = {_cloudflare(code) for code in re.findall(r'(?:data-cfemail="|email-protection#)([0-9a-f]+)', text)}
    found |= {
        base64.b64decode(code).decode().removeprefix("mailto:") for code in re.findall(r'data-md5="([^"]+)"', text)
    }
    for code, shift in re.findall(r"linkTo_UnCryptMailto\('([^']+)',-(\d)\)", text):
        found.add("".join(chr(ord(c) - int(shift)) for c in code).removeprefix("mailto:"))
    plain = html.unescape(re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)).replace("\u200b", "")
    plain = re.sub(r"\s*[\[(]at[\])]\s*", "@", plain)
    plain = re.sub(r"\s*\[dot\]\s*", ".", plain)
    return found | set(re.findall(r"[\w.-]+@[\w.-]+\.example", plain))


def _cloudflare(code: str) -> str:
    raw = codecs.decode(code, "hex")
    return bytes(byte ^ raw[0] for byte in raw[1:]).decode()


def documents(edition: Edition) -> Iterator[tuple[str, Page]]:
    for host, pages in edition.pages.items():
        for path, page in pages.items():
            if page.content_type.startswith("text/html") and not path.endswith("/index.html"):
                yield f"http://{host}{path}", page


def links(edition: Edition, url: str) -> set[str]:
    """Addresses of the demo's own hosts that a page links to, embeds or frames, without query and fragment."""
    tree = lxml_html.document_fromstring(source(at(edition, url)))
    targets = {urljoin(url, target) for _, _, target, _ in tree.iterlinks() if not target.startswith("mailto:")}
    parts = {urlsplit(target) for target in targets}
    return {f"http://{p.hostname}{unquote(p.path) or '/'}" for p in parts if p.hostname in edition.hosts}


@pytest.mark.parametrize("number", EDITIONS)
def test_every_link_between_the_demo_schools_resolves(number: int) -> None:
    edition = EDITIONS[number]
    dead = {
        (url, target)
        for url, _ in documents(edition)
        for target in links(edition, url) - missing()
        if edition.page(str(urlsplit(target).hostname), urlsplit(target).path) is None
    }
    assert not dead


@pytest.mark.parametrize("number", EDITIONS)
def test_every_page_is_found_from_its_start_page_or_its_sitemap(number: int) -> None:
    edition = EDITIONS[number]
    everywhere = {url for url, _ in documents(edition)}
    seen: set[str] = set()
    wanted = {school.url for school in schools()}
    while wanted:
        seen |= wanted
        wanted = {target for url in wanted for target in links(edition, url)} & everywhere - seen
    only_in_sitemap = everywhere - seen
    assert only_in_sitemap == {"http://www.uzeestad.example/en/courses/5062summer/"}
    assert all(url.encode() in at(edition, "http://www.uzeestad.example/sitemap.xml").body for url in only_in_sitemap)


def test_what_is_missing_on_purpose_is_missing() -> None:
    for edition in EDITIONS.values():
        for url in missing():
            assert edition.page(str(urlsplit(url).hostname), urlsplit(url).path) is None


def test_there_is_a_school_of_each_level_and_only_one_has_a_sitemap() -> None:
    assert sorted(school.level for school in schools()) == ["hbo", "mbo", "wo"]
    assert {host for school in schools() for host in school.hosts} == EDITIONS[1].hosts
    assert [host for host in EDITIONS[1].hosts if EDITIONS[1].page(host, "/sitemap.xml")] == ["www.uzeestad.example"]


def test_the_second_edition_keeps_every_other_page_to_the_byte() -> None:
    one, two = dict(documents(EDITIONS[1])), dict(documents(EDITIONS[2]))
    assert one.keys() - two.keys() == {"http://studiegids.haz.example/2026-2027/BIM-ERP-3.html"}
    assert two.keys() - one.keys() == {"http://studiegids.haz.example/2026-2027/ICT-AI-3.html"}
    changed = {url for url in one.keys() & two.keys() if one[url].body != two[url].body}
    assert changed == {
        "http://studiegids.haz.example/",
        "http://studiegids.haz.example/2026-2027/ICT-UX-1.html",
        "http://www.haz.example/opleidingen/business-it-management/",
        "http://www.haz.example/opleidingen/hbo-ict/",
        "http://www.haz.example/team/",
    }
    same = one.keys() & two.keys() - changed
    assert all(one[url].etag == two[url].etag and one[url].modified == two[url].modified for url in same)
    assert all(one[url].etag != two[url].etag and one[url].modified < two[url].modified for url in changed)


def test_the_third_edition_is_the_guide_of_the_next_school_year() -> None:
    two, three = dict(documents(EDITIONS[2])), dict(documents(load(3)))
    moved = {url.replace("/2026-2027/", "/2027-2028/") for url in two}
    assert three.keys() == moved
    assert not any(b"2026-2027" in page.body for url, page in three.items() if ".haz.example" in url)
    assert all(three[url].body == page.body for url, page in two.items() if ".haz.example" not in url)


def test_an_edition_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no edition 4"):
        load(4)


def test_the_truth_speaks_of_every_page_exactly_once_per_edition() -> None:
    told = Counter((number, page["url"]) for number, page in PAGES)
    assert set(told.values()) == {1}
    assert set(told) == {(number, url) for number, edition in EDITIONS.items() for url, _ in documents(edition)}


@pytest.mark.parametrize(("number", "truth"), NAMED)
def test_what_the_truth_says_of_a_page_stands_on_it(number: int, truth: dict[str, Any]) -> None:
    page = at(EDITIONS[number], truth["url"])
    text = words(page)
    for programme in truth["programmes"]:
        assert programme["name"] in text
        assert programme.get("code", "") in text
    for course in truth["courses"]:
        assert course["name"] in text
        assert course.get("code", "") in text
        assert re.search(rf"\b{course.get('credits', course.get('hours', ''))}\b", text)
    names = [person["name"] for person in truth["people"]]
    assert len(names) == len(set(names))
    assert [name for name in names if not _stands(name, text)] == []
    taught = {name for course in truth["courses"] for name in course["teachers"]}
    assert taught <= set(names)
    assert {person["email"] for person in truth["people"] if "email" in person} <= addresses(page)


def _stands(name: str, text: str) -> bool:
    """In natural order, or as a list gives it: "Boogaard, Petra uit den", "Cate MSc, Thea ten"."""
    if name in text:
        return True
    first, *rest = name.split()
    surname, particles = rest[-1], " ".join(rest[:-1])
    return re.search(rf"{surname}(?: MSc)?, {f'{first} {particles}'.strip()}\b", text) is not None


@pytest.mark.parametrize(("number", "truth"), INVITING)
def test_a_designated_address_stands_beside_the_words_that_invite(number: int, truth: dict[str, Any]) -> None:
    page = at(EDITIONS[number], truth["url"])
    assert truth["designated_address"]["email"] in addresses(page)
    assert truth["designated_address"]["quote"] in words(page)


def test_each_school_invites_assignments_somewhere() -> None:
    inviting = {urlsplit(page["url"]).hostname for page in TRUTH["page"] if "designated_address" in page}
    assert inviting == {"www.haz.example", "www.uzeestad.example", "www.roczeewijk.example"}


def test_ladders_name_people_whom_a_page_gives_that_role() -> None:
    hosts = {school.key: school.hosts for school in schools()}
    aliases = {(s["school"], name): frozenset(s["names"]) for s in TRUTH["same"] for name in s["names"]}
    for ladder in TRUTH["ladder"]:
        for rung in ("teacher", "course_coordinator", "programme_coordinator", "programme_director", "dean", "board"):
            for name in ladder[rung]:
                known = aliases.get((ladder["school"], name), frozenset({name}))
                kinds = {
                    role["kind"]
                    for page in TRUTH["page"]
                    if urlsplit(page["url"]).hostname in hosts[ladder["school"]]
                    for person in page["people"]
                    if person["name"] in known
                    for role in person["roles"]
                }
                assert rung in kinds, (name, rung)


def test_each_school_has_a_rung_that_nobody_fills() -> None:
    top = ("programme_director", "dean")
    empty = {ladder["school"] for ladder in TRUTH["ladder"] if any(not ladder[rung] for rung in top)}
    assert empty == {school.key for school in schools()}


def test_every_change_of_the_truth_is_seen_between_the_editions() -> None:
    texts = {n: " ".join(words(page) for _, page in documents(edition)) for n, edition in EDITIONS.items()}
    mails = {n: {a for _, page in documents(edition) for a in addresses(page)} for n, edition in EDITIONS.items()}
    for change in TRUTH["change"]:
        if change["change"] == "changed":
            assert change["old"] in mails[1] - mails[2]
            assert change["new"] in mails[2] - mails[1]
        else:
            before, after = (1, 2) if change["change"] == "gone" else (2, 1)
            assert _stands(change["name"], texts[before])
            assert not _stands(change["name"], texts[after])


def test_the_vocational_school_speaks_cp1252_and_does_not_say_so() -> None:
    pages = {url: page for url, page in documents(EDITIONS[1]) if "roczeewijk" in url}
    accented = {url: page for url, page in pages.items() if not page.body.isascii()}
    assert len(accented) >= 8
    for page in accented.values():
        with pytest.raises(UnicodeDecodeError):
            page.body.decode("utf-8")
    lying = {url for url, page in accented.items() if "utf-8" in page.content_type or b"charset=utf-8" in page.body}
    assert lying
    assert {page.content_type for url, page in pages.items() if "/handel/" not in url} == {"text/html"}


def test_nobody_real_can_be_reached() -> None:
    for edition in EDITIONS.values():
        for url, page in documents(edition):
            text = words(page)
            assert not re.findall(r"[\w.]+@(?![\w.-]*\.example)\w[\w.-]*\.\w+", text), url
            for number in re.findall(r"(?:\+31 |\b0)\d{2} \d{3} \d{2} \d{2}", text):
                assert "20 555 0" in number, url
            hosts = re.findall(r"""(?:href|src)=["']?https?://([^/"'>]+)""", source(page))
            assert set(hosts) <= edition.hosts, url

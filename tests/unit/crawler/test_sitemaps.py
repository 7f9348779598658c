"""Sitemaps are read as far as they go."""

import gzip

from crawler.sitemaps import LARGEST, MOST_ADDRESSES, at_home, read_sitemap

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urls(*addresses: str) -> bytes:
    listed = "".join(f"<url><loc> {a} </loc><lastmod>2026-11-01</lastmod></url>" for a in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{listed}</urlset>'.encode()


def test_pages_are_listed() -> None:
    assert read_sitemap(urls("http://school.example/a", "http://school.example/b")).pages == [
        "http://school.example/a",
        "http://school.example/b",
    ]


def test_an_index_lists_sitemaps() -> None:
    index = f"<sitemapindex {NAMESPACE}><sitemap><loc>http://school.example/s1.xml</loc></sitemap></sitemapindex>"
    found = read_sitemap(index.encode())
    assert found.sitemaps == ["http://school.example/s1.xml"]
    assert found.pages == []


def test_pictures_of_a_page_are_no_pages() -> None:
    image = "<image:image><image:loc>http://school.example/a.jpg</image:loc></image:image>"
    body = f'<urlset {NAMESPACE} xmlns:image="http://x.example/image"><url><loc>http://school.example/a</loc>{image}</url></urlset>'
    assert read_sitemap(body.encode()).pages == ["http://school.example/a"]


def test_a_gzipped_one_is_unpacked() -> None:
    assert read_sitemap(gzip.compress(urls("http://school.example/a"))).pages == ["http://school.example/a"]


def test_plain_text_has_an_address_a_line() -> None:
    assert read_sitemap(b"http://school.example/a\r\nnonsense\nhttp://school.example/b\n").pages == [
        "http://school.example/a",
        "http://school.example/b",
    ]


def test_a_broken_one_gives_what_stood_before_the_break() -> None:
    whole = urls("http://school.example/a", "http://school.example/b")
    assert "http://school.example/a" in read_sitemap(whole[: whole.index(b"/b ")]).pages


def test_an_endless_one_is_bounded() -> None:
    assert len(read_sitemap(urls(*["http://school.example/a"] * (MOST_ADDRESSES + 500))).pages) == MOST_ADDRESSES


def test_a_gzip_bomb_is_unpacked_no_further_than_the_bound() -> None:
    bomb = gzip.compress(b"<urlset><url><loc>http://school.example/a</loc></url>" + b" " * (LARGEST * 3), 9)
    assert read_sitemap(bomb).pages == ["http://school.example/a"]


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i} "&l{i - 1};&l{i - 1};&l{i - 1};&l{i - 1};">' for i in range(1, 20))
    body = f'<!DOCTYPE x [<!ENTITY l0 "http://school.example/">{laughs}]><urlset><url><loc>&l19;</loc></url></urlset>'
    assert read_sitemap(body.encode()).pages in ([], ["&l19;"])


def test_nonsense_lists_nothing() -> None:
    for body in (b"", b"\x00\x01", b"\x1f\x8bnot gzip", b"<html><body>404</body></html>", b"<" * 1000):
        assert read_sitemap(body).pages == []


def test_a_site_that_knows_itself_by_another_name_is_read_under_its_own() -> None:
    home = "http://127.0.0.1:8080/sitemap.xml"
    moved = ["https://www.school.example/vakken/?id=3", "https://www.school.example/team"]
    assert at_home(moved, home) == ["http://127.0.0.1:8080/vakken/?id=3", "http://127.0.0.1:8080/team"]
    mixed = [*moved, "https://elders.example/"]
    assert at_home(mixed, home) == mixed

"""A school of many pages on loopback: 28 KB and 40 links each, a third of them courses, made by rule.

python -m benchmarks.crawl.site PAGES [BYTES]    prints its port, serves until stdin is closed

With fewer BYTES a page has as many links and says the same of courses and people, with less text around it.
"""

import asyncio
import hashlib
import json
import sys
from collections import Counter

TARGET_BYTES = 28 * 1024
LINKS = 40
FIRST = ("Anna", "Bram", "Fatima", "Jan", "Lotte", "Mehmet", "Noor", "Piet", "Sanne", "Youssef")
LAST = ("Bakker", "Smit", "de Vries", "van den Berg", "El Amrani", "Yilmaz", "Visser", "Mulder", "de Boer", "Kok")
SUBJECTS = ("Databases", "Statistiek", "Webontwikkeling", "Marketing", "Anatomie", "Bedrijfsrecht", "Logistiek")
SENTENCE = (
    "In dit onderdeel werk je in kleine groepen aan een vraag uit de praktijk en leg je vast wat je hebt geleerd. "
)


def path(number: int) -> str:
    """The path of a page: every third is a course, every third a person, the others are news and the like."""
    return "/" if number == 0 else f"/{('vakken', 'medewerkers', 'over')[number % 3]}/{number}.html"


def body(number: int, pages: int, size: int = TARGET_BYTES) -> bytes:
    """A page of the site, of about `size` bytes where its links and facts leave room."""
    nav = "".join(f'<li><a href="{path(n % pages)}">{SUBJECTS[n % 7]} {n}</a></li>' for n in range(1, 11))
    others = [(number * 7 + n * 31) % pages for n in range(1, LINKS - 10)]
    links = "".join(f'<li class="item"><a href="{path(n)}">{SUBJECTS[n % 7]} {n}</a></li>' for n in others)
    head = f"<!doctype html><html lang=nl><head><meta charset=utf-8><title>{_title(number)}</title></head>"
    start = f"<body><header><nav><ul>{nav}</ul></nav></header><main><h1>{_title(number)}</h1>{_facts(number)}"
    following = path((number + 1) % pages)
    end = f"<h2>Zie ook</h2><ul>{links}<li><a href='{following}'>Verder</a></li></ul></main></body></html>"
    missing = size - len(head) - len(start) - len(end)
    blocks = "".join(_block(n) for n in range(round(missing / len(_block(0)))))
    return (head + start + blocks + end).encode()


def _block(number: int) -> str:
    """A piece of a page as content systems make them: much mark-up, some words."""
    return (
        f'<section class="component component--text theme-light" id="block-{number:03}" data-component="rich-text">'
        '<div class="component__inner grid grid--two-columns"><div class="grid__cell">'
        f'<h3 class="component__title heading heading--small">Onderdeel {number}</h3>'
        f'<div class="component__body rich-text"><p class="rich-text__lead">{SENTENCE}</p>'
        '<ul class="list list--bullets"><li class="list__item"><span class="icon icon--check"></span>'
        f'<span class="list__text">Toets {number}</span></li><li class="list__item">{SENTENCE[:60]}</li></ul></div>'
        '</div><div class="grid__cell grid__cell--side"><p class="meta"><time datetime="2026-09-01">1 september</time>'
        "</p></div></div></section>"
    )


def _title(number: int) -> str:
    return _name(number) if number % 3 == 1 else f"{SUBJECTS[number % 7]} {number}"


def _name(number: int) -> str:
    return f"{FIRST[number % 10]} {LAST[number // 10 % 10]}"


def _facts(number: int) -> str:
    if number % 3 == 0:
        rows = (("Vakcode", f"HS-{number:05}"), ("Studiepunten", "5 EC"), ("Docent", _name(number)), ("Periode", "2"))
        return "<table>" + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows) + "</table>"
    if number % 3 == 1:
        return f"<p>Docent</p><p><a href='mailto:p{number}@hogeschool.example'>p{number}@hogeschool.example</a></p>"
    return "<p>Nieuws van de hogeschool.</p>"


class _Server(asyncio.Protocol):
    """Just enough HTTP/1.1 to be no brake: keep-alive, GET, conditional requests."""

    def __init__(self, answers: dict[bytes, tuple[bytes, bytes, bytes]]) -> None:
        self._answers = answers
        self._transport: asyncio.Transport | None = None
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            where = request.split(b" ", 2)[1]
            if where in _TELLING:
                self._transport.write(_listed(_TELLING[where]))
                continue
            whole, unchanged, etag = self._answers.get(where, (_MISSING, _MISSING, b"none"))
            answer = unchanged if etag in request else whole
            is_whole = answer is whole and whole is not _MISSING
            _asked[where.decode("latin-1")] += is_whole
            _sent.update(bodies=is_whole, bytes=len(answer))
            self._transport.write(answer)


_asked: Counter[str] = Counter()
"""How often each path was sent whole."""

_sent: Counter[str] = Counter()
"""How many bodies and bytes were sent."""

_TELLING = {b"/-/asked": _asked, b"/-/sent": _sent}
"""The addresses at which the server tells of itself."""


def _listed(counted: Counter[str]) -> bytes:
    body = json.dumps({name: count for name, count in counted.items() if count}).encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _answer(page: bytes) -> tuple[bytes, bytes, bytes]:
    etag = b'"' + hashlib.sha256(page).hexdigest()[:20].encode() + b'"'
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-cache\r\nETag: %s\r\n" % etag
    )
    return (
        head + b"Content-Length: %d\r\n\r\n" % len(page) + page,
        b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n",
        etag,
    )


async def serve(pages: int, size: int = TARGET_BYTES) -> None:
    """Serves until stdin is closed."""
    answers = {path(n).encode(): _answer(body(n, pages, size)) for n in range(pages)}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Server(answers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(*map(int, sys.argv[1:])))

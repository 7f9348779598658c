"""Schools made by rule whose courses and people lie among endless other pages, each with addresses of its own sort.

Every site has a sea of what is not sought: news by the thousand, a calendar without end, print views, session numbers,
facets that multiply, the same page in two languages. A page is made when it is asked.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode

COURSES, PEOPLE, PROGRAMMES, NEWS = 72, 48, 6, 3_000

GIVEN = ("Anna", "Bram", "Fatima", "Jan", "Lotte", "Mehmet", "Noor", "Piet")
FAMILY = ("Bakker", "Smit", "de Vries", "van den Berg", "El Amrani", "Visser")
SUBJECTS = (
    "Databases", "Statistiek", "Webontwikkeling", "Marketing", "Anatomie", "Bedrijfsrecht", "Logistiek", "Ethiek",
    "Kunstgeschiedenis", "Robotica", "Financiering", "Taalkunde",
)  # fmt: skip
HEADLINES = ("Student wint prijs", "Nieuw gebouw geopend", "Onderzoek naar water", "Terugblik op de week")

Draw = Callable[[str, str, int], str]
"""Sort of page, language and number → its path with query."""


@dataclass(slots=True)
class Maze:
    """One site. `paths` writes an address, `words` the menu; `asked` is every path that was asked."""

    name: str
    path: Draw
    menu: dict[str, str]
    languages: tuple[str, ...] = ("nl", "en")
    session: str = ""
    """Name of a query field that carries a new number on every page; empty for none."""
    asked: list[str] = field(default_factory=list)
    _places: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counts = {
            "start": 1, "courses": PROGRAMMES, "people": 3, "course": COURSES, "person": PEOPLE, "news": NEWS // 20,
            "item": NEWS, "programme": PROGRAMMES, "programmes": 1, "about": 6,
        }  # fmt: skip
        for language in self.languages:
            for sort, count in counts.items():
                for number in range(count):
                    self._places[self._bare(self.path(sort, language, number))] = (sort, language, number)

    def found(self) -> tuple[int, int]:
        """How many of the courses and people were asked in some language, and how many there are."""
        places = {self._places.get(self._bare(path)) for path in self.asked}
        wanted = {(each[0], each[2]) for each in places if each is not None and each[0] in {"course", "person"}}
        return len(wanted), COURSES + PEOPLE

    def answer(self, path: str) -> str | None:
        """The page at a path; None where nothing is."""
        self.asked.append(path)
        bare = self._bare(path)
        if bare in self._places:
            return self._page(path, *self._places[bare])
        query = dict(parse_qsl(path.partition("?")[2]))
        for key in ("datum", "print", "filter"):
            if key in query:
                return self._view(path, key, query[key])
        return None

    def _bare(self, path: str) -> str:
        """A path as it is known: without session, its query in order, as servers read it."""
        where, mark, query = path.partition("?")
        fields = sorted(pair for pair in parse_qsl(query) if pair[0] != self.session)
        return f"{where}?{urlencode(fields)}" if mark and fields else where

    # --- pages ------------------------------------------------------------------------------------------------------

    def _page(self, path: str, sort: str, language: str, number: int) -> str:
        body = getattr(self, f"_{sort}")(language, number)
        other = "".join(
            self._link(self.path(sort, each, number), each.upper()) for each in self.languages if each != language
        )
        views = self._link(_with(self.path(sort, language, number), {"print": "1"}), "Printversie")
        return self._whole(_title(sort, number), language, path, body + f"<p>{views} {other}</p>")

    def _view(self, path: str, key: str, value: str) -> str:
        """A calendar's day, a print view, a list by facets: each leads to more of its kind."""
        more = [f"<h1>{escape(key)} {escape(value[:40])}</h1>"]
        if key == "datum":
            day = date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else date(2026, 1, 1)
            days = [day + timedelta(n) for n in (-30, -7, -1, 1, 2, 3, 7, 30)]
            more += [self._link(_with(self.path("start", "nl", 0), {"datum": str(d)}), f"{d:%d %B}") for d in days]
        elif key == "filter":
            chosen = value.split(".")
            more += [self._link(_facets(self.path("courses", "nl", 0), [*chosen, c]), c) for c in "abcdefghij"]
        return self._whole(key, "nl", path, " ".join(more))

    def _whole(self, title: str, language: str, path: str, body: str) -> str:
        menu = "".join(
            f"<li>{self._link(self.path(sort, language, 0), words)}</li>" for sort, words in self.menu.items()
        )
        menu += f"<li>{self._link(_with(self.path('start', 'nl', 0), {'datum': '2026-11-02'}), 'Agenda')}</li>"
        chance = random.Random(path)
        latest = "".join(
            f"<li>{self._link(self.path('item', language, n), _title('item', n))}</li>"
            for n in (chance.randrange(NEWS) for _ in range(6))
        )
        return (
            f"<!doctype html><html lang={language}><head><title>{escape(title)}</title></head><body>"
            f"<nav><ul>{menu}</ul></nav><main>{body}</main><aside><ul>{latest}</ul></aside></body></html>"
        )

    def _link(self, path: str, words: str) -> str:
        if self.session:
            path = _with(path, {self.session: str(len(self.asked))})
        return f'<a href="{escape(path)}">{escape(words)}</a>'

    def _list(self, heading: str, sort: str, language: str, numbers: range) -> str:
        items = "".join(f"<li>{self._link(self.path(sort, language, n), _title(sort, n))}</li>" for n in numbers)
        return f"<h1>{heading}</h1><ul>{items}</ul>"

    # --- what stands on them; named by `_page` ----------------------------------------------------------------------

    def _start(self, language: str, _number: int) -> str:
        return "<h1>Welkom</h1>" + self._list("Over ons", "about", language, range(6))

    def _programmes(self, language: str, _number: int) -> str:
        return self._list(self.menu["programmes"], "programme", language, range(PROGRAMMES))

    def _programme(self, language: str, number: int) -> str:
        words = self.menu["courses"]
        link = self._link(self.path("courses", language, number), f"{words} {_title('programme', number)}")
        return f"<h1>{_title('programme', number)}</h1><p>Vier jaar, voltijd.</p><p>{link}</p>"

    def _courses(self, language: str, number: int) -> str:
        each = COURSES // PROGRAMMES
        facets = " ".join(self._link(_facets(self.path("courses", language, number), [c]), c) for c in "abcdefghij")
        return self._list(self.menu["courses"], "course", language, range(number * each, (number + 1) * each)) + facets

    def _course(self, language: str, number: int) -> str:
        teacher = self._link(self.path("person", language, number % PEOPLE), _name(number % PEOPLE))
        rows = f"<tr><th>Vakcode</th><td>HS-{number:04}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>"
        return f"<h1>{_title('course', number)}</h1><table>{rows}<tr><th>Docent</th><td>{teacher}</td></tr></table>"

    def _people(self, language: str, number: int) -> str:
        each = PEOPLE // 3
        pages = " ".join(self._link(self.path("people", language, n), str(n + 1)) for n in range(3))
        return self._list(self.menu["people"], "person", language, range(number * each, (number + 1) * each)) + pages

    def _person(self, _language: str, number: int) -> str:
        mail = f"p{number}@school.example"
        return f"<h1>{_name(number)}</h1><p>Docent</p><p><a href='mailto:{mail}'>{mail}</a></p>"

    def _news(self, language: str, number: int) -> str:
        pages = " ".join(self._link(self.path("news", language, n), str(n + 1)) for n in range(number, number + 9))
        return self._list("Nieuws", "item", language, range(number * 20, number * 20 + 20)) + pages

    def _item(self, _language: str, number: int) -> str:
        return f"<h1>{_title('item', number)}</h1><p>Maandag was er van alles te beleven op onze school.</p>"

    def _about(self, _language: str, number: int) -> str:
        return f"<h1>Over ons {number}</h1><p>Een school aan zee.</p>"


def _title(sort: str, number: int) -> str:
    if sort == "person":
        return _name(number)
    if sort == "course":
        return f"{SUBJECTS[number % len(SUBJECTS)]} {number // len(SUBJECTS) + 1}"
    if sort == "item":
        return f"{HEADLINES[number % len(HEADLINES)]} {number}"
    if sort == "programme":
        return ("Informatica", "Verpleegkunde", "Bedrijfskunde", "Vormgeving", "Rechten", "Techniek")[number]
    return {"about": f"Over ons {number}"}.get(sort, sort)


def _name(number: int) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN)]}"


def _with(path: str, query: dict[str, str]) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}"


def _facets(path: str, chosen: list[str]) -> str:
    return _with(path, {"filter": ".".join(sorted(set(chosen)))})


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


# --- the sites ------------------------------------------------------------------------------------------------------


def _spoken(sort: str, language: str, number: int) -> str:
    """Addresses that say what stands there."""
    nl = language == "nl"
    start = "" if nl else "/en"
    folder = {
        "start": "/", "programmes": "/opleidingen/", "people": f"/medewerkers/?pagina={number + 1}",
        "courses": f"/opleidingen/{_slug(_title('programme', number % PROGRAMMES))}/vakken/",
        "news": f"/nieuws/?pagina={number + 1}", "about": f"/over-ons/{number}/",
        "programme": f"/opleidingen/{_slug(_title('programme', number % PROGRAMMES))}/",
        "course": f"/opleidingen/{_slug(_title('programme', number // 12 % PROGRAMMES))}/vakken/hs-{number}/",
        "person": f"/medewerkers/{_slug(_name(number % PEOPLE))}/",
        "item": f"/nieuws/2026/{number % 12 + 1:02}/{_slug(_title('item', number))}/",
    }[sort]  # fmt: skip
    return start + folder


def _node(sort: str, language: str, number: int) -> str:
    """Addresses of a content system that numbers everything: nothing can be told from them."""
    if sort == "start":
        return "/" if language == "nl" else f"/{language}"
    order = ("programmes", "courses", "people", "programme", "about", "course", "person", "news", "item")
    return f"/{language}/node/{(order.index(sort) * 7 + 1 + number * 61) * (1 if language == 'nl' else 2)}"


def _queries(sort: str, language: str, number: int) -> str:
    """One script, everything in its query."""
    at = ("start", "programmes", "courses", "people", "programme", "about", "course", "person", "news", "item")
    return f"/index.php?{urlencode({'id': at.index(sort) * 10_000 + number, 'L': 0 if language == 'nl' else 1})}"


def _short(sort: str, language: str, number: int) -> str:
    """A letter for each sort, which only who has been there can understand."""
    letter = {"programmes": "x", "courses": "q", "people": "z", "programme": "k", "about": "m", "course": "c7",
              "person": "h", "news": "a", "item": "b"}.get(sort)  # fmt: skip
    return f"/{language}/{letter}/{number}.htm" if letter else f"/{language}/"


def _english(sort: str, language: str, number: int) -> str:
    """A university abroad."""
    start = "/" if language == "en" else "/de/"
    return start + {
        "start": "", "programmes": "study/degrees", "people": f"directory?page={number}",
        "courses": f"catalog/{_slug(_title('programme', number % PROGRAMMES))}/",
        "news": f"stories/page/{number + 1}", "about": f"about/{number}",
        "programme": f"study/degrees/{_slug(_title('programme', number % PROGRAMMES))}",
        "course": f"catalog/{_slug(_title('programme', number // 12 % PROGRAMMES))}/{number + 100}/",
        "person": f"directory/{_slug(_name(number % PEOPLE))}",
        "item": f"stories/{_slug(_title('item', number))}",
    }[sort]  # fmt: skip


def mazes() -> list[Maze]:
    """The sites."""
    dutch = {
        "programmes": "Opleidingen",
        "courses": "Vakken",
        "people": "Medewerkers",
        "news": "Nieuws",
        "about": "Over ons",
    }
    english = {"programmes": "Degrees", "courses": "Courses", "people": "People", "news": "Stories", "about": "About"}
    mute = {"programmes": "Ontdek", "courses": "Wat je doet", "people": "Wij", "news": "Gebeurd", "about": "Meer"}
    return [
        Maze("spoken", _spoken, dutch, session="PHPSESSID"),
        Maze("numbered", _node, dutch),
        Maze("mute", _node, mute),
        Maze("queries", _queries, dutch),
        Maze("letters", _short, dutch),
        Maze("abroad", _english, english, languages=("en", "de")),
    ]


def serve(answer: Callable[[str], str | None]) -> ThreadingHTTPServer:
    """Serves what `answer` makes of a path, from a thread of its own; `server_address[1]` is the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = None if self.path == "/robots.txt" else answer(self.path)
            body = (page or "").encode()
            self.send_response(200 if page is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server

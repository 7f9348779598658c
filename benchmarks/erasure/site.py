"""A school's web server on loopback: a teacher who stands on it in every way in which a site names people."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

NAME = "Zwaantje van 't Wierinck"
EMAIL = "z.vantwierinck@haz.example"
PHONE = "020 555 01 23"
PROFILE = "https://www.linkedin.com/in/zwaantje-van-t-wierinck"
PAGE = "medewerkers/zwaantje-van-t-wierinck.html"

TEACHER = "<li><a href='/{page}'>{name}</a>, docent Databases, <a href='mailto:{email}'>mail</a>, tel. {phone}</li>"


def _page(body: str, title: str = "Hogeschool aan Zee") -> str:
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return f"<!doctype html><html lang=nl>{head}<body>{body}</body></html>"


def _course(name: str, code: str, teacher: str, more: str = "") -> str:
    rows = f"<tr><th>Vakcode</th><td>{code}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>"
    rows += f"<tr><th>Docent</th><td>{teacher}</td></tr>"
    return _page(f"<h1>{name}</h1><table>{rows}</table><p>{more}</p>")


def pages(edition: str = "") -> dict[str, str]:
    """Path → page. `edition` stands in every page, so that another one is another body everywhere."""
    hers = TEACHER.format(page=PAGE, name=NAME, email=EMAIL, phone=PHONE)
    him = "<li>Pim Bakkenes, docent Webontwikkeling, <a href='mailto:p.bakkenes@haz.example'>mail</a></li>"
    made = {
        "/vakken/databases.html": _course("Databases", "ICT-DB-1", NAME, f"Vragen? Mail {NAME} ({EMAIL}). {edition}"),
        "/vakken/web.html": _course(
            "Webontwikkeling", "ICT-WEB-1", "Pim Bakkenes", f"Gastles: Z. van ’t Wierinck. {edition}"
        ),
        "/team.html": _page(f"<h1>Team HBO-ICT</h1><ul>{hers}{him}</ul>{edition}"),
        f"/{PAGE}": _page(f"<h1>{NAME}</h1><p>Docent Databases. {EMAIL}, {PHONE} {edition}</p>", NAME),
        "/nieuws/zwaantje-van-t-wierinck-wint-prijs.html": _page(
            f"<h1>Prijs voor Wierinck, Z. van 't</h1><p>Zwaantje van&nbsp;&#39;t Wierinck won. {edition}</p>"
        ),
        "/nieuws/open-dag.html": _page(f"<h1>Open dag</h1><p>Kom kijken. {edition}</p>"),
    }
    anchors = "".join(f'<a href="{path}">{path.rpartition("/")[2]}</a> ' for path in made)
    return {"/": _page(f"<h1>Hogeschool aan Zee</h1>{anchors}{edition}"), **made}


class Site:
    """The server, while it is entered."""

    def __init__(self) -> None:
        """Begins with the first edition of the pages."""
        self.pages = pages()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.pages.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: object) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

"""Who becomes a contact where faculty and students stand side by side: names, addresses, and no student in the map.

python -m benchmarks.extraction.contacts [SITES_FOLDER]
"""

import json
import sys
from pathlib import Path

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings
from tui.commands.reading import address_of

SITES = Path(__file__).resolve().parents[3] / "shared" / "sites"


def measure(sites: Path = SITES) -> dict[str, float] | None:
    """On `doctoral-school`: names and e-mail of staff on `people/`, and students among the contacts."""
    site = sites / "doctoral-school"
    if not site.is_dir():
        return None
    truth = [json.loads(line) for line in (site / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    people = {line["page"]: line for line in truth if line["kind"] == "person"}
    files = sorted(path for path in site.rglob("*") if path.suffix == ".html")
    names = [path.relative_to(site).as_posix() for path in files]
    base = "https://www.uni.example/"
    pages = read_site([read_page(f.read_bytes(), address_of(n, base)) for f, n in zip(files, names, strict=True)])
    return _figures(dict(zip(names, pages, strict=True)), people)


def _figures(pages: dict[str, PageFindings], people: dict[str, dict[str, str]]) -> dict[str, float]:
    staff = {page: line for page, line in people.items() if line["group"] == "faculty"}
    students = {line["name"].casefold() for line in people.values() if line["group"] == "students"}
    found = {
        (page, person.name.casefold(), person.email)
        for page, findings in pages.items()
        if page in people
        for person in findings.people
        if person.roles
    }
    wanted = {(page, line["name"].casefold()) for page, line in staff.items()}
    # A student's page names the supervisor, who is staff; the truth lists only whom a page is about.
    known = {name for _page, name in wanted}
    named = {(page, name) for page, name, _email in found if (page, name) in wanted or name not in known}
    mails = {(page, email) for page, _name, email in found if email}
    wanted_mails = {(page, line["email"]) for page, line in staff.items() if line.get("email")}
    contacts = {person.name.casefold() for page in pages.values() for person in page.people if person.roles}
    return {
        "names_f1": 2 * len(named & wanted) / (len(named) + len(wanted)),
        "email_precision": len(mails & wanted_mails) / max(1, len(mails)),
        "email_recall": len(mails & wanted_mails) / max(1, len(wanted_mails)),
        "students_in_the_map": len(contacts & students),
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else SITES), indent=1))

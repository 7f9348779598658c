"""What a profile makes of a saved page, for who writes one.

usage: python -m crawler.feeds PROFILE.toml PAGE.html URL
"""

import json
import sys
from pathlib import Path
from typing import Any

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.markup import read_records
from crawler.feeds.profiles import ProfileError, read_profile
from crawler.feeds.recognition import SURE, weighed


def main(arguments: list[str]) -> int:
    """Prints what was found as JSON; 2 for wrong usage or a profile or page that cannot be read."""
    if len(arguments) != 3:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        profile, body = read_profile(Path(arguments[0])), Path(arguments[1]).read_bytes()
    except (ProfileError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    guess = weighed(profile, Answer(arguments[2], 200, {}, body))
    sheet = read_records(profile, body, arguments[2], None, None)
    shown = {"recognised": guess.weight >= SURE, "because": list(guess.because)}
    shown |= found_in(sheet.findings if sheet else PageFindings(arguments[2]))
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    return 0


def found_in(findings: PageFindings) -> dict[str, Any]:
    """Kind, people and courses, as examples of profiles are written down."""
    people = [
        {"name": p.name, "email": p.email, "unit": p.unit, "url": p.url, "roles": [role.kind for role in p.roles]}
        for p in findings.people
    ]
    courses = [{"code": course.code, "name": course.name, "credits": course.credits} for course in findings.courses]
    return {"kind": str(findings.kind), "people": people, "courses": courses}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

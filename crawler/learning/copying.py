"""A copy of findings that may be changed without changing what they were copied from."""

from dataclasses import replace

from crawler.extraction.findings import PageFindings


def copied(findings: PageFindings) -> PageFindings:
    """The findings again, with lists and things of their own; links and hints are shared."""
    return replace(
        findings,
        courses=[replace(c, periods=list(c.periods), programmes=list(c.programmes)) for c in findings.courses],
        people=[replace(person, roles=[replace(role) for role in person.roles]) for person in findings.people],
        programmes=[replace(programme) for programme in findings.programmes],
        units=[replace(unit) for unit in findings.units],
        evidence=list(findings.evidence),
    )

"""What a page said and sent, without those who asked to be erased: nothing of them is stored."""

from crawler.answers import Answer, is_pdf
from crawler.extraction.findings import PageFindings
from crm.privacy.screening import Screen
from crm.privacy.stored_pages import body_text, cut_findings


def screened(findings: PageFindings, answer: Answer, screen: Screen) -> tuple[PageFindings, bool]:
    """The findings without who is kept away, and whether the body may be archived: it holds nobody of them.

    The body of a page that speaks of somebody erased is not kept, and the page is never read again without asking.
    """
    if not screen:
        return findings, True
    stored = findings.to_json()
    cut = cut_findings(stored, is_theirs=screen.is_theirs, is_page=screen.is_page, cut=screen.cut)
    if cut is not stored:
        return PageFindings.from_json(cut), False
    if is_pdf(answer.body):
        return findings, True
    words = body_text(answer.body, answer.content_type)
    return findings, screen.cut(words) is words

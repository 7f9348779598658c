"""Study guides that are PDFs are fetched, read and kept; other documents are left where they are."""

from collections.abc import Callable

from sqlmodel import Session, select

from crm.database.engine import open_engine
from crm.tables import Course, CrawlRun, Sighting
from crm.words import PageState, RunState
from tests.unit.crawler.extraction.pdf_builder import study_guide

from .conftest import School, add_source, page, page_rows

PDF = {"Content-Type": "application/pdf", "ETag": '"1"'}


def test_a_study_guide_is_read_and_a_report_is_not_asked_for(
    school: Callable[..., School], crawled: Callable[..., CrawlRun], sqlite_database: str
) -> None:
    site = school(
        {
            "/": page("/files/studiegids-ict.pdf", "/files/jaarverslag.pdf", "/download/7", "/download/8"),
            "/files/studiegids-ict.pdf": (200, PDF, study_guide()),
            "/files/jaarverslag.pdf": (200, PDF, study_guide()),
            "/download/7": (
                200,
                PDF | {"Content-Disposition": "attachment; filename=Modulewijzer_AI.pdf"},
                b"%PDF-1.4 x",
            ),
            "/download/8": (200, PDF | {"Content-Disposition": "attachment; filename=Menukaart.pdf"}, b"x" * 1_000_000),
        }
    )
    run = crawled(sqlite_database, add_source(sqlite_database, site.url))
    assert run.state is RunState.FINISHED
    assert run.courses_new == 5
    rows = page_rows(sqlite_database)
    assert rows["/files/studiegids-ict.pdf"].state is PageState.READ
    assert rows["/files/jaarverslag.pdf"].state is PageState.SKIPPED
    assert rows["/files/jaarverslag.pdf"].problem == "a PDF whose name is not that of a study guide"
    assert (rows["/download/7"].state, rows["/download/7"].problem) == (PageState.FAILED, "the PDF is damaged")
    assert rows["/download/8"].state is PageState.SKIPPED
    assert "/files/jaarverslag.pdf" not in site.bodies()
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        course = session.exec(select(Course).where(Course.code == "ICT-DB-1")).one()
        sighting = session.exec(select(Sighting).where(Sighting.entity_id == course.id)).one()
    engine.dispose()
    assert sighting.page == f"{site.url}files/studiegids-ict.pdf"
    assert sighting.evidence["code"] == "PDF page 3: Code: ICT-DB-1"

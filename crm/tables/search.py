"""What search looks through: one row a thing, kept by the fold."""

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.columns import enum_of
from crm.words import EntityKind


class SearchText(SQLModel, table=True):
    """The searchable words of an entity, folded. SQLite keeps full-text and trigram indexes over it by triggers."""

    __tablename__ = "search_text"
    id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    kind: EntityKind = Field(sa_type=enum_of(EntityKind))
    name: str
    """As shown."""
    place: str
    """Where it belongs, as shown: "HBO-ICT · Hogeschool aan Zee"."""
    words: str
    """Name, code, e-mail, place: folded by `crm.text.fold`."""
    courses: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Names of the courses a person has a role at, folded; empty for everything else.

    Apart from `words`, so that a list finds whoever teaches a course, and the search over everything the course itself.
    """

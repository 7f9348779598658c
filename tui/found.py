"""The signs by which a page as text shows what was found in it: a glyph and a tone for each sort."""

from crm.words import RoleKind

_PERSON = ("•", "key")
FOUND: dict[str, tuple[str, str]] = {
    **{str(kind): _PERSON for kind in RoleKind},
    "person": ("-", "dim"),
    "course_name": ("»", "good"),
    "course_code": ("#", "strong"),
    "credits": ("=", "strong"),
    "email": ("@", "match"),
}
"""What was found → glyph and tone. `person`: somebody who was seen and is no contact."""

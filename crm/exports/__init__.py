"""Contact lists for people and machines."""

from crm.exports.exporting import ExportResult, ExportWish, export, preview
from crm.exports.formats import ExportFormat

__all__ = ["ExportFormat", "ExportResult", "ExportWish", "export", "preview"]

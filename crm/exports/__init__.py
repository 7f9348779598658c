"""Contact lists for people and machines."""

from crm.exports.exporting import ExportResult, export
from crm.exports.formats import ExportFormat

__all__ = ["ExportFormat", "ExportResult", "export"]

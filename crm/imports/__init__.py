"""Contacts from files: address books, the office's old sheets, and LinkedIn's own export."""

"""Fetches the pages of schools and reads them."""

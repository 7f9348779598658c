"""The query language of search boxes, `--query` and saved lists."""

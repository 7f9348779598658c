"""Somebody who came in by every road, erased, and looked for in every file: `python -m benchmarks.erasure`."""

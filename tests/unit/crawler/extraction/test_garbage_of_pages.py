"""Nothing looks for circles of garbage while a page is read: so reading must leave none."""

import gc

from crawler.extraction import read_page

URL = "https://school.example/vakken/databases"
PAGE = """
<html lang="nl"><head><title>Databases</title></head><body><nav><ul><li><a href="/">Start</a></li></ul></nav><main>
<h1>Databases</h1><table><tr><th>Vakcode</th><td>HS-00123</td></tr><tr><th>Docent</th><td>Noor Bakker</td></tr></table>
<h2>Contact</h2><p>Coördinator: dr. Piet Mulder, <a href="mailto:p.mulder@school.example">mail</a></p>
<ul><li><a href="/vakken/statistiek">Statistiek</a></li><li>Toets 1</li><li>Toets 2</li></ul></main></body></html>
"""


def test_a_page_that_was_read_leaves_no_circles_of_garbage() -> None:
    assert read_page(PAGE, URL).people, "the page has people, and the word lists are loaded"
    gc.collect()
    gc.disable()
    try:
        read_page(PAGE, URL)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_search_for_garbage_goes_on_after_a_page() -> None:
    assert gc.isenabled()
    read_page(PAGE, URL)
    assert gc.isenabled()

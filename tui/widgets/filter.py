"""The field above a list that filters it."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Filter(Input):
    """One line. Its text grows at every key; the screen is not laid out anew for that, since nothing else moves."""

    virtual_size = Reactive(Size(0, 0), layout=False)

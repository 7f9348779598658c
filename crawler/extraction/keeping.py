"""The answers that the recognisers keep for texts that come back, and how they are let go."""

import sys

_PACKAGES = ("crawler.", "crm.")


def forget_answers() -> None:
    """Empties every bounded cache of this program: what was kept of texts that will not be read again.

    Vocabularies, which are kept without bound, stay. A crawl calls this between reading and folding, each of which
    needs much memory.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(_PACKAGES):
            for kept in list(vars(module).values()):
                parameters = getattr(kept, "cache_parameters", None)
                if callable(parameters) and parameters()["maxsize"]:
                    kept.cache_clear()

"""Parts of a page that tabs show one at a time: what a tab is called heads what it shows."""

from lxml import etree

MOST_TABS = 30
"""Tabs of a page that are looked at; more are something else."""

LONGEST_NAME = 60
"""Characters of what a tab is called."""

_SIGNS = (b"nav-tabs", b'="tab', b'="pill')
"""What stands in the source of a page with tabs: a class, a role, or what a link toggles."""
_KINDS = frozenset({"tab", "pill"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def head_tabs(root: "etree._Element", source: bytes) -> None:
    """Puts the name of each tab as a heading over what it shows, where that has none itself."""
    if not any(sign in source for sign in _SIGNS):
        return
    tabs = [tab for tab in root.iter("a", "button") if _is_tab(tab)]
    if not 2 <= len(tabs) <= MOST_TABS:
        return
    shown = {id_: element for element in root.iter(etree.Element) if (id_ := element.get("id"))}
    for tab in tabs:
        target = tab.get("aria-controls") or (tab.get("data-bs-target") or tab.get("href") or "").removeprefix("#")
        part = shown.get(target)
        name = " ".join("".join(tab.itertext()).split())
        if part is None or part in tab.iterancestors() or not 0 < len(name) <= LONGEST_NAME or _has_heading(part):
            continue
        heading = etree.Element("h4")
        heading.text = name
        heading.tail, part.text = part.text, None
        part.insert(0, heading)


def _is_tab(element: "etree._Element") -> bool:
    if element.get("role") == "tab" or _KINDS & {element.get("data-toggle"), element.get("data-bs-toggle")}:
        return True
    around = [element.getparent()]
    around += [around[0].getparent()] if around[0] is not None else []
    return any(outer is not None and "nav-tabs" in (outer.get("class") or "") for outer in around)


def _has_heading(part: "etree._Element") -> bool:
    """Whether a part begins with a heading of its own."""
    first = next(
        (child for child in part.iter(etree.Element) if child is not part and (child.text or "").strip()), None
    )
    return first is not None and first.tag in _HEADINGS

"""How HTML hides text from the people who read it."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

_GONE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|mso-hide:all|opacity:0(?:\.0{1,4})?(?![\d.])|max-height:0(?![\d.])"
    r"|text-indent:-\d{3}|(?:left|top):-\d{3}|clip:rect\(0"
)
_SIZE = re.compile(r"font-size:(?P<none>0(?:\.0{1,4})?(?![\d.])|[01](?:\.\d{1,4})?p[xt])?")
_WHITE = re.compile(r"(?<![\w-])color:(?:#fff(?:fff)?(?![0-9a-f])|white\b|rgba?\(255,255,255)")
_SPACE = re.compile(r"\s+")


class Hiding:
    """Knows what of one document is out of sight, by its style sheets, styles and attributes."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._names = _hiding_names(soup)

    def hides(self, tag: Tag, *, on_colour: bool) -> bool:
        """Whether the tag and all in it is out of sight; white text is, unless it stands on a colour."""
        if not tag.attrs:
            return False
        style = _plain(_attribute(tag, "style"))
        if tag.has_attr("hidden") or _attribute(tag, "aria-hidden").strip().lower() == "true" or _GONE.search(style):
            return True
        names = {f"#{_attribute(tag, 'id')}", *(f".{name}" for name in _attribute(tag, "class").split())}
        if not self._names.isdisjoint(names):
            return True
        white = _WHITE.search(style) or _WHITE.search(f"color:{_plain(_attribute(tag, 'color'))}")
        return bool(white) and not on_colour and not has_background(tag)


def no_size(tag: Tag) -> bool | None:
    """Whether the tag's letters have no size; None where it says nothing, so that its parent's size holds."""
    size = _SIZE.search(_plain(_attribute(tag, "style"))) if tag.attrs else None
    return None if size is None else size["none"] is not None


def has_background(tag: Tag) -> bool:
    return bool(tag.attrs) and (tag.has_attr("bgcolor") or tag.has_attr("background") or "background" in _attribute(tag, "style").lower())


def _hiding_names(soup: BeautifulSoup) -> frozenset[str]:
    """The `.class` and `#id` selectors whose rule hides; rules within media queries do not count."""
    names = set()
    for sheet in soup.find_all("style"):
        for rule in sheet.get_text().split("}"):
            selectors, brace, style = rule.partition("{")
            if brace and "{" not in style and _GONE.search(_plain(style)):
                names |= {name.strip() for name in selectors.split(",") if name.strip()[:1] in {".", "#"}}
    return frozenset(names)


def _plain(style: str) -> str:
    return _SPACE.sub("", style[:4_000]).lower()


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else value or ""

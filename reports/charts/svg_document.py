"""The SVG document of a chart, made from Matplotlib's drawing by way of its tree.

In: the text that Matplotlib writes, or one that `described_svg` gave. Out: SVG text without script or reference to
anything outside. Knows neither rows nor charts.
"""

import base64
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from reports.charts.palette import THEME, palette

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
FAMILY = "'Source Sans 3'"  # as Matplotlib writes it into styles
for prefix, namespace in (("", SVG), ("xlink", XLINK)):
    ET.register_namespace(prefix, namespace)


def described_svg(text: str, name: str, title: str, alt: str, tips: Mapping[str, str]) -> str:
    """Clean Matplotlib's SVG and give it a title, a description and tooltips; `tips` maps ids of artists to texts.

    Only ids that something in the document refers to are left.
    """
    root = ET.fromstring(text)  # nosec B314 # drawn by Matplotlib
    for metadata in root.findall(_tag("metadata")):
        root.remove(metadata)
    for element in root.iter():
        _tidy(element)
        if (text_of := tips.get(element.get("id", ""))) is not None:
            element.attrib = {"class": "tip"}
            element.insert(0, _words("title", text_of))
    labels = {"title": (f"t-{name}", title), "desc": (f"d-{name}", " ".join(alt.split()))}
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(key for key, _ in labels.values()))
    for place, (tag, (key, words)) in enumerate(labels.items()):
        root.insert(place, _words(tag, words, id=key))
    _drop_unused_ids(root)
    return _written(root)


def standalone_svg(text: str) -> str:
    """Put the fonts that a drawing names inside it, so that it looks the same wherever it is opened."""
    root = ET.fromstring(text)  # nosec B314 # drawn by Matplotlib
    for style in root.iter(_tag("style")):
        style.text = _font_faces() + (style.text or "")
    return _written(root)


def inline_svg(text: str) -> str:
    """Fit a drawing for use within a page: as wide as its place, colours by name, no style that leaks, one line."""
    root = ET.fromstring(text)  # nosec B314 # drawn by Matplotlib
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    names = {value: f"var(--{name})" for name, value in palette().items()}
    for element in root.iter():
        for style in element.findall(_tag("style")):
            element.remove(style)
        for key, value in element.attrib.items():
            element.set(key, re.sub(r"#[0-9a-f]{6}\b", lambda m: names.get(m[0], m[0]), value))
        element.text, element.tail = _one_line(element.text), _one_line(element.tail)
    return _written(root)


def _tag(name: str) -> str:
    """Return the name of an SVG element as the tree has it."""
    return f"{{{SVG}}}{name}"


def _words(tag: str, text: str, **attributes: str) -> ET.Element:
    """Return an element that holds nothing but text."""
    element = ET.Element(_tag(tag), attributes)
    element.text = text
    return element


def _tidy(element: ET.Element) -> None:
    """Name one fallback for the report's font, which the reader's browser has; drop rotations by nothing and spaces."""
    if style := element.get("style"):
        element.set("style", "; ".join(map(_with_fallback, style.split("; "))))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if path := element.get("d"):
        element.set("d", " ".join(path.split()))


def _with_fallback(declaration: str) -> str:
    """Return a declaration of a style whose fonts end with the report's own and `sans-serif`."""
    if declaration.startswith("font") and FAMILY in declaration:
        return declaration.partition(FAMILY)[0] + f"{FAMILY}, sans-serif"
    return declaration


def _drop_unused_ids(root: ET.Element) -> None:
    """Remove the ids that nothing refers to: by `#id` in an attribute, or as the label of the whole."""
    used = set(root.get("aria-labelledby", "").split())
    for element in root.iter():
        used.update(target for value in element.attrib.values() for target in _targets(value))
    for element in root.iter():
        if element.get("id", "") not in used:
            element.attrib.pop("id", None)


def _targets(value: str) -> Iterator[str]:
    """Return the ids that the value of an attribute refers to: `#a`, `url(#a)`."""
    for part in value.split("#")[1:]:
        yield part.partition(")")[0]


def _font_faces() -> str:
    """Return CSS with the report's fonts inside."""
    faces = ""
    for weight in (400, 600):
        font = THEME / "fonts" / f"source-sans-3-latin-{weight}-normal.woff2"
        data = base64.b64encode(font.read_bytes()).decode()
        faces += (
            f"@font-face {{font-family: {FAMILY}; font-weight: {weight}; src: url(data:font/woff2;base64,{data})}}\n"
        )
    return faces


def _one_line(text: str | None) -> str | None:
    """Return text without line breaks and what surrounds them."""
    return re.sub(r"[ \t]*\n[ \t]*", " ", text) if text else text


def _written(root: ET.Element) -> str:
    """Return the document as text, without a preamble."""
    return ET.tostring(root, encoding="unicode")

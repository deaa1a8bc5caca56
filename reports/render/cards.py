"""The pictures that stand beside links to the site where they are shared: one PNG for each page of the report.

In: title and finding of a page, and its first chart. Out: 1200 × 630 pixels, drawn by Typst from `card.typ`, and kept
in a folder until what it shows changes.
"""

import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import typst
from PIL import Image

from reports.render.page_error import PageError
from schemas.work_folders import work_folder

HERE = Path(__file__).resolve().parent
THEME = HERE.parent / "theme"
PALETTE = THEME / "palette.css"
TEMPLATE = HERE / "card.typ"
SIZE = (1200, 630)  # pixels, as the networks ask for; one point of the template is one pixel
COLOURS = {"ink": "ink", "muted": "muted", "accent": "estimate"}  # name in the template → in palette.css


@dataclass(frozen=True)
class Card:
    """What one picture says; `foot` names the site's address and the version, `chart` is an SVG or nothing."""

    brand: str
    title: str
    finding: str
    foot: str
    chart: Path | None = None


def draw(card: Card, target: Path, kept: Path) -> None:
    """Write the picture to `target`, taking it from the folder `kept` if it is there. Raises PageError."""
    picture = kept / f"{digest(card)}.png"
    if not is_picture(picture):
        with work_folder(kept, "drawing") as folder:
            shutil.copyfile(TEMPLATE, folder / "card.typ")
            if card.chart:
                shutil.copyfile(card.chart, folder / "chart.svg")
            given = {k: v for k, v in asdict(card).items() if k != "chart"} | colours()
            given["chart"] = "chart.svg" if card.chart else ""
            try:
                typst.compile(
                    str(folder / "card.typ"), str(folder / "card.png"), root=str(folder), format="png", ppi=72.0,
                    font_paths=[str(THEME / "fonts")], sys_inputs=given,
                )  # fmt: skip
            except typst.TypstError as error:
                raise PageError(f"card of “{card.title}”: Typst stopped: {error}") from None
            shrink(folder / "card.png", folder / "small.png")
            (folder / "small.png").replace(picture)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(picture, target)


def is_picture(path: Path) -> bool:
    """Tell whether a file is there and a whole picture."""
    try:
        with Image.open(path) as picture:
            picture.verify()
    except (OSError, SyntaxError):  # as Pillow says that a PNG is broken
        return False
    return True


def shrink(drawn: Path, target: Path) -> None:
    """Write a picture with 64 colours: charts need no more, and it has a third of the size."""
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(64).save(target, optimize=True)


def digest(card: Card) -> str:
    """Return what decides how a picture looks, in short."""
    words = json.dumps([card.brand, card.title, card.finding, card.foot, colours()])
    chart = card.chart.read_bytes() if card.chart else b""
    return hashlib.sha256(words.encode() + TEMPLATE.read_bytes() + chart).hexdigest()


def colours() -> dict[str, str]:
    """Return the colours of the template from the first block of palette.css."""
    text = PALETTE.read_text(encoding="utf-8")
    found = dict(reversed(re.findall(r"--([\w-]+): (#\w+);", text)))
    return {name: found[there] for name, there in COLOURS.items()}

"""The frame of a page of the site, taken from one that a renderer made, for pages that are made after it.

In: the HTML of a rendered page at the root of the site. Out: `Frame.page(...)`, the HTML of another page, in a folder
below the root or beside it, with the same header, footer, style sheets and scripts.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

RELATIVE = re.compile(r"""\b((?:href|src)=")(?![a-z][a-z0-9+.-]*:|//|/|#)""", re.IGNORECASE)
OF_THE_PAGE = re.compile(
    r"""<link\b[^>]*\brel="(?:alternate|canonical)"[^>]*>\s*|<script\b[^>]*application/ld\+json[^>]*>.*?</script>\s*"""
    r"""|<a\b[^>]*\bhreflang="[^>]*>.*?</a>\s*|<meta\b[^>]*\bname="description"[^>]*>\s*""",
    re.DOTALL,
)
CANONICAL = re.compile(r"""<link\b[^>]*\brel="canonical"[^>]*\bhref="(https?://[^"]*/)[^"/]*\.html\"""")
CARD = re.compile(r"""(<meta\b[^>]*(?:property|name)="(?:og|twitter):(title|description|url)"[^>]*content=")[^"]*""")
TITLE = re.compile(r"<title>.*?( – [^<]*)?</title>", re.DOTALL)
BODY = re.compile(r"""<div class="frame">.*(?=<footer)""", re.DOTALL)


PLACE = "<!-- the page -->"


@dataclass(frozen=True)
class Frame:
    """What stands around the main part of a page, and the address of the site if the page tells it (with a slash at the
    end), else nothing."""

    html: str
    site: str

    def page(self, title: str, description: str, path: str, body: Markup) -> str:
        """Return the HTML of the page at `path`, as in `claims/a.html`, with `body` as its main part."""
        up, card = "../" * path.count("/"), {"title": title, "description": description, "url": self.site + path}
        html = RELATIVE.sub(lambda m: m[1] + up, self.html)
        html = CARD.sub(lambda m: m[1] + str(escape(card[m[2]])), html)
        html = TITLE.sub(lambda m: f"<title>{escape(title)}{m[1] or ''}</title>{self._links(description, path)}", html)
        return html.replace(PLACE, f'<div class="frame">\n<main id="content">\n{body}\n</main>\n</div>\n')

    def _links(self, description: str, path: str) -> str:
        canonical = f'\n<link rel="canonical" href="{escape(self.site + path)}">' if self.site else ""
        return f'\n<meta name="description" content="{escape(description)}">{canonical}'


def frame(html: str) -> Frame:
    """Return the frame of a rendered page. Raises ValueError if its main part is not where it was."""
    around, count = BODY.subn(PLACE, html, count=1)
    if not count:
        raise ValueError(f"the rendered page has nothing like {BODY.pattern}: reports/render/template.html changed")
    found = CANONICAL.search(around)
    around = OF_THE_PAGE.sub("", around).replace('aria-current="page"', 'aria-current="true"')
    return Frame(around, found[1] if found else "")

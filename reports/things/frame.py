"""The frame of a page of the site, taken from one that a renderer made, for pages that are made after it.

In: the HTML of a rendered page at the root of the site. Out: `Frame.page(...)`, the HTML of another page, in a folder
below the root or beside it, with the same header, footer, style sheets and scripts.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup

RELATIVE = re.compile(r"""\b((?:href|src)=")(?![a-z][a-z0-9+.-]*:|//|/|#)""", re.IGNORECASE)
OF_THE_PAGE = re.compile(
    r"""<(?:link|a)\b[^>]*\bhreflang="[^>]*>(?:[^<]*</a>)?\s*|<meta\b[^>]*\bname="description"[^>]*>\s*"""
)
TITLE = re.compile(r"<title>.*?( – [^<]*)?</title>", re.DOTALL)
BODY = re.compile(r"""<div class="frame">.*(?=<footer)""", re.DOTALL)
PLACE = "<!-- the page -->"


@dataclass(frozen=True)
class Frame:
    """What stands around the main part of a page, and the address of the site, with a slash at its end."""

    html: str
    site: str

    def page(self, title: str, description: str, path: str, body: Markup) -> str:
        """Return the HTML of the page at `path`, as in `claims/a.html`, with `body` as its main part."""
        up = "../" * path.count("/")
        head = Markup('<title>{}{}</title>\n<meta name="description" content="{}">\n<link rel="canonical" href="{}">')
        html = RELATIVE.sub(lambda m: m[1] + up, self.html)
        html = TITLE.sub(lambda m: head.format(title, Markup(m[1] or ""), description, self.site + path), html)  # nosec B704 # of a rendered page
        return html.replace(PLACE, f'<div class="frame">\n<main id="content">\n{body}\n</main>\n</div>\n')


def frame(html: str, site: str) -> Frame:
    """Return the frame of a rendered page. Raises ValueError if its main part is not where it was."""
    around, count = BODY.subn(PLACE, html, count=1)
    if not count:
        raise ValueError(f"the rendered page has nothing like {BODY.pattern}: reports/render/template.html changed")
    return Frame(OF_THE_PAGE.sub("", around).replace('aria-current="page"', 'aria-current="true"'), site)

"""The frame of a page of the site, taken from one that a renderer made, for pages that are made after it.

In: the HTML of a rendered page at the root of the site, or in a language’s folder. Out: `Frame.page(...)`, the HTML
of another page, in a folder below that one or beside it, with the same header, footer, style sheets and scripts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from reports.text.language import words

RELATIVE = re.compile(r"""\b((?:href|src)=")(?![a-z][a-z0-9+.-]*:|//|/|#)""", re.IGNORECASE)
OF_THE_PAGE = re.compile(r"""<link\b[^>]*\bhreflang="[^>]*>\s*|<meta\b[^>]*\bname="description"[^>]*>\s*""")
SWITCH = re.compile(r"""(?:<a lang="[^"]*" hreflang="[^"]*"[^>]*>[^<]*</a>\s*)+""")
TITLE = re.compile(r"<title>.*?( – [^<]*)?</title>", re.DOTALL)
BODY = re.compile(r"""<div class="frame">.*(?=<footer)""", re.DOTALL)
PLACE, OTHERS = "<!-- the page -->", "<!-- other languages -->"


@dataclass(frozen=True)
class Frame:
    """What stands around the main part of a page, the address of the site, with a slash at its end, and the folder of
    the language: nothing, or its code with a slash."""

    html: str
    site: str
    folder: str = ""

    def page(
        self, title: str, description: str, path: str, body: Markup, others: Mapping[str, str] | None = None
    ) -> str:
        """Return the HTML of the page at `path`, as in `claims/a.html`, with `body` as its main part; `others` are the
        paths of the same page in other languages, by their codes."""
        root = "../" * path.count("/")
        up = "../" * (path.count("/") - self.folder.count("/"))
        head = Markup('<title>{}{}</title>\n<meta name="description" content="{}">\n<link rel="canonical" href="{}">')
        links, switch = Markup(""), Markup("")
        for code, other in (others or {}).items():
            links += Markup('\n<link rel="alternate" hreflang="{}" href="{}">').format(code, root + other)
            switch += Markup('<a lang="{0}" hreflang="{0}" href="{1}">{2}</a>\n').format(
                code, root + other, words(code)["language"]
            )

        def head_of(found: re.Match[str]) -> str:
            extra = Markup(found[1] or "")  # nosec B704 # of a rendered page
            return head.format(title, extra, description, self.site + path) + links

        html = TITLE.sub(head_of, lifted(self.html, up))
        html = html.replace(OTHERS, switch)
        return html.replace(PLACE, f'<div class="frame">\n<main id="content">\n{body}\n</main>\n</div>\n')


@cache
def lifted(html: str, up: str) -> str:
    """Return HTML whose relative addresses start from a folder below; `up` leads out of it."""
    return RELATIVE.sub(lambda m: m[1] + up, html)


def frame(html: str, site: str, folder: str = "") -> Frame:
    """Return the frame of a rendered page. Raises ValueError if its main part is not where it was."""
    around, count = BODY.subn(PLACE, html, count=1)
    if not count:
        raise ValueError(f"the rendered page has nothing like {BODY.pattern}: reports/render/template.html changed")
    around = SWITCH.sub(OTHERS, OF_THE_PAGE.sub("", around), count=1)
    return Frame(around.replace('aria-current="page"', 'aria-current="true"'), site, folder)

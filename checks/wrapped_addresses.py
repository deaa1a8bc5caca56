"""Addresses that lead to a page through another: redirects, copies in archives, translations, AMP.

In: an address. Out: the address inside, or nothing. Nothing is fetched: an address whose target cannot be read from it
is `opaque`, or a short link.
"""

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

MANY = 20_000  # addresses of which it is kept what was made out, as several rules ask the same
ARCHIVES = ("archive.org", "archive.today", "archive.ph", "archive.is", "archive.md", "archive.fo", "archive.li",
            "archive.vn", "perma.cc", "webcitation.org", "ghostarchive.org", "megalodon.jp", "arquivo.pt",
            "webarchive.org.uk", "webarchive.nationalarchives.gov.uk", "softwareheritage.org", "archive-it.org",
            "webarchive.loc.gov", "wayback.vefsafn.is", "timetravel.mementoweb.org")  # fmt: skip
SHORTENERS = {
    "bit.ly", "bit.do", "bitly.com", "t.co", "goo.gl", "g.co", "tinyurl.com", "ow.ly", "vo.la", "reurl.cc", "is.gd",
    "v.gd", "buff.ly", "lnkd.in", "dlvr.it", "shorturl.at", "rb.gy", "t.cn", "url.cn", "w.url.cn", "han.gl", "me2.do",
    "dwz.cn", "dwz.win", "dwz.date", "b23.tv", "bili2233.cn", "xhslink.com", "suo.im", "suo.nz", "sourl.cn", "mrw.so",
    "985.so", "urlc.cn", "6url.cn", "rrd.me", "iii.im", "3.cn", "tb.cn", "m.tb.cn", "u.jd.com", "v.douyin.com",
    "v.kuaishou.com", "163cn.tv", "zjurl.cn", "c1ns.cn", "0rz.tw", "ppt.cc", "lihi.cc", "lihi1.com", "pse.is",
    "cutt.ly",
    "rebrand.ly", "tiny.cc", "s.id", "x.co", "adf.ly", "bl.ink", "snip.ly", "trib.al", "wapo.st", "nyti.ms",
    "on.ft.com",
    "reut.rs", "bloom.bg", "cnb.cx", "on.wsj.com", "econ.st", "zd.net", "ift.tt", "fb.me", "fb.watch", "redd.it",
    "amzn.to", "amzn.asia", "aka.ms", "goo.su", "clck.ru", "vk.cc", "t.ly", "hubs.ly", "hubs.la", "lnk.to", "qr.ae",
    "flip.it", "apple.news", "shrtco.de", "short.io", "dub.sh", "tr.ee", "spr.ly", "po.st", "wp.me", "su.pr",
    "db.tt", "page.link", "app.link", "onelink.me", "smart.link", "search.app", "share.google",
    "naver.me", "kko.to", "url.kr", "zpr.io", "mzl.la", "msft.it", "nvda.ws", "intel.ly",
    "cli.gs", "soo.gd", "u.to", "qps.ru", "tny.im", "2.gp", "cutt.us", "shorte.st", "ouo.io",
}  # fmt: skip
# where the address cannot be read from the link, by host and beginning of the path
OPAQUE = [("baidu.com", "/link"), ("sogou.com", "/link"), ("so.com", "/link"), ("news.google.com", "/articles/"),
          ("news.google.com", "/rss/articles/"), ("news.google.com", "/read/"), ("google.com", "/goto"),
          ("toutiao.com", "/is/"), ("feedproxy.google.com", "/~r/"), ("weixin.sogou.com", "/link"),
          ("news.yahoo.com", "/rss/articles"), ("t.umblr.com", "/x/"), ("linkedin.com", "/slink"),
          ("bing.com", "/ck/a"), ("bing.com", "/news/apiclick"), ("smartnews.com", "/x/"), ("duckduckgo.com", "/y.js"),
          ("urldefense.proofpoint.com", "/v1/")]  # fmt: skip
INNER = {"q", "u", "url", "uri", "to", "target", "dest", "destination", "redirect", "redirect_url", "redirect_uri",
         "redirecturl", "redir", "link", "href", "goto", "go", "out", "r", "z", "uddg", "pfurl", "ru", "rurl", "jump",
         "jumpurl", "jump_url", "toulink", "ued", "adurl", "ref_url", "gourl", "weburl", "newsurl", "article_url",
         "link_url", "share_url", "continue"}  # fmt: skip
SCHEME = re.compile(r"https?:/{1,2}", re.I)
IN_PATH = re.compile(r"/(?:cache:)?(https?:/{1,2}.+|https?%3a.+)$", re.I)
WAYBACK = re.compile(r"/(?:web|wayback|ukgwa|all|\d+)/[\d*]+(?:[a-z]{2}_)?/(.+)$")
CACHED = re.compile(r"cache:(?:[\w-]{6,}:)?(\S+)")
AMP_CACHE = re.compile(r"/(?:amp|v|c|i|bg)(?:/s)?/(s/)?([^/]+\..+)$")
HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/|$)")
MOST_LAYERS = 6
FRONT = re.compile(
    r"/?(save(/.*)?|web/?|submit/?|wayback/?|index\.html?|web/\*.*|search.*|browse/?|wip/.*|[\w-]*/\*/.*)?"
)


def unwrapped(url: str) -> str:
    """Return the address of the page itself, as far as it can be read from an address.

    >>> unwrapped("https://www.google.com/url?q=https%3A%2F%2Fa.org%2Fx&sa=D")
    'https://a.org/x'
    >>> unwrapped("https://web.archive.org/web/2025/https://a.org/x"), unwrapped("https://a-org.translate.goog/x?_x_tr_sl=zh")
    ('https://a.org/x', 'https://a.org/x')
    """
    for _ in range(MOST_LAYERS):
        inside = address_inside(url)
        if not inside or inside == url:
            break
        url = inside
    return url


@lru_cache(MANY)
def address_inside(url: str) -> str:
    """Return the address that an address carries within, one layer; nothing if it carries none."""
    parts = split(url)
    host = bare_host(parts)
    query = dict(reversed(parse_qsl(parts.query)))
    inside = _translated(host, parts) or _of_amp_cache(host, parts)
    if not inside and is_archive(host) and (copy := WAYBACK.search(parts.path)):
        inside = _with_query(copy[1], parts)
    if not inside and (found := IN_PATH.search(parts.path)):
        inside = _with_query(found[1] if SCHEME.match(found[1]) else unquote(found[1]), parts)
    if not inside and host.endswith("googleusercontent.com") and (cached := CACHED.match(query.get("q", ""))):
        inside = cached[1]
    if not inside and host.startswith("urldefense.") and (found := re.search(r"__(https?:.+?)__", url)):
        inside = found[1]
    for name, value in query.items() if not inside else ():
        value = _decoded(value) if name.lower() in ("u", "url", "target") else value
        if name.lower() in INNER and SCHEME.match(value) and HOST.match(SCHEME.sub("", value, count=1)):
            inside = value
            break
    if inside and not SCHEME.match(inside):
        inside = f"https://{inside}" if HOST.match(inside) else ""
    return SCHEME.sub(lambda m: m[0].rstrip("/") + "//", inside, count=1) if inside else ""


def _with_query(path: str, parts: SplitResult) -> str:
    return path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def _decoded(value: str) -> str:
    """Return an address that is written in base64, as Bing does behind “a1”; else the value."""
    coded = value[2:] if value.startswith("a1") else value
    if not coded.startswith("aHR0c"):
        return value
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return value


def _translated(host: str, parts: SplitResult) -> str:
    """Return the page behind a translation by Google, whose host spells the dots of the page’s as dashes."""
    if not host.endswith(".translate.goog"):
        return ""
    spelt = host.removesuffix(".translate.goog")
    real = re.sub(r"(?<!-)-(?!-)", ".", spelt).replace("--", "-")
    query = "&".join(p for p in parts.query.split("&") if p and not p.startswith("_x_tr_"))
    return urlunsplit(("https", real, parts.path, query, parts.fragment))


def _of_amp_cache(host: str, parts: SplitResult) -> str:
    """Return the page behind a copy in a cache of AMP pages: of Google, of Bing, of ampproject.org."""
    cache = host.endswith(".cdn.ampproject.org") or host.endswith(".bing-amp.com") or (
        re.fullmatch(r"(google\.[a-z.]+|bing\.com)", host) and parts.path.startswith("/amp/")
    )  # fmt: skip
    found = AMP_CACHE.match(parts.path) if cache else None
    return _with_query(f"http{'s' if found[1] else ''}://{found[2]}", parts) if found else ""


@lru_cache(MANY)
def split(url: str) -> SplitResult:
    """Split an address; what cannot be split has no parts."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 — raises where it is no number
        return parts
    except ValueError:
        return SplitResult("", "", "", "", "")


def bare_host(parts: SplitResult) -> str:
    """Return the host without “www.” and a point at its end."""
    return (parts.hostname or "").rstrip(".").removeprefix("www.")


def is_archive(host: str) -> bool:
    """Tell whether a host is a web archive’s."""
    return any(host == a or host.endswith(f".{a}") for a in ARCHIVES)


def is_copy(url: str) -> bool:
    """Tell whether an address in an archive is one copy: no front page, list of copies, search or order to save.

    >>> is_copy("https://archive.ph/AbCdE"), is_copy("https://archive.ph/"), is_copy("https://web.archive.org/save/a.org")
    (True, False, False)
    """
    return not FRONT.fullmatch(split(url).path)


def leads_on(url: str) -> bool:
    """Tell whether an address is a short link, or another whose target cannot be read from it."""
    parts = split(url)
    host = bare_host(parts)
    opaque = any((host == h or host.endswith(f".{h}")) and parts.path.startswith(p) for h, p in OPAQUE)
    short = host in SHORTENERS or any(
        host.endswith(f".{s}") for s in ("page.link", "app.link", "onelink.me", "link.bio")
    )
    return (short or opaque) and not address_inside(url)

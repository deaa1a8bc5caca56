"""Addresses: broken ones, private ones, ones that open to one visitor, and one page under many addresses."""

from pathlib import Path

from torture.hostile import Change, Hostile, read_rows, with_cell, write_rows
from torture.inputs.text_places import SOURCE

PAGE = "https://h.example.org/a"
BROKEN = [
    f"{PAGE}。", f"{PAGE}）", f"{PAGE}，", f"{PAGE}；", f"{PAGE}」", f"{PAGE}”", f"{PAGE}.", f"{PAGE},", f"{PAGE})",
    f"{PAGE}>", f"{PAGE}?",
    f"{PAGE};https://b.example.org/3", f"{PAGE},http://b.example.org", f"{PAGE}；https://b.example.org",
    f"{PAGE}https://b.example.org".replace("https://b", "|https://b"),
    f"{PAGE}\u200b", f"{PAGE}\u202e", f"{PAGE}\ufeff", f"{PAGE}\x01", f"{PAGE}%00", f"{PAGE}%0d%0aX:1",
    f"{PAGE}%E2%80%8B", f"{PAGE}\"onclick=1",
    f"{PAGE}'x", f"{PAGE}<b>", f"{PAGE}|b", f"{PAGE}\\b", f"{PAGE}^b", f"{PAGE}{{b}}", f"{PAGE}`b", f"{PAGE}%zz",
    f"{PAGE}?a=1&amp;b=2",
    f"“{PAGE}”", f"<{PAGE}>", f"({PAGE})", f"[a]({PAGE})", "http://", "https:///a", "https://?a=1",
    "http:/h.example.org/a", "h.example.org/a",
    "https//h.example.org/a", "hxxps://h.example.org/a", "https：//h.example.org/a",
    "https://https://h.example.org/a", "//h.example.org/a",
    f"{PAGE}?{'x' * 2_000}", f"{PAGE}/{'y' * 9_000}", f"{PAGE} b", f"{PAGE}\u00a0b", f"{PAGE}\u3000b",
]  # fmt: skip
SCHEMES = ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://h.example.org/a",
    "mailto:a@h.example.org",
           "view-source:https://h.example.org", "chrome://settings", "blob:https://h.example.org/1", "ipfs://x",
           "magnet:?xt=1"]  # fmt: skip
HOSTS = [
    "http://localhost/a", "http://localhost:8080/a", "http://127.0.0.1/a", "http://10.0.0.5/a",
    "http://192.168.1.1/a", "http://[::1]/a",
    "http://2130706433/a", "http://0x7f000001/a", "http://0177.0.0.1/a", "http://169.254.169.254/latest/meta-data",
    "http://server/a",
    "http://nas.local/a", "http://wiki.corp/a", "http://a.internal/a", "http://127.0.0.1.nip.io/a",
    "https://8.8.8.8/a", "https://h.example.org:8443/a",
    "https://h.example.org:443/a", "https://x.onion/a", "https://hu\u0430wei.com/a", "https://xn--huwei-3ve.com/a",
    "https://\u0430\u0440\u0440\u04cf\u0435.com/a",
    "https://ｈ.example.org/a", "https://h。example.org/a", "https://-h.example.org/a",
    f"https://{'h' * 64}.example.org/a", "https://h..example.org/a",
    "https://me:secret@h.example.org/a", "https://token@h.example.org/a", "https://h.example.org@evil.example/a",
    "https://h.example.org:x/a",
]  # fmt: skip
SECRETS = [
    "sessionid=1", "PHPSESSID=1", "sid=abc&token=1", "token=abc", "access_token=a",
    "X-Amz-Signature=1&X-Amz-Date=2", "Signature=a&Expires=1",
    "sig=a&se=1&sp=r", "OSSAccessKeyId=1", "q-sign-algorithm=sha1", "auth_key=1", "sign=1&token=2", "ticket=ST-1",
    "jwt=a.b.c", "password=x",
    "api_key=1", "X-Goog-Signature=1", "xsec_token=1", "utm_source=a", "UTM_SOURCE=a", "fbclid=1", "gclid=1",
    "spm=1.2", "nsukey=1",
    "isappinstalled=0", "share_token=1", "vd_source=1", "sharer_sharetime=1", "wfr=spider", "cmpid=BBD",
    "guccounter=1", "igsh=1", "ysclid=1",
]  # fmt: skip
PATHS = [f"{PAGE};jsessionid=1A2B", f"{PAGE}#access_token=1", f"{PAGE}#/x?token=1"]
SHORT = ["https://bit.ly/3x", "https://t.co/ab", "https://dwz.cn/AbCd", "https://b23.tv/AbCd",
    "https://xhslink.com/a/AbCd", "https://suo.im/5",
         "https://m.toutiao.com/is/AbC/", "http://t.cn/A6", "https://v.douyin.com/iA", "https://url.cn/5",
         "https://m.tb.cn/h.1", "https://u.jd.com/a",
         "https://on.ft.com/3", "https://reut.rs/3", "https://www.baidu.com/link?url=AbC",
         "https://news.google.com/rss/articles/CBMi",
         "https://apple.news/AbC", "https://x.page.link/a"]  # fmt: skip
CODED = "https%3A%2F%2Fh.example.org%2Fa"
WRAPPED = [
    f"https://web.archive.org/web/2025/{PAGE}", f"https://web.archive.org/web/20250101000000id_/{PAGE}",
    "https://web.archive.org/web/2025/h.example.org/a",
    f"https://archive.ph/2025.01.01-000000/{PAGE}", f"https://archive.today/newest/{PAGE}",
    f"https://arquivo.pt/wayback/2025/{PAGE}", f"https://www.google.com/url?q={CODED}",
    f"https://www.google.com.hk/url?sa=t&url={CODED}&usg=1", f"https://l.facebook.com/l.php?u={CODED}&h=1",
    f"https://lm.facebook.com/l.php?u={CODED}", f"https://out.reddit.com/t3?url={CODED}",
    f"https://link.zhihu.com/?target={CODED}", f"https://weibo.cn/sinaurl?u={CODED}",
    f"https://www.linkedin.com/redir/redirect?url={CODED}",
    "https://www.bing.com/ck/a?!&u=a1aHR0cHM6Ly9oLmV4YW1wbGUub3JnL2E",
    "https://h-example-org.translate.goog/a?_x_tr_sl=zh&_x_tr_tl=en",
    f"https://translate.google.com/translate?sl=zh&u={CODED}", "https://www.google.com/amp/s/h.example.org/a",
    "https://h-example-org.cdn.ampproject.org/c/s/h.example.org/a",
    f"https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIj:{CODED}",
    f"https://duckduckgo.com/l/?uddg={CODED}", f"https://12ft.io/{PAGE}", f"https://r.jina.ai/{PAGE}",
    f"https://vk.com/away.php?to={CODED}", f"https://link.csdn.net/?target={CODED}",
    f"https://www.youtube.com/redirect?q={CODED}", f"https://eur01.safelinks.protection.outlook.com/?url={CODED}",
    f"https://urldefense.com/v3/__{PAGE}__;!!x", f"https://link.juejin.cn/?target={CODED}",
    f"https://c.pc.qq.com/middlem.html?pfurl={CODED}",
]  # fmt: skip
SPELT = [
    "http://h.example.org/a", "https://www.h.example.org/a", "https://m.h.example.org/a", "https://H.Example.ORG/a",
    f"{PAGE}/", f"{PAGE}//", f"{PAGE}/index.html",
    f"{PAGE}#top", f"{PAGE}#:~:text=words", f"{PAGE}/amp", f"{PAGE}/amp/", "https://amp.h.example.org/a",
    f"{PAGE}?amp=1", f"{PAGE}?outputType=amp", f"{PAGE}?ref=twitter",
    f"{PAGE}?from=timeline", f"{PAGE}?source=email", "https://h.example.org/%61", "https://h.example.org/./a",
    "https://h.example.org/b/../a", "https://h.example.org./a", "https://h.example.org//a",
]  # fmt: skip
COPIES = {
    "a front page": "https://archive.ph/", "no scheme's front": "https://web.archive.org",
    "an order to save": f"https://web.archive.org/save/{PAGE}",
    "a list of copies": f"https://web.archive.org/web/*/{PAGE}",
    "another page": "https://web.archive.org/web/20250101000000/https://other.example.org/",
    "a search": "https://archive.ph/search/?q=x", "a submission": "https://archive.ph/submit/?url=x",
    "no archive": "https://h.example.org/old/a", "a bracket at its end": "https://archive.ph/AbCdE）",
}  # fmt: skip
SOUND = ["https://例子.中国/新闻", "https://xn--fsqu00a.xn--fiqs8s/1", "https://h.example.org/#/news/1",
    "https://h.example.org/#!/news/2", "https://en.wikipedia.org/wiki/JCET_(firm)",
         "https://пример.рф/новости", "https://h.example.org/a+b/c~d,e;f=1?x=$1&y=@z",
         "https://mp.weixin.qq.com/s?__biz=MzA=&mid=1&idx=1&sn=ab"]  # fmt: skip


def with_pages(*urls: str) -> Change:
    """Return the change that gives the pages of sources these addresses, in their order."""

    def change(root: Path) -> None:
        rows = read_rows(root, "sources")
        at = rows[0].index("url")
        for row, url in zip(rows[2:], urls, strict=False):
            row[at] = url
        write_rows(root, "sources", rows)

    return change


def refused(kind: str, urls: list[str], words: str) -> list[Hostile]:
    """Return an input for each address, which the check must refuse in these words."""
    return [
        Hostile(
            f"{kind}: {url[:70]!a}",
            kind,
            with_cell("sources", SOURCE, "url", url),
            "refused",
            "data/sources.csv",
            words,
            most=2,
        )
        for url in urls
    ]


def once(kind: str, urls: list[str]) -> list[Hostile]:
    """Return an input for each address of the page, beside the plain one."""
    return [
        Hostile(
            f"{kind}: {url[:70]!a}",
            kind,
            with_pages(PAGE, url),
            "refused",
            "data/sources.csv",
            "the same page is",
            most=3,
        )
        for url in urls
    ]


INPUTS = [
    *refused("broken address", BROKEN, r"url|address|holds U\+"),
    *refused("no web address", SCHEMES, "does not"),
    *refused(
        "private address",
        HOSTS,
        "not the address of a public page|names a user|does not|perhaps|looks like|stands in no address",
    ),
    *refused("address of one visitor", [f"{PAGE}?id=3&{s}" for s in SECRETS] + PATHS,
        r"without: https://h\.example\.org/a"),
    *refused("short link", SHORT, "short link"),
    *once("wrapped address", WRAPPED),
    *once("one page", SPELT),
    *(Hostile(f"archive: {name}", "archive", with_cell("sources", SOURCE, "archive_url", url), "refused",
        "data/sources.csv",
              "archive|ends in") for name, url in COPIES.items()),
    Hostile("one page: percent code and Chinese", "one page", with_pages("https://i.example.org/芯片",
        "https://i.example.org/%E8%8A%AF%E7%89%87"),
            "refused", "data/sources.csv", "the same page is"),
    Hostile("one page: punycode and Chinese", "one page", with_pages("https://例子.中国/1",
        "https://xn--fsqu00a.xn--fiqs8s/1"),
            "refused", "data/sources.csv", "the same page is"),
    Hostile("sound addresses", "address", with_pages(*SOUND), "harmless"),
    Hostile("website: a bracket at its end", "website", with_cell("firms", "acm-research", "website",
        "https://www.acmr.com）"),
            "refused", "data/firms.csv", "ends in"),
]  # fmt: skip

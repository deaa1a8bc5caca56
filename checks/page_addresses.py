"""Addresses of pages: what is broken in one, what in one is a visitor’s and not the page’s, and when two are one page.

In: an address. Out: what is wrong and the address put right, or one form for all addresses of a page. Fetches nothing.
"""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlunsplit

from checks.characters import mixed_letters
from checks.wrapped_addresses import MANY, bare_host, split, unwrapped

LONGEST = 2_000  # characters that browsers, search engines and spreadsheets all take
TAGS = re.compile(  # say who came from where, or who shared it
    r"utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|yclid|ysclid|msclkid|twclid|ttclid|li_fat_id|igshid|igsh|srsltid|"
    r"mc_[ce]id|wt_mc|wt_zmc|spm|spm_id_from|bc|_hs\w+|hsctatracking|mkt_tok|vero_id|oly_(anon|enc)_id|rb_clickid|"
    r"s_cid|ref_src|ref_url|cmpid|ito|ncid|soc_(src|trk)|tsrc|guccounter|guce_\w+|at_(medium|campaign|custom\d?)|xtor|"
    r"ns_(mchannel|source|campaign|linkname|fee)|isappinstalled|nsukey|sharer_\w+|share_(token|source|medium|plat|session_id|"
    r"tag|times|from|id|did|uid|user\w*)|shareuid|sharefrom|weixin_share|wechat_redirect|from_wecom|vd_source|unique_k|"
    r"is_story_h5|buvid|xsec_(token|source)|app_(platform|version)|apptime|bsh_bid|sudaref|wfr|wxshare\w*|tt_from|"
    r"_branch_(match_id|referrer)|trk(campaign|info)?|mibextid|epik|s_kwcid|ef_id|_ga|_gl|_openstat|pk_(campaign|kwd)|"
    r"mtm_\w+|piwik_\w+|cndid|esid|__twitter_impression|sr_share|sra|smid|smtyp",
    re.I,
)
SECRETS = re.compile(  # open the page to one visitor, for a while
    r"(php|asp)?sess(ion)?[_-]?(id|key|token)|jsessionid|aspsessionid\w*|cfid|cftoken|s?sid(?=$)|token|(access|auth|id|refresh|"
    r"csrf|download|page|user|login|x)?_?-?token|auth(_key|orization)?|api_?-?key|apikey|sign|sig(nature)?|"
    r"(x-)?(amz|goog|oss|cos|obs|tos|ks3|bce|qiniu)-?[\w-]+|awsaccesskeyid|googleaccessid|ossaccesskeyid|key-pair-id|"
    r"policy|expires?|hdnea|hdnts|__token__|q-(sign|ak|key|header|url)\w*(-\w+)*|wssecret|wstime|se|sp|sv|sr|st|skoid|"
    r"jwt|ticket|otp|password|passwd|pwd|secret|client_secret|code_verifier|saml\w*",
    re.I,
)
AZURE = {
    "se",
    "sp",
    "sv",
    "sr",
    "st",
    "skoid",
    "expires",
    "expire",
    "policy",
    "sid",
    "ssid",
    "sign",
}  # only beside others
SIGNS = {"sig", "signature", "key-pair-id", "token", "uid", "user"}
SESSION = re.compile(r";(jsessionid|phpsessid|sid|sessionid)=[^/?#;]*|/\(S\([a-z0-9]{20,}\)\)", re.I)
VALUED = {  # of the query: whose values tell a tag from a part of the address
    "amp": re.compile(r"1|true|"), "outputtype": re.compile("amp"), "from": re.compile(
        r"timeline|singlemessage|groupmessage|search|weibo|wechat|weixin|qq|twitter|facebook|share|rss|page_\d+\w*"),
    "ref": re.compile(r"[a-z._-]*", re.I), "referrer": re.compile(".*"), "referer": re.compile(".*"),
    "source": re.compile(r"[a-z._-]*", re.I), "src": re.compile("rss|share|twitter|fb|social"),
    "cid": re.compile(r"\w*flip\w*|rss\w*|social\w*"), "srnd": re.compile(".*"), "td": re.compile("keepreading|.*rss"),
    "spss": re.compile(".*"), "share": re.compile("1|true|.*link.*"), "chksm": re.compile(".*"),
    "scene": re.compile(r"\d+"), "ocid": re.compile(".*"), "cvid": re.compile(".*"),
    "feature": re.compile("share.*|youtu.be"),
    "si": re.compile(".*"), "s": re.compile("0[1-9]|rss"), "t": re.compile(r"\d{10,13}"),
    "mod": re.compile("rss.*|article_inline|hp_.*|weibotime|djem.*"), "ei": re.compile(r"[0-9a-f]{20,}"),
}  # fmt: skip
ENDS = "。，、；：？！）」』】》〉”’…．｡､﹐﹒.,;:!?'\">)]}"
PAIRS = {")": "(", "]": "[", "}": "{", "）": "（", "》": "《", "】": "【", "」": "「"}
FORBIDDEN = re.compile("[\\s\"'<>`^{}|\\\\“”‘’«»《》【】「」『』（）。，；]")
BARE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
CONTROLS = re.compile(r"%(0[0-9a-f]|1[0-9a-f]|7f)|%e2%80%(8[b-f]|a[a-e])|%ef%bb%bf|%ef%bf%bd|%00", re.I)
PRIVATE = re.compile(
    r"localhost|.*\.(localhost|local|localdomain|internal|intranet|lan|corp|home|private|test|invalid|onion|arpa|"
    r"(nip|sslip|xip)\.io|localtest\.me|lvh\.me|ngrok(-free)?\.(io|app|dev)|trycloudflare\.com)"
)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.I)
NUMBER = re.compile(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+)){0,3}", re.I)
MOBILE = re.compile(r"^(m|mobile|wap|amp|3g|touch|h5|www\d?)\.(?=.+\.)")
AMP_PATH = re.compile(r"/amp(?=/|$)|\.amp(?=(\.html?)?$)|(?<=\.html)/?amp$")
INDEX = re.compile(r"(/(index|default)\.(html?|php|aspx?|jsp|shtml))?/*$", re.I)
Fault = tuple[str, str]  # what is wrong, the address put right (empty where that cannot be told)


@lru_cache(MANY)
def fault_of(url: str) -> Fault | None:
    """Return what is broken in the spelling of an address, and the address put right.

    >>> fault_of("https://a.org/1。")
    ('ends in “。”', 'https://a.org/1')
    >>> fault_of("https://a.org/1;https://b.org/2"), fault_of("https://例子.中国/#/news/1"), fault_of("https://a.org/X_(Y)")
    (('holds two addresses', 'https://a.org/1'), None, None)
    """
    if second := re.search(r"[\s;,，；、|。]+(?=https?:/)", url[1:], re.I):
        return "holds two addresses", url[: second.start() + 1]
    if not re.match(r"https?://", url):
        return _scheme_fault(url)
    end = url[-1:]
    if end in ENDS and not (end in PAIRS and url.count(PAIRS[end]) >= url.count(end)):
        return f"ends in “{end}”", url.rstrip(ENDS)
    if odd := FORBIDDEN.search(url):
        before = url[: odd.start()] if odd.start() > len("https://a.bc") else ""
        return f"holds “{odd[0]}”, which stands in no address", before
    if re.search(r"&amp;|&#\d+;|&(lt|gt|quot);", url):
        return "is written as in HTML", url.replace("&amp;", "&")
    if CONTROLS.search(url):
        return "holds a character in code that cannot be seen", CONTROLS.sub("", url)
    if BARE_PERCENT.search(url):
        return "holds a “%” that begins no code", BARE_PERCENT.sub("%25", url)
    if len(url) > LONGEST:
        return f"has {len(url):,} characters, and at most {LONGEST:,} work everywhere", ""
    return None


def _scheme_fault(url: str) -> Fault:
    """Say what is wrong with the beginning of an address."""
    rest = re.sub(r"^[\W_]*(h(tt|xx)ps?|ttps?|htp|https?)?[:：;]*[/／\\]*(https?:/+)?", "", url, flags=re.I)
    secure = "https" if not re.match(r"http(?!s)", url, re.I) else "http"
    return "does not begin with http:// or https://", f"{secure}://{rest}" if re.match(r"[\w.-]+\.\w", rest) else ""


@lru_cache(MANY)
def host_fault(url: str) -> Fault | None:
    """Return what keeps a host from being that of a public page.

    >>> host_fault("http://localhost:8080/1")[0], host_fault("https://a.org:443/x")
    ('localhost is the address of a private machine', ('names a port', 'https://a.org/x'))
    >>> host_fault("https://hu\u0430wei.com/")[0][:35], host_fault("https://例子.中国/")
    ('has U+0430 CYRILLIC SMALL LETTER A ', None)
    """
    parts = split(url)
    host = (parts.hostname or "").rstrip(".")
    if not host:
        return "names no host", ""
    if "@" in parts.netloc:
        return "names a user before its host", urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    if NUMBER.fullmatch(host) or _is_ip(host):
        return f"{host} is a number, not the name of a site", ""
    if PRIVATE.fullmatch(host.lower()):
        return f"{host} is the address of a private machine", ""
    if ":" in parts.netloc:
        return "names a port", urlunsplit(parts._replace(netloc=host))
    plain = unicodedata.normalize("NFKC", host).replace("。", ".")
    if plain != host:
        return f"spells its host {host} in other letters than its own", urlunsplit(parts._replace(netloc=plain.lower()))
    shown = _shown(host)
    if foreign := mixed_letters(shown) or next(filter(None, map(_in_disguise, shown.split("."))), ""):
        return f"{foreign} in its host {shown}", ""
    labels = _coded(host).split(".")
    if len(labels) < 2 or not all(map(LABEL.fullmatch, labels)) or labels[-1].isdigit():
        return f"{host} is no name of a public site", ""
    return None


def _in_disguise(label: str) -> str:
    """Say of a label that is wholly in another alphabet, all of its letters like Latin ones, that it may deceive."""
    return mixed_letters(f"a {label}") if label and not label.isascii() else ""


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
        return True
    except ValueError:
        return False


def _shown(host: str) -> str:
    """Return a host with its names in the letters that people see."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host.lower() else host
    except (UnicodeError, ValueError):
        return host


def _coded(host: str) -> str:
    """Return a host with its names in the letters that machines send (punycode)."""
    try:
        return host.lower().encode("idna").decode()
    except (UnicodeError, ValueError):
        return host.lower()


def private_parts(url: str) -> list[str]:
    """List the parts of an address that track who came from where, or open it to one visitor.

    >>> private_parts("https://a.org/x?id=3&utm_source=rss"), private_parts("https://a.org/#/x?token=1")
    (['utm_source'], ['token'])
    """
    parts = split(url)
    _, _, hidden = parts.fragment.rpartition("?")
    names = [name for query in (parts.query, hidden) for name, _ in parse_qsl(query, keep_blank_values=True)]
    lower = {name.lower() for name in names}
    signed = bool(lower & SIGNS) or any(SECRETS.fullmatch(n) and n not in AZURE for n in lower)
    found = [n for n in names if TAGS.fullmatch(n)]
    found += [n for n in names if SECRETS.fullmatch(n) and n not in found and (n.lower() not in AZURE or signed)]
    return found + [m[0].strip(";/").partition("=")[0] for m in SESSION.finditer(parts.path)]


def without_private_parts(url: str) -> str:
    """Return an address without what tracks or opens it to one visitor.

    >>> without_private_parts("https://a.org/x;jsessionid=1?id=3&utm_source=rss#sid=1")
    'https://a.org/x?id=3'
    """
    gone = set(private_parts(url))
    parts = split(url)
    fragment = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    path, _, hidden = fragment.partition("?")
    kept = _without(parts.query, gone), "?".join(filter(None, (path, _without(hidden, gone))))
    return urlunsplit(parts._replace(path=SESSION.sub("", parts.path), query=kept[0], fragment=kept[1]))


def _without(query: str, names: set[str]) -> str:
    return "&".join(p for p in query.split("&") if unquote(p.partition("=")[0]) not in names)


def page_of(url: str) -> str:
    """Return one form for every address of a page, whatever wraps it and however it is spelled. It need not work.

    >>> page_of("http://www.A.org/x/?b=1#top") == page_of("https://m.a.org/x/amp?b=1&from=timeline&isappinstalled=0")
    True
    >>> page_of("https://i.example.org/芯片") == page_of("https://i.example.org/%e8%8a%af%e7%89%87")
    True
    """
    from w3lib.url import canonicalize_url  # late: most of what reads addresses needs it not

    parts = split(without_private_parts(unwrapped(url)))
    if not parts.hostname or host_fault(urlunsplit(parts)):
        return url
    query = "&".join(p for p in parts.query.split("&") if "=" in p and not _is_tag(p))
    if not query and parts.query and "=" not in parts.query:
        query = parts.query
    host = _site(_coded(bare_host(parts)))
    path = INDEX.sub("", AMP_PATH.sub("", re.sub(r"/{2,}", "/", parts.path)))
    if host == "youtu.be":
        host, path, query = "youtube.com", "/watch", f"v={path.strip('/')}"
    plain = canonicalize_url(urlunsplit(("https", host, path, query, parts.fragment)), keep_fragments=True)
    return plain.removeprefix("https://").rstrip("/")


def _site(host: str) -> str:
    """Return a host without what names a form of the page for phones.

    >>> _site("m.163.com"), _site("en.m.wikipedia.org"), _site("mobile.twitter.com")
    ('163.com', 'en.wikipedia.org', 'x.com')
    """
    host = MOBILE.sub("", MOBILE.sub("", host)).replace(".m.", ".")
    return {"twitter.com": "x.com", "old.reddit.com": "reddit.com", "youtube-nocookie.com": "youtube.com"}.get(
        host, host
    )


def _is_tag(part: str) -> bool:
    name, _, value = part.partition("=")
    known = VALUED.get(name.lower())
    return bool(known and known.fullmatch(unquote(value)))

"""What a text cell must not be: a stand-in for nothing, a formula, or markup.

In: the text of a cell. Out: what is wrong with it and how to put it right, or nothing. Pages, PDFs, charts and
workbooks show text as it is all the same; this is so that other people’s spreadsheets and pages need not.
"""

import re
import unicodedata

from schemas.formulae import sign_of_formula

Wrong = tuple[str, str]  # what is wrong, how to put it right

PLACEHOLDER = re.compile(
    r"n\s?[./]?\s?[ad]\.?|t\.?b\.?[dac]\.?|"
    r"na|nan|nil|none|null|void|undefined|unknown|unspecified|not (known|available|applicable|"
    r"given|disclosed|specified|stated|reported)|no data|(to be|tb) ?(d|a|c|determined|announced|"
    r"confirmed|decided|added)|"
    r"to ?do|fixme|empty|blank|missing|placeholder|lorem ipsum.*|x{2,}|test|asdf\w*|qwerty\w*|foo|foobar|"
    r"#(n/a|ref!|value!|name\?|div/0!|null!|num!|spill!|calc!|getting_data|field!|blocked!|busy!)|err:\d+|"
    r"无|無|暂无|暫無|没有|沒有|空|空白|未知|不明|不详|不詳|未详|待定|待补充|待補充|待查|待确认|待確認|待公布|未公布|"
    r"未披露|不适用|不適用|不可用|缺失|该数据缺失|同上|ditto|see above|as above|なし|不明|未定|없음|미정|н/д|"
    r"нет данных|"
    r"s\.?o\.?|k\. ?a\.?|entfällt|inconnu|néant",
    re.I,
)
BARE = re.compile(r"[\W_]+")  # marks alone
UNITS = {"%", "‰", "°"}
SIGN = re.compile(r"[<＜﹤‹>&{}\\`~\]*#$%=|]|__|:[^\s：]|:\s*/|::|--")  # without one of these there is no markup
MARKUP = [
    (re.compile(r"<[A-Za-z/!?%$]"), "a tag"),
    (re.compile(r"[＜﹤‹]\s*(/?(script|img|svg|iframe|a|style|b|i|p|div)\b)", re.I), "a tag"),
    (re.compile(r"&(#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);", re.I), "a character written as HTML"),
    (re.compile(r"[{}]|<%|%>"), "a brace, as of a template or a shortcode"),
    (re.compile(r"\\"), "a backslash, as of a command or an escape"),
    (re.compile(r"`|~~~"), "a mark of code"),
    (re.compile(r"\]\(|\]\[|!\[|\[\[|^\[[^\]]*\]:\s*(<|[a-z][\w+.-]*:/|/)|\]\{"), "a link or a picture of Markdown"),
    (re.compile(r"(^|\s)(\*\*|__)(?=\S)[^*_]*\S\1?(\*\*|__)(\s|$)"), "emphasis of Markdown"),
    (re.compile(r"^(#{1,6}|>+|[*]|:{3,}|={3,}|-{3,}|_{3,}|\|)(\s|$|\W)|\s:::"), "a heading, list or block of Markdown"),
    (re.compile(r"\b(java|vb|live)script\s*:|\bdata:([\w.+-]+/[\w.+-]+|;base64|,)|\b(file|blob|about|chrome|"
                r"view-source|ms-\w+|mailto|tel|ftp|jar|php|phar|gopher|dict|ldap|smb)\s*:(?=/|\S*[@\\])", re.I),
     "an address that is no web page"),
    (re.compile(r"#[a-z][\w.-]*\s*[(\[]|#(let|set|show|import|include|context)\b", re.I), "a command of Typst"),
    (re.compile(r"\bon(abort|blur|change|click|error|focus|hover|input|key\w+|load\w*|message|mouse\w+|pointer\w+|scroll|"
                r"submit|toggle|touch\w+|animation\w+|transition\w+|wheel|begin|end)\s*=", re.I),
                    "an attribute that acts"),
    (re.compile(r"\$\$|\$\("), "mathematics or a command of a shell"),
    (re.compile(r"^\s*(::[a-z-]+|##\[)", re.I), "a command of a workflow"),
    (re.compile(r"(%[0-9a-f]{2}){3,}|(=[0-9A-F]{2}){3,}|\bu[0-9a-f]{4}(u[0-9a-f]{4})+", re.I), "encoded text"),
]  # fmt: skip


def placeholder(text: str) -> Wrong | None:
    """Tell whether a whole cell stands for nothing.

    >>> placeholder("N/A")
    ('stands for nothing', 'leave the cell empty')
    >>> placeholder("None of them was delivered"), placeholder("%")
    (None, None)
    """
    bare = text.strip(" \t.:;,()[]<>（）【】《》。：；，、*_“”\"'")
    if PLACEHOLDER.fullmatch(" ".join(bare.split())) or (BARE.fullmatch(text) and text not in UNITS):
        return "stands for nothing", "leave the cell empty"
    return None


def formula(text: str) -> Wrong | None:
    """Tell whether a spreadsheet would take a text for a formula, and run it.

    >>> formula("=1+1")[0], formula("+ die made in China")[1]
    ('begins with “=”: a spreadsheet takes it for a formula', 'put a word before it, or write “and” for “+”')
    >>> formula("-0.02 0.43"), formula("A = B")
    (None, None)
    """
    sign = sign_of_formula(text)
    if not sign:
        return None
    words = {"+": "write “and” for “+”", "-": "write “minus” for “-”", "@": "write the name without “@”"}
    instead = words.get(unicodedata.normalize("NFKC", sign), "write it in words")
    return f"begins with “{sign}”: a spreadsheet takes it for a formula", f"put a word before it, or {instead}"


def markup(text: str) -> Wrong | None:
    """Tell whether a text holds what a page, a template or a type setter would act on.

    >>> markup("See [here](https://a.org)")
    ('holds a link or a picture of Markdown (“](”)', 'write plain text, without it')
    >>> markup("at <5 nm & $3 bn [draft] #2"), markup("torch_mlu: torch_mlu/mlu/__init__.py")
    (None, None)
    """
    if not SIGN.search(text):
        return None
    for pattern, name in MARKUP:
        if found := pattern.search(text):
            return f"holds {name} (“{found[0].strip()[:20]}”)", "write plain text, without it"
    return None

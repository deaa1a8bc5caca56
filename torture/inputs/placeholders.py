"""Cells that stand for nothing: words and marks that people type where they know nothing."""

from torture.hostile import Hostile, with_cell
from torture.inputs.text_places import SOURCE, WHOLE, spread

NOTHING = [
    "N/A", "n/a", "NA", "n.a.", "-", "—", "TBD", "T.B.D.", "to be confirmed", "NULL", "None", "nil", "NaN", "#N/A",
    "#REF!",
    "#DIV/0!", "Err:502", "?", "...", ".", "*", "_", "(none)", "xxx", "unknown", "no data", "todo",
    "lorem ipsum dolor", "无", "暂无",
    "不详", "待定", "未披露", "／", "？", "。。。", "なし", "н/д", "\"\"", "同上",
]  # fmt: skip
WORDS = "stands for nothing|formula|wrong encoding|holds U"

INPUTS = [
    *(Hostile(f"placeholder: {name} in {place.table}.{place.column}", "placeholders", with_cell(*place, text),
        "refused",
              place.file, WORDS, most=1) for name, text, place in spread({t: t for t in NOTHING}, WHOLE)),
    Hostile("placeholder: an original publisher called N/A", "placeholders",
            with_cell("sources", SOURCE, "original_publisher", "N/A"), "refused", "data/sources.csv",
                "leave the cell empty"),
    Hostile("placeholder: N/A for a number", "placeholders", with_cell("observations", "obs-fab-0234", "value", "N/A"),
            "refused", "data/observations.csv", "number"),
    Hostile("placeholder: - for a reference", "placeholders", with_cell("observations", "obs-fab-0234", "fab_id", "-"),
            "refused", "data/observations.csv", "fab_id"),
    Hostile("placeholder: none in a list", "placeholders", with_cell("chips", "amd-mi300x", "source_ids", "none"),
            "refused", "data/chips.csv", "none"),
]  # fmt: skip

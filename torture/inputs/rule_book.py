"""The rule book, its lists and its words: YAML that is none, bombs, wrong types, messages that reach into objects."""

from torture.hostile import Change, Hostile, with_bytes, with_file

BOOK, LIST, FARMS = "checks/rules/plans.yaml", "checks/exemptions.yaml", "checks/content_farms.yaml"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)
ENTRY = ("- id: plans/x\n  layer: rows\n  table: plans\n  severity: error\n  holds: so\n  why: so\n  message: so\n"
         "  fix: so\n")  # fmt: skip

NULL = "expect_column_values_to_be_null"

WHOLE = {
    "text": ("words", "must be a list"), "number": ("5", "must be a list"), "mapping": ("rules: {}", "must be a list"),
    "nulls": ("- null\n- null\n", "is empty, and must be a mapping"), "bomb": (BOMB, "its aliases are written out"),
    "itself": ("&a [*a]", "nested more than 40"), "deep": ("[" * 100_000, "nested more than 40"),
    "not-yaml": ("- a: [\n", "is not YAML"), "tabs": ("- a:\n\tb: 1", "is not YAML"),
    "tag": ("- !!python/object/apply:os.system ['touch stolen']", "could not determine a constructor"),
    "no-day": (ENTRY + "  bounds: {m: {value: 1, unit: '', date: 2026-13-45, reason: x}}", "month must be"),
    "lacks": ("- id: plans/x\n", "lacks the property “layer”"), "twice": (ENTRY + ENTRY, "occurs twice"),
    "key-twice": (ENTRY + "  why: again\n", "has the key “why” twice"),
}  # fmt: skip
PARTS = {
    "class-of-a-cell": ("message: so", "message: '{plan_id.__class__}'", "braces hold plain names"),
    "a-billion-blanks": ("message: so", "message: '{plan_id:>1000000000}'", "braces hold plain names"),
    "index": ("message: so", "message: '{plan_id[0]}'", "braces hold plain names"),
    "message-null": ("message: so", "message: null", "message is empty"),
    "layer": ("layer: rows", "layer: everything", "layer is “everything”"),
    "unknown-key": ("why: so", "why: so\n  code: print(1)", "code is no property"),
    "columns-text": ("why: so", "why: so\n  columns: plan_id", "columns is a text"),
    "bounds-list": ("why: so", "why: so\n  bounds: [1]", "bounds is a list"),
    "bound-text": ("why: so", "why: so\n  bounds: {m: {value: x, unit: y, date: 2026-01-01, reason: z}}",
                   "value is a text"),
    "expects-unknown": ("why: so", "why: so\n  expects: {frame: x, type: expect_nothing}", "type is “expect_nothing”"),
    "expects-condition": ("why: so", f"why: so\n  expects: {{frame: x, type: {NULL}, column: x, row_condition: '@x'}}",
                          "row_condition is no property"),
    "expects-no-column": ("why: so", f"why: so\n  expects: {{frame: x, type: {NULL}}}", "lacks column"),
    "expects-no-frame": ("layer: rows", f"layer: dataset\n  expects: {{frame: none, type: {NULL}, column: x}}",
                         "names no frame"),
}  # fmt: skip
OTHERS = {
    "exemptions-mapping": (LIST, b"a: 1\n", "exemptions.yaml:1 .*must be a list"),
    "exemptions-text-entry": (LIST, b"- chips\n", "must be a mapping"),
    "exemptions-unknown-key": (
        LIST,
        b"- {rule: a/b, table: a, key: b, date: 2026-01-01, reason: c, code: d}\n",
        "code is no",
    ),
    "exemptions-bomb": (LIST, BOMB.encode(), "its aliases are written out"),
    "exemptions-not-utf-8": (LIST, b"- \xff\n", "exemptions.yaml:1 is not UTF-8"),
    "farms-number": (FARMS, b"3\n", "content_farms.yaml:1 .*must be a list"),
    "farms-host": (FARMS, b"- {host: 'a b', date: 2026-01-01, reason: c}\n", "must be a host"),
}


def _with_entry(old: str, new: str) -> Change:
    return with_bytes(BOOK, lambda b: b + ENTRY.replace(old, new).encode())


INPUTS = [
    *(
        Hostile(f"rules-{name}", "rule book", with_file(BOOK, text.encode()), "stopped", BOOK, words, of="tree")
        for name, (text, words) in WHOLE.items()
    ),
    *(
        Hostile(f"rules-{name}", "rule book", _with_entry(old, new), "stopped", BOOK, words, of="tree")
        for name, (old, new, words) in PARTS.items()
    ),
    *(
        Hostile(name, "rule book", with_file(file, content), "stopped", file, words, of="tree")
        for name, (file, content, words) in OTHERS.items()
    ),
]  # fmt: skip

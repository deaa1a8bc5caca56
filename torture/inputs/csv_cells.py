"""What spreadsheets, keyboards and habits do to single cells: numbers, days, periods, truth."""

from pathlib import Path

from torture.hostile import Change, Hostile, read_rows, with_cell, write_rows

KIND = "spelling of a cell"
PLANS, PLAN = "observations", "obs-fab-0234"  # a capacity that is planned: 13000 wafers a month, for 2026
FILE = "data/observations.csv"


def of_plan(column: str, value: str) -> Change:
    return with_cell(PLANS, PLAN, column, value)


def with_other_values(table: str, column: str, words: dict[str, str]) -> Change:
    """Return the change that spells words of a column otherwise, in every row."""

    def change(root: Path) -> None:
        rows = read_rows(root, table)
        at = rows[0].index(column)
        for row in rows[1:]:
            row[at] = words.get(row[at], row[at])
        write_rows(root, table, rows)

    return change


WIDE = str.maketrans("0123456789-.+,/", "０１２３４５６７８９－．＋，／")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

DOUBTFUL_NUMBERS = {
    "13.000": "13 and as 13000", "13,000": "13 and as 13000", "13.250": "13250", "1.300.000": "1300000",
    "1,300,000": "1300000", "13 000": "write 13000", "13\u00a0000": "write 13000", "13\u202f000": "write 13000",
    "13'000": "write 13000", "13’000": "write 13000", "13_000": "write 13000", "1,30,000": "130000",
    "13000,5": "decimal comma; write 13000.5", "0,459": "write 0.459", "１３．０００": "13000",
    "1.3万": "plain decimal",
    "13k": "plain decimal", "13000 wpm": "plain decimal", "~13000": "plain decimal", "13000-15000": "plain decimal",
    ">13000": "plain decimal", "13000*": "plain decimal", "(13000)": "plain decimal", "$13000": "plain decimal",
    "13000%": "plain decimal", "#N/A": "plain decimal", "#REF!": "plain decimal", "1,3E+04": "plain decimal",
    "0x32C8": "plain decimal", "٣٫٥": "plain decimal", "Ⅻ": "plain decimal", "½": "plain decimal", "²": "plain decimal",
    "1 3000": "plain decimal", "13.0.0": "plain decimal", "--13000": "plain decimal", "NaN": "finite", "-inf": "finite",
    "TRUE": "plain decimal",
}  # fmt: skip
SURE_NUMBERS = [
    "13000".translate(WIDE), "13000".translate(ARABIC), " 13000 ", "+13000", "13000.0", "1.3e4", "1.3E+04", "013000",
    "13000.", "＋13000", "१३०००", "\u300013000",
]  # fmt: skip
SURE_DAYS = [
    "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}{m}{d}", "{y}年{M}月{D}日", "{y}年{m}月{d}号", "{D} {N} {y}",
    "{N} {D}, {y}", "{D}-{N}-{y}", "{D} {F} {y}", "{F} {D}, {y}", "{d}/{m}/{y}", "{m}/{d}/{y}", "{d}.{m}.{y}",
    "{y}-{m}-{d} 00:00:00", "{y}-{m}-{d}T00:00:00", " {y}-{m}-{d} ",
]  # fmt: skip
DOUBTFUL_DAYS = {
    "03/04/2026": "2026-03-04 and as 2026-04-03", "3.4.2026": "2026-03-04 and as 2026-04-03",
    "04-03-2026": "2026-03-04 and as 2026-04-03", "46328": "counts days: 46328 is 2026-11-02",
    "46328.5": "counts days", "2-Nov-26": "century or the year is lost", "Nov-26": "century or the year is lost",
    "02/11/26": "date like", "2026-13-01": "date like", "2026-02-30": "date like", "yesterday": "date like",
    "2026-11-02 13:45": "date like", "2026-11": "date like", "2026": "date like", "0000-00-00": "year 0000",
    "########": "date like", "2026-W45-1": "date like", "2026-306": "date like",
}  # fmt: skip
SURE_PERIODS = {
    "2026": ["２０２６", "2026年", "٢٠٢٦"],
    "2026-Q3": ["2026Q3", "2026 q3", "Q3 2026", "Q3/2026", "2026-q3", "2026年第三季度", "２０２６－Ｑ３"],
    "2026-H1": ["2026H1", "H1 2026", "2026年上半年"],
    "2026-08": ["2026/08", "2026.8", "08/2026", "Aug 2026", "August 2026", "2026年8月", "２０２６－０８"],
    "2026-08-27": ["2026/8/27", "27 Aug 2026", "27/08/2026", "2026年8月27日", "20260827"],
}
DOUBTFUL_PERIODS = {
    "03/04/2026": "2026-03-04 and as", "Aug-26": "century or the year is lost", "46328": "counts days",
    "2026-Q5": "look like", "FY2026": "look like", "2026-13": "look like", "26": "look like", "mid-2026": "look like",
    "2026-2027": "look like", "H3 2026": "look like",
}  # fmt: skip
RECORDED = {"y": "2026", "m": "11", "d": "23", "M": "11", "D": "23", "N": "Nov", "F": "November"}


def then_other(column: str, meant: str, spelled: str) -> Hostile:
    """Make an input of a cell that means one thing: check says how it is written, and takes it as meant."""
    name = f"{column}-{ascii(spelled)[1:-1].replace('/', '_').replace(' ', '·')}"
    return Hostile(name, KIND, of_plan(column, spelled), "refused", FILE, f"is written “{meant}”", most=1)


INPUTS = [
    *(Hostile(f"value-{ascii(v)[1:-1]}", KIND, of_plan("value", v), "refused", FILE, words, most=1)
      for v, words in DOUBTFUL_NUMBERS.items()),
    *(Hostile(f"value-sure-{ascii(v)[1:-1]}", KIND, of_plan("value", v), "mended", FILE) for v in SURE_NUMBERS),
    *(Hostile(f"recorded-{n}", KIND, of_plan("recorded_on", form.format(**RECORDED)), "mended", FILE)
      for n, form in enumerate(SURE_DAYS)),
    *(Hostile(f"recorded-{v}", KIND, of_plan("recorded_on", v), "refused", FILE, words, most=1)
      for v, words in DOUBTFUL_DAYS.items()),
    *(then_other("period", meant, spelled) for meant, many in SURE_PERIODS.items() for spelled in many),
    *(Hostile(f"period-{v}", KIND, of_plan("period", v), "refused", FILE, words, most=1)
      for v, words in DOUBTFUL_PERIODS.items()),
    *(Hostile(f"truth-{form('true')}", KIND,
              with_other_values("outcomes", "independent", {v: form(v) for v in ("true", "false")}), "mended",
              "data/outcomes.csv") for form in (str.upper, str.title, lambda v: f" {v}", lambda v: v.translate(
                  {ord(c): ord(c) + 0xFEE0 for c in "truefalse"}))),
    *(Hostile(f"truth-{yes}", KIND, with_other_values("outcomes", "independent", {"true": yes, "false": no}), "refused",
              "data/outcomes.csv", "neither true nor false.*more like it", most=3)
      for yes, no in (("yes", "no"), ("1", "0"), ("T", "F"), ("x", "-"), ("是", "否"))),
    Hostile("id-full-width", KIND, of_plan("observation_id", PLAN.translate(WIDE)), "mended", FILE),
    Hostile("id-with-a-minus", KIND, of_plan("observation_id", PLAN.replace("-", "\u2212")), "mended", FILE),
    Hostile("a-thousand-times", KIND, with_cell(PLANS, "obs-fab-0174", "value", "500"), "warned", FILE,
            "500 wafers.*median", most=1),
    Hostile("a-percentage-of-a-hundredth", KIND, with_cell(PLANS, "obs-mkt-0172", "value", "459"), "warned", FILE,
            "459 CNY bn.*median", most=1),
]  # fmt: skip

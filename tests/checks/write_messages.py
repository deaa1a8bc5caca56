"""Write tests/checks/messages.txt anew, after the wording of a rule was changed on purpose:
`python tests/checks/write_messages.py`."""

import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]


def main() -> None:
    from checks.rows.row_layer import check_rows
    from checks.rulebook import rules
    from tests_support import text_tables, with_example

    lines = []
    for rule in sorted((r for r in rules().values() if r.layer == "rows"), key=lambda r: r.id):
        found = check_rows(text_tables(with_example(rule.bad)), date(2026, 2, 1), only=rule.table)
        lines += [str(f) for f in found if f.rule == rule.id][:1]
    (HERE / "messages.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

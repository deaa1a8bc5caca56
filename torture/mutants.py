"""Do the tests see what goes wrong? Puts small faults into rules, SQL and rubric: `python -m torture.mutants`.

Writes `build/mutants.md`. Exit code 0 when each part has the score that it must have, 1 when not, 2 when the tests fail
without any fault. `--only TEXT` takes the modules whose path contains it, `--share 0.4` that share of their mutants.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from schemas.files import write_whole
from schemas.package import ROOT
from torture.results import Result

EXPLAINED = Path(__file__).parent / "equivalent_mutants.yaml"  # mutants that change nothing, and why


@dataclass(frozen=True)
class Part:
    """A part of the code that must have a score; what tries its mutants, and the tests that hold it, if it is to learn
    which of them reach which line."""

    modules: tuple[str, ...]
    tests: tuple[str, ...] = ()
    tried_by: str = "tests"
    least: float = 0.9  # score that it must have


ASKING = ("predicates", "accusations", "joined_rows", "row_layer", "patterns_in_sql")
RUBRIC = ("rating", "rubric", "pieces", "figures", "evidence", "verdict_rows")
RUBRIC_TESTS = ("rating", "rating_edges", "evidence_edges", "pieces", "figures", "verdict_faults", "verdict_history")
PARTS = {
    "rules on rows": Part(("checks/rows/*_rules.py", "checks/rows/lookups.py"), tried_by="rules"),
    "rules on the whole": Part(("checks/dataset/frames/*.sql",), tried_by="frames"),
    "asking rules on rows": Part(
        tuple(f"checks/rows/{m}.py" for m in ASKING),
        tuple(f"tests/checks/test_{m}.py" for m in ("row_rules", "row_edges", "accusations")),
        least=0.0,  # not measured yet
    ),
    "rubric": Part(
        tuple(f"model/{m}.py" for m in RUBRIC),
        tuple(f"tests/model/test_{m}.py" for m in RUBRIC_TESTS),
    ),
}


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="python -m torture.mutants", description=__doc__)
    options.add_argument("--part", choices=PARTS, action="append", help="only this part")
    options.add_argument("--only", nargs="+", default=[""], help="only modules whose path contains one of these texts")
    options.add_argument("--share", type=float, default=1.0, help="share of the mutants of each module, at random")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, default=ROOT / "build" / "mutants.md")
    args = options.parse_args(argv)
    os.environ["CI"] = "1"  # hypothesis then tries the same examples each time
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "checks")]
    results: dict[str, list[Result]] = {}
    broken = False
    for name in args.part or PARTS:
        part = PARTS[name]
        files = [str(p.relative_to(ROOT)) for pattern in part.modules for p in sorted(ROOT.glob(pattern))]
        started = time.process_time()
        found, failing = tried(part, files, args)
        print("\n".join(f"fails without a mutant: {name}" for name in failing), end="\n" if failing else "")
        print(f"{name}: {len(found)} mutants in {time.process_time() - started:.0f} s of computing", flush=True)
        broken = broken or bool(failing)
        results[name] = found
    reasons = explained()
    write_whole(args.results, report(results, reasons, args.share))
    print(f"see {args.results}")
    weak = [name for name, found in results.items() if score(found, reasons) < PARTS[name].least]
    print(
        "\n".join(f"{name}: {score(results[name], reasons):.0%} killed, too few" for name in weak),
        end="\n" * bool(weak),
    )
    return 2 if broken else int(bool(weak))


def tried(part: Part, files: list[str], args: argparse.Namespace) -> tuple[list[Result], list[str]]:
    """Return what became of the mutants of a part, and the tests that fail without any."""
    if part.tried_by == "rules":
        from torture.rule_mutants import try_rules  # needs tests on the path

        return try_rules(files, args.only, args.share, args.seed)
    if part.tried_by == "frames":
        from torture.frame_mutants import try_frames

        return try_frames(args.only, args.share, args.seed)
    from torture.plain_tests import try_files

    return try_files([t for t in part.tests if (ROOT / t).exists()], files, args.only, args.share, args.seed)


def explained() -> dict[str, str]:
    """Return why mutants change nothing that anybody could see, by module, place and change."""
    return yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")) or {} if EXPLAINED.exists() else {}


def report(results: dict[str, list[Result]], reasons: dict[str, str], share: float) -> str:
    """Return the table of modules, what the kinds of fault came to, and every mutant that lives."""
    lines = [f"Share of the mutants of each module: {share:.0%}.", ""]
    lines += ["| Part | Mutants | Killed | Explained | Survived | Score |", "|:--|--:|--:|--:|--:|--:|"]
    for part, found in results.items():
        lines.append(score_line(f"**{part}**", found, reasons))
        lines += [
            score_line(f, [r for r in found if r.file == f], reasons) for f in dict.fromkeys(r.file for r in found)
        ]
    everything = [r for found in results.values() for r in found]
    lines += ["", "| Kind of fault | Mutants | Killed | Explained | Survived | Score |", "|:--|--:|--:|--:|--:|--:|"]
    for kind in sorted(Counter(r.mutant.kind for r in everything)):
        lines.append(score_line(kind, [r for r in everything if r.mutant.kind == kind], reasons))
    living = [r for r in everything if not r.killed]
    lines += ["", "## Mutants that live", ""]
    for r in sorted(living, key=lambda r: (r.file, r.mutant.line)):
        why = f": {reasons[r.key]}" if r.key in reasons else ""
        lines.append(f"- `{r.file}:{r.mutant.line}` {r.mutant.place}: `{r.mutant.change}` {r.outcome}{why}")
    return "\n".join([*lines, ""])


def score_line(name: str, found: list[Result], reasons: dict[str, str]) -> str:
    killed, known, living = counts(found, reasons)
    return f"| {name} | {len(found)} | {killed} | {known} | {living} | {score(found, reasons):.0%} |"


def score(found: Iterable[Result], reasons: dict[str, str]) -> float:
    """Return the share of mutants that were killed, of those that nobody explains."""
    killed, _, living = counts(found, reasons)
    return killed / (killed + living) if killed + living else 1.0


def counts(found: Iterable[Result], reasons: dict[str, str]) -> tuple[int, int, int]:
    """Count the mutants that were killed, that are explained, and that live."""
    rows = list(found)
    killed = sum(r.killed for r in rows)
    known = sum(r.key in reasons and not r.killed for r in rows)
    return killed, known, len(rows) - killed - known


if __name__ == "__main__":
    sys.exit(main())

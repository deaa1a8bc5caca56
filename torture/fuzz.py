"""Feed each parser what may break it, guided by what its code does: `make fuzz`, `python -m torture.fuzz`.

Needs atheris, which has an environment of its own (`torture/requirements.lock`). What breaks a parser is written to
`build/fuzz/<parser>/`; once it is mended, it belongs into `torture/corpus/<parser>/`, which the tests replay.
"""

import argparse
import subprocess
import sys

from schemas.package import ROOT

CORPUS = ROOT / "torture" / "corpus"
FOUND = ROOT / "build" / "fuzz"
SLOW, LONGEST = 20, 4096  # seconds that one input may take, bytes of it


def main(argv: list[str] | None = None) -> int:
    from torture.parsers import PARSERS

    options = argparse.ArgumentParser(prog="python -m torture.fuzz", description=__doc__)
    options.add_argument("--seconds", type=int, default=60, help="for each parser")
    options.add_argument("--only", choices=PARSERS, action="append", help="only this parser")
    args = options.parse_args(argv)
    broken = []
    for name in args.only or PARSERS:
        (FOUND / name / "seen").mkdir(parents=True, exist_ok=True)
        run = [sys.executable, "-m", "torture.fuzz_one", name, f"-max_total_time={args.seconds}", f"-max_len={LONGEST}",
               f"-timeout={SLOW}", f"-artifact_prefix={FOUND / name}/", "-print_final_stats=1", "-rss_limit_mb=4096",
               str(FOUND / name / "seen"), str(CORPUS / name)]  # fmt: skip
        if subprocess.run(run, cwd=ROOT).returncode:
            broken.append(name)
    print(f"broke: {', '.join(broken)}; see {FOUND}" if broken else "nothing broke")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())

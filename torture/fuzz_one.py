"""One parser under atheris: `python -m torture.fuzz_one PARSER [options of libFuzzer] FOLDER…`; see `torture.fuzz`."""

import sys

import atheris

with atheris.instrument_imports(include=["schemas", "checks", "scripts"]):
    from torture.parsers import PARSERS, parsed


def main() -> None:
    name = sys.argv.pop(1)
    assert name in PARSERS
    parsed(name, b"")  # what is read once counts for no input
    atheris.Setup(sys.argv, lambda raw: parsed(name, raw))
    atheris.Fuzz()


if __name__ == "__main__":
    main()

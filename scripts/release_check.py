"""Refuse a release that is not ready: `python -m scripts.release_check`.

Compares the tree with the last release, which is the newest tag `v…` below it: is the version raised far enough, does
CHANGELOG.md say what changed? Then checks the package as `make stale` does, but as of its own day: are generated files
up to date, is the evidence as new as the day of the package claims, is there a warning without a reason in
checks/exemptions.yaml? Writes nothing.
Exit code 0 when ready, 1 with a line for each thing that is not, 2 when it could not run.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from changes.bump import Level, bump_between, next_version
from changes.compare import compare
from changes.states import opened_state, revision_of
from checks.findings import Finding, summary
from checks.last_release import last_tag
from checks.rulebook import rules
from checks.run import run
from checks.severity import with_severity
from release.changelog import Section, read_sections
from schemas.csv_text import read_text
from schemas.git import git
from schemas.package import ROOT, Package, read_package
from scripts.command import command, parser
from scripts.docs import check_documents

CHANGELOG = "CHANGELOG.md"
ENTERED = (("observations", "recorded_on"), ("sources", "accessed_on"))  # when somebody entered the row


@dataclass(frozen=True)
class Refusal:
    """One thing that a release waits for: what is wrong, why it matters, how to fix it."""

    what: str
    why: str
    fix: str

    def __str__(self) -> str:
        return f"{self.what}. {self.why}. To fix it: {self.fix}."


@command("check the release", done="released")
def main(argv: list[str] | None = None) -> int:
    options = parser("release_check", __doc__)
    options.add_argument("--data", type=Path, default=ROOT, help="root of the package (default: this tree)")
    args = options.parse_args(argv)
    package = read_package(args.data)
    refusals = check_release(package, lambda tag: required_bump(tag, package.root))
    for refusal in refusals:
        print(f"not ready: {refusal}")
    if refusals:
        print(f"version {package.version} cannot be released yet: {len(refusals)} to fix", file=sys.stderr)
        return 1
    print(f"version {package.version} of {package.day} can be released: make release, then tag it v{package.version}")
    return 0


def required_bump(tag: str, root: Path) -> Level:
    """Return how far the version must be raised for what changed since a tag."""
    with opened_state(tag, root) as folder:
        return compare(folder, root, tag, with_effects=False).level


def check_release(package: Package, bump: Callable[[str], Level]) -> list[Refusal]:
    """Return all that the release waits for; `bump` says how far the version must be raised since a tag."""
    sections = read_sections((package.root / CHANGELOG).read_text(encoding="utf-8"))
    return [
        *check_version(package, sections, bump),
        *check_changelog(package, sections),
        *check_day(package, date.today()),
        *check_findings(all_findings(package)),
    ]


def check_version(package: Package, sections: Iterable[Section], bump: Callable[[str], Level]) -> list[Refusal]:
    """Compare the version with that of the last release, and with what changed since."""
    root, version, own = package.root, package.version, f"v{package.version}"
    released = revision_of(root, own)
    if released and released != revision_of(root, "HEAD"):
        return [
            Refusal(
                f"{own} is released already, as commit {released[:10]}",
                "A version is one state of the data for ever",
                "raise `version` in datapackage.json",
            )
        ]
    tag = last_tag(root, without=own)
    if not tag:
        return check_first(version, sections, shallow=git(root, "rev-parse", "--is-shallow-repository") == b"true\n")
    needed, given = bump(tag), bump_between(tag.removeprefix("v"), version)
    if given >= needed and given > Level.NONE:
        return []
    least = next_version(tag.removeprefix("v"), max(needed, Level.PATCH))
    return [
        Refusal(
            f"version {version} after {tag} is too low, as the change is a {max(needed, Level.PATCH)} one",
            "Who reads the data decides by the version whether what they wrote still works",
            f"set `version` in datapackage.json to {least} or higher; make diff BASE={tag} says what changed",
        )
    ]


def check_first(version: str, sections: Iterable[Section], shallow: bool) -> list[Refusal]:
    """Refuse a first release where the changelog knows an earlier one: its tag is not here."""
    earlier = [section.version for section in sections if section.version != version]
    if not earlier and not shallow:
        return []
    known = f"{CHANGELOG} has a section on {earlier[0]}" if earlier else "the history of this clone is cut short"
    return [
        Refusal(
            f"no tag of an earlier release is here, though {known}",
            "Without it nobody can tell how far the version must be raised",
            f"git fetch --tags{' --unshallow' if shallow else ''}",
        )
    ]


def check_changelog(package: Package, sections: Iterable[Section]) -> list[Refusal]:
    """Look for what the changelog says of this version."""
    why = "Who uses the data reads there what changed for them"
    heading = f"## {package.version} ({package.day})"
    found = [section for section in sections if section.version == package.version]
    if not found:
        return [Refusal(f"{CHANGELOG} has no section “{heading}”", why, "add it above the others, and what changed")]
    (section, *_) = found
    refusals = []
    if not section.text:
        refusals.append(
            Refusal(f"{CHANGELOG}:{section.line} says nothing of {package.version}", why, "write what changed")
        )
    if section.day != str(package.day):
        what = f"{CHANGELOG}:{section.line} dates {package.version} to {section.day or 'no day'}, not to {package.day}"
        refusals.append(Refusal(what, "One of the two is wrong", f"write “{heading}”, or correct `created`"))
    return refusals


def check_day(package: Package, today: date) -> list[Refusal]:
    """Refuse a day of the package that is to come, or before a day on which evidence was entered."""
    if package.day > today:
        why = "Verdicts would be judged as of a day whose news nobody knows"
        return [
            Refusal(f"`created` is {package.day}, which is to come", why, "set `created` to today in datapackage.json")
        ]
    later = {
        f"{package.table[table].path} has rows of {newest} in {column}": newest
        for table, column in ENTERED
        if (newest := max(read_text(package.table[table], package.root)[0].columns[column], default=""))
        > str(package.day)
    }
    why = f"Verdicts look at evidence up to `created`, {package.day}, and pass over what is later"
    return [Refusal(what, why, f"set `created` to {day} or later, and make regenerate") for what, day in later.items()]


def all_findings(package: Package) -> list[Finding]:
    """Check everything as of the day of the package: what is released then is judged alike at any later time."""

    def show(layer: str, findings: list[Finding], seconds: float) -> None:
        print(f"{layer:<12} {summary(findings)}, after {seconds:.1f} s", file=sys.stderr, flush=True)

    findings = run(package, package.day, show, stale=True).findings
    documents = check_documents() if package.root.resolve() == ROOT else []
    return findings + [with_severity(f, package.day, stale=True) for f in documents]


def check_findings(findings: Iterable[Finding]) -> list[Refusal]:
    """Return what findings mean for a release: a refusal for each mistake, one for all warnings of a rule."""
    refusals, warnings = [], defaultdict(list)
    for found in sorted(findings):
        rule = rules()[found.rule]
        if rule.regenerated:
            why, fix = "A release holds what its own data give", "make regenerate, and commit what it writes"
        elif rule.id.endswith("/fresh"):
            why = "The package says that it speaks for the day `created`"
            fix = f"{found.fix}; or set `created` in datapackage.json to the day up to which you looked"
        elif found.severity == "error":
            why, fix = "It is a mistake in the data", found.fix
        else:
            warnings[rule.id].append(found)
            continue
        refusals.append(Refusal(f"{_place(found)} ({found.rule})", why, fix))
    return refusals + [_unexplained(rule, found) for rule, found in warnings.items()]


def _unexplained(rule: str, found: Sequence[Finding]) -> Refusal:
    """Return the refusal for the warnings of one rule."""
    what = "; ".join(map(_place, found))
    fix = f"{found[0].fix}; or list the row in checks/exemptions.yaml with the day and a reason that the data show"
    return Refusal(f"{what} ({rule})", "A release says of each warning why it stands", fix)


def _place(found: Finding) -> str:
    return f"{found.file}:{found.line} {found.message}"


if __name__ == "__main__":
    sys.exit(main())

"""An issue becomes rows: names are resolved, keys made, checks run; nothing that a stranger types leaves its cell."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.cells import read_tables
from schemas.csv_text import TextTable
from schemas.package import ROOT, Package, read_package
from scripts.from_issue import main
from scripts.issue_answers import LONGEST, headings
from scripts.issue_forms import Form, form_files, forms
from tests_support import with_example, write_package

POINT = {
    "observations-metric_id": "chip-shipments", "observations-firm_id": "Maker", "observations-region_id": "cn",
    "observations-definition_id": "one-vendor", "observations-period": "2025", "observations-value": "+1.5e3",
    "observations-basis": "estimated", "observations-claimant_id": "IDC", "observations-as_of": "2026-03-02",
    "sources-url": "https://news.example.org/2026/03/02/shares",
    "sources-title": "Maker’s shipments: all of 2025, counted",
    "sources-publisher": "Example News", "sources-published_on": "2026-03-02", "sources-accessed_on": "2026-03-03",
    "sources-language": "en", "sources-kind": "news", "sources-reliability": "B",
}  # fmt: skip
CLAIM = {key: value for key, value in POINT.items() if key.startswith("sources-")} | {
    "targets-claimant_id": "maker", "targets-kind": "firm", "targets-claim_type": "numeric",
    "targets-speech_act": "promise", "targets-aspect_id": "shipments", "targets-evidence_until": "2028-06",
    "targets-topic_id": "output", "targets-statement": "Maker ships 300 accelerators\nin 2027.",
    "targets-statement_zh": "Maker 2027 年出货 300 颗加速芯片。",
    "targets-metric_id": "chip-shipments", "targets-firm_id": "maker", "targets-region_id": "cn",
    "targets-definition_id": "one-vendor", "targets-comparator": "at-least", "targets-value": "300",
    "targets-deadline": "2027", "targets-said_on": "2026-03-02",
}  # fmt: skip
ERROR = """### Table

observations

### Key

o1

### Column

value

### It says

100

### It should say

120

### How you know

The table of the page says 120.
"""
Outcome = tuple[int, str, str]
Run = Callable[..., Outcome]
Forms = dict[str, Form]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small package that no test changes."""
    folder = tmp_path_factory.mktemp("small") / "package"
    write_package(folder, with_example({}))
    return folder


@pytest.fixture(scope="module")
def known(root: Path) -> Forms:
    package = read_package(root)
    return {form.file: form for form in forms(package, read_tables(package))}


@pytest.fixture
def run(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that gives the body of an issue to the command: exit code, output, errors."""

    def call(body: str | bytes, *args: str, data: Path = root) -> Outcome:
        file = tmp_path / "issue.md"
        file.write_bytes(body.encode() if isinstance(body, str) else body)
        code = main([str(file), "--data", str(data), *args])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def body_of(form: Form, answers: dict[str, str], confirm: str = "- [X] I have read it") -> str:
    """Write an issue as GitHub does, with its line ends."""
    parts = [f"### {q.label}\n\n{answers.get(q.id, '_No response_')}" for q in form.questions]
    if form.confirm:
        parts.append(f"### {headings(form)[-1]}\n\n{confirm}")
    return "\n\n".join(parts).replace("\n", "\r\n")


def rows_of(out: str, package: Package) -> dict[str, dict[str, str]]:
    """Return the rows that were printed, by table."""
    found = {}
    for block in out.split("\n\n"):
        head, _, line = block.strip("\n").partition("\n")
        for table in package.tables:
            if head in (f"add to {table.path}", f"change in {table.path}"):
                (cells,) = csv.reader(io.StringIO(line))
                found[table.name] = dict(zip((f.name for f in table.fields), cells, strict=True))
    return found


def test_a_data_point_becomes_a_source_and_an_observation(run: Run, root: Path, known: Forms) -> None:
    code, out, err = run(body_of(known["data-point"], POINT))
    assert (code, err) == (0, ""), out + err
    rows = rows_of(f"\n{out}", read_package(root))
    key = "example-news-2026-03-02-makers-shipments-all-of-2025"
    assert rows["sources"]["source_id"] == key
    made = rows["observations"]
    assert made.pop("recorded_on") >= "2026-11-23"
    assert {k: v for k, v in made.items() if v} == {
        "observation_id": f"obs-{key}-1", "metric_id": "chip-shipments", "firm_id": "maker", "region_id": "cn",
        "period": "2025", "definition_id": "one-vendor", "value": "1500", "unit": "units", "basis": "estimated",
        "rank": "normal", "claimant_id": "idc", "source_id": key, "as_of": "2026-03-02",
    }  # fmt: skip


def test_a_page_that_is_known_is_cited_and_not_added(run: Run, root: Path, known: Forms) -> None:
    _, out, _ = run(body_of(known["data-point"], POINT | {"sources-url": "https://a.org/1"}))
    rows = rows_of(f"\n{out}", read_package(root))
    assert list(rows) == ["observations"] and rows["observations"]["observation_id"] == "obs-s1-1"


def test_a_claim_becomes_a_target(run: Run, root: Path, known: Forms) -> None:
    code, out, err = run(body_of(known["claim"], CLAIM))
    assert (code, err) == (0, ""), out + err
    made = rows_of(f"\n{out}", read_package(root))["targets"]
    assert made["target_id"] == "maker-2026-maker-ships-300-accelerators-in"
    assert made["statement"] == "Maker ships 300 accelerators in 2027." and made["unit"] == "units"


def test_who_suggests_a_claim_may_leave_its_chinese_words_to_others(run: Run, known: Forms) -> None:
    code, out, _ = run(body_of(known["claim"], CLAIM | {"targets-statement_zh": ""}))
    assert code == 1 and "statement_zh is empty but required" in out and "add to data/targets.csv" in out


def test_an_error_becomes_the_changed_row(run: Run, root: Path) -> None:
    code, out, err = run(ERROR)
    assert (code, err) == (0, "")
    assert out.startswith(
        "\nchange in data/observations.csv\no1,chip-shipments,,,,,cn,2025,d1,120,,,,,units,estimated,"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("100", "99"), "It says: the cell holds “100”, not “99”; look whether it was mended already"),
        (("o1", "o11"), "Key: data/observations.csv has no row “o11”; write one of o1"),
        (("value\n", "values\n"), "Column: data/observations.csv has no column “values”; write one of observation_id"),
        (("value\n", "observation_id\n"), "Column: observation_id is the key; a key is never changed"),
        (("observations\n", "verdicts\n"), "Table: “verdicts” is not one of the options; choose one of the list"),
        (
            ("\n120\n", "\n1,200\n"),
            "value “1,200” can be read as 1.2 and as 1200; write the one that is meant",
        ),
    ],
)
def test_an_error_report_that_cannot_be_used_says_why(run: Run, change: tuple[str, str], words: str) -> None:
    code, out, err = run(ERROR.replace(*change, 1))
    assert code == 1 and words in out and err == "1 mistake to put right first\n"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"observations-firm_id": "Makr"}, "“Makr” is neither an id nor a name in data/firms.csv; write one of maker"),
        ({"observations-claimant_id": "IDC in Shanghai"}, "in data/actors.csv; write one of idc, or add that row"),
        ({"observations-firm_id": "MAKER"}, "write one of maker"),  # letter for letter, or the person says which
        ({"observations-claimant_id": ""}, "Claimant: is not answered; Whose number it is"),
        ({"observations-metric_id": "chips"}, "Metric: “chips” is not one of the options"),
        ({"observations-value": "many"}, "value “many” is not a plain decimal number"),
        ({"observations-note": "=HYPERLINK(\"http://x\")"}, "would be a formula in a spreadsheet"),
        ({"observations-note": "a\x00b\u202ec"}, "holds a character that cannot be seen (U+0000, U+202E)"),
        ({"observations-firm_id": "", "observations-region_id": ""}, "(observations/"),  # a rule on rows
        ({"sources-url": "https://bit.ly/x"}, "https://bit.ly/x is a short link"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_to_do(run: Run, known: Forms, answers: dict[str, str], words: str) -> None:
    code, out, _ = run(body_of(known["data-point"], POINT | answers))
    assert words in out
    assert code == (0 if words.startswith("warning") else 1)


def test_a_name_that_two_rows_have_is_asked_about(tmp_path: Path, run: Run, known: Forms) -> None:
    firms = [{"firm_id": "maker"}, {"firm_id": "maker-two", "name": "Other", "name_zh": "Maker"}]
    write_package(tmp_path / "p", with_example({"firms": firms}))
    code, out, _ = run(body_of(known["data-point"], POINT), data=tmp_path / "p")
    assert code == 1 and "“Maker” is the name of 2 rows of firms; write which one is meant: maker, maker-two" in out


QUOTES = 'He said "x",,"y"\n\nand; then, \'more\' "quoted"'
HOSTILE = '","x",,\n\n# no form heading\n\n<script>alert(1)</script></details> `;|&\n- [x] done\n### Other "quoted"'


def test_markup_of_a_stranger_is_refused_and_not_written(tmp_path: Path, run: Run, known: Forms) -> None:
    package = write_package(tmp_path / "p", with_example({}))
    before = (package.root / "data" / "observations.csv").read_bytes()
    code, out, err = run(
        body_of(known["data-point"], POINT | {"observations-note": HOSTILE}), "--write", data=package.root
    )
    assert code == 1 and "structure/plain-text" in out + err
    assert (package.root / "data" / "observations.csv").read_bytes() == before


def test_what_a_stranger_types_stays_in_its_cell(tmp_path: Path, run: Run, known: Forms) -> None:
    package = write_package(tmp_path / "p", with_example({}))
    before = read_tables(package)["observations"]
    code, out, _ = run(
        body_of(known["data-point"], POINT | {"observations-note": QUOTES}), "--write", data=package.root
    )
    assert code == 0 and "wrote data/sources.csv\nwrote data/observations.csv\n" in out
    after: dict[str, TextTable] = read_tables(package)
    assert len(after["observations"].keys()) == len(before.keys()) + 1
    assert " ".join(QUOTES.split()) in after["observations"].columns["note"]


def test_a_heading_inside_an_answer_is_refused(run: Run, known: Forms) -> None:
    forged = "fine\n\n### Rank reason\n\n### Claimant\n\nidc"
    code, out, err = run(body_of(known["data-point"], POINT | {"observations-note": forged}))
    assert (code, out) == (2, "") and "the heading “### Claimant” stands there twice" in err


def test_what_is_no_issue_of_a_form_is_refused(run: Run, known: Forms) -> None:
    code, _, err = run("Please add SMIC.")
    assert code == 2 and "its headings are missing" in err and "Traceback" not in err
    assert run(b"\xff\xfe")[2].endswith("issue.md is not UTF-8 text\n")
    huge = body_of(known["data-point"], POINT | {"observations-note": "x" * LONGEST})
    assert "the body of an issue has at most 65,536" in run(huge)[2]
    parts = body_of(known["data-point"], POINT).split("\r\n\r\n")
    swapped = "\r\n\r\n".join([*parts[2:4], *parts[:2], *parts[4:]])
    assert "not in the order of the form" in run(swapped)[2]


def test_a_page_that_was_not_read_is_refused(run: Run, known: Forms) -> None:
    code, out, _ = run(body_of(known["data-point"], POINT, confirm="- [ ] I have read it"))
    assert code == 1 and "Read: the box is not ticked; read the page, then tick it" in out


def test_nothing_is_written_while_there_are_mistakes(tmp_path: Path, run: Run, known: Forms) -> None:
    package = write_package(tmp_path / "p", with_example({}))
    before = (package.root / "data/observations.csv").read_bytes()
    assert run(body_of(known["data-point"], POINT | {"observations-value": "x"}), "--write", data=package.root)[0] == 1
    assert (package.root / "data/observations.csv").read_bytes() == before


def test_forms_are_what_github_takes() -> None:
    """Labels differ even where only letters and figures count, and no option is the reserved word."""
    package = read_package()
    for form in forms(package, read_tables(package)):
        labels = ["".join(c for c in label.lower() if c.isalnum()) for label in headings(form)]
        assert len(set(labels)) == len(labels), form.file
        for question in form.questions:
            options = list(question.options or ())
            assert len({o.lower() for o in options}) == len(options) and "none" not in options, question.id
    files = form_files(package, read_tables(package))
    assert set(files) == {str(p.relative_to(ROOT)) for p in (ROOT / ".github/ISSUE_TEMPLATE").iterdir()}

"""The metadata is what its readers ask for, and each form says the same."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from clients_support import CLIENTS, program
from release.metadata.citation import citation_cff, zenodo_json
from release.metadata.dcat import dcat
from release.metadata.facts import Facts, read_facts
from release.metadata.schema_org import with_metadata
from schemas.errors import PackageError
from schemas.package import ROOT, read_package

LOADED = """
import csv, json, mlcroissant
from pathlib import Path

def text(value, is_list):
    if is_list and value is not None:
        return ";".join(text(item, False) for item in value)
    return value.decode() if isinstance(value, bytes) else "" if value is None else str(value)

data, wrong = mlcroissant.Dataset(jsonld="croissant.json"), []
resources = json.loads(Path("datapackage.json").read_text())["resources"]
assert {r.name for r in data.metadata.record_sets} == {r["name"] for r in resources}
for resource in resources:
    name, fields = resource["name"], json.loads(Path(resource["schema"]).read_text())["fields"]
    rows = list(csv.DictReader(Path(resource["path"]).open(newline="")))
    records = list(data.records(name))
    assert len(records) == len(rows), name
    for field in fields:
        for row, record in zip(rows, records):
            found = text(record[f"{name}/{field['name']}"], "list" in field)
            same = found == row[field["name"]]
            if field["type"] in ("integer", "number") and found and row[field["name"]]:
                same = float(found) == float(row[field["name"]])
            if field["type"] == "boolean":
                same = found.lower() == row[field["name"]]
            if field["type"] == "date":
                same = found[:10] == row[field["name"]]
            if not same:
                wrong.append([name, field["name"], row[field["name"]], found])
print(json.dumps(wrong))
"""


@pytest.fixture
def facts() -> Facts:
    return read_facts(read_package())


def croissant_is_valid(folder: Path) -> bool:
    """Tell whether mlcroissant takes the file."""
    validate = [program(str(CLIENTS / "mlcroissant"), "make test sets up .venv-clients"), "validate", "--jsonld"]
    run = subprocess.run([*validate, "croissant.json"], cwd=folder, capture_output=True, text=True)
    assert "WARNING" not in run.stderr, run.stderr
    return run.returncode == 0


def test_croissant_is_valid(unpacked_archive: Path) -> None:
    assert croissant_is_valid(unpacked_archive)


def test_croissant_with_a_key_that_leads_nowhere_is_not(archive_copy: Path) -> None:
    """The test of validity can fail."""
    path = archive_copy / "croissant.json"
    path.write_text(path.read_text().replace('"@id": "data/firms.csv"', '"@id": "data/gone.csv"', 1))
    assert not croissant_is_valid(archive_copy)


def test_every_record_set_loads_as_the_files_have_it(unpacked_archive: Path) -> None:
    """But for texts that look like numbers in a column with gaps: the loader guesses before it looks at types."""
    python = program(str(CLIENTS / "python"), "make test sets up .venv-clients")
    run = subprocess.run([python, "-c", LOADED], cwd=unpacked_archive, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    wrong = json.loads(run.stdout.splitlines()[-1])
    assert [found for found in wrong if found[3] != f"{found[2]}.0"] == []


def test_croissant_states_digests_and_references(archive_content: dict[str, bytes]) -> None:
    found = json.loads(archive_content["croissant.json"])
    digests = {r["path"]: r["hash"] for r in json.loads(archive_content["datapackage.json"])["resources"]}
    assert {f["contentUrl"]: f"sha256:{f['sha256']}" for f in found["distribution"]} == digests
    fields = {field["@id"]: field for record_set in found["recordSet"] for field in record_set["field"]}
    assert fields["chips/designer_id"]["references"] == {
        "fileObject": {"@id": "data/firms.csv"},
        "extract": {"column": "firm_id"},
    }
    assert "references" not in fields["firms/parent_id"]  # the same table
    assert fields["firms/roles"]["repeated"] and fields["firms/founded"]["dataType"] == "sc:Integer"
    assert fields["chips/compute_dies"]["description"].endswith("Unit: dies.")


def test_dcat_is_linked_data(facts: Facts, unpacked_archive: Path) -> None:
    """Its context stands in the file: nothing is fetched."""
    python = program(str(CLIENTS / "python"), "make test sets up .venv-clients")
    code = (
        "import rdflib; from rdflib import DCAT, DCTERMS, RDF; "
        "g = rdflib.Graph().parse('dcat.jsonld', format='json-ld'); (d,) = g.subjects(RDF.type, DCAT.Dataset); "
        "print(d, g.value(d, DCTERMS.license), g.value(d, DCTERMS.issued), len(list(g.objects(d, DCAT.distribution))))"
    )
    run = subprocess.run([python, "-c", code], cwd=unpacked_archive, capture_output=True, text=True)
    assert run.stdout.split() == [facts.release_url, facts.licence_url, str(facts.day), "5"], run.stderr


def test_schema_org_names_the_files_of_the_release(facts: Facts, archive_content: dict[str, bytes]) -> None:
    found = json.loads(archive_content["schema-org.jsonld"])
    assert (found["@type"], found["version"], found["license"]) == ("Dataset", facts.version, facts.licence_url)
    address = f"{facts.homepage}/releases/download/v{facts.version}/{facts.name}-{facts.version}.zip"
    assert found["distribution"][0]["contentUrl"] == address
    named = [
        d["dcat:downloadURL"]["@id"]
        for d in dcat(facts, {f"{facts.name}-{facts.version}.zip": "application/zip"})["dcat:distribution"]
    ]
    assert named == [address]


def test_cffconvert_takes_the_citation(tmp_path: Path) -> None:
    convert = program(str(CLIENTS / "cffconvert"), "make test sets up .venv-clients")
    run = subprocess.run([convert, "--validate", "-i", "CITATION.cff"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    (tmp_path / "CITATION.cff").write_text((ROOT / "CITATION.cff").read_text().replace("title:", "name:", 1))
    run = subprocess.run([convert, "--validate", "-i", "CITATION.cff"], cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode != 0


def test_citation_and_deposit_follow_the_descriptor(facts: Facts) -> None:
    later = replace(facts, version="9.8.7", day=facts.day.replace(year=2031), creators=("A, with: a colon", "B"))
    cff, zenodo = yaml.safe_load(citation_cff(later)), json.loads(zenodo_json(later))
    assert cff["version"] == zenodo["version"] == "9.8.7"
    assert str(cff["date-released"]) == zenodo["publication_date"] == f"2031-{facts.day:%m-%d}"
    assert cff["authors"] == zenodo["creators"] == [{"name": "A, with: a colon"}, {"name": "B"}]
    assert cff["url"] == cff["repository-code"] == facts.homepage and cff["abstract"] == facts.description
    assert "9.8.7" in later.citation and "2031" in later.citation


def test_a_descriptor_without_homepage_is_named() -> None:
    package = read_package()
    without = {k: v for k, v in package.descriptor.items() if k != "homepage"}
    with pytest.raises(PackageError, match=r"datapackage.json: .*'homepage'"):
        read_facts(replace(package, descriptor=without))


def test_the_page_of_the_data_carries_it_as_inert_text() -> None:
    metadata = {"name": "</script><b>", "@type": "Dataset"}
    page = with_metadata("<head><title>x</title>\n</head><body></head></body>", metadata)
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>\n</head>', page)
    assert [json.loads(text) for text in block] == [metadata]
    assert page.count("<script") == 1 and "</script><b>" not in page

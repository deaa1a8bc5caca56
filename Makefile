# Every target is a thin call of a module in scripts/. Needs Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
BENCH := .venv-bench
CLIENTS := .venv-clients
FUZZ := .venv-fuzz
SPARK := .venv-spark
DATA ?= .
SECONDS ?= 60
.DEFAULT_GOAL := help
.PHONY: help setup build report check stale pr diff format freshness links regenerate estimate verdicts
.PHONY: release release-check test lint bench spark torture torture-kills torture-faults mutants fuzz lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## make .venv from the hashed lock (done by the others when needed)

build: $(VENV)/.ready ## CSVs → build/china-ai-chips.duckdb and build/parquet/
	@$(PY) -m scripts.build

report: $(VENV)/.ready ## check and build what changed, then render → build/report/index.html, and a PDF
	@$(PY) -m scripts.report

check: $(VENV)/.ready ## check the data: structure, rows, dataset
	@$(PY) -m scripts.check --save build/findings.json

stale: $(VENV)/.ready ## the same, twice: Frictionless and Great Expectations, too, and errors for what time broke or make regenerate writes
	@$(PY) -m scripts.check --stale

pr: $(VENV)/.ready ## before a pull request: format, check, and say what your change does
	@$(PY) -m scripts.pr

diff: $(VENV)/.ready ## what changed since BASE=<git revision, release archive>, row by row (default: main)
	@$(PY) -m scripts.diff $(BASE)

freshness: $(VENV)/.ready ## list what only the calendar broke: pages to read again, tables without news, claims due
	@$(PY) -m scripts.freshness

links: $(VENV)/.ready ## ask slowly, over the network, whether the pages of sources are still there → build/links.json
	@$(PY) -m scripts.links

format: $(VENV)/.ready ## bring every CSV into canonical form
	@$(PY) -m scripts.format

regenerate: $(VENV)/.ready ## on main: write data/derived/, build/ and the generated documents anew
	@$(PY) -m scripts.regenerate

release-check: $(VENV)/.ready ## refuse a release that is not ready: version, changelog, generated files, warnings, day
	@$(PY) -m scripts.release_check

release: $(VENV)/.ready ## archive, DuckDB file, workbook, report, checksums → build/release/
	@$(PY) -m scripts.make_release

estimate: $(VENV)/.ready ## run the model: inputs → its tables in data/derived/
	@$(PY) -m scripts.estimate

verdicts: $(VENV)/.ready ## rate every target by rule → data/derived/verdicts.csv
	@$(PY) -m scripts.verdicts

test: $(VENV)/.ready-dev $(CLIENTS)/.ready ## set up what tests need and run them
	@$(PY) -m pytest -n 2

lint: $(VENV)/.ready-dev ## ruff, mypy and bandit, on the code and on what pages execute
	@$(PY) -m scripts.lint

bench: $(BENCH)/.ready $(VENV)/.ready-dev ## time estimate, checks beside other tools, and report → bench/, docs/benchmarks.md (1 hour)
	@$(BENCH)/bin/python -m bench.run
	@$(PY) -m bench.check_times build/bench
	@$(PY) -m bench.report_times build/bench

spark: $(SPARK)/.ready ## check the rows of DATA=<folder or address of CSV or Parquet> on Spark (needs Java 17)
	@$(SPARK)/bin/python -m scripts.check --engine spark --data $(DATA)

torture: $(VENV)/.ready ## try every hostile or broken input on a copy of the package → build/torture.md (20 minutes)
	@$(PY) -m torture.run

torture-kills: $(VENV)/.ready ## kill commands at random moments on copies of the tree → build/torture-kills.md (40 minutes)
	@$(PY) -m torture.kills

torture-faults: $(VENV)/.ready ## full disks, read-only trees, other locales, spoilt caches … → build/torture-faults.md
	@$(PY) -m torture.faults

mutants: $(VENV)/.ready-dev ## put small faults into rules and rubric, and see which no test sees → build/mutants.md (2 hours)
	@$(PY) -m torture.mutants

fuzz: $(FUZZ)/.ready ## feed each parser for SECONDS=<n> with what may break it (Linux)
	@$(FUZZ)/bin/python -m torture.fuzz --seconds $(SECONDS)

lock: ## resolve the groups of pyproject.toml into the hashed locks, and ask whether all have wheels (needs uv)
	uv pip compile --group tools $(LOCK) -o requirements.lock
	uv pip compile --group dev -c requirements.lock $(LOCK) -o requirements-dev.lock
	uv pip compile --group fuzz -c requirements.lock $(LOCK) -o torture/requirements.lock
	uv pip compile --group spark -c requirements.lock $(LOCK) -o requirements-spark.lock
	uv pip compile tests/clients/requirements.in $(LOCK) -o tests/clients/requirements.lock
	$(PYTHON) -m scripts.wheels
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

clean: ## remove what the other targets made, .venv included
	rm -rf build $(VENV) $(CLIENTS) reports/_site reports/.quarto reports/figures

$(VENV)/.ready: requirements.lock requirements-quarto.lock scripts/setup.sh scripts/git.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(VENV) requirements.lock
	@sh scripts/quarto.sh $(VENV) requirements-quarto.lock
	@sh scripts/git.sh
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.lock
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(VENV) requirements-dev.lock
	@touch $@

$(BENCH)/.ready: bench/requirements.lock scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(BENCH) bench/requirements.lock
	@touch $@

$(FUZZ)/.ready: torture/requirements.lock scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(FUZZ) torture/requirements.lock
	@touch $@

$(SPARK)/.ready: requirements-spark.lock scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(SPARK) requirements-spark.lock
	@touch $@

$(CLIENTS)/.ready: tests/clients/requirements.lock scripts/setup.sh
	@PYTHON=$(PYTHON) sh scripts/setup.sh $(CLIENTS) tests/clients/requirements.lock
	@touch $@

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
LOG := examples/data/incidents.csv.gz

.DEFAULT_GOAL := help
.PHONY: help demo test test-spark lint type check bench docs format clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): pyproject.toml requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "supportops needs Python 3.11 or later; say which one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

demo: $(READY)  ## one worked ticket, then the review of a real incident log
	@$(BIN)/python -m supportops demo
	@$(BIN)/python -m supportops review $(LOG) \
	  --calendar examples/policies/desk.json --policy examples/policies/incidents.json

test: $(READY)  ## the tests, the docs examples and the coverage
	$(BIN)/python -m pytest -n auto -m "not spark" --ignore=tests/properties --ignore=tests/conformance --cov --cov-report=term
	$(BIN)/python -m pytest -n auto tests/properties tests/conformance

test-spark: $(READY) requirements-spark.txt  ## the tests on a local Spark; needs Java 17 or later
	@java=$${JAVA_HOME:+$$JAVA_HOME/bin/}java; \
	version=$$($$java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p'); \
	[ "$${version:-0}" -ge 17 ] || { \
	  echo "Spark needs Java 17 or later, and '$$java' is $${version:-not there}; install one, or set JAVA_HOME"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-spark.txt
	PYSPARK_PYTHON=$(CURDIR)/$(BIN)/python $(BIN)/python -m pytest -n 0 -m spark tests/sla/test_spark.py

lint: $(READY)  ## ruff and the layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

type: $(READY)  ## mypy --strict
	$(BIN)/mypy

check: lint type test  ## what the continuous integration calls

bench: $(READY)  ## ours against the peers, as ratios
	$(BIN)/python -m benchmarks

docs: $(READY) requirements-docs.txt  ## the documentation site, in site/
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-docs.txt
	$(BIN)/zensical build --strict

format: $(READY)  ## let ruff put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what the other targets made
	rm -rf .venv site build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*

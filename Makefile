# The manual of this repository: what can be done, and how. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Hashes are checked, versions are exact, nothing is built from a foreign source tree.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --no-compile

.DEFAULT_GOAL := help
.PHONY: help install run playground test check bench chaos lock pictures clean

help:  ## list what can be done
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

install: $(VENV)/.installed  ## a virtual environment with Launchwire in it

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Launchwire needs Python 3.11 or newer. Say which with: make run PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Launchwire (hash-pinned) into $(VENV) ..."
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the development tools (hash-pinned) into $(VENV) ..."
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

run: playground  ## the playground with sample news: no token, no network

playground: $(VENV)/.installed
	$(BIN)/launchwire playground

test: $(VENV)/.installed-dev  ## every test, on SQLite and PostgreSQL; precision and recall of reading
	$(BIN)/python -m pytest -n 2 --dist loadfile -q
	$(BIN)/python -m benchmarks.report_reading

check: $(VENV)/.installed-dev  ## style, types, import rules, the lock
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_lock.py

bench: $(VENV)/.installed-dev  ## every benchmark, as ratios to a baseline in the same run
	for file in benchmarks/bench_*.py; do $(BIN)/python -m benchmarks.$$(basename $$file .py) || exit 1; done

chaos: $(VENV)/.installed-dev  ## kill -9 at each named place and at random, 2 and 4 processes, ten times each on both databases
	CHAOS_REPEATS=10 $(BIN)/python -m pytest -q -s tests/test_delivery_crashes.py tests/test_running_crashes.py

lock: $(VENV)/.installed-dev  ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade --extra charts --group build pyproject.toml --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade --extra charts --group build --group dev --constraints requirements.lock pyproject.toml --output-file requirements-dev.lock

clean:  ## remove what was installed and built
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

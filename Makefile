# The commands of the README. Each is a `python -m …` too, for systems without make (docs/install.md).
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint install reproduce validators

demo: install
	$(BIN)/python -m examples.demo

test: install validators
	$(BIN)/python -m pytest

# What judges a bundle from outside; where it cannot be installed its tests say so and skip.
validators: .venv/validators/installed

.venv/validators/installed: requirements-validators.lock
	-$(PYTHON) -m venv .venv/validators && \
	.venv/validators/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-validators.lock && \
	touch $@

lint: install
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

reproduce: install
	$(BIN)/python benchmarks/toll.py --published

install: .venv/installed

.venv/installed: requirements-dev.lock pyproject.toml tawthiq/web/frontend/package-lock.json
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m tawthiq.web.vendoring
	touch $@

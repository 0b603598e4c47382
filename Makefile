# Headwater. `make help` says what there is; `make demo` and `make test` need only Python 3.11 with venv, make and git.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint cover bench lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

DEMO := $(VENV)/demo.db
CLAIM := engineers were told in May to stop writing it down

demo: $(VENV)/.runtime ## Install Headwater, add the invented story in samples/ to a ledger and trace a claim
	@$(BIN)/headwater add samples/ --quiet --ledger $(DEMO)
	@$(BIN)/headwater trace "$(CLAIM)" --ledger $(DEMO)
	@printf '\nThat was, in %s:\n' '$(BIN)'
	@printf '  headwater %s\n' 'add samples/ --ledger $(DEMO)' 'trace "$(CLAIM)" --ledger $(DEMO)'
	@printf 'More: headwater compare dam --ledger $(DEMO), headwater --help, and docs/tutorial.md\n'

test: lint ## Check style, types, imports and the quality floors, then run every test
	$(BIN)/python -m benchmarks.gate
	$(BIN)/python -m pytest

lint: $(VENV)/.dev ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

cover: $(VENV)/.dev ## Run the tests and say which branches they leave out
	$(BIN)/python -m pytest --cov --cov-report=term

bench: $(VENV)/.dev ## Measure quality and speed on what lies beside the checkout
	$(BIN)/python -m benchmarks

lock: $(VENV)/.lock ## Pin every dependency anew, with hashes
	$(BIN)/uv pip compile $(LOCKED) pyproject.toml -o lock/runtime.txt
	$(BIN)/uv pip compile $(LOCKED) pyproject.toml --group dev --constraints lock/runtime.txt -o lock/dev.txt
	$(BIN)/uv pip compile $(LOCKED) --group build --constraints lock/dev.txt -o lock/build.txt

LOCKED := --universal --python-version 3.11 --generate-hashes --no-header --upgrade --quiet

clean: ## Remove what make made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "headwater needs Python 3.11 or later, and $(PYTHON) is older: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# An editable install: what lies in src/ is what runs, so only the lock and the metadata make it stale.
$(VENV)/.runtime: $(VENV)/.made lock/runtime.txt lock/build.txt pyproject.toml
	$(PIP) install --require-hashes --only-binary :all: -r lock/build.txt -r lock/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The lock is whole, but for what tool.uv leaves out of it in pyproject.toml: pip is not to ask for that again.
$(VENV)/.dev: $(VENV)/.runtime lock/dev.txt
	$(PIP) install --no-deps --require-hashes --only-binary :all: -r lock/dev.txt
	@touch $@

$(VENV)/.lock: $(VENV)/.made
	$(PIP) install uv
	@touch $@

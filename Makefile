# `make` alone lists what there is. A new clone needs Python >= 3.11, make and git only.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PIP    := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(STAMP) ## Create .venv with the rapport command, the demo and the tests in it

# Only a changed lock or project file installs again; anything else costs nothing.
$(STAMP): requirements/dev.lock pyproject.toml
	@command -v '$(PYTHON)' >/dev/null 2>&1 || { echo "Rapport needs Python 3.11 or newer, and there is no '$(PYTHON)' here. Install it, or name another: make install PYTHON=/path/to/python3.11" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rapport needs Python 3.11 or newer, and '$(PYTHON)' is $$('$(PYTHON)' -V 2>&1). Name a newer one: make install PYTHON=/path/to/python3.11" >&2; exit 1; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { echo "'$(PYTHON)' can't make virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	'$(PYTHON)' -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/dev.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Installed into $(VENV). Next: make demo, or make test."

# AS is also make's own name for the assembler: only a value from outside counts.
.PHONY: demo
demo: install ## Open the coach in the browser, without Discord (PORT=8765, AS=moderator)
	$(BIN)/rapport demo $(if $(PORT),--port '$(PORT)') $(if $(filter-out default,$(origin AS)),--as '$(AS)')

.PHONY: test
test: install ## Run the whole suite, PostgreSQL included (ARGS="-k undo")
	$(BIN)/pytest $(ARGS)

.PHONY: lint
lint: install ## Look for mistakes and for unformatted code
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: format
format: install ## Mend what the linter can mend by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: types
types: install ## Check the types
	$(BIN)/mypy

.PHONY: imports
imports: install ## Check who imports whom
	$(BIN)/lint-imports --no-logo

.PHONY: check
check: test lint types imports messages-check ## Everything that CI runs

# The same packages for every machine, with the hashes of every platform's files and no
# address of an index. --no-config: nothing of this machine's settings gets in.
# `make lock UPGRADE=--upgrade` takes newer versions; without it the pins stay.
COMPILE = $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(UPGRADE)

.PHONY: lock
lock: install ## Write requirements/*.lock anew from pyproject.toml (UPGRADE=--upgrade)
	$(COMPILE) pyproject.toml --extra dev -o requirements/dev.lock
	$(COMPILE) pyproject.toml -c requirements/dev.lock -o requirements/prod.lock
	echo hatchling | $(COMPILE) - -c requirements/dev.lock -o requirements/build.lock
	@if grep -nE '://|^ *-[^-]|--(index|extra|find|trusted)' requirements/*.lock; then echo "A lock names where packages come from." >&2; exit 1; fi

LOCALES := data/locales
EXTRACT := $(BIN)/pybabel -q extract --no-default-keywords -k _ -k N_ -k n_:1,2 -k locale_str \
	--add-comments=TRANSLATORS: --no-location --sort-output --no-wrap \
	--project=Rapport --version=0 --copyright-holder='The Rapport authors'

# A template's header holds the minute and the year it was made in, which is no difference.
SAME_POT = diff -I '^"POT-Creation-Date' -I '^"Generated-By' -I '^\# Copyright' -I '^\# FIRST AUTHOR' \
	$(LOCALES)/rapport.pot build/rapport.pot
CATALOGUES = $(wildcard $(LOCALES)/*/LC_MESSAGES/rapport.po)
UPDATE := $(BIN)/pybabel -q update -D rapport -i $(LOCALES)/rapport.pot -d $(LOCALES) \
	--ignore-pot-creation-date --no-wrap

.PHONY: messages
messages: install ## Bring the catalogues in data/locales up to the code, and compile them
	@mkdir -p $(LOCALES) build
	$(EXTRACT) -o build/rapport.pot bot cogs
	@$(SAME_POT) >/dev/null 2>&1 || cp build/rapport.pot $(LOCALES)/rapport.pot
	$(if $(CATALOGUES),$(UPDATE))
	$(if $(CATALOGUES),$(BIN)/pybabel -q compile -D rapport -d $(LOCALES))

# The compiled catalogues are committed, so that a clone speaks every language at once.
.PHONY: messages-check
messages-check: install ## Fail when the catalogues lag behind the code
	@mkdir -p build
	@$(EXTRACT) -o build/rapport.pot bot cogs
	@$(SAME_POT) || { echo "$(LOCALES)/rapport.pot lags behind the code: run make messages." >&2; exit 1; }
	@$(if $(CATALOGUES),$(UPDATE) --check || { echo "A catalogue lags behind the code: run make messages." >&2; exit 1; })
	@for po in $(CATALOGUES); do \
	  $(BIN)/pybabel -q compile -i "$$po" -o build/rapport.mo && cmp -s build/rapport.mo "$${po%.po}.mo" || \
	  { echo "$$po isn't compiled as it stands: run make messages." >&2; exit 1; }; done
	@echo "The catalogues are up to date."

.PHONY: screenshots
screenshots: install ## Take the README's pictures from the demo (needs chromium)
	$(BIN)/python docs/screenshots.py

.PHONY: bench
bench: install ## Measure all, write docs/performance.md: 20 min (ARGS="ticker": a part)
	$(BIN)/python -m benchmarks $(ARGS)

# Seeds and amounts: KILL_SEED (where the kills fall), YEARS (how many simulated lives).
.PHONY: torture
torture: install ## Kill it, break its line and let years pass (YEARS=150)
	RAPPORT_FAULTS_LONG=1 SIMULATED_LIVES=60 SIMULATED_YEARS='$(or $(YEARS),150)' \
	  $(BIN)/pytest tests/torture tests/faults tests/delivery $(ARGS)

.PHONY: clean
clean: ## Remove .venv and what the tools left behind; never var/
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find bot cogs tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# Every target sets up what it needs; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ENGLISH := portal/locale/en/LC_MESSAGES/portal

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench bench-matching catalogue clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(INSTALLED): setup.cfg pyproject.toml constraints.txt constraints-whoosh.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Type: sudo apt-get install -y python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints-whoosh.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

$(ENGLISH).mo: $(ENGLISH).po | $(INSTALLED)
	@$(BIN)/pybabel --quiet compile --domain portal --locale en --input-file $< --output-file $@

run: $(INSTALLED) $(ENGLISH).mo ## Serve the portal with a demo district on http://127.0.0.1:6543
	@$(BIN)/jiujinan demo --if-missing development.ini
	@$(BIN)/jiujinan serve development.ini

test: $(INSTALLED) $(ENGLISH).mo ## Run every test, browser included
	@sh .ci/need-browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(INSTALLED) ## Style, types, layer rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg

format: $(INSTALLED) ## Let ruff rewrite the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## Measure against named baselines
	$(BIN)/python -m tests.bench $(ARGS)

bench-matching: $(INSTALLED) ## Measure the matcher at a province's size
	$(BIN)/python -m tests.bench.matching_scale $(ARGS)
	$(BIN)/python -m tests.bench matching online

catalogue: $(INSTALLED) ## Collect what the portal says and bring the English up to it
	@$(BIN)/python -m tests.catalogue

clean: ## Remove the environment, caches and the demo database
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis $(ENGLISH).mo

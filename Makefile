# The one door to Waarborg. `make` alone lists what there is.
#
# Every target first makes sure that what it needs is there (`setup/`); when nothing changed, that takes
# less than a second. Needed beforehand: Python 3.11 or newer with pip, git and make; nothing else.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help start test check fix bench fuzz lock messages docs clean ready-to-run ready-to-develop

# Tests use both cores of a small machine; more workers than cores make browser tests slower.
WORKERS ?= 2
PYTEST := .venv/bin/python -m pytest

help:
	@echo "Waarborg - usage: make <target>"
	@echo
	@awk -F ' *## *' '/^[a-z]+:.*##/ { sub(/:.*/, "", $$1); printf "  make %-10s %s\n", $$1, $$2 }' Makefile

start: ready-to-run ## set up, load the example data and serve on http://127.0.0.1:8000 (PORT=... for another port)
	@exec .venv/bin/waarborg start

ifdef ARGS
test: ready-to-develop ## run every test on SQLite, then the database tests on PostgreSQL (ARGS="tests/unit -k name" for some)
	$(PYTEST) $(ARGS)
else
# Counting which lines run makes tests twice as slow, so only those that are about the core itself are counted.
COUNTED := tests/spec tests/content tests/unit
test: ready-to-develop
	$(PYTEST) -n $(WORKERS) --cov --cov-report=term:skip-covered $(COUNTED)
	$(PYTEST) -n $(WORKERS) $(COUNTED:%=--ignore=%)
	$(PYTEST) -n $(WORKERS) --database postgres
endif

check: ready-to-develop ## formatting, lint, types, floors of the house, licences; changes nothing
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python setup/licences.py
	.venv/bin/python setup/addresses.py

fix: ready-to-develop ## format, and repair what can be repaired without thinking
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: ready-to-develop ## measure search, pages, export, import, the framework and counting, with made-up entries, dossiers and logs
	.venv/bin/python -m bench $(ARGS)

fuzz: ready-to-develop ## throw 100,000 damaged files at every importer (ARGS="--inputs 2000 --target xlsx" for some)
	.venv/bin/python -m bench.fuzzing $(ARGS)

lock: ## choose the newest versions that pyproject.toml and package.json allow and write the lock files
	@sh setup/run.sh lock

messages: ready-to-develop ## add new texts to the Dutch catalogues (.po) and compile them
	.venv/bin/python -m waarborg.config.catalogues extract
	.venv/bin/python -m waarborg.config.catalogues compile

docs: ready-to-develop ## write docs/reference, the manual of the law engine and the overlap of forms anew
	.venv/bin/python setup/reference.py

clean: ## remove all that set-up made; your data in var/ stays
	rm -rf .venv .tools node_modules src/waarborg/static/vendor .pytest_cache .mypy_cache .ruff_cache
	rm -rf .import_linter_cache .hypothesis .coverage .coverage.* htmlcov
	find src -name '*.mo' -delete
	find src tests setup -name __pycache__ -type d -prune -exec rm -rf {} +

ready-to-run:
	@sh setup/run.sh start

ready-to-develop:
	@sh setup/run.sh develop

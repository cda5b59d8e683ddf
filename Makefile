# On a fresh machine with git, make, python3 and python3-venv: `make demo`, `make test`. Nothing else is needed first.
.DEFAULT_GOAL := help
.PHONY: help demo test test-deep bench shots docs fmt lint lock clean setup-run setup-all setup-peers setup-debian
BIN := .venv/bin

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: setup-run ## set up and play the exchange of Ankara in the terminal
	@$(BIN)/glienicke demo

test: setup-all setup-peers setup-debian ## set up and run all checks and tests
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2

test-deep: setup-all setup-peers setup-debian ## the same tests with many more random cases
	$(BIN)/pytest -n 2 --hypothesis-profile deep

lint: setup-all ## style, types and the import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-all setup-peers ## measure, and write the figures into docs/ (about an hour)
	$(BIN)/python -m bench.all
	$(BIN)/python -m bench.names tune
	$(BIN)/python -m bench.names test
	$(BIN)/python -m bench.reading test

shots: setup-all setup-debian ## pictures of the desk for its docs
	$(BIN)/python -m tests.browser.shots

docs: setup-all ## build the pages into site/
	$(BIN)/mkdocs build --strict

fmt: setup-all ## format the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: ## renew requirements.lock (names, versions, hashes)
	tools/lock.sh

clean: ## remove everything that was built
	rm -rf .venv .venv-peers build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -prune -exec rm -rf {} +

setup-run:
	@tools/setup.sh run
setup-all:
	@tools/setup.sh all
setup-peers: setup-all
	@tools/setup-peers.sh
setup-debian:
	@tools/setup-debian.sh

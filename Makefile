# Two commands do all set-up on a fresh machine with Python and git: `make run` and `make test`.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
SITE ?=
PYTEST_WORKERS ?= 3

.PHONY: run test check format lint types imports docs bench lock clean

run: .venv/.run  ## the demo; with SITE=https://a.school.example that school, into your own database
ifeq ($(strip $(SITE)),)
	@$(BIN)/werkplaats demo
else
	@$(BIN)/werkplaats crawl "$(SITE)"
	@if [ -t 1 ]; then $(BIN)/werkplaats; else $(BIN)/werkplaats map; fi
endif

test: .venv/.dev  ## the whole suite, on SQLite and on a real PostgreSQL
	@$(BIN)/python -m pytest -q -rs -n $(PYTEST_WORKERS) --dist worksteal $(ARGS)

check: lint types imports docs test  ## everything that must hold

format: .venv/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: .venv/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: .venv/.dev
	@$(BIN)/mypy

imports: .venv/.dev
	@$(BIN)/lint-imports

docs: .venv/.dev  ## the pages of docs/ hold what the program says today
	@$(BIN)/python docs/make.py --check

bench: .venv/.dev  ## every benchmark, each as a ratio against a baseline in the same run
	@$(BIN)/python -m benchmarks $(if $(EXPLAIN),--explain $(EXPLAIN),--record) $(ARGS)

lock:  ## renews the locked versions (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["meaning"], sep="\n")' \
	  | uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --no-deps - -o requirements-meaning.lock

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "werkplaats needs Python 3.11 or newer: this is $$($(PYTHON) --version). Try make PYTHON=python3.12" >&2; exit 1; }
ifeq ($(UV),)
	@$(PYTHON) -m venv .venv
else
	@uv venv --quiet --python $(PYTHON) .venv
endif

.venv/.run: .venv/pyvenv.cfg requirements.lock requirements-meaning.lock pyproject.toml
	@echo "Installing werkplaats …" >&2
	@$(call install,requirements.lock)
	@$(meaning)
	@touch $@

.venv/.dev: .venv/pyvenv.cfg requirements-dev.lock requirements-meaning.lock pyproject.toml
	@echo "Installing werkplaats and its tools …" >&2
	@$(call install,requirements-dev.lock)
	@$(meaning)
	@touch $@ .venv/.run

# The sentence encoders, where they have a wheel for this machine; without them matching goes by words alone.
ifeq ($(UV),)
wheels = $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all:
else
wheels = uv pip install --quiet --python $(BIN)/python --only-binary :all:
endif
meaning = $(wheels) --no-deps --require-hashes -r requirements-meaning.lock \
  || echo "No sentence encoders for this machine: cases are matched by words alone." >&2

# Only what the lock names, each file held to its hash; then the checkout itself.
ifeq ($(UV),)
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) \
  && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
else
install = uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
  && uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
endif

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .import_linter_cache

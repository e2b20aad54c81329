# Two commands matter: `make run` opens the app, `make test` checks everything.

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; `make run PYTHON=/path/to/python` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
CHROMIUM := /usr/bin/chromium

.PHONY: run test bench text models venv install install-dev chromium postgresql

run: install
	@exec $(BIN)/python -m streamlit run app.py

test: install-dev chromium postgresql
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: install-dev chromium
	@set -e; for name in clients start drag redraw training jacobians memory contrast live lesson cases; do echo "== $$name"; $(BIN)/python -m benchmarks.$$name; done

# Collects the strings of the code into the catalogs; what is translated stays, what the code lost goes.
text: install-dev
	@$(BIN)/pybabel -q extract --keywords=_ --add-location=never --sort-output --omit-header \
		-o $(VENV)/messages.pot pages ui
	@for po in locales/*/messages.po; do lang=$$(basename $$(dirname $$po)); \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap \
			-i $(VENV)/messages.pot -o $$po -l $$lang; done
	@$(BIN)/python -m pytest -q tests/test_text.py

models: install-dev
	@$(BIN)/python -m models.make
	@$(BIN)/python -m models.runs
	@$(BIN)/python -m models.cases

venv: $(BIN)/python
install: $(VENV)/installed
install-dev: $(VENV)/installed-dev

$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "Installing what the app needs into $(VENV); PyTorch is large."
	@$(BIN)/python -m pip install -q -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need into $(VENV)."
	@$(BIN)/python -m pip install -q -r requirements-dev.txt
	@touch $@ $(VENV)/installed

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "This app needs Python 3.11 or newer; install it, or name it: make run PYTHON=/path/to/python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null; } || { \
		echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV)

chromium:
	@[ -x $(CHROMIUM) ] || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } || { \
		echo "The browser tests need Chromium at $(CHROMIUM); on Debian: sudo apt-get install chromium"; exit 1; }

# Runs can be kept in PostgreSQL too. Where there is none, those tests are left out.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -qq -y postgresql >/dev/null; } || \
		echo "Without PostgreSQL its tests are left out; on Debian: sudo apt-get install postgresql"

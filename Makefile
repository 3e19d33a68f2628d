# What a developer does with a checkout. Needs Python 3.11 or newer and PyPI, nothing else; what was done is not done
# again. `make` alone lists the targets.

VENV ?= .venv
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
EXAMPLE ?= corpus/pdf/lahti/kujala-maanmyynti.pdf

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(VENV)/installed
INSTALLED_DEV := $(VENV)/installed-dev

.PHONY: help demo test test-slow stress lint format corpus docs bench train dist lock clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo       install the package into $(VENV) and print an example decision as JSON'
	@echo 'make test       build the corpus and run the tests'
	@echo 'make test-slow  run those that kill, fuzz or train for long, and more examples of those that invent theirs'
	@echo 'make stress     run all tests on a machine that is busy, three times, and once in another order'
	@echo 'make lint       ruff and mypy'
	@echo 'make format     format the code with ruff'
	@echo 'make corpus     build the corpus and bring corpus/pdf up to date (needs LibreOffice where its layouts changed)'
	@echo 'make docs       write the generated parts of docs/ anew'
	@echo 'make bench      measure accuracy and speed, hold them against the baseline and fill in the figures'
	@echo 'make train      train the models anew (needs ../shared for the recogniser of names)'
	@echo 'make dist       build the wheels of the package and of the Stanza model into dist/'
	@echo 'make lock       choose the newest versions of all that a developer needs (constraints.txt; needs uv)'

demo: $(INSTALLED)
	@echo "$(BIN)/paatos parse --pretty $(EXAMPLE)" >&2
	@$(BIN)/paatos parse --pretty $(EXAMPLE)

test: $(INSTALLED_DEV)
	$(BIN)/python corpus/build
	$(BIN)/python -m pytest -q -n auto

test-slow: $(INSTALLED_DEV)
	$(BIN)/python corpus/build
	$(BIN)/python -m pytest -q -n auto -m 'slow or hypothesis' --hypothesis-profile=thorough

stress: $(INSTALLED_DEV)
	$(BIN)/python corpus/build
	for round in 1 2 3; do \
		$(BIN)/python tests/under_load.py 8 $(BIN)/python -m pytest -q -n auto -m 'slow or not slow' || exit 1; \
	done
	$(BIN)/python -m pytest -q -n 0 -m 'slow or not slow' -p randomly

lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src

format: $(INSTALLED_DEV)
	$(BIN)/ruff format .

corpus: $(INSTALLED_DEV)
	$(BIN)/python corpus/build --check --commit

docs: $(INSTALLED_DEV)
	$(BIN)/python docs/generate.py

bench: $(INSTALLED_DEV)
	$(BIN)/python -m benchmarks.accuracy --json benchmarks/results/accuracy.json
	$(BIN)/python -m benchmarks.accuracy.unseen --json benchmarks/results/unseen.json
	$(BIN)/python -m benchmarks.speed --json benchmarks/results/speed.json
	$(BIN)/python -m benchmarks.accuracy.gate --run benchmarks/results/accuracy.json
	$(BIN)/python -m benchmarks.report --readme README.md

train: $(INSTALLED_DEV)
	$(BIN)/python models/heading_types/train
	$(BIN)/python models/fi_paatos/train
	$(BIN)/python models/fi_paatos_voikko/train
	if $(BIN)/python -c 'import stanza' 2>/dev/null; then $(BIN)/python models/fi_paatos_stanza/train; fi

dist: $(INSTALLED_DEV)
	$(BIN)/python -m hatchling build -t wheel -d dist
	cd models/fi_paatos_stanza && $(abspath $(BIN))/python -m hatchling build -t wheel -d $(CURDIR)/dist

lock:
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --extra dev --no-annotate --no-header pyproject.toml -o constraints.txt

clean:
	rm -rf $(VENV) corpus/build.out

$(VENV)/bin/python:
	@test -n '$(PYTHON)' || { echo 'make: no Python 3.11 or newer was found; install it, or name it: make PYTHON=...'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(INSTALLED)

# `make demo` fills a record and shows it, `make test` runs the tests; both set everything up in .venv first.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check format bench lock wheel clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Lagebild needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(BIN)/lagebild add --db demo.db examples
	@$(BIN)/lagebild overview --db demo.db
	@echo "Ask on, for example:"
	@echo "  $(BIN)/lagebild who --db demo.db \"Ilka Soren\"                 one person, in every spelling"
	@echo "  $(BIN)/lagebild offices --db demo.db --at 2014-02-15          who held what on a day"
	@echo "  $(BIN)/lagebild chronicle --db demo.db --type ASSAULT         what happened, and who says so"
	@echo "  $(BIN)/lagebild said --db demo.db --about Gesetz              who said what"
	@echo "  $(BIN)/lagebild search --db demo.db verhaften                 full text, in any inflected form"
	@echo "  $(BIN)/lagebild --help                                        all commands"

test: setup
	$(BIN)/python -m pytest -q

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	@for part in bench/*/__main__.py; do $(BIN)/python -m $$(dirname $$part | tr / .) || exit 1; done

# The lock names versions and hashes only, no registry.
lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links pyproject.toml --group dev -o requirements.lock

wheel: setup
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist

clean:
	rm -rf .venv dist demo.db

